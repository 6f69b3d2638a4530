"""Rows whose cells are parted by commas, as a sheet is saved as text.

Duty: cut a line at its commas, but for those in quotes and brackets. May not decide whether it is a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.document import Piece
from govlint.normal import printed

MARKS = (",", "，")
_OPEN, _CLOSE = "(（", ")）"
_ENDS = frozenset("。；;：:！？!?")


def may_be_row(text: str) -> bool:
    """Whether a line has a comma and does not end as prose does."""
    return text[-1:] not in _ENDS and ("," in text or "，" in text)


def cells(piece: Piece, mark: str) -> tuple[Piece, ...]:
    """The cells between marks; a quoted one without its quotes."""
    return tuple(_bare(piece, *bound) for bound in _bounds(piece.text, mark))


def _bounds(text: str, mark: str) -> Iterator[tuple[int, int]]:
    start = depth = 0
    quoted = False
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
        elif char == mark and depth <= 0:
            yield start, at
            start = at + 1
    yield start, len(text)


def _bare(piece: Piece, start: int, end: int) -> Piece:
    text = piece.text
    first, last = printed(text[start:end])
    start, end = start + first, start + last
    if end - start > 1 and text[start] == text[end - 1] == '"':
        return _bare(piece, start + 1, end - 1)
    return piece.part(start, end)
