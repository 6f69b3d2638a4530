"""Cells of two or more reports in one comparison, each with the file that prints it.

Duty: fit equations to cells of two years, and make proofs that name both files. May not know an equation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from govlint.equations import Equation
from govlint.extract import Extract
from govlint.findings import CellName, Operand, Proof
from govlint.gathered import Succession
from govlint.model import Cell, Count
from govlint.records import dataclass, replace
from govlint.rule import NotChecked
from govlint.verdicts import Met, Open, Policy, Unmet, name_of, operand

Along = Literal["rows", "columns"]
_MOST = 6


@dataclass(frozen=True, slots=True)
class Held:
    """An equation held against two years: what came of it, and the cell of the later report to point at."""

    verdict: Met | Unmet | Open
    proof: Proof | None = None
    cell: Cell | None = None

    @property
    def difference(self) -> Count:
        """Left less right, 0 where it is met or open."""
        return self.verdict.left - self.verdict.right if isinstance(self.verdict, Unmet) else 0

    @property
    def working(self) -> str:
        """The sum that the cell pointed at should be, as figures."""
        parts = [o for o in self.proof.operands if o.cell != self._name or o.path] if self.proof else []
        texts = [f"{'-' if o.sign < 0 else '+'}{o.count}" for o in parts]
        return "".join(texts).removeprefix("+")

    @property
    def _name(self) -> CellName | None:
        return name_of(self.cell) if self.cell else None


def hold(years: Succession, line: tuple[str, Along, str], expect: Equation, policy: Policy) -> Held:
    """`expect` held against one `line` in both years: a table, along what it runs, the key of its row or column.

    Its names are `this.KEY` and `last.KEY`, KEY being that of a column of the row, or of a row of the column.
    """
    table, along, key = line
    keys: list[str] = []
    cells: list[Cell] = []
    homes: dict[int, tuple[Extract, int]] = {}
    for name, report in (("last", years.last), ("this", years.this)):
        for (row, column), index in report.of(table).items():
            across, own = (row, column) if along == "rows" else (column, row)
            if across == key:
                cell = report.cell(index)
                keys.append(f"{name}.{own}")
                cells.append(cell)
                homes[id(cell)] = report, index
    verdict = expect.evaluate(tuple(keys), cells, policy)
    if not isinstance(verdict, Unmet):
        return Held(verdict)
    operands = tuple(
        placed(operand(share), *homes[id(share.cell)], own=years.this) for share in verdict.shares
    )
    mine = [share.cell for share in verdict.shares if homes[id(share.cell)][0] is years.this]
    pointed = next((c for c in mine if c is verdict.total), mine[0] if mine else None)
    return Held(verdict, replace(verdict.proof, operands=operands), pointed)


def placed(found: Operand, report: Extract, index: int, own: Extract, label: str = "") -> Operand:
    """An operand with the year or agency that it is of, and its place where that is another file."""
    label = f"{label or report.year} {found.label}"
    if report is own:
        return replace(found, label=label)
    return replace(found, label=label, path=report.path, spot=report.place(index))


def unready(reports: Iterable[Extract], table: str) -> NotChecked | None:
    """Why nothing can be said of a table of some reports, where one of them has no readable row of it."""
    for report in reports:
        if table in report.troubles or not report.of(table):
            facts = {"place": table, "agency": report.agency or "", "year": report.year or ""}
            return NotChecked("across-table-unreadable", facts=facts)
    return None


def added(head: Extract, index: int, parts: Iterable[tuple[Extract, int, str]]) -> Proof:
    """A figure of `head` against the sum of figures of others, each with its agency; the largest are shown."""
    cell = head.cell(index)
    count: Count = cell.count or 0
    own = Operand(f"{head.agency} {cell.label}", count, cell.span, "left", cell=name_of(cell))
    shown = sorted(parts, key=_size, reverse=True)
    total: Count = sum((report.counts[place] or 0 for report, place, _ in shown), start=0)
    operands = tuple(_parts(shown, cell.label, head))
    return Proof(count, total, count - total, "=", (own, *operands))


def _size(part: tuple[Extract, int, str]) -> Decimal:
    report, place, _ = part
    return abs(Decimal(report.counts[place] or 0))


def _parts(shown: list[tuple[Extract, int, str]], label: str, head: Extract) -> Iterator[Operand]:
    for report, place, name in shown[:_MOST]:
        found = report.cell(place)
        yield placed(Operand(found.label, found.count or 0, found.span, "right"), report, place, head, name)
    rest = shown[_MOST:]
    if rest:
        more: Count = sum((report.counts[place] or 0 for report, place, _ in rest), start=0)
        report, place, _ = rest[0]
        spot = report.place(place)
        yield Operand(f"… ×{len(rest)} {label}", more, spot.span, "right", path=report.path, spot=spot)
