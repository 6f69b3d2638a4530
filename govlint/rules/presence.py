"""Rules on which reports there are: years and members without one, with two, too late, of nobody.

Duty: hold the reports of a run against years and against a tree of members. May not know a law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from govlint.beyond import Beyond
from govlint.bodies import Body, Naming, body_of
from govlint.deadlines import Deadline
from govlint.extract import Extract
from govlint.findings import Related
from govlint.gathered import Seat, Series, Set
from govlint.rule import Breach, Node, NotChecked, Yield, rule

_SHOWN = 8


@rule(facts=("agency", "years", "first", "last"), nodes=("series",))
def years_missing(
    node: Node,
    scope: Beyond,  # noqa: ARG001 - every rule is given it
    *,
    bodies: tuple[Body, ...],  # noqa: ARG001 - by these the series was put together
    naming: Naming,  # noqa: ARG001
) -> Yield:
    """A year between an agency's first and last report has none."""
    series = node.value
    assert isinstance(series, Series)
    if series.missing:
        reports = series.reports
        facts = {
            "agency": series.agency,
            "years": tuple(map(str, series.missing)),
            "first": reports[0].year,
            "last": reports[-1].year,
        }
        yield Breach(reports[-1].top.span, facts, related=tuple(_tops(reports[:-1])), path=reports[-1].path)


@rule(facts=("agency", "others"), nodes=("series",))
def names_differ(node: Node, scope: Beyond) -> Yield:  # noqa: ARG001 - every rule is given it
    """Reports that are compared as one agency's print different names that no renaming explains."""
    series = node.value
    assert isinstance(series, Series)
    if len(series.names) > 1:
        reports = series.reports
        facts = {"agency": series.agency, "others": series.names[:-1]}
        yield Breach(reports[-1].top.span, facts, related=tuple(_tops(reports[:-1])), path=reports[-1].path)


@rule(facts=("agency", "year", "count"), nodes=("series",))
def years_repeated(node: Node, scope: Beyond) -> Yield:  # noqa: ARG001 - every rule is given it
    """An agency has two reports for one year."""
    series = node.value
    assert isinstance(series, Series)
    for group in series.doubles:
        yield _twice(group, series.agency)


def _twice(group: tuple[Extract, ...], agency: str) -> Breach:
    facts = {"agency": agency, "year": group[0].year, "count": len(group)}
    return Breach(group[-1].top.span, facts, related=tuple(_tops(group[:-1])), path=group[-1].path)


def _tops(reports: tuple[Extract, ...]) -> Iterator[Related]:
    for report in reports[:_SHOWN]:
        yield Related(report.top.span, f"{report.year} {report.agency}", report.path, report.top)


@rule(facts=("agency", "year", "under"), nodes=("set",))
def members_missing(node: Node, scope: Beyond) -> Yield:  # noqa: ARG001
    """A member of the tree has no report; bodies under their own ministry need not be there."""
    found = node.value
    assert isinstance(found, Set)
    for seat in found.seats:
        if seat.reports or seat.member.vertical:
            continue
        unread = next((path for path in found.unread if _names(path, seat)), None)
        if unread is not None:
            facts = {"agency": seat.member.name, "file": unread}
            yield NotChecked("across-unread", seat.member.span, facts)
        else:
            under = seat.parent.member.name if seat.parent else ""
            yield Breach(seat.member.span, {"agency": seat.member.name, "year": found.year, "under": under})


def _names(path: str, seat: Seat) -> bool:
    """Whether a file is called after a member."""
    stem = PurePosixPath(path).stem
    return any(name in stem for name in (seat.member.name, *seat.member.aliases))


@rule(facts=("agency", "day", "due", "late", "own", "certain"), nodes=("set",))
def members_late(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Beyond,
    *,
    bodies: tuple[Body, ...],
    deadlines: Mapping[str, Deadline],
    unknown: str,
    single: str,
) -> Yield:
    """A member's report came out after the day that the tree sets, or else that for its kind of body.

    What the constraint named `single` found in the report by itself is not told again.
    """
    found = node.value
    assert isinstance(found, Set)
    for seat in found.seats:
        report = seat.report
        if report is None or seat.member.vertical:
            continue
        if report.day is None:
            yield NotChecked("no_date", path=report.path)
        elif not (single in scope.names and single in scope.found.get(report.path, frozenset())):
            yield from _late(seat, report, found.year, _deadline(seat, bodies, deadlines, unknown))


def _deadline(
    seat: Seat, bodies: tuple[Body, ...], deadlines: Mapping[str, Deadline], unknown: str
) -> Deadline:
    body = body_of(seat.member.name, bodies)
    return deadlines[body.deadline if body else unknown]


def _late(seat: Seat, report: Extract, year: int, limit: Deadline) -> Iterator[Breach]:
    due = date(year + 1, *seat.member.due) if seat.member.due else limit.due.of(year + 1)
    day = date.fromisoformat(report.day or "")
    if day > due:
        surely = limit.surely.of(year + 1) if limit.surely else date.max
        facts = {
            "agency": seat.member.name,
            "day": day,
            "due": due,
            "late": (day - due).days,
            "own": seat.member.due is not None,
            "certain": day > surely,
        }
        yield Breach(report.spot(report.day_place).span, facts, path=report.path)


@rule(facts=("agency", "year"), nodes=("set",))
def unlisted(node: Node, scope: Beyond) -> Yield:  # noqa: ARG001
    """A report is of nobody in the tree."""
    found = node.value
    assert isinstance(found, Set)
    for report in found.unlisted:
        yield Breach(report.top.span, {"agency": report.agency or "", "year": found.year}, path=report.path)
    for report in found.strays:
        yield NotChecked("across-other-year", facts={"year": found.year}, path=report.path)


@rule(facts=("agency", "year", "count"), nodes=("set",))
def members_repeated(node: Node, scope: Beyond, *, series: str) -> Yield:
    """A member has two reports for the year; where the constraint named `series` says so, it is not told again."""
    found = node.value
    assert isinstance(found, Set)
    for seat in found.seats:
        told = any(series in scope.found.get(report.path, frozenset()) for report in seat.reports)
        if len(seat.reports) > 1 and not told:
            yield _twice(seat.reports, seat.member.name)
