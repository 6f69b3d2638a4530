"""Reports of one agency over years.

Duty: put reports into series, and series into successions. May not compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govlint.across.naming import Register, Ways
from govlint.extract import Extract
from govlint.gathered import Series, Succession


def series_of(reports: Iterable[Extract], ways: Ways) -> tuple[Series, ...]:
    """Every series among reports whose agency and year are known, in order of their first paths."""
    grouped: dict[str, list[Extract]] = defaultdict(list)
    for report in reports:
        if report.agency and report.year is not None:
            grouped[ways.plain(report.agency)].append(report)
    return tuple(as_series(group, ways) for group in _joined(grouped, ways))


def _joined(grouped: dict[str, list[Extract]], ways: Ways) -> list[list[Extract]]:
    """Groups whose names may mean one body and that share no year are one."""
    register = Register(ways)
    groups: list[list[Extract]] = []
    years: list[set[int | None]] = []
    for name, reports in grouped.items():
        own = _years(reports)
        like = register.like(name, lambda index, own=own: not own & years[index])  # type: ignore[misc]
        if like is not None:
            years[like] |= own
            groups[like].extend(reports)
            register.add(name, like)
        else:
            groups.append(list(reports))
            years.append(own)
            register.add(name, len(groups) - 1)
    return groups


def _years(reports: Iterable[Extract]) -> set[int | None]:
    return {report.year for report in reports}


def as_series(reports: Sequence[Extract], ways: Ways) -> Series:
    """The reports as one series, whatever their agencies are called."""
    ordered = sorted(reports, key=lambda report: (report.year or 0, report.path))
    by_year: dict[int | None, list[Extract]] = defaultdict(list)
    for report in ordered:
        by_year[report.year].append(report)
    doubles = tuple(tuple(group) for group in by_year.values() if len(group) > 1)
    names = tuple(dict.fromkeys(ways.plain(report.agency) for report in ordered if report.agency))
    return Series(ordered[-1].agency or "", tuple(group[0] for group in by_year.values()), doubles, names)


def successions(series: Series) -> Iterator[Succession]:
    """Each report with that of the year before; none where a year has two reports, for either may be meant."""
    twice = {group[0].year for group in series.doubles}
    by_year = {report.year: report for report in series.reports if report.year not in twice}
    for report in series.reports:
        if report.year is not None and report.year in by_year and report.year - 1 in by_year:
            yield Succession(by_year[report.year - 1], report)
