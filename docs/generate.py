"""Write what the documents take from the program: pages of constraints, their index, samples, tables, schemas.

`--check` writes nothing and exits 1 where a file is out of date.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

from govlint.catalogue import index, page
from govlint.cli import main as govlint
from govlint.config.keys import KEYS, LISTS, PER_FILE, PER_FILE_FILES, Key, Kind
from govlint.config.schema import config_schema, written
from govlint.examples import examples_of
from govlint.lint import Linter, Settings
from govlint.packs.schema import pack_schema
from govlint.plugins import load_plugins
from govlint.trials import Bench
from govlint.words import catalogue

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "rules"
SAMPLE = re.compile(r"(<!-- sample: (?P<arguments>[^>]*) -->\n```\w*\n).*?(```\n<!-- /sample -->)", re.DOTALL)


MODULES = re.compile(r"(<!-- modules -->\n).*?(<!-- /modules -->)", re.DOTALL)
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


def wanted() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    linter = Linter(Settings())
    constraints, examples = linter.packs.constraints, examples_of(Bench(linter))
    files = {RULES / f"{c.code}.md": page(c, catalogue(), examples) for c in constraints}
    files[RULES / "README.md"] = index(constraints)
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if any(part.search(text) for part in (SAMPLE, MODULES, KEY_TABLE)):
            text = MODULES.sub(lambda found: found[1] + modules() + found[2], sampled(text))
            files[path] = KEY_TABLE.sub(lambda found: found[1] + keys() + found[2], text)
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
