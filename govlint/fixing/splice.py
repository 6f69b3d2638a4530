"""Edits put into a text.

Duty: order, overlaps, and the spliced text. May not know files.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.findings import Edit


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; none may overlap another."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join([*parts, text[at:]])


def overlap(edits: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether an edit of the one touches a character, or fills a gap, of the other."""
    known = list(others)
    return any(_clash(one, other) for one in edits for other in known)


def _clash(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end
