"""Every govlint command in the documents is run, in order, in a folder that holds what the documents name."""

import re
import shlex
import shutil
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from subprocess import run

import pytest
import yaml

from govlint import cli
from govlint.commands import COMMANDS
from govlint.commands.parser import GROUPS, Parser

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(?:sh|powershell)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
ENDLESS = ("server",)
"""Commands that wait for a client: their own tests run them."""


def commands(document):
    """The commands of a document, each as words; of a pipe, what comes before it."""
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        joined = block.replace("\\\n", " ")
        for line in joined.splitlines():
            if line.startswith("govlint "):
                words = shlex.split(line.replace("\\", "/"), comments=True)
                cut = words.index("|") if "|" in words else len(words)
                yield words[1:cut]


WITH_COMMANDS = [document for document in DOCUMENTS if any(commands(document))]


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """A folder with the examples and, under the names that the documents use, the sample report."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    sample = tmp_path / "docs" / "examples" / "demo_2023.txt"
    for name in (
        "a.txt",
        "b.txt",
        "demo_2023.txt",
        "report.txt",
        "报告.txt",
        "folder/a.txt",
        "reports/a.txt",
        "reports/b.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(sample, path)
    for name in ("waivers.yaml", "members.yaml"):
        shutil.copy(ROOT / "docs" / "examples" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_each(lines, capsys):
    for words in lines:
        if words[0] in ENDLESS:
            continue
        status = cli.main(words)
        told = capsys.readouterr()
        assert status in (0, 1), (words, told.err)
        assert status == 1 or told.out or told.err or "-o" in words or "-f" in words, words


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=lambda path: path.name)
@pytest.mark.usefixtures("scratch")
def test_commands_of_the_documents_do_what_is_asked(document, capsys):
    run_each(commands(document), capsys)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("scratch")
def test_help_says_something_of_every_option_and_its_examples_run(name, lang, capsys):
    parser = Parser(name, lang)
    module = import_module(COMMANDS[name])
    module.configure(parser)
    told = parser.entries()
    assert [title for title, _ in told] == [
        title for title in map(parser.say, (f"help.{group}" for group in GROUPS)) if title in dict(told)
    ]
    assert all(entry.written and entry.text for _, entries in told for entry in entries)
    # Nothing that the parser takes is left out.
    written = [part for _, entries in told for entry in entries for part in entry.written.split(", ")]
    known = [option for action in parser._actions for option in action.option_strings]
    assert {part.split(" ")[0] for part in written if part.startswith("-")} == set(known)
    whole = parser.help_text(module.ARGUMENTS)
    assert all(line in whole for line in parser.examples().split("\n"))
    if name == "test":
        cli.main(["pack", "new", "my-pack", "--prefix", "MP"])
    run_each((shlex.split(line)[1:] for line in parser.examples().split("\n")), capsys)


@pytest.mark.parametrize("name", ["configuration.md", "tutorial-ci.md"])
@pytest.mark.usefixtures("scratch")
def test_configuration_in_the_documents_is_taken(name, capsys):
    blocks = re.findall(
        r"^```toml\n(.*?)^```", (ROOT / "docs" / name).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    Path("govlint.toml").write_text(blocks[0], encoding="utf-8")
    assert cli.main(["config", "show"]) == 0, capsys.readouterr().err


def test_documents_hold_commands():
    assert len(WITH_COMMANDS) >= 4


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_every_document_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs").glob("*.md") if f"({path.name})" not in index]
    assert missing == ["index.md"]


def pages_of(nav):
    """The paths that a nav leads to."""
    for entry in nav:
        for part in entry.values() if isinstance(entry, dict) else [entry]:
            yield from [part] if isinstance(part, str) else pages_of(part)


class Loader(yaml.SafeLoader):
    pass


Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _, name, __: name)


def test_every_document_is_in_the_nav_of_the_site():
    site = yaml.load((ROOT / ".mkdocs.yml").read_text("utf-8"), Loader)
    led = set(pages_of(site["nav"]))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= led
    assert all((ROOT / "docs" / path).exists() for path in led)


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="mkdocs is not installed: pip install '.[docs]'")
def test_the_site_builds_and_fetches_nothing_from_elsewhere(tmp_path):
    built = run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", ROOT / ".mkdocs.yml", "-d", tmp_path],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "tutorial-clerk.zh.html").read_text("utf-8")
    assert "GL302" in page
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"?(?:https?:)?//", page)
    assert (tmp_path / "rules" / "GL302.html").exists()
