"""Readings: what a figure in prose may be held against in the tables.

Duty: evaluate a sum of cells of the whole report, with its operands. May not compare.

A name is `section.row.column` or `section.group.column`, the sum of the group's rows. A blank total is the
sum of its row; another blank counts as zero and makes the reading unsure; an unreadable cell makes it none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from govlint import expressions
from govlint.counts import counts_of
from govlint.findings import Operand
from govlint.model import Cell, Count, Report, Row, State
from govlint.records import dataclass
from govlint.rule import Scope
from govlint.verdicts import name_of

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum over cells of the report."""

    text: str
    terms: tuple[tuple[str, Count], ...]
    constant: Count

    @classmethod
    def parse(cls, text: str) -> Reading:
        """The reading that a text makes; `ValueError` where it makes none."""
        comparison = expressions.parse(f"{text} = 0")
        if not isinstance(comparison, expressions.Comparison) or comparison.right.terms:
            raise ValueError("a sum of cells is expected")
        for name, _ in comparison.left.terms:
            if name.count(".") < 2:
                raise ValueError(f"{name!r} is not section.row.column")
        return cls(text, comparison.left.terms, comparison.left.constant)

    def count(self, scope: Scope) -> Count | str:
        """What the tables say or why that cannot be told, without the operands; worked out once for a report."""
        known: dict[str, Count | str] = scope.once("prose.readings", dict)
        if self.text not in known:
            quick = self._sum(scope)
            evaluated = self.evaluate(scope.report) if quick is None else quick
            known[self.text] = evaluated.count if isinstance(evaluated, Evaluated) else evaluated
        return known[self.text]

    def _sum(self, scope: Scope) -> Count | str | None:
        """The sum, where every cell of its tables has a count and no row is lacking; None where it is not so."""
        if scope.report.deviations or not self.terms:
            return None
        known: dict[str, Count | str | None] = scope.once("prose.targets", dict)
        total = self.constant
        for name, factor in self.terms:
            if name not in known:
                known[name] = _plain_sum(name, scope)
            count = known[name]
            if count is None or isinstance(count, str):
                return count
            total += factor * count
        return total

    def evaluate(self, report: Report) -> Evaluated | str:
        """What the tables say, or the reason why that cannot be told."""
        operands: list[Operand] = []
        total, sure = self.constant, True
        for name, factor in self.terms:
            rows = tuple(_rows(name, report))
            if not rows:
                return "missing_row"
            for row in rows:
                found = _count(row, name.rpartition(".")[2])
                if isinstance(found, str):
                    return found
                total += factor * found.count
                sure = sure and found.sure
                operands.append(_operand(found, factor))
        if all(operand.blank for operand in operands):
            return "all_blank"
        return Evaluated(total, tuple(operands), sure)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A reading's sum; `sure` where no cell of it is blank."""

    count: Count
    operands: tuple[Operand, ...]
    sure: bool


def _plain_sum(name: str, scope: Scope) -> Count | str | None:
    section, _, rest = name.partition(".")
    wanted, _, column = rest.rpartition(".")
    table = scope.report.table(section)
    if table is None:
        return "missing_row"
    known = counts_of(scope, table)
    if not known.whole:
        return None
    total: Count | None = None
    for index in _within(known.keys, wanted):
        columns = known.columns[index]
        if column not in columns:
            return "absent"
        total = (total or 0) + known.counts[index][columns.index(column)]
    return "missing_row" if total is None else total


@lru_cache(maxsize=1024)
def _within(keys: tuple[str, ...], wanted: str) -> tuple[int, ...]:
    """The places of a row, or of the rows of a group."""
    inner = wanted + "."
    return tuple(index for index, key in enumerate(keys) if key == wanted or key.startswith(inner))


@dataclass(frozen=True, slots=True)
class _Told:
    cell: Cell
    count: Count
    sure: bool


def _rows(name: str, report: Report) -> Iterator[Row]:
    section, _, rest = name.partition(".")
    wanted = rest.rpartition(".")[0]
    table = report.table(section)
    if table is None or table.trouble or _lacks(report, section, wanted):
        return
    for row in table.rows:
        if row.key == wanted or row.key.startswith(wanted + "."):
            yield row


def _lacks(report: Report, section: str, wanted: str) -> bool:
    """Whether a row that the sum needs is not printed."""
    return any(
        deviation.kind in ("missing", "lost")
        and deviation.of == "row"
        and deviation.table == section
        and (deviation.key + ".").startswith(wanted + ".")
        for deviation in report.deviations
    )


def _count(row: Row, column: str) -> _Told | str:
    cell = row.cell(column)
    if row.trouble or cell is None:
        return "unreadable" if row.trouble else "absent"
    if cell.count is not None:
        return _Told(cell, cell.count, sure=True)
    if cell.state is not State.BLANK:
        return str(cell.state.value)
    others = [other.count for other in row.cells if other.count is not None]
    if column == TOTAL and others:
        return _Told(cell, sum(others), sure=True)
    return _Told(cell, 0, sure=False)


def _operand(told: _Told, factor: Count) -> Operand:
    blank = told.cell.count is None and not told.count
    sign = -1 if factor < 0 else 1
    return Operand(told.cell.label, told.count, told.cell.span, "right", sign, blank, name_of(told.cell))
