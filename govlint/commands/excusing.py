"""Options that excuse findings, and the records that they name.

Duty: one spelling for each command that takes them. May not apply anything.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from govlint.commands.parser import Parser
from govlint.lint import Linter
from govlint.waivers.exceptions import Exceptions
from govlint.waivers.load import Known


def add_waivers(parser: Parser) -> None:
    """The option that names a file of waivers."""
    parser.option("help.selection", "--waivers", text="help.waivers-file", type=Path, metavar="FILE")


def add_exceptions(parser: Parser) -> None:
    """The options that name a file of waivers and a baseline."""
    add_waivers(parser)
    parser.option("help.selection", "--baseline", text="help.baseline-file", type=Path, metavar="FILE")


def exceptions(options: argparse.Namespace, linter: Linter) -> Exceptions:
    """What the options excuse.

    Raises:
        WaiverError: with every mistake of a file.
    """
    given = vars(options)
    return exceptions_in(linter, given.get("waivers"), given.get("baseline"))


def exceptions_in(linter: Linter, waivers: Path | None, baseline: Path | None = None) -> Exceptions:
    """What these files excuse.

    Raises:
        WaiverError: with every mistake of a file.
    """
    known = Known(linter.packs.constraints, [kit.form for kit in linter.kits])
    in_force, own = linter.in_force(), linter.engine.own
    return Exceptions(known, in_force, own, linter.settings.today, waivers=waivers, baseline=baseline)
