"""Options that excuse findings, and the records that they name.

Duty: one spelling for each command that takes them. May not load what reads records where none are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from govlint.config.convert import beside
from govlint.config.merge import Resolved
from govlint.config.slips import ConfigError, Slip, hint
from govlint.config.source import shown
from govlint.findings import FileOutcome
from govlint.packs.source import Place
from govlint.there import exists
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    from govlint.commands.parser import Parser
    from govlint.lint import Linter
    from govlint.waivers.exceptions import Exceptions


class Excuses(Protocol):
    """What a run excuses."""

    def apply(self, file: FileOutcome) -> FileOutcome:
        """The outcome with what is excused marked so."""
        ...

    def outcomes(self) -> Iterator[FileOutcome]:
        """What is wrong with the records, once every file has been through `apply`."""
        ...


class Nothing:
    """No records at all."""

    def apply(self, file: FileOutcome) -> FileOutcome:
        """The outcome as it is."""
        return file

    def outcomes(self) -> Iterator[FileOutcome]:
        """None."""
        yield from ()


def add_waivers(parser: Parser) -> None:
    """The option that names a file of waivers."""
    parser.option("help.selection", "--waivers", text="help.waivers-file", type=Path, metavar="FILE")


def add_exceptions(parser: Parser) -> None:
    """The options that name a file of waivers and a baseline."""
    add_waivers(parser)
    parser.option("help.selection", "--baseline", text="help.baseline-file", type=Path, metavar="FILE")


def exceptions(of_run: Resolved, linter: Callable[[], Linter]) -> Excuses:
    """What the records excuse that the run names; `linter` gives one that holds for the run.

    Raises:
        AskedError: for a file that is not there.
        WaiverError: with every mistake of a file.
    """
    waivers, baseline = (named_file(of_run, key) for key in ("waivers", "baseline"))
    return exceptions_in(linter(), waivers, baseline) if waivers or baseline else Nothing()


def named_file(of_run: Resolved, key: str) -> Path | None:
    """The file that a key of the run names.

    Raises:
        AskedError: where it is not there, at its place where a file says it.
    """
    name, origin = of_run.value(key), of_run.origin(key)
    if name is None:
        return None
    # An option's word is told as it was given.
    return there(Path(name if origin.name.startswith("--") else shown(Path(name))), origin.place)


def there(path: Path, place: Place | None = None) -> Path:
    """The path itself; `place` is where a configuration file names it.

    Raises:
        AskedError: where nothing is there, with the nearest name beside it.
    """
    if exists(path):
        return path
    words = catalogue().words("config.no-file", word=path.as_posix(), hint=hint(path.name, beside(path)))
    raise AskedError(words) if place is None else ConfigError([Slip(place, words)])


def exceptions_in(linter: Linter, waivers: Path | None, baseline: Path | None = None) -> Exceptions:
    """What these files excuse.

    Raises:
        WaiverError: with every mistake of a file.
    """
    from govlint.waivers.exceptions import Exceptions  # noqa: PLC0415 - most runs name no records
    from govlint.waivers.load import Known  # noqa: PLC0415

    known = Known(linter.packs.constraints, [kit.form for kit in linter.kits])
    in_force, own = linter.in_force(), linter.engine.own
    return Exceptions(known, in_force, own, linter.settings.today, waivers=waivers, baseline=baseline)
