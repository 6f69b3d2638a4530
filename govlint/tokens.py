"""Tokens: what the lexer gives the parser.

Duty: values. May not know how they are found.
"""

from __future__ import annotations

from typing import Any

from govlint.document import Piece
from govlint.grammar import CELLS, PROSE
from govlint.lexicon import Reading
from govlint.named import NamedTuple
from govlint.places import Span

_new: Any = tuple.__new__
"""Makes a named tuple without naming its parts."""


class Token(NamedTuple):
    """A label with its readings, a run of cells, or a stretch of prose.

    `pieces` is the label's text (possibly printed in parts), the cells in order (blank ones as pieces
    without letters), or the paragraphs. For a run, `source` says how its cells were told apart: `grid`, `row`
    (one line), `stream` (pipes without rows), `lines`, `aligned`, `glued`; `gaps` holds the number of empty lines
    before each piece and behind the last, for `lines`.
    """

    kind: str
    pieces: tuple[Piece, ...]
    span: Span
    readings: tuple[Reading, ...] = ()
    source: str = ""
    gaps: tuple[int, ...] = ()
    marker: str = ""
    """The number that the source generates before a label and does not spell."""

    @property
    def text(self) -> str:
        """The printed text of a label, or of prose."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])


LABEL = "LABEL"


def label_token(
    pieces: tuple[Piece, ...], readings: tuple[Reading, ...], source: str, marker: str = ""
) -> Token:
    """The token of a printed label."""
    made: Token = _new(Token, (LABEL, pieces, _extent(pieces), readings, source, (), marker))
    return made


def cells_token(pieces: tuple[Piece, ...], source: str, gaps: tuple[int, ...]) -> Token:
    """The token of a run of cells."""
    made: Token = _new(Token, (CELLS, pieces, _extent(pieces), (), source, gaps, ""))
    return made


def blank_token(at: int, gap: int) -> Token:
    """The token of a run that prints nothing but `gap` empty lines."""
    return Token(CELLS, (), Span(at, at), source="lines", gaps=(gap,))


def prose_token(pieces: tuple[Piece, ...]) -> Token:
    """The token of a stretch of prose."""
    return Token(PROSE, pieces, _extent(pieces))


def _extent(pieces: tuple[Piece, ...]) -> Span:
    text, runs, end = pieces[0]
    if len(pieces) > 1:
        # They need not have been taken in order of place.
        end = max([piece[2] for piece in pieces])
    span: Span = _new(Span, (runs[0][1] if text else pieces[0].at(0), end))
    return span
