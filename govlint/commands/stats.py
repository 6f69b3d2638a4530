"""`govlint stats`: which agencies, which constraints, which years, from written results.

Duty: from options to tables. May not print.
"""

from __future__ import annotations

import argparse

from govlint.commands import Answer, Output, Session
from govlint.commands.options import add_general
from govlint.commands.parser import Parser
from govlint.commands.values import one_of, whole_number
from govlint.lined import named_files
from govlint.stats.page import page
from govlint.stats.read import read
from govlint.stats.tally import TABLES, Tally
from govlint.stats.tell import Teller, csv_lines, json_lines, text_lines
from govlint.words import AskedError, catalogue

ARGUMENTS = "RESULTS…"
_FORMATS = ("text", "csv", "json", "html")
_TOP = 10


def configure(parser: Parser) -> None:
    """The options of `stats`."""
    parser.option("help.arguments", "results", text="help.results", nargs="+", metavar="RESULTS")
    group = "help.output"
    parser.option(group, "--by", text="help.by", action="append", type=one_of(*TABLES), metavar="WHAT",
                  facts={"known": ", ".join(TABLES)})  # fmt: skip
    parser.option(group, "--top", text="help.top-records", type=whole_number, default=_TOP, metavar="N")
    parser.option(
        group, "-f", "--output-format", text="help.stats-format", type=one_of(*_FORMATS), default="text",
        metavar="|".join(_FORMATS),
    )  # fmt: skip
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Sum the results up.

    Raises:
        AskedError: for results that cannot be read.
    """
    asked = options.by or list(TABLES)
    if options.output_format == "csv" and len(asked) != 1:
        raise AskedError(catalogue().words("stats.one-table"))
    files = named_files(options.results)
    tally = Tally(row for path in files for row in read(path))
    tables = [tally.table(by, options.top) for by in dict.fromkeys(asked)]
    total, statuses, teller = tally.total(), tally.table("status"), Teller(session.lang)
    said, undone = teller.total(total, len(files)), teller.not_checked(statuses)
    if options.output_format == "json":
        return Answer((Output(json_lines(total, files, statuses, tables)),))
    if options.output_format == "csv":
        return Answer((Output(csv_lines(said, undone, tables[0], teller)),))
    if options.output_format == "html":
        return Answer((Output(page(said, undone, tables, teller)),))
    return Answer((Output(line + "\n" for line in text_lines(said, undone, tables, teller)),))
