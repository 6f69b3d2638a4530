"""Counts of cells as an equation takes them.

Duty: blanks as zero where the policy says so, or why there is no count. May not evaluate, nor guess a count.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.model import Cell, Count, State
from govlint.verdicts import Open, Policy


def filled_in(
    used: Sequence[int], keys: Sequence[str], cells: Sequence[Cell], policy: Policy
) -> list[Count] | Open:
    """The counts of the cells used, with blanks as zero where the policy says so, or why they cannot be had."""
    counts: list[Count] = []
    for index in used:
        cell = cells[index]
        if cell.count is None and (reason := _refusal(cell, keys[index], policy)):
            return Open(reason, cell, cell.label)
        counts.append(0 if cell.count is None else cell.count)
    if all(cells[index].state is State.BLANK for index in used):
        return Open("all_blank", cells[used[0]])
    return counts


def _refusal(cell: Cell, key: str, policy: Policy) -> str:
    if cell.state is not State.BLANK:
        return str(cell.state.value)
    if {key, cell.row, cell.column} & set(policy.totals):
        return "blank_total"
    return "" if policy.blank_as_zero else State.BLANK.value
