"""Rules that hold a government's tables against those of its members.

Duty: sums, bounds and copies of whole tables. May not know a row or column of any table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from govlint.across.sums import added, placed, unready
from govlint.bodies import Body, body_of
from govlint.extract import Extract
from govlint.findings import Operand, Proof, Related
from govlint.gathered import Government, Seat
from govlint.model import Count
from govlint.rule import Beyond, Breach, Node, NotChecked, Yield, rule
from govlint.verdicts import name_of

Key = tuple[str, str]
_FACTS = ("cell", "agency", "left", "right", "difference", "cells")


class _Part(NamedTuple):
    """A member's figure: its report, the number of the cell, the member's name."""

    report: Extract
    place: int
    name: str


@rule(facts=_FACTS, nodes=("government",))
def rollup_sum(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Beyond,
    *,
    tables: tuple[str, ...],
    totals: tuple[str, ...],
    bound: str,
    copy: str,
    bodies: tuple[Body, ...],
    offices: tuple[str, ...],
    blank_as_zero: bool = False,
) -> Yield:
    """Every figure of a government is the sum of its members', where the tree names them all.

    A figure that is wrong only because others of its row or column (those in `totals` sum up) are is not told.
    What the constraints named `bound` and `copy` tell is left to them.
    """
    government = node.value
    assert isinstance(government, Government)
    head = government.head.report
    assert head is not None
    members = _counted(government)
    reason = _incomplete(government, members, head)
    if reason is not None:
        yield reason
        return
    reports = [(seat.member.name, seat.report) for seat in members if seat.report is not None]
    if copy in scope.names and any(_copies(government, tables, bodies, offices)):
        yield NotChecked("across-office-copies")
        return
    for table in tables:
        reason = unready([head, *(report for _, report in reports)], table)
        if reason is not None:
            yield reason
            continue
        found = _added_up(head, reports, table, blank_as_zero)
        if found.unknown:
            yield NotChecked("across-cells-blank", facts={"count": found.unknown, "place": table})
        told = dict(_smaller(head, reports, table, ())) if bound in scope.names else {}
        wrong = _of_itself(found.wrong, government, table, blank_as_zero)
        causes = [key for key in _causes(wrong, totals) if key not in told]
        if causes:
            yield _breach(head, [wrong[key] for key in causes], head.agency or "")


class _Sums(NamedTuple):
    """The figures that are not the sum of the members', by row and column, and how many could not be told."""

    wrong: dict[Key, tuple[int, Proof]]
    unknown: int = 0


def _added_up(
    head: Extract, reports: Sequence[tuple[str, Extract]], table: str, blank_as_zero: bool
) -> _Sums:
    theirs = [(name, report, report.of(table)) for name, report in reports]
    wrong: dict[Key, tuple[int, Proof]] = {}
    unknown = 0
    for key, index in head.of(table).items():
        parts = [_Part(report, cells[key], name) for name, report, cells in theirs if key in cells]
        legible = [_legible(report, place, blank_as_zero) for report, place, _ in parts]
        if len(parts) < len(theirs) or not all([_legible(head, index, blank_as_zero), *legible]):
            unknown += 1
        elif sum((r.counts[i] or 0 for r, i, _ in parts), start=0) != (head.counts[index] or 0):
            wrong[key] = index, added(head, index, parts)
    return _Sums(wrong, unknown)


def _of_itself(
    wrong: dict[Key, tuple[int, Proof]], government: Government, table: str, blank_as_zero: bool
) -> dict[Key, tuple[int, Proof]]:
    """The figures that are not wrong just by what members' own sums are wrong by: that is told there."""
    below: Counter[Key] = Counter()
    for member in government.below if wrong else ():
        head, seats = member.head.report, _counted(member)
        reports = [(seat.member.name, seat.report) for seat in seats if seat.report is not None]
        if head is not None and _incomplete(member, seats, head) is None:
            for key, (_, proof) in _added_up(head, reports, table, blank_as_zero).wrong.items():
                below[key] += proof.difference or 0  # type: ignore[assignment]  # a counter of decimals, too
    return {key: one for key, one in wrong.items() if not below[key] or one[1].difference != -below[key]}


@rule(facts=_FACTS, nodes=("government",))
def rollup_bound(
    node: Node,
    scope: Beyond,  # noqa: ARG001 - every rule is given it
    *,
    tables: tuple[str, ...],
    totals: tuple[str, ...],
    signed: tuple[str, ...] = (),
) -> Yield:
    """No figure of a government is smaller than a member's; columns in `signed` may be negative and are passed over."""
    government = node.value
    assert isinstance(government, Government)
    head = government.head.report
    assert head is not None
    reports = [(s.member.name, s.report) for s in _counted(government) if s.report is not None]
    if not reports:
        yield NotChecked("across-no-members")
    for table in tables if reports else ():
        legible = [(name, report) for name, report in reports if report.of(table)]
        reason = unready([head], table)
        if reason is not None:
            yield reason
            continue
        own, smaller = head.of(table), dict(_smaller(head, legible, table, signed))
        causes = _causes(smaller, totals)
        if causes:
            found = [(own[key], _below(head, own[key], smaller[key])) for key in causes]
            yield _breach(head, found, smaller[causes[0]].name)


