"""Readings: what a figure in prose may be held against in the tables.

Duty: evaluate a sum of cells of the whole report, with its operands. May not compare.

A name is `section.row.column` or `section.group.column`, the sum of the group's rows. A blank total is the
sum of its row; another blank counts as zero and makes the reading unsure; an unreadable cell makes it none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from govlint import expressions
from govlint.counts import Shape, counts_of
from govlint.findings import Operand
from govlint.model import Cell, Count, Report, Row, State
from govlint.records import dataclass
from govlint.rule import Scope
from govlint.verdicts import name_of
from govlint.weighing import Weighed, weighed

TOTAL = "total"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A sum over cells of the report, known by its text."""

    text: str
    terms: tuple[tuple[str, Count], ...]
    constant: Count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

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

    def count(self, scope: Scope, known: dict[str, Count | str]) -> Count | str:
        """What the tables say or why that cannot be told, without the operands; `known` keeps it for the report."""
        found = known.get(self.text)
        if found is None:
            quick = self._sum(scope)
            evaluated = self.evaluate(scope.report) if quick is None else quick
            found = known[self.text] = evaluated.count if isinstance(evaluated, Evaluated) else evaluated
        return found

    def _sum(self, scope: Scope) -> Count | str | None:
        """The sum, where every cell of its tables has a count and no row is lacking; None where it is not so."""
        if scope.report.deviations or not self.terms:
            return None
        shapes, figures = scope.once("prose.figures", lambda: _figures(scope))
        found = _fitted(self, shapes)
        return found if found is None or isinstance(found, str) else found(figures)

    def evaluate(self, report: Report) -> Evaluated | str:
        """What the tables say, or the reason why that cannot be told."""
        operands: list[Operand] = []
        total, sure = self.constant, True
        for name, factor in self.terms:
            rows = tuple(_rows(name, report))
            if not rows:
                table = report.table(name.partition(".")[0])
                return "unreadable" if table is not None and table.trouble == "unreadable" else "missing_row"
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


_Shapes = tuple[tuple[str, Shape | None], ...]
"""The sections with a table, and the shape of those tables of which every cell has a count."""


def _figures(scope: Scope) -> tuple[_Shapes, list[Count]]:
    """The tables of a report, and the counts of all cells of those that have a shape, one behind the other."""
    shapes: dict[str, Shape | None] = {}
    figures: list[Count] = []
    for section in scope.report.sections:
        if section.key not in shapes and section.table is not None:
            known = counts_of(scope, section.table)
            shapes[section.key] = known.shape if known.whole else None
            figures += known.figures if known.whole else ()
    return tuple(shapes.items()), figures


# A reading is fitted to the tables of one shape once: reports have few shapes.
@lru_cache(maxsize=1024)
def _fitted(reading: Reading, shapes: _Shapes) -> Weighed | str | None:
    """What gives the sum of the counts of tables; why there is none; None where a cell must be looked at."""
    starts: dict[str, int] = {}
    at = 0
    for section, shape in shapes:
        starts[section] = at
        at += shape.starts[-1] if shape else 0
    known = dict(shapes)
    places: list[int] = []
    factors: list[Count] = []
    for name, factor in reading.terms:
        section, _, rest = name.partition(".")
        if section not in known:
            return "missing_row"
        shape = known[section]
        found = None if shape is None else _places(shape, rest)
        if found is None or isinstance(found, str):
            return found
        places += [starts[section] + place for place in found]
        factors += [factor] * len(found)
    return weighed(places, factors, reading.constant)


def _places(shape: Shape, name: str) -> list[int] | str:
    """Where the cells of `row.column` or `group.column` stand in a table."""
    wanted, _, column = name.rpartition(".")
    found: list[int] = []
    for index in shape.within(wanted):
        if column not in shape.columns[index]:
            return "absent"
        found.append(shape.starts[index] + shape.columns[index].index(column))
    return found or "missing_row"


@dataclass(frozen=True, slots=True)
class _Told:
    cell: Cell
    count: Count
    sure: bool


def _rows(name: str, report: Report) -> Iterator[Row]:
    section, _, rest = name.partition(".")
    wanted = rest.rpartition(".")[0]
    table = report.table(section)
    if table is None or _lacks(report, section, wanted):
        return
    for row in table.rows:
        if row.key == wanted or row.key.startswith(wanted + "."):
            yield row


def _lacks(report: Report, section: str, wanted: str) -> bool:
    """Whether a row that the sum needs is not printed."""
    return any(
        deviation.kind == "missing"
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
