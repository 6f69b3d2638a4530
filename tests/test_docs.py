"""Every govlint command in the documents is run, in order, in a folder that holds what the documents name."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from govlint import cli

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
        "report.txt",
        "报告.txt",
        "folder/a.txt",
        "reports/a.txt",
        "reports/b.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(sample, path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=lambda path: path.name)
@pytest.mark.usefixtures("scratch")
def test_commands_of_the_documents_do_what_is_asked(document, capsys):
    for words in commands(document):
        if words[0] in ENDLESS:
            continue
        status = cli.main(words)
        told = capsys.readouterr()
        assert status in (0, 1), (words, told.err)
        assert status == 1 or told.out or told.err or "-o" in words, words


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
