"""Sums of rows, and the tables that answer questions.

Duty: count. May not word or lay out. What a waiver excuses is counted apart from what is open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from govlint.findings import SEVERITIES
from govlint.named import NamedTuple
from govlint.stats.rows import CHECKED, FILE, FINDING, STATUSES, UNCHECKED, Row

FILES, NOT_CHECKED, FINDINGS, WAIVED = "files", "not_checked", "findings", "waived"
Record = dict[str, Any]
_LAST = "\U0010ffff"


class Table(NamedTuple):
    """One table: what it is by, its records worst first, and how many more there are."""

    by: str
    records: list[Record]
    more: int = 0


class Tally:
    """Rows added up."""

    def __init__(self, rows: Iterable[tuple[Row, int]] = ()) -> None:
        self._rows: Counter[Row] = Counter()
        for row, times in rows:
            self._rows[row] += times

    def total(self) -> Record:
        """What everything comes to."""
        unjudged = sum(times for row, times in self._rows.items() if row.kind == UNCHECKED)
        return {**_sums(self._rows, files=True), "unchecked": unjudged}

    def table(self, by: str, top: int = 0) -> Table:
        """The table by one thing, with that many records; 0 for all.

        Raises:
            KeyError: for a thing that there is no table by.
        """
        records = list(_TABLES[by](self._rows))
        shown = records[:top] if top else records
        return Table(by, shown, len(records) - len(shown))


def _sums(rows: Mapping[Row, int], *, files: bool = False) -> Record:
    """How many files and findings; severities are of open findings."""
    found: Counter[str] = Counter()
    for row, times in rows.items():
        if row.kind == FILE:
            found[FILES] += times
            found[CHECKED if row.status == CHECKED else NOT_CHECKED] += times
        elif row.kind == FINDING and not row.waived:
            found.update({FINDINGS: times, str(row.severity): times})
        elif row.kind == FINDING:
            found[WAIVED] += times
    names = (*((FILES, CHECKED, NOT_CHECKED) if files else ()), FINDINGS, *SEVERITIES, WAIVED)
    return {name: found[name] for name in names}


def _grouped(rows: Mapping[Row, int], key: Callable[[Row], Any], *kinds: str) -> dict[Any, dict[Row, int]]:
    groups: dict[Any, dict[Row, int]] = defaultdict(dict)
    for row, times in rows.items():
        if row.kind in kinds:
            groups[key(row)][row] = times
    return groups


def _by_constraint(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: (row.code, row.name), FINDING)
    made = [
        {"code": code, "name": name, **_sums(inner), "agencies": _agencies(inner)}
        for (code, name), inner in groups.items()
    ]
    return iter(sorted(made, key=lambda one: (-one[FINDINGS], -one[WAIVED], one["code"])))


def _agencies(rows: Mapping[Row, int]) -> int:
    return len({row.agency for row in rows if row.agency and not row.waived})


def _by_agency(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: row.agency, FILE, FINDING)
    made = [{"agency": agency, **_sums(inner, files=True)} for agency, inner in groups.items()]
    return iter(sorted(made, key=lambda one: (-one[FINDINGS], -one[NOT_CHECKED], one["agency"] or _LAST)))


def _by_year(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: row.year, FILE, FINDING)
    made = [{"year": year, **_sums(inner, files=True)} for year, inner in groups.items()]
    return iter(sorted(made, key=lambda one: (one["year"] is None, one["year"] or 0)))


def _by_severity(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: row.severity, FINDING)
    for severity in SEVERITIES:
        sums = _sums(groups.get(severity, {}))
        yield {"severity": severity, FINDINGS: sums[FINDINGS], WAIVED: sums[WAIVED]}


def _by_status(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: row.status, FILE)
    for status in STATUSES:
        yield {"status": status, FILES: sum(groups.get(status, {}).values())}


def _by_reason(rows: Mapping[Row, int]) -> Iterator[Record]:
    groups = _grouped(rows, lambda row: (row.code, row.name, row.reason), UNCHECKED)
    made = [
        {"code": code, "name": name, "reason": reason, "times": sum(inner.values())}
        for (code, name, reason), inner in groups.items()
    ]
    return iter(sorted(made, key=lambda one: (-one["times"], one["code"], one["reason"] or "")))


_TABLES: dict[str, Callable[[Mapping[Row, int]], Iterator[Record]]] = {
    "constraint": _by_constraint,
    "agency": _by_agency,
    "year": _by_year,
    "severity": _by_severity,
    "status": _by_status,
    "reason": _by_reason,
}
TABLES = tuple(_TABLES)