@rule(facts=("agency", "other", "cells"), nodes=("government",))
def same_tables(  # noqa: PLR0913
    node: Node,
    scope: Beyond,  # noqa: ARG001 - every rule is given it
    *,
    tables: tuple[str, ...],
    bodies: tuple[Body, ...],
    offices: tuple[str, ...],
    least: int = 3,
) -> Yield:
    """An office's report carries the tables of the whole government, though other members have figures too."""
    government = node.value
    assert isinstance(government, Government)
    head = government.head.report
    assert head is not None
    seats = list(_offices(government, bodies, offices))
    if not any(seat.report for seat in seats):
        yield NotChecked("across-no-office")
    for report, cells in _copies(government, tables, bodies, offices):
        if cells >= least:
            facts = {"agency": report.agency or "", "other": head.agency or "", "cells": cells}
            related = Related(head.top.span, head.agency or "", head.path, head.top)
            yield Breach(report.top.span, facts, related=(related,), path=report.path)


def _counted(government: Government) -> list[Seat]:
    """The members that count in sums."""
    return [seat for seat in government.seats if not seat.member.vertical]


def _incomplete(government: Government, members: Sequence[Seat], head: Extract) -> NotChecked | None:
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


def _legible(report: Extract, index: int, blank_as_zero: bool) -> bool:
    return report.counts[index] is not None or (blank_as_zero and report.states[index] == "b")


def _smaller(
    head: Extract, reports: Iterable[tuple[str, Extract]], table: str, signed: Collection[str]
) -> Iterator[tuple[Key, _Part]]:
    """The figures that are smaller than some member's, with the largest of those."""
    own = head.of(table)
    largest: dict[Key, _Part] = {}
    for name, report in reports:
        for key, index in report.of(table).items():
            count = report.counts[index]
            known = largest.get(key)
            if count is not None and (known is None or count > (known.report.counts[known.place] or 0)):
                largest[key] = _Part(report, index, name)
    for key, index in own.items():
        count, part = head.counts[index], largest.get(key)
        if part is None or count is None or key[1] in signed:
            continue
        if (part.report.counts[part.place] or 0) > count:
            yield key, part


def _causes(wrong: Collection[Key], totals: Collection[str]) -> list[Key]:
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


def _below(head: Extract, index: int, part: _Part) -> Proof:
    cell, other = head.cell(index), part.report.cell(part.place)
    own = Operand(f"{head.agency} {cell.label}", cell.count or 0, cell.span, "left", cell=name_of(cell))
    theirs = Operand(other.label, other.count or 0, other.span, "right")
    right: Count = other.count or 0
    operands = (own, placed(theirs, part.report, part.place, head, part.name))
    return Proof(own.count, right, own.count - right, ">=", operands)


def _breach(head: Extract, found: Sequence[tuple[int, Proof]], agency: str) -> Breach:
    index, proof = found[0]
    cell = head.cell(index)
    assert proof.left is not None
    assert proof.right is not None
    further = tuple(replace(other, label=head.cell(place).label) for place, other in found[1:])
    facts = {
        "cell": cell.label,
        "agency": agency,
        "left": proof.left,
        "right": proof.right,
        "difference": proof.right - proof.left,
        "cells": len(found),
    }
    return Breach(cell.span, facts, name_of(cell), proof, further=further)


def _offices(government: Government, bodies: Sequence[Body], offices: Collection[str]) -> Iterator[Seat]:
    for seat in government.seats:
        body = body_of(seat.member.name, bodies)
        if body is not None and body.kind in offices:
            yield seat


def _copies(
    government: Government, tables: Sequence[str], bodies: Sequence[Body], offices: Collection[str]
) -> Iterator[tuple[Extract, int]]:
    """Offices' reports with just the figures of the government, and how many of those are not zero.

    Where nobody else has figures, the office's are the government's.
    """
    head = government.head.report
    for seat in _offices(government, bodies, offices):
        report = seat.report
        others = [s.report for s in _counted(government) if s is not seat and s.report is not None]
        if head is None or report is None or not any(_figures(other, tables) for other in others):
            continue
        own = _figures(head, tables)
        if own and own == _figures(report, tables):
            yield report, len(own)


def _figures(report: Extract, tables: Sequence[str]) -> dict[tuple[str, str, str], Count]:
    """The figures that are not zero."""
    return {
        (key.table, key.row, key.column): count
        for key, count in zip(report.cells, report.counts, strict=True)
        if count and key.table in tables
    }
