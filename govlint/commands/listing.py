"""`govlint list`: the constraints in force and what decided it.

Duty: list. May not print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.catalogue import listed, table
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_choice, add_general, add_sources, settings
from govlint.display.encode import encode
from govlint.lint import Linter
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = ""
_COLUMNS = ("code", "name", "severity", "pack", "rule", "decided")


def configure(parser: Parser) -> None:
    """The options of `list`."""
    add_choice(parser)
    add_sources(parser)
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """List the constraints that a run with these options would hold a report to."""
    asked = settings(options)
    records = listed(Linter(asked).chosen, asked.choice)
    if options.json:
        return Answer((Output(["[" + ",\n ".join(map(encode, records)) + "]\n"]),))
    words = catalogue()
    heads = [words.text(f"list.{name}", session.lang) for name in _COLUMNS]
    said = [{**r, "severity": words.text(str(r["severity"]), session.lang)} for r in records]
    lines = [*table(said, heads), words.text("list.total", session.lang, number=len(records))]
    return Answer((Output(line + "\n" for line in lines),))
