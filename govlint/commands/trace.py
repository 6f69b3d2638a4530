"""`govlint trace`: why a constraint fired or did not, on one report.

Duty: one constraint and one file to lines or JSON. May not print.
"""

from __future__ import annotations

import argparse

from govlint.choose import known
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_choice, add_general, add_reading, add_sources, settings
from govlint.commands.parser import Parser, whole_number
from govlint.discover import STDIN, read_file, read_within
from govlint.display.encode import encode
from govlint.display.traced import Teller
from govlint.errors import UnreadableError
from govlint.lint import Linter
from govlint.packs.model import Constraint
from govlint.tracing import trace
from govlint.verdict import FOUND
from govlint.words import AskedError, catalogue, unknown_word

ARGUMENTS = "CODE FILE"


def configure(parser: Parser) -> None:
    """The options of `trace`."""
    parser.option("help.arguments", "code", text="help.code", metavar="CODE|NAME")
    parser.option("help.arguments", "file", text="help.file", metavar="FILE")
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_choice(parser)
    add_sources(parser)
    parser.option("help.selection", "--year", text="help.year", type=whole_number, metavar="YYYY")
    add_reading(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Trace the constraint on the file that the options name."""
    linter = Linter(settings(options))
    constraint = _named(options.code, linter)
    path = options.file.replace("\\", "/")
    try:
        limits = linter.settings.limits
        data = read_within(session.stdin, limits) if path == STDIN else read_file(options.file, limits)
        traced = trace(linter, constraint, path, data)
    except UnreadableError as error:
        raise AskedError(linter.refuse(options.file, error).findings[0].message) from error
    if traced.outcome.report is None:
        message = traced.outcome.findings[0].message
        text = catalogue().text("trace.not-read", session.lang, message=message)
        return Answer((), FOUND, (text,))
    teller = Teller(traced, catalogue(), session.lang)
    if options.json:
        return Answer((Output([encode(teller.record()) + "\n"]),))
    return Answer((Output(line + "\n" for line in teller.lines()),))


def _named(word: str, linter: Linter) -> Constraint:
    constraint = linter.packs.find(word) or linter.packs.find(word.upper())
    if constraint is None:
        raise unknown_word("code", word, known(linter.packs.constraints))
    return constraint
