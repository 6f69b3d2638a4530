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
            joined = token.text + piece.text
            readings = self._whole(joined) or self._longer(joined, token)
            if readings:
                tokens[index] = label_token((*token.pieces, piece), readings, token.source)
                return True
            seen += 1
            if seen == _RECENT:
                break
        return False

    def _whole(self, joined: str) -> tuple[Reading, ...]:
        """The labels that a text makes; one with a number printed makes none that has no number."""
        numbered = label_key(joined).number is not None
        return tuple(r for r in self._lexicon.exact(joined) if not numbered or r.expected is not None)

    def _longer(self, joined: str, token: Token) -> tuple[Reading, ...]:
        """The readings of a label cut off by its counts that is longer now, and not whole yet."""
        if not self._lexicon.is_prefix(joined):
            return ()
        found = {reading.terminal for reading in self._lexicon.completions(joined)}
        return tuple(reading for reading in token.readings if reading.terminal in found)

    def starts_another(
        self, piece: Piece, readings: tuple[Reading, ...], tokens: list[Token], source: str
    ) -> bool:
        """Whether `piece` begins a longer label not yet printed; it is then kept.

        The number tells it: it is that of no label that the letters alone make.
        """
        number = label_key(piece.text).number
        if number is None or any(reading.expected == number for reading in readings):
            return False
        longer = {reading.terminal for reading in self._lexicon.completions(piece.text)}
        seen = (reading.terminal for token in tokens for reading in token.readings)
        return bool(longer) and longer.isdisjoint(seen) and self.starts(piece, source)

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
