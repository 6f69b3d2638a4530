"""Paragraphs whose lines a program has broken at a fixed width.

Duty: join such lines again. May not know what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.document import Piece
from govlint.labels import split_number
from govlint.normal import fold_text
from govlint.patterns import lazy

_WIDE = lazy("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]")
_ENDS = tuple("。！？；：.!?;:”’）)》")
_FEWEST = 5
_SLACK = 6
_NARROWEST, _WIDEST = 40, 140


def join_wrapped(pieces: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """The paragraphs, with lines that reach `width` (0: none do) joined to the line behind them."""
    joined: list[Piece] = []
    full = False
    for piece in pieces:
        if full and joined and split_number(fold_text(piece.text)[0])[0] is None:
            joined[-1] = _join(joined[-1], piece)
        else:
            joined.append(piece)
        full = width > 0 and _goes_on(piece.text, width)
    return tuple(joined)


def _goes_on(text: str, width: int) -> bool:
    """Whether a line fills the width, or most of it without ending a sentence (digits are narrow in print)."""
    size = display_width(text)
    return size >= width - _SLACK or (size * 4 >= width * 3 and not text.endswith(_ENDS))


def wrap_width(pieces: Sequence[Piece]) -> int:
    """The display width at which lines were broken; 0 where they were not."""
    if any(len(piece.text) > _WIDEST for piece in pieces):
        return 0
    widths = sorted(display_width(piece.text) for piece in pieces)
    if not widths or not _NARROWEST <= widths[-1] <= _WIDEST:
        return 0
    widest = widths[-1]
    return widest if sum(width >= widest - _SLACK for width in widths) >= _FEWEST else 0


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return len(text) + len(_WIDE.findall(text))


def _join(first: Piece, second: Piece) -> Piece:
    shift = len(first.text)
    runs = (*first.runs, *((index + shift, offset) for index, offset in second.runs))
    return Piece(first.text + second.text, runs, second.end)
