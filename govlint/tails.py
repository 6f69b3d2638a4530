"""Lines with several labels or counts: heads with single spaces between, counts behind a label or alone.

Duty: take such labels and counts. May not join parts of labels, nor decide what a whole line is.
"""

from __future__ import annotations

from govlint.document import Piece
from govlint.grammar import kind_of
from govlint.patterns import lazy
from govlint.sink import Sink
from govlint.values import TAIL, is_value

WORD = lazy(r"\S+")
SHORT_WORD = 2
"""A word no longer than this may stand in a cell."""
_FEWEST_HEADS = 3


class TailLexer(Sink):
    """Takes what stands on one line beside something else."""

    def first_count(self, text: str, start: int) -> int:
        """Where the counts begin of which the last ones begin at `start`: a short word among them is one's cell."""
        before, _, word = text[:start].rpartition(" ")
        counts = TAIL.search(before) if 0 < len(word) <= SHORT_WORD and self.in_table() else None
        if counts is None or self.lexicon.readings(word) or self.lexicon.is_prefix(word):
            return start
        return self.first_count(text, counts.start())

    def counts_alone(self, piece: Piece) -> bool:
        """Whether a line is nothing but counts in a table."""
        parts = piece.text.split()
        if not (self.in_table() and len(parts) > 1 and all(is_value(part) for part in parts)):
            return False
        self.counts(piece, 0)
        return True

    def counts(self, piece: Piece, start: int) -> None:
        """Take the counts from `start` on."""
        self.complete_row()
        for match in WORD.finditer(piece.text[start:]):
            self.value(piece.part(start + match.start(), start + match.end()), "aligned")

    def complete_row(self) -> None:
        """Counts come while the label before them is still unfinished (it goes on below them)."""
        last = self.tokens[-1] if self.tokens else None
        row_open = (
            last is not None and any(kind_of(r.terminal) == "ROW" for r in last.readings) and not self.cells
        )
        if not row_open:
            found = self.parts.unfinished()
            if found:
                self.label(*found, "aligned")

    def spaced(self, piece: Piece) -> bool:
        """A head whose labels stand on one line with single spaces between."""
        found = list(WORD.finditer(piece.text))
        if len(found) < 2:
            return False
        pieces = [piece.part(*match.span()) for match in found]
        known = [self.lexicon.readings(part.text) for part in pieces]
        unknown = [index for index, readings in enumerate(known) if not readings]
        if len(unknown) > 1 or len(unknown) == len(pieces) or (unknown and len(pieces) < _FEWEST_HEADS):
            return False
        for index in unknown:
            known[index] = self.lexicon.damaged(pieces[index].text)
        if not all(known):
            return False
        for part, readings in zip(pieces, known, strict=True):
            self.label((part,), readings, "aligned")
        return True

    def begun(self, piece: Piece, counts: str) -> bool:
        """Whether the beginning of a row's label stands before several counts."""
        readings = self.lexicon.completions(piece.text) if len(counts.split()) >= _FEWEST_HEADS else ()
        if readings:
            self.label((piece,), readings, "aligned")
        return bool(readings)

    def several(self, piece: Piece) -> bool:
        """Several counts with single spaces between; groups of three digits are one."""
        parts = piece.text.split()
        grouped = all(len(part) == 3 and part.isdecimal() for part in parts[1:])
        return len(parts) > 1 and not grouped and all(is_value(part) for part in parts)
