"""Write what the documents take from the program: pages of constraints, their index, samples, tables, schemas.

`--check` writes nothing and exits 1 where a file is out of date.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from importlib import import_module
from pathlib import Path

from govlint.catalogue import index, page
from govlint.cli import main as govlint
from govlint.commands import COMMANDS
from govlint.commands.parser import Entry, Parser
from govlint.config.keys import KEYS, LISTS, PER_FILE, PER_FILE_FILES, Key, Kind
from govlint.config.schema import config_schema, written
from govlint.examples import examples_of
from govlint.lint import Linter, Settings
from govlint.packs.schema import pack_schema
from govlint.plugins import load_plugins
from govlint.trials import Bench
from govlint.words import catalogue

PIPE = "\\|"
ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "rules"
SAMPLE = re.compile(r"(<!-- sample: (?P<arguments>[^>]*) -->\n```\w*\n).*?(```\n<!-- /sample -->)", re.DOTALL)


MODULES = re.compile(r"(<!-- modules -->\n).*?(<!-- /modules -->)", re.DOTALL)
COMMAND_PAGES = re.compile(r"(<!-- commands -->\n).*?(<!-- /commands -->)", re.DOTALL)
COMMAND_LIST = re.compile(r"(<!-- command list -->\n).*?(<!-- /command list -->)", re.DOTALL)
KEY_TABLE = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
DUTY = re.compile(r"Duty: (?P<duty>.*?)\.\s+May\s+not\s+(?P<may_not>.*?)\.(?:\s|$)", re.DOTALL)


def modules() -> str:
    """The table of modules, from what each says of itself."""
    rows = []
    for path in sorted((ROOT / "govlint").glob("*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        found = DUTY.search(text + " ")
        if found:
            duty, may_not = (
                " ".join(found[part].split()).replace("|", "\\|") for part in ("duty", "may_not")
            )
            rows.append(f"| `{path.name}` | {duty} | {may_not} |")
    return "\n".join(["| module | duty | may not |", "|---|---|---|", *rows]) + "\n"


def keys() -> str:
    """The table of keys of configuration."""
    head = ["| key | value | default | option | variable | says |", "|---|---|---|---|---|---|"]
    rows = [
        f"| `{key.name}`{' †' if key.per_file else ''}{' ‡' if key.reach == 'run' else ''} | {_kind(key)} "
        f"| {_default(key)} | {_code(key.flag)} | {_code(key.variable)} | {_key_help(key.name)} |"
        for key in KEYS.values()
    ]
    files = (
        f"| `{PER_FILE_FILES}` † | patterns |  |  |  | {_key_help(PER_FILE_FILES)} (in `{PER_FILE}` alone) |"
    )
    return "\n".join([*head, *rows, files]) + "\n"


def _kind(key: Key) -> str:
    if key.kind is Kind.CHOICE:
        return ", ".join(f"`{choice}`" for choice in key.choices)
    return f"list of {key.kind}" if key.kind in LISTS else str(key.kind)


def _default(key: Key) -> str:
    found = list(key.default) if isinstance(key.default, tuple) else key.default
    return "" if found in (None, []) or key.name == PER_FILE else f"`{json.dumps(found)}`"


def _code(word: str) -> str:
    return f"`{word}`" if word else ""


def _key_help(name: str) -> str:
    words = catalogue().words(f"config.key.{name}")
    return f"{words.zh}<br>{words.en}".replace("|", "\\|")


def commands() -> str:
    """Every command with its options, as its help tells them in both languages."""
    return "\n".join(_command(name) for name in COMMANDS)


def command_list() -> str:
    """What each command does, in a line."""
    rows = [f"| [`{name}`](#{name}) | {' · '.join(_told(name))} |" for name in COMMANDS]
    return "\n".join(["| command | does |", "|---|---|", *rows]) + "\n"


def _told(name: str) -> list[str]:
    words = catalogue().words(f"help.{name}")
    return [words.zh.rstrip("。"), words.en]


def _command(name: str) -> str:
    module = import_module(COMMANDS[name])
    parsers = [Parser(name, lang) for lang in ("zh", "en")]
    for parser in parsers:
        module.configure(parser)
    chinese, english = parsers
    head = [f"### {name}", "", f"{' · '.join(_told(name))}", ""]
    usage = [
        "```text",
        english.usage_text(module.ARGUMENTS),
        "```",
        "",
        "```sh",
        english.examples(),
        "```",
        "",
    ]
    rows = ["| option | says |", "|---|---|"]
    for (title, entries), (other, others) in zip(chinese.entries(), english.entries(), strict=True):
        rows.append(f"| **{title} · {other}** | |")
        rows += [_option(*pair) for pair in zip(entries, others, strict=True)]
    return "\n".join([*head, *usage, *rows, ""])


def _option(chinese: Entry, english: Entry) -> str:
    written, says = f"`{chinese.written}`", f"{chinese.text}<br>{english.text}"
    return f"| {written.replace('|', PIPE)} | {says.replace('|', PIPE)} |"


def schemas() -> dict[Path, str]:
    """The schemas that are made of tables and annotations."""
    rules = load_plugins(entry_point_group=None).rules.values()
    made = {"config": config_schema(), "pack": pack_schema(rules)}
    folder = ROOT / "govlint" / "schemas"
    return {folder / f"{name}.schema.json": written(schema) for name, schema in made.items()}


def sampled(text: str) -> str:
    """A document with the output of each sample's command in it."""
    return SAMPLE.sub(lambda found: found[1] + _output(found["arguments"].split()) + "\n" + found[3], text)


def _output(arguments: list[str]) -> str:
    import contextlib
    import io
    import os

    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(buffer):
            govlint(arguments)
    finally:
        os.chdir(here)
    buffer.flush()
    return buffer.buffer.getvalue().decode("utf-8").rstrip("\n")


TABLES = (
    (MODULES, modules),
    (KEY_TABLE, keys),
    (COMMAND_LIST, command_list),
    (COMMAND_PAGES, commands),
)
"""Marks, and what stands between them."""


def wanted() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    linter = Linter(Settings())
    constraints, examples = linter.packs.constraints, examples_of(Bench(linter))
    files = {RULES / f"{c.code}.md": page(c, catalogue(), examples) for c in constraints}
    files[RULES / "README.md"] = index(constraints)
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        made = sampled(text)
        for marks, write in TABLES:
            made = marks.sub(lambda found, write=write: found[1] + write() + found[2], made)
        if made != text or SAMPLE.search(text):
            files[path] = made
    return {**files, **schemas()}


def main() -> int:
    """Write or check; the number of files out of date decides the exit status of a check."""
    check = "--check" in sys.argv[1:]
    files = wanted()
    stale = [
        path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    gone = [path for path in RULES.glob("*.md") if path not in files]
    for path in (*stale, *gone):
        print(("out of date: " if check else "written: ") + path.relative_to(ROOT).as_posix())
    if not check:
        RULES.mkdir(exist_ok=True)
        for path in stale:
            path.write_text(files[path], encoding="utf-8")
        for path in gone:
            path.unlink()
    return 1 if check and (stale or gone) else 0


if __name__ == "__main__":
    sys.exit(main())
