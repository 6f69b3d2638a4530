"""`govlint packs`: the rule packs in force, their version and where they lie.

Duty: list. May not print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.catalogue import table
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_configuration, add_general, add_sources, linter
from govlint.display.encode import encode
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = ""
_COLUMNS = ("id", "title", "version", "constraints", "from")


def configure(parser: Parser) -> None:
    """The options of `packs`."""
    add_sources(parser)
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """List the packs."""
    records: list[dict[str, object]] = [
        {
            "id": pack.id,
            "title": pack.title.get(session.lang),
            "version": pack.version,
            "constraints": len(pack.constraints),
            "from": pack.path,
        }
        for pack in linter(options).packs.packs
    ]
    if options.json:
        return Answer((Output(["[" + ",\n ".join(map(encode, records)) + "]\n"]),))
    heads = [catalogue().text(f"list.{name}", session.lang) for name in _COLUMNS]
    return Answer((Output(line + "\n" for line in table(records, heads)),))
