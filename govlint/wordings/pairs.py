"""Marks that stand in pairs: which of them lack the other.

Duty: match opening and closing marks. May not know which marks there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from govlint.patterns import lazy


def unpaired(text: str, pairs: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Place and counterpart of each mark without one, in order of place."""
    closing = {pair[0]: pair[1] for pair in pairs}
    opening = {pair[1]: pair[0] for pair in pairs}
    found: list[tuple[int, str]] = []
    stack: list[tuple[int, str]] = []
    waiting = Counter[str]()
    for match in _marks(pairs).finditer(text):
        at, mark = match.start(), match.group()
        if mark in closing:
            stack.append((at, mark))
            waiting[mark] += 1
        elif waiting[opening[mark]]:
            found += _popped(stack, opening[mark], waiting)
        else:
            found.append((at, mark))
    for at, mark in sorted([*found, *stack]):
        yield at, closing.get(mark) or opening[mark]


def _popped(stack: list[tuple[int, str]], mark: str, waiting: Counter[str]) -> Iterator[tuple[int, str]]:
    """Take the last `mark` off the stack; what stood above it is yielded."""
    while stack:
        last = stack.pop()
        waiting[last[1]] -= 1
        if last[1] == mark:
            return
        yield last


@cache
def _marks(pairs: tuple[str, ...]) -> re.Pattern[str]:
    return lazy(f"[{re.escape(''.join(pairs))}]")
