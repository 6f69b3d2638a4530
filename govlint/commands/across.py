"""Options that compare reports with each other, and what they ask for.

Duty: from options to a comparison of the files checked. May not check a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from govlint.commands.excusing import named_file
from govlint.config.merge import Resolved
from govlint.findings import FileOutcome
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.across.members import Tree
    from govlint.across.run import Asked
    from govlint.commands.parser import Parser
    from govlint.lint import Linter


def add_comparison(parser: Parser, *, named: bool = False) -> None:
    """The options; where files are `named` as years of one agency, that is what is asked for."""
    group = "help.across"
    if named:
        parser.set_defaults(series=True, named=True)
    else:
        parser.option(group, "--series", text="help.series", action="store_true")
    parser.option(group, "--members", text="help.members", metavar="FILE")
    parser.option(group, "--renamed", text="help.renamed", action="append", type=renaming, metavar="OLD=NEW")


def renaming(text: str) -> tuple[str, str]:
    """The old and new name of an agency, as an option's type."""
    old, _, new = (part.strip() for part in text.partition("="))
    if not old or not new:
        raise AskedError(catalogue().words("bad-renamed", word=text))
    return old, new


def comparison(options: argparse.Namespace, of_run: Resolved) -> Asked | None:
    """What is to be compared, or None.

    Raises:
        MembersError: for a tree of members that cannot be used.
    """
    given = vars(options)
    members = named_file(of_run, "members")
    if not given.get("series") and members is None:
        if given.get("renamed"):
            raise AskedError(catalogue().words("renamed-alone"))
        return None
    from govlint.across.run import Asked  # noqa: PLC0415 - a run that compares nothing needs none of it

    configured = {old: entry.value for old, entry in of_run.entries("renamed").items()}
    return Asked(
        series=bool(given.get("series")),
        named=bool(given.get("named")),
        members=_loaded(str(members)) if members is not None else None,
        renamed=configured | dict(given.get("renamed") or ()),
    )


@lru_cache(maxsize=1)
def _loaded(path: str) -> Tree:
    from govlint.across.members import load_members  # noqa: PLC0415

    return load_members(path)


Compare = Callable[[Sequence[FileOutcome]], Iterable[FileOutcome]]


def comparing(
    asked: Asked | None, linter: Callable[[], Linter], files: int, *, whole: bool
) -> Compare | None:
    """What adds to files what is found between them; None where nothing is to be compared.

    Raises:
        AskedError: where fewer than two files were named as years of one agency, or no constraint that compares is
            selected.
    """
    if asked is None:
        return None
    if asked.named and files < 2:
        raise AskedError(catalogue().words("compare-two", count=files))
    if not linter().across:
        raise AskedError(catalogue().words("nothing-compared"))
    from govlint.comparing import compare_files  # noqa: PLC0415

    return lambda known: compare_files(known, asked, linter(), whole=whole)
