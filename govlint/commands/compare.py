"""`govlint compare`: the reports of one agency over years, named on the command line.

Duty: `check` with the files taken as one series. May not do anything that `check` does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.commands import Answer, Session, check
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "OLD NEW [MORE…]"


def configure(parser: Parser) -> None:
    """The options of `check`, with the files as years of one agency."""
    check.configure(parser, named=True)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Check and compare what is named."""
    if not options.paths:
        raise AskedError(catalogue().words("compare-two", count=len(options.paths)))
    return check.run(options, session)
