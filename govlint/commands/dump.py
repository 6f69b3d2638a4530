"""`govlint dump`: what was read in a file, before anything is judged.

Duty: one file to lines or JSON. May not print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_configuration, add_general, add_reading, add_sources, linter
from govlint.discover import STDIN, read_file, read_within
from govlint.display.encode import encode
from govlint.display.outline import Outline
from govlint.display.report import report_record
from govlint.document import Document
from govlint.errors import UnreadableError
from govlint.forms import Kit
from govlint.model import Report
from govlint.understand import NotAReport, tokens_of, tree_of, understand
from govlint.verdict import FOUND
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "FILE"
_VIEWS = ("tokens", "tree", "json")


def configure(parser: Parser) -> None:
    """The options of `dump`."""
    parser.option("help.arguments", "file", text="help.file", metavar="FILE")
    for name in _VIEWS:
        parser.option("help.output", f"--{name}", text=f"help.{name}", action="store_true")
    add_sources(parser)
    add_reading(parser)
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Show what was read in the file that the options name."""
    views = [f"--{name}" for name in _VIEWS if getattr(options, name)]
    if len(views) > 1:
        raise AskedError(catalogue().words("one-of", options=tuple(views)))
    judge = linter(options, options.file)
    try:
        limits = judge.settings.limits
        data = (
            read_within(session.stdin, limits) if options.file == STDIN else read_file(options.file, limits)
        )
        document = judge.read(options.file.replace("\\", "/"), data)
    except UnreadableError as error:
        raise AskedError(judge.refuse(options.file, error).findings[0].message) from error
    report = understand(document, judge.recogniser, judge.settings.form)
    if isinstance(report, NotAReport):
        listed = ", ".join(f"{form} {number}" for form, number in report.candidates)
        text = catalogue().text("dump.not-a-report", session.lang, candidates=listed)
        return Answer(status=FOUND, remarks=(text,))
    kit = next(kit for kit in judge.kits if kit.form.id == report.form)
    return Answer((Output(line + "\n" for line in _lines(options, document, report, kit, session.lang)),))


def _lines(
    options: argparse.Namespace, document: Document, report: Report, kit: Kit, lang: str
) -> Iterator[str]:
    outline = Outline(document, catalogue(), lang)
    if options.json:
        yield encode(report_record(report, document))
    elif options.tokens:
        yield from outline.tokens(tokens_of(document, kit))
    elif options.tree:
        yield from outline.tree(tree_of(document, kit), kit.form.productions)
    else:
        yield from outline.report(report)
