"""Verdicts: what can be said of an equation at a node, with the cells that say it.

Duty: the values that equations give and rules read. May not evaluate.
"""

from __future__ import annotations

from govlint.findings import CellName, Operand, Proof
from govlint.model import Cell, Count, State
from govlint.named import NamedTuple
from govlint.records import dataclass


class Policy(NamedTuple):
    """What blanks mean: whether they count as zero, and which keys never do because they are totals."""

    blank_as_zero: bool = False
    totals: tuple[str, ...] = ()


class Met(NamedTuple):
    """The statement is true of these cells."""

    cells: tuple[Cell, ...]
    total: Cell | None


@dataclass(frozen=True, slots=True)
class Share:
    """A cell's part in a comparison: its count, its side and how often it is added there."""

    cell: Cell
    count: Count
    side: str
    factor: Count


@dataclass(frozen=True, slots=True)
class Unmet:
    """The statement is false. `left`, `right` are those of the statement's first comparison."""

    shares: tuple[Share, ...]
    left: Count
    right: Count
    relation: str
    single: bool
    """Whether the statement is one comparison."""
    total: Cell | None

    @property
    def proof(self) -> Proof:
        """Every figure and both sides."""
        operands = tuple(operand(share) for share in self.shares)
        return Proof(self.left, self.right, self.left - self.right, self.relation, operands)


class Open(NamedTuple):
    """The statement cannot be judged; `reason` is a key, `cell` the one at fault, `name` its name."""

    reason: str
    cell: Cell | None = None
    name: str = ""


class Worked(NamedTuple):
    """One comparison worked out: its figures, both sides, and whether it is true; None where they cannot be had."""

    shares: tuple[Share, ...]
    left: Count | None
    relation: str
    right: Count | None
    true: bool | None


Verdict = Met | Unmet | Open


def name_of(cell: Cell) -> CellName:
    """A cell's name, as findings carry it."""
    return CellName(cell.table, cell.row, cell.column, cell.label)


def operand(share: Share) -> Operand:
    """A share as a proof carries it."""
    sign = -1 if share.factor < 0 else 1
    cell = share.cell
    blank = cell.state is State.BLANK
    return Operand(cell.label, share.count, cell.span, share.side, sign, blank, name_of(cell))
