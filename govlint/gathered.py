"""Several reports together: years of one agency, a government with its members, a whole set.

Duty: the values that rules over several reports are given. May not gather them, nor judge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govlint.places import Span
from govlint.records import dataclass, field

if TYPE_CHECKING:
    from govlint.extract import Extract

KINDS = ("series", "succession", "government", "set")
"""What `each:` of a constraint names where it is about several reports."""


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one agency in order of year; `doubles` are years with more than one.

    `names` are the different names that they print, the newest last, renamings put aside.
    """

    agency: str
    reports: tuple[Extract, ...]
    doubles: tuple[tuple[Extract, ...], ...] = ()
    names: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[int, ...]:
        """The years between the first and the last report that have none."""
        years = {report.year for report in self.reports if report.year is not None}
        return tuple(year for year in range(min(years), max(years)) if year not in years)


@dataclass(frozen=True, slots=True)
class Succession:
    """The reports of two years of one agency, one behind the other."""

    last: Extract
    this: Extract


@dataclass(frozen=True, slots=True)
class Member:
    """An agency of a tree of members, as its file names it at `span`.

    `due` is the last day in time as month and day, where the file sets one; `vertical` bodies report to their
    own ministry and count in no sum; `complete` says that the tree names all members below it, `summary` that
    its report sums them up.
    """

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    group: str = ""
    vertical: bool = False
    due: tuple[int, int] | None = None
    complete: bool = False
    summary: bool = True
    members: tuple[Member, ...] = ()
    span: Span = field(default=Span(0, 0))


@dataclass(frozen=True, slots=True)
class Seat:
    """A member and the reports that it handed in for the year."""

    member: Member
    reports: tuple[Extract, ...] = ()
    parent: Seat | None = field(default=None, repr=False, compare=False)

    @property
    def report(self) -> Extract | None:
        """Its report; None where it has none or more than one, of which either may be meant."""
        return self.reports[0] if len(self.reports) == 1 else None


@dataclass(frozen=True, slots=True)
class Government:
    """A government's report, the seats of the members that it sums up, and the governments among these."""

    head: Seat
    seats: tuple[Seat, ...]
    below: tuple[Government, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """All reports of a year held against a tree of members; `path` is the tree's file.

    `unlisted` are reports of nobody in the tree; `strays` are reports of other years; `unread` are files that
    may be anybody's, because they could not be read or do not say whose they are.
    """

    year: int
    path: str
    seats: tuple[Seat, ...]
    unlisted: tuple[Extract, ...] = ()
    strays: tuple[Extract, ...] = ()
    unread: tuple[str, ...] = ()


Gathered = Series | Succession | Government | Set
