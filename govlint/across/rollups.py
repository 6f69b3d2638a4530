"""A government's figures and its members': what adds up, what is too small, which differences are causes.

Duty: compare cell by cell. May not say what a difference means, nor know a row or column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from govlint.across.sums import added
from govlint.extract import Extract
from govlint.findings import Proof
from govlint.gathered import Government, Seat
from govlint.model import Count
from govlint.named import NamedTuple
from govlint.rule import NotChecked

Key = tuple[str, str]
"""Row and column."""


class Part(NamedTuple):
    """A member's figure: its report, the number of the cell, the member's name."""

    report: Extract
    place: int
    name: str


class Sums(NamedTuple):
    """The figures that are not the sum of the members', by row and column, and how many could not be told."""

    wrong: dict[Key, tuple[int, Proof]]
    unknown: int = 0


def counted(government: Government) -> list[Seat]:
    """The members that count in sums."""
    return [seat for seat in government.seats if not seat.member.vertical]


def incomplete(government: Government, members: Sequence[Seat], head: Extract) -> NotChecked | None:
    """Why nothing can be said of sums."""
    if not government.head.member.complete:
        return NotChecked("across-members-incomplete")
    lacking = [seat.member.name for seat in members if seat.report is None]
    if lacking:
        return NotChecked("across-members-lacking", facts={"count": len(lacking), "name": lacking[0]})
    other = next((seat.report for seat in members if seat.report and seat.report.form != head.form), None)
    if other is not None:
        return NotChecked("across-other-form", facts={"name": other.agency or "", "form": other.form})
    return None


def added_up(head: Extract, reports: Sequence[tuple[str, Extract]], table: str, blank_as_zero: bool) -> Sums:
    """Every figure of a table of `head` against the sum of those of the reports, each with its agency's name."""
    theirs = [(name, report, report.of(table)) for name, report in reports]
    wrong: dict[Key, tuple[int, Proof]] = {}
    unknown = 0
    for key, index in head.of(table).items():
        parts = [Part(report, cells[key], name) for name, report, cells in theirs if key in cells]
        legible = [_legible(report, place, blank_as_zero) for report, place, _ in parts]
        if len(parts) < len(theirs) or not all([_legible(head, index, blank_as_zero), *legible]):
            unknown += 1
            continue
        counts = [report.counts[place] or 0 for report, place, _ in parts]
        count: Count = head.counts[index] or 0
        if abs(Decimal(sum(counts, start=0)) - count) > _rounding([count, *counts]):
            wrong[key] = index, added(head, index, parts)
    return Sums(wrong, unknown)


def of_itself(
    wrong: dict[Key, tuple[int, Proof]], government: Government, table: str, blank_as_zero: bool
) -> dict[Key, tuple[int, Proof]]:
    """The figures that are not wrong just by what members' own sums are wrong by: that is told there."""
    below: dict[Key, Count] = {}
    for member in government.below if wrong else ():
        head, seats = member.head.report, counted(member)
        reports = [(seat.member.name, seat.report) for seat in seats if seat.report is not None]
        if head is not None and incomplete(member, seats, head) is None:
            for key, (_, proof) in added_up(head, reports, table, blank_as_zero).wrong.items():
                below[key] = below.get(key, 0) + (proof.difference or 0)
    return {key: one for key, one in wrong.items() if not below.get(key) or one[1].difference != -below[key]}


def _rounding(counts: Sequence[Count]) -> Decimal:
    """How far a sum may be off because amounts were rounded: half of each one's last place; none among integers."""
    if all(isinstance(count, int) for count in counts):
        return Decimal(0)
    return sum((Decimal(5).scaleb(_last_place(count) - 1) for count in counts if count), start=Decimal(0))


def _last_place(count: Count) -> int:
    exponent = count.as_tuple().exponent if isinstance(count, Decimal) else 0
    return exponent if isinstance(exponent, int) else 0


def _legible(report: Extract, index: int, blank_as_zero: bool) -> bool:
    return report.counts[index] is not None or (blank_as_zero and report.states[index] == "b")


def smaller_than(
    head: Extract, reports: Iterable[tuple[str, Extract]], table: str, signed: Collection[str]
) -> Iterator[tuple[Key, Part]]:
    """The figures that are smaller than some member's, with the largest of those."""
    own = head.of(table)
    largest: dict[Key, Part] = {}
    for name, report in reports:
        for key, index in report.of(table).items():
            count = report.counts[index]
            known = largest.get(key)
            if count is not None and (known is None or count > (known.report.counts[known.place] or 0)):
                largest[key] = Part(report, index, name)
    for key, index in own.items():
        count, part = head.counts[index], largest.get(key)
        if part is None or count is None or key[1] in signed:
            continue
        most: Count = part.report.counts[part.place] or 0
        if Decimal(most) - count > _rounding([most, count]):
            yield key, part


def causes_among(wrong: Collection[Key], totals: Collection[str]) -> list[Key]:
    """The wrong figures that do not only follow from others of their row or column."""
    plain = [key for key in wrong if not set(key) & set(totals)]
    rows, columns = {row for row, _ in plain}, {column for _, column in plain}

    def follows(key: Key) -> bool:
        row, column = key
        if row in totals and column in totals:
            return bool(plain)
        return (column in totals and row in rows) or (row in totals and column in columns)

    left = [key for key in wrong if not follows(key)]
    inner = [key for key in left if not (key[0] in totals and key[1] in totals)]
    return inner or left
