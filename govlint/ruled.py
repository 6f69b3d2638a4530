"""Rows: the labels and counts of one printed row, whose cells the source marks.

Duty: say what each cell of a row is. May not see what the source does not mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govlint.alone import BLANK, COUNT, UNTOLD, Alone
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
        if not behind and _names_rows(kinds) and not any(is_value(piece.text) for piece in pieces):
            # It names several rows and holds no count: somebody's own head, not the form's.
            for piece in pieces:
                self.words(piece)
        elif UNTOLD in kinds or behind.count(COUNT) + behind.count(BLANK) < len(behind):
            self.untold(pieces, source)
        else:
            self.told(pieces, kinds[:first], source)

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
        blank = bool(pieces) and not (counted or said) and len(pieces) == self.heads()
        if counted or blank or (said and cells and not self.padding(cells, source)):
            if self.prose:
                self.close_prose()
            self.tokens.append(cells_token(tuple(cells), source, (0,) * (len(cells) + 1)))
        if counted or said:
            self.labelled = True

    def untold(self, pieces: Sequence[Piece], source: str) -> None:
        """A row some of whose cells depend on those beside them."""
        blanks: list[Piece] = []
        said = False
        for piece in pieces:
            if not piece.text.strip():
                blanks.append(piece)
                continue
            if not said and self.rest_of_label(piece, source):
                blanks.clear()
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

    def rest_of_label(self, piece: Piece, source: str) -> bool:
        """Whether a cell goes on with a label of the rows above, as programs print cells of several lines."""
        return (
            source == "row"
            and not self.cells
            and self.in_table()
            and not is_value(piece.text)
            and not self.lexicon.readings(piece.text)
            and self.parts.extend(self.tokens, piece)
        )

    def values(self, pieces: Iterable[Piece], source: str) -> None:
        """Take counts, or blanks in their places."""
        for piece in pieces:
            self.value(piece, source)

    def readings_in_row(self, piece: Piece, *, said: bool) -> tuple[Reading, ...]:
        """The labels that a cell may be, a damaged one where a label is to be expected."""
        readings = self.lexicon.readings(piece.text)
        if readings or self.cells or is_value(piece.text):
            return readings
        return (
            self.lexicon.damaged(piece.text)
            if not said or self.in_head() or len(piece.text) > SHORT_WORDS
            else ()
        )

    def belongs(self, piece: Piece, *, said: bool) -> bool:
        """Whether a cell of a row stands in place of a count; a word among heads is one that the form lacks."""
        if is_value(piece.text):
            return True
        return said and len(piece.text) <= 2 * SHORT_WORDS and (bool(self.cells) or not self.in_head())


def _names_rows(kinds: Sequence[Alone]) -> bool:
    """Whether several of a row's texts are labels of rows."""
    rows = 0
    for kind in kinds:
        rows += isinstance(kind, tuple) and all(kind_of(reading.terminal) == "ROW" for reading in kind)
    return rows > 1
