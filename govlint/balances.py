"""Equations that failed, as the search for their common cause weighs them.

Duty: the values that rules give it. May not weigh.
"""

from __future__ import annotations

from collections.abc import Mapping

from govlint.findings import Words
from govlint.model import Cell, Count
from govlint.named import NamedTuple
from govlint.records import dataclass, field


class Term(NamedTuple):
    """A cell's share in an equation: left − right grows by `factor` when the cell's count grows by 1.

    `blank` says that a blank was counted as zero.
    """

    cell: Cell
    factor: Count
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """An equation that failed, as `root.py` weighs it: its terms, and left − right.

    `total` is the cell that sums the others up, where there is one; `slips` words the likely slips.
    """

    terms: tuple[Term, ...]
    difference: Count
    total: Cell | None = None
    slips: Mapping[str, Words] = field(default_factory=dict)
