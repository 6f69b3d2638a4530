"""`govlint plugins`: what is loaded and from where; a plugin that fails ends the run with its name and error.

Duty: list. May not print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.catalogue import table
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_configuration, add_general, settings
from govlint.display.encode import encode
from govlint.plugins import load_plugins
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = ""


def configure(parser: Parser) -> None:
    """The options of `plugins`."""
    parser.option("help.options", "--plugin", text="help.plugin", action="append", metavar="FILE")
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """List the plugins and what they bring."""
    loaded = load_plugins(settings(options).plugins).loaded
    if options.json:
        records = [{"name": p.name, "from": p.origin, "brings": list(p.brings)} for p in loaded]
        return Answer((Output(["[" + ",\n ".join(map(encode, records)) + "]\n"]),))
    heads = [catalogue().text(f"list.{name}", session.lang) for name in ("name", "from", "brings")]
    rows = [
        {"name": p.name if not index else "", "from": p.origin if not index else "", "brings": part}
        for p in loaded
        for index, part in enumerate(p.brings or ("–",))
    ]
    return Answer((Output(line + "\n" for line in table(rows, heads)),))
