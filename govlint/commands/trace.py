"""`govlint trace`: why a constraint fired or did not, on one report.

Duty: one constraint and one file to lines or JSON. May not print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.choose import known
from govlint.commands import Answer, Output, Session
from govlint.commands.common import (
    add_choice,
    add_configuration,
    add_general,
    add_reading,
    add_sources,
    linter,
)
from govlint.commands.values import whole_number
from govlint.discover import STDIN, read_file, read_within
from govlint.display.encode import encode
from govlint.display.traced import Teller
from govlint.errors import UnreadableError
from govlint.lint import Linter
from govlint.packs.model import Constraint
from govlint.tracing import trace
from govlint.verdict import FOUND
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

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
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Trace the constraint on the file that the options name."""
    judge = linter(options, options.file)
    constraint = _named(options.code, judge)
    path = options.file.replace("\\", "/")
    try:
        limits = judge.settings.limits
        data = read_within(session.stdin, limits) if path == STDIN else read_file(options.file, limits)
        traced = trace(judge, constraint, path, data)
    except UnreadableError as error:
        raise AskedError(judge.refuse(options.file, error).findings[0].message) from error
    if traced.outcome.report is None:
        message = traced.outcome.findings[0].message
        text = catalogue().text("trace.not-read", session.lang, message=message)
        return Answer((), FOUND, (text,))
    teller = Teller(traced, catalogue(), session.lang)
    if options.json:
        return Answer((Output([encode(teller.record()) + "\n"]),))
    return Answer((Output(line + "\n" for line in teller.lines()),))


def _named(word: str, judge: Linter) -> Constraint:
    constraint = judge.packs.find(word) or judge.packs.find(word.upper())
    if constraint is None:
        raise unknown_word("code", word, known(judge.packs.constraints))
    return constraint
