"""Figures in prose, to be put right.

Duty: where the digits of an amount stand. May not know what they should be.
"""

from __future__ import annotations

from collections.abc import Callable

from govlint.edits import replaced
from govlint.findings import Edit
from govlint.model import Count
from govlint.prose.amounts import Amount
from govlint.prose.passages import Passage


def figure_at(passage: Passage, amount: Amount) -> Callable[[Count], tuple[Edit, ...]] | None:
    """What makes the edits for another count; None where the figure is not plain digits."""
    end = amount.start + len(amount.printed)
    digits = amount.printed.replace(",", "")
    plain = digits.isascii() and digits.isdecimal() and int(digits) == amount.count
    if not plain or passage.text[amount.start : end] != amount.printed:
        return None
    return lambda count: replaced(passage.span, amount.start, end, _printed(count))


def _printed(count: Count) -> str:
    return str(int(count)) if count == int(count) else format(count, "f")
