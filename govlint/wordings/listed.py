"""Items of lists within a sentence.

Duty: find lists by their marks and items named twice in one. May not know a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.patterns import lazy
from govlint.wordings.bounded import Bounded

_BREAK = lazy(r"[,。;:!?()“”‘’《》〈〉〔〕\n]")
_LONGEST = 400
"""Characters of a clause; those of less than five hold no list."""


def clauses_with(mark: str, text: str) -> Iterator[tuple[int, str]]:
    """The clauses in which a mark stands twice, and where they begin; what is too long is cut."""
    at = 0
    for stretch in _BREAK.split(text):
        if stretch.count(mark) > 1:
            for start in range(0, len(stretch), _LONGEST):
                clause = stretch[start : start + _LONGEST]
                if clause.count(mark) > 1:
                    yield at + start, clause
        at += len(stretch) + 1


def twice(items: list[str], joints: Bounded, leads: Bounded) -> list[str]:
    """Items within one list that are named again."""
    first, last = items[0], items[-1]
    items[-1] = joints.pattern.split(last, maxsplit=1)[0]
    rest = items[1:]
    if len({*rest}) == len(rest) and not first.endswith((*rest,)):
        return []
    seen: set[str] = set()
    found: list[str] = []
    for item in rest:
        whole = not joints.inside(item)
        if whole and len(item) > 1 and (item in seen or _ends_so(first, item, leads)):
            found.append(item)
        if not whole:
            seen.clear()
            first = ""
        seen.add(item)
    return found


def _ends_so(first: str, item: str, leads: Bounded) -> bool:
    """Whether the first item is this one, or nothing but what leads to a list stands before it."""
    return first.endswith(item) and (first == item or leads.inside(first[: -len(item)]))
