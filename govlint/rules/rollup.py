"""Rules that hold a government's tables against those of its members.

Duty: sums, bounds and copies of whole tables. May not know a row or column of any table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from govlint.across.rollups import (
    Part,
    added_up,
    causes_among,
    counted,
    incomplete,
    of_itself,
    smaller_than,
)
from govlint.across.sums import placed, unready
from govlint.beyond import Beyond
from govlint.bodies import Body, body_of
from govlint.extract import Extract
from govlint.findings import Operand, Proof, Related
from govlint.gathered import Government, Seat
from govlint.model import Count
from govlint.records import replace
from govlint.rule import Breach, Node, NotChecked, Yield, rule
from govlint.verdicts import name_of

_FACTS = ("cell", "agency", "left", "right", "difference", "cells")


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
    members = counted(government)
    reason = incomplete(government, members, head)
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
        found = added_up(head, reports, table, blank_as_zero)
        if found.unknown:
            yield NotChecked("across-cells-blank", facts={"count": found.unknown, "place": table})
        told = dict(smaller_than(head, reports, table, ())) if bound in scope.names else {}
        wrong = of_itself(found.wrong, government, table, blank_as_zero)
        causes = [key for key in causes_among(wrong, totals) if key not in told]
        if causes:
            yield _breach(head, [wrong[key] for key in causes], head.agency or "")


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
    reports = [(s.member.name, s.report) for s in counted(government) if s.report is not None]
    if not reports:
        yield NotChecked("across-no-members")
    for table in tables if reports else ():
        legible = [(name, report) for name, report in reports if report.of(table)]
        reason = unready([head], table)
        if reason is not None:
            yield reason
            continue
        own, smaller = head.of(table), dict(smaller_than(head, legible, table, signed))
        causes = causes_among(smaller, totals)
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


def _below(head: Extract, index: int, part: Part) -> Proof:
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
        "difference": proof.left - proof.right,
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
        others = [s.report for s in counted(government) if s is not seat and s.report is not None]
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
