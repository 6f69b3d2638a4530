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
_CRUMB = 2
"""The longest piece of a label printed upright that fits no other piece; longer text ends a table."""
_FEWEST_HEADS = 5
"""So many heads and no row's label under them: the row has none. Tables with fewer columns pad their rows."""


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
        self.headless: Token | None = None
        """A run that prints nothing and has as many cells as there are heads above it."""

    def label(
        self, pieces: tuple[Piece, ...], readings: tuple[Reading, ...], source: str, marker: str = ""
    ) -> None:
        """Take a label."""
        if self.cells:
            self.close_cells()
        if self.headless is not None:
            self.merged(readings)
        if self.prose:
            self.close_prose()
        if source == "lines" and self.tokens and self.tokens[-1].readings:
            self.empty_row(self.tokens[-1], pieces[0], readings)
        self.tokens.append(label_token(pieces, readings, source, marker))
        self.labelled = True

    def merged(self, readings: tuple[Reading, ...]) -> None:
        """Take the blank cells under heads for merged ones where more heads follow, not the next heading."""
        if self.tokens[-1] is self.headless and kind_of(readings[0].terminal) != "HEADING":
            self.tokens.pop()
        self.headless = None

    def empty_row(self, last: Token, piece: Piece, readings: tuple[Reading, ...]) -> None:
        """A row's label with nothing but empty lines before the next label may be a row of blank cells.

        So may the heads of a row without a label, where the next heading follows.
        """
        if last.source != "lines":
            return
        least = 2
        if any(kind_of(r.terminal) != "ROW" for r in last.readings):
            ends = bool(readings) and kind_of(readings[0].terminal) == "HEADING"
            least = self.heads() if ends else 0
        if least and (gap := self.gap(piece)) >= least:
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
        headless = bool(self.cells) and self.padding(self.cells, self.source)
        if headless and len(self.cells) != self.heads():
            self.cells, self.gaps = [], []
        if self.cells:
            tail = 0
            if self.source == "lines" and end is not None:
                tail = self.empty_lines(self.cells[-1].end, end)
            self.tokens.append(cells_token(tuple(self.cells), self.source, (*self.gaps, tail)))
            self.headless = self.tokens[-1] if headless else None
            self.cells, self.gaps = [], []

    def padding(self, cells: Sequence[Piece], source: str) -> bool:
        """Whether a run is nothing but empty cells under the head of a table, which mostly pad it."""
        if source == "grid" or cells[0].text.strip() or any(p.text.strip() for p in cells):
            return False
        heads = {kind_of(reading.terminal) for reading in self.tokens[-1].readings} if self.tokens else set()
        return "ROW" not in heads or "COLUMN" in heads

    def heads(self) -> int:
        """How many heads stand side by side over what comes next, where that is a row without a label."""
        count = 0
        for token in reversed(self.tokens):
            kinds = {kind_of(reading.terminal) for reading in token.readings}
            if "COLUMN" in kinds:
                count += 1
            elif kinds != {"GROUP"}:
                break
        return count if count >= _FEWEST_HEADS else 0

    def close_prose(self) -> None:
        """End the open prose."""
        if self.prose:
            self.tokens.append(prose_token(tuple(self.prose)))
            self.prose = []

    def in_table(self) -> bool:
        """Whether the last token is part of a table, or a heading just before one."""
        return (
            bool(self.tokens)
            and bool(self.tokens[-1].readings or self.tokens[-1].source)
            and (not self.prose or all(len(piece.text) <= _CRUMB for piece in self.prose))
        )

    def in_head(self) -> bool:
        """Whether the last label can only be a column's or a group's, or is a column's behind one that is."""
        for token in self.tokens[:-3:-1]:
            kinds = {kind_of(reading.terminal) for reading in token.readings}
            if "COLUMN" not in kinds or "ROW" not in kinds:
                return bool(kinds) and kinds <= {"COLUMN", "GROUP", "NOTE", "CAPTION"}
        return False


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
