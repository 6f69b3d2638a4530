"""`govlint list`: the constraints in force and what decided it.

Duty: list. May not print.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govlint.catalogue import listed, table
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_choice, add_configuration, add_general, add_sources, linter
from govlint.display.encode import encode
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "[PATH]"
_COLUMNS = ("code", "name", "severity", "pack", "rule", "decided")


def configure(parser: Parser) -> None:
    """The options of `list`."""
    parser.option("help.arguments", "path", text="help.governed", nargs="?", metavar="PATH")
    add_choice(parser)
    add_sources(parser)
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """List the constraints that a run with these options would hold a report to."""
    judge = linter(options, options.path)
    asked = judge.settings
    records = listed(judge.chosen, asked.choice, asked.severity, asked.options)
    if options.json:
        return Answer((Output(["[" + ",\n ".join(map(encode, records)) + "]\n"]),))
    words = catalogue()
    heads = [words.text(f"list.{name}", session.lang) for name in _COLUMNS]
    said = [_said(record, session.lang) for record in records]
    lines = [*table(said, heads), words.text("list.total", session.lang, number=len(records))]
    return Answer((Output(line + "\n" for line in lines),))


def _said(record: Mapping[str, object], lang: str) -> dict[str, object]:
    """A record for people: what was set stands behind what decided."""
    row = {**record, "severity": catalogue().text(str(record["severity"]), lang)}
    changed = row.pop("set")
    assert isinstance(changed, dict)
    row["decided"] = "; ".join(
        [str(row["decided"]), *(f"{name}: {place}" for name, place in changed.items())]
    )
    return row
