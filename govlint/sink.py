"""Where the lexer's tokens gather: labels, open runs of cells, open prose.

Duty: make tokens of what was found. May not decide what anything is.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.alone import known
from govlint.document import Document, Piece
from govlint.fragments import Assembler
from govlint.grammar import CELLS, kind_of
from govlint.lexicon import Lexicon, Reading
from govlint.patterns import lazy
from govlint.tokens import Token, blank_token, cells_token, label_token, prose_token

SENTENCE = lazy(r"[。；;！？]")
_UNKNOWN_LABEL = 30


class Sink:
    """The tokens so far and what is still open behind them."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.text = document.text
        self.plain_ends = "\r" not in document.text
        self.lexicon = lexicon
        self.known = known(lexicon)
        self.tokens: list[Token] = []
        self.prose: list[Piece] = []
        self.cells: list[Piece] = []
        self.gaps: list[int] = []
        self.source = ""
        self.parts = Assembler(lexicon)
        self.labelled = False
        """Whether the last thing said was a label or a count: blanks then count."""

    def label(
        self, pieces: tuple[Piece, ...], readings: tuple[Reading, ...], source: str, marker: str = ""
    ) -> None:
        """Take a label."""
        if self.cells:
            self.close_cells()
        if self.prose:
            self.close_prose()
        if source == "lines" and self.tokens and self.tokens[-1].readings:
            self.empty_row(self.tokens[-1], pieces[0])
        self.tokens.append(label_token(pieces, readings, source, marker))
        self.labelled = True

    def empty_row(self, last: Token, piece: Piece) -> None:
        """A row's label with nothing but empty lines before the next label may be a row of blank cells."""
        if last.source == "lines" and all(kind_of(r.terminal) == "ROW" for r in last.readings):
            gap = self.gap(piece)
            if gap > 1:
                self.tokens.append(blank_token(last.span.end, gap))

    def value(self, piece: Piece, source: str) -> None:
        """Take a count, or a blank in its place."""
        if not self.cells:
            self.close_prose()
            self.source = source
        elif source != self.source and "aligned" in (source, self.source):
            self.source = "aligned"
        cells = self.cells
        if source != "lines" or (cells and cells[-1].end + 1 == piece.runs[0][1]):
            self.gaps.append(0)
        else:
            self.gaps.append(self.gap(piece))
        cells.append(piece)
        self.labelled = True

    def words(self, piece: Piece) -> None:
        """Take prose."""
        self.close_cells()
        # Counts behind a short unknown text in a table are a row that the form does not have.
        self.labelled = (
            self.in_table() and len(piece.text) <= _UNKNOWN_LABEL and not SENTENCE.search(piece.text)
        )
        self.prose.append(piece)

    def gap(self, piece: Piece) -> int:
        """Empty lines between what came before and `piece`."""
        previous = self.cells[-1] if self.cells else (self.tokens[-1].pieces[-1] if self.tokens else None)
        if previous is None:
            return 0
        return self.empty_lines(previous.end, piece.at(0))

    def empty_lines(self, start: int, end: int) -> int:
        """Empty lines between two places."""
        if end - start <= 1:
            return 0
        if self.plain_ends:
            return max(self.text.count("\n", start, end) - 1, 0)
        between = self.text[start:end]
        return max(between.replace("\r\n", "\n").replace("\r", "\n").count("\n") - 1, 0)

    def close_cells(self, *, end: int | None = None) -> None:
        """End the open run of cells; `end` is where the next thing stands."""
        if self.cells and self.padding(self.cells, self.source):
            self.cells, self.gaps = [], []
        if self.cells:
            tail = 0
            if self.source == "lines" and end is not None:
                tail = self.empty_lines(self.cells[-1].end, end)
            self.tokens.append(cells_token(tuple(self.cells), self.source, (*self.gaps, tail)))
            self.cells, self.gaps = [], []

    def padding(self, cells: Sequence[Piece], source: str) -> bool:
        """Whether a run is nothing but the empty cells that pad the head of a table."""
        if source == "grid" or cells[0].text.strip() or any(p.text.strip() for p in cells):
            return False
        heads = {kind_of(reading.terminal) for reading in self.tokens[-1].readings} if self.tokens else set()
        return "ROW" not in heads or "COLUMN" in heads

    def close_prose(self) -> None:
        """End the open prose."""
        if self.prose:
            self.tokens.append(prose_token(tuple(self.prose)))
            self.prose = []

    def in_table(self) -> bool:
        """Whether the last token is part of a table, or a heading just before one."""
        return (
            bool(self.tokens) and not self.prose and bool(self.tokens[-1].readings or self.tokens[-1].source)
        )

    def in_head(self) -> bool:
        """Whether the last label can only be a column's or a group's."""
        kinds = {kind_of(reading.terminal) for reading in self.tokens[-1].readings} if self.tokens else set()
        return bool(kinds) and kinds <= {"COLUMN", "GROUP", "NOTE", "CAPTION"}


def said_once(tokens: list[Token]) -> list[Token]:
    """Tokens with a row's label that is printed again before its counts taken as said once."""
    kept: list[Token] = []
    waiting: dict[str, int] = {}
    for token in tokens:
        readings = token.readings
        if readings:
            terminal = readings[0].terminal
            kind = kind_of(terminal)
            if kind == "ROW":
                if terminal in waiting:
                    kept[waiting[terminal]] = prose_token(kept[waiting[terminal]].pieces)
                waiting = {terminal: len(kept)}
            elif kind == "HEADING":
                waiting = {}
        elif token.kind == CELLS:
            waiting = {}
        kept.append(token)
    return kept
