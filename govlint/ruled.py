"""Rows: the labels and counts of one printed row, whose cells the source marks.

Duty: say what each cell of a row is. May not see what the source does not mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govlint.alone import BLANK, COUNT, UNTOLD, Alone, names_rows
from govlint.document import Piece
from govlint.grammar import kind_of
from govlint.lexicon import Reading
from govlint.lines import LineLexer
from govlint.tokens import cells_token, label_token
from govlint.values import is_value

SHORT_WORDS = 6


class RowLexer(LineLexer):
    """Reads rows."""

    def row(self, pieces: Sequence[Piece], source: str) -> None:
        """One printed row: its labels, then its cells; empty cells before a label are padding."""
        if self.cells:
            self.close_cells()
        known = self.known
        kinds = [known[piece[0]] for piece in pieces]
        first = kinds.index(COUNT) if COUNT in kinds else len(kinds)
        behind = kinds[first:]
        if UNTOLD in kinds or behind.count(COUNT) + behind.count(BLANK) < len(behind):
            self.untold(pieces, source)
        elif behind or not names_rows(kinds):
            self.told(pieces, kinds[:first], source)
        else:
            # It names several rows and holds no count: somebody's own head, not the form's.
            for piece in pieces:
                self.words(piece)

    def told(self, pieces: Sequence[Piece], head: Sequence[Alone], source: str) -> None:
        """A row of labels, or blanks, and counts behind them, all known by their texts: nearly every row."""
        said = 0
        for at, kind in enumerate(head):
            if isinstance(kind, tuple):
                if self.prose:
                    self.close_prose()
                self.tokens.append(label_token((pieces[at],), kind, source))
                said = at + 1
        cells = pieces[said:]
        counted = len(head) < len(pieces)
        if counted or (said and cells and not self.padding(cells, source)):
            if self.prose:
                self.close_prose()
            self.tokens.append(cells_token(tuple(cells), source, (0,) * (len(cells) + 1)))
        if counted or said:
            self.labelled = True

    def untold(self, pieces: Sequence[Piece], source: str) -> None:
        """A row some of whose cells depend on those beside them."""
        if self.heads_only(pieces):
            for piece in pieces:
                self.words(piece)
            return
        blanks: list[Piece] = []
        said = False
        for piece in pieces:
            if not piece.text.strip():
                blanks.append(piece)
                continue
            readings = self.readings_in_row(piece, said=said)
            if readings:
                self.label((piece,), readings, source)
                said = True
            elif self.belongs(piece, said=said or bool(self.cells)):
                self.values((*blanks, piece), source)
            else:
                self.long_line(piece)
            blanks.clear()
        if self.cells or (said and self.labelled):
            self.values(blanks, source)
        self.close_cells()

    def values(self, pieces: Iterable[Piece], source: str) -> None:
        """Take counts, or blanks in their places."""
        for piece in pieces:
            self.value(piece, source)

    def heads_only(self, pieces: Sequence[Piece]) -> bool:
        """Whether a row names several rows and holds no count: somebody's own head, not the form's."""
        rows = 0
        for piece in pieces:
            if is_value(piece.text):
                return False
            readings = self.lexicon.readings(piece.text)
            rows += bool(readings) and all(kind_of(reading.terminal) == "ROW" for reading in readings)
        return rows > 1

    def readings_in_row(self, piece: Piece, *, said: bool) -> tuple[Reading, ...]:
        readings = self.lexicon.readings(piece.text)
        if readings or self.cells or is_value(piece.text):
            return readings
        return (
            self.lexicon.damaged(piece.text)
            if not said or self.in_head() or len(piece.text) > SHORT_WORDS
            else ()
        )

    def belongs(self, piece: Piece, *, said: bool) -> bool:
        return is_value(piece.text) or (said and len(piece.text) <= 2 * SHORT_WORDS)
