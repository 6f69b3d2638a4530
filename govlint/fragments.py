"""Labels printed in parts: broken over lines, stacked, interleaved with other labels.

Duty: put the parts together. May not decide what a label means.
"""

from __future__ import annotations

from govlint.document import Piece
from govlint.labels import label_key
from govlint.lexicon import Lexicon, Reading
from govlint.records import dataclass
from govlint.tokens import Token, label_token

_REACH = 14
"""How many lines an open part may wait for the rest of its label."""
_RECENT = 10
"""How many labels back a part may belong to."""


@dataclass(slots=True)
class _Open:
    pieces: tuple[Piece, ...]
    line: int
    source: str

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class Assembler:
    """Open parts of labels, newest last, and the labels that a later part may complete."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._open: list[_Open] = []
        self.line = 0

    def join(self, piece: Piece) -> tuple[tuple[Piece, ...], tuple[Reading, ...]] | None:
        """The label that `piece` completes, as its parts and readings; None where it completes none."""
        for index in range(len(self._open) - 1, -1, -1):
            part = self._open[index]
            joined = part.text + piece.text
            readings = self._numbered(joined, self._lexicon.exact(joined))
            if readings:
                del self._open[index]
                return (*part.pieces, piece), readings
            if self._lexicon.is_prefix(joined):
                part.pieces = (*part.pieces, piece)
                part.line = self.line
                return (), ()
        return None

    def _numbered(self, text: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Readings whose number agrees with the printed one, where the text has one."""
        number = label_key(text).number
        return tuple(r for r in readings if number is None or r.expected is None or r.expected == number)

    def extend(self, tokens: list[Token], piece: Piece) -> bool:
        """Whether `piece` is the rest of a label already given; that token is then replaced."""
        seen = 0
        for index in range(len(tokens) - 1, -1, -1):
            token = tokens[index]
            if not token.readings:
                continue
            readings = self._lexicon.exact(token.text + piece.text)
            if readings:
                tokens[index] = label_token((*token.pieces, piece), readings, token.source)
                return True
            seen += 1
            if seen == _RECENT:
                break
        return False

    def starts(self, piece: Piece, source: str) -> bool:
        """Whether `piece` opens a label that goes on; it is then kept."""
        if not self._lexicon.is_prefix(piece.text):
            return False
        self._open.append(_Open((piece,), self.line, source))
        return True

    def unfinished(self) -> tuple[tuple[Piece, ...], tuple[Reading, ...]] | None:
        """The newest open part that can only be a row's label: counts have come before its end."""
        for index in range(len(self._open) - 1, -1, -1):
            part = self._open[index]
            readings = self._lexicon.completions(part.text)
            if readings and self.line - part.line <= 1:
                del self._open[index]
                return part.pieces, readings
        return None

    def expire(self, source: str = "") -> tuple[Piece, ...]:
        """The parts that have waited too long, in order: they are no labels. `source` ends its own at once."""
        old = [part for part in self._open if part.source == source or self.line - part.line > _REACH]
        self._open = [part for part in self._open if part not in old]
        return tuple(piece for part in old for piece in part.pieces)

    def abandon(self) -> tuple[Piece, ...]:
        """Every open part, in order; none waits any longer."""
        pieces = tuple(piece for part in self._open for piece in part.pieces)
        self._open = []
        return pieces

    @property
    def waiting(self) -> bool:
        """Whether any part is open."""
        return bool(self._open)
