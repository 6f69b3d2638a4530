"""The lexer: lines and cells to tokens.

Duty: say what each line or cell may be, by the labels of one form. May not choose between readings; the
parser's state does.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.commas import MARKS, cells, may_be_row
from govlint.document import Document, Grid, Paragraph, Piece, Strip
from govlint.grammar import kind_of
from govlint.lexicon import Lexicon, Reading
from govlint.lines import LONGEST_LABEL_LINE
from govlint.normal import printed
from govlint.ruled import SHORT_WORDS, RowLexer
from govlint.sink import said_once
from govlint.tokens import Token
from govlint.values import is_value

_LONGEST_HEAD = 30
_WORD_IN_ROW = 2
_FEWEST_ALONE = 5
"""So many counts with nothing but commas between are a row of their own; fewer may be one count in groups of digits."""


def tokenize(document: Document, lexicon: Lexicon) -> list[Token]:
    """The tokens of a document, in reading order; nothing printed is left out."""
    lexer = _Lexer(document, lexicon)
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        lexer.block(blocks[at])
        at += 1
        if lexer.cells:
            at = lexer.run_on(blocks, at)
    return lexer.finish()


class _Lexer(RowLexer):
    """Reads lines and the cells whose bounds the source marks."""

    def run_on(self, blocks: Sequence[Paragraph | Grid | Strip], at: int) -> int:
        """Take the lines of digits from the block `at` on that go on with a run of lines; where the first other is."""
        if self.source != "lines" or self.parts.waiting or not self.plain_ends:
            return at
        first = at
        last = self.cells[-1].end
        while at < len(blocks):
            block = blocks[at]
            if type(block) is not Paragraph:
                break
            piece, marker = block
            text, runs, end = piece
            if marker or len(text) > _LONGEST_HEAD or not text.isdecimal():
                break
            gap = self.text.count("\n", last, runs[0][1]) - 1
            if gap < 0:
                break
            self.gaps.append(gap)
            self.cells.append(piece)
            last = end
            at += 1
        self.parts.line += at - first
        return at

    def block(self, block: Paragraph | Grid | Strip) -> None:
        self.parts.line += 1
        if isinstance(block, Paragraph):
            if not (self.alone(block) or (may_be_row(block.piece.text) and self.parted(block))):
                self.paragraph(block)
        elif isinstance(block, Grid):
            self.grid(block)
        else:
            self.strip(block)

    def alone(self, block: Paragraph) -> bool:
        """Whether a line was taken that is known by its text: a label, or digits behind a label or count."""
        piece, marker = block
        text = piece.text
        if marker or self.parts.waiting or len(text) > LONGEST_LABEL_LINE:
            return False
        if text.isdecimal():
            if not self.labelled:
                return False
            self.value(piece, "lines")
            return True
        kind = self.known[text]
        # Behind half of a label in brackets, digits may be counts.
        if not isinstance(kind, tuple) or text[-1].isdecimal():
            return False
        if self.another(piece, kind, "lines"):
            return True
        self.end_at(piece)
        self.label((piece,), kind, "lines")
        return True

    def grid(self, block: Grid) -> None:
        self.abandon_parts()
        row: list[Piece] = []
        at = -1
        for cell in block.cells:
            if cell.row != at:
                self.row(row, "grid")
                row, at = [], cell.row
            row.append(_bare(cell.piece))
        self.row(row, "grid")
        self.labelled = False

    def strip(self, block: Strip) -> None:
        if block.aligned:
            self.aligned(block)
        elif block.whole:
            if self.parts.waiting:
                self.abandon_parts()
            self.row(block.cells, "row")
        else:
            self.stream(block)

    def parted(self, block: Paragraph) -> bool:
        """Whether a line is a row parted by commas, nothing but labels and counts, and was taken for that."""
        for mark in MARKS if not block.marker else ():
            row = list(cells(block.piece, mark))
            if len(row) > 1 and self.is_row([piece for piece in row if piece.text]):
                self.abandon_parts()
                self.row(row, "row")
                return True
        return False

    def is_row(self, filled: list[Piece]) -> bool:
        """Whether printed cells make a row: its label first, or the counts of a head above."""
        known = [self.lexicon.readings(piece.text) for piece in filled]
        counts = sum(is_value(p.text) for p, readings in zip(filled, known, strict=True) if not readings)
        words = [p.text for p, readings in zip(filled, known, strict=True) if not readings]
        if any(
            not is_value(text) and (len(text) > _WORD_IN_ROW or counts < len(words) - 1) for text in words
        ):
            return False
        if not filled or not known[0]:
            return self.labelled and counts >= _FEWEST_ALONE
        kinds = {kind_of(reading.terminal) for readings in known for reading in readings}
        if "HEADING" in kinds:
            return len(filled) == 1
        # Outside a table two names of rows, or one with two counts, may be what a sentence begins or ends with.
        return "ROW" not in kinds or max(counts, len(filled) - counts) > 2 or self.in_table()

    def stream(self, block: Strip) -> None:
        for piece in block.cells:
            if not piece.text.strip():
                if self.labelled:
                    self.value(piece, "stream")
                continue
            readings = self.lexicon.readings(piece.text)
            if readings and not self.parts.waiting:
                self.label((piece,), readings, "stream")
            elif self.labelled and is_value(piece.text):
                self.value(piece, "stream")
            elif not self.fragment(piece, "stream", readings):
                self.guess(piece, "stream")

    def aligned(self, block: Strip) -> None:
        if not self.tabular(block) or self.headed(block.line):
            self.paragraph(Paragraph(block.line))
            return
        counts = [index for index, piece in enumerate(block.cells) if is_value(piece.text)]
        for index, piece in enumerate(block.cells):
            readings = self.lexicon.readings(piece.text)
            between = bool(counts) and counts[0] < index < counts[-1]
            if index in counts or (between and self.short_word(piece, readings)):
                self.counts(piece, 0)
            elif not (
                self.fragment(piece, "aligned", readings)
                or self.trailing(piece)
                or self.spaced(piece)
                or self.mixed(piece)
            ):
                self.guess(piece, "aligned")
        self.flush_parts()

    def headed(self, line: Piece) -> bool:
        """Whether a line with wide spaces is a heading behind its number."""
        readings = self.lexicon.readings(line.text)
        return bool(readings) and all(kind_of(reading.terminal) == "HEADING" for reading in readings)

    def short_word(self, piece: Piece, readings: tuple[Reading, ...]) -> bool:
        """A word where a count should be."""
        return not readings and len(piece.text) <= SHORT_WORDS and not self.lexicon.is_prefix(piece.text)

    def tabular(self, block: Strip) -> bool:
        """Whether a line with wide spaces is part of a table: it holds a label, a part of one, or counts."""
        known = [p for p in block.cells if self.lexicon.readings(p.text)]
        counts = [p for p in block.cells if all(is_value(part) for part in p.text.split())]
        if known:
            return len(known) > 1 or bool(counts) or self.in_table() or self.parts.waiting
        return self.in_table() and (len(counts) > 0 or all(len(p.text) <= _LONGEST_HEAD for p in block.cells))

    def finish(self) -> list[Token]:
        self.abandon_parts()
        self.close_cells()
        self.close_prose()
        return said_once(self.tokens)


def _bare(piece: Piece) -> Piece:
    """A cell without what prints nothing (often one NBSP) around its text; a blank one as it is."""
    text = piece.text
    if text.isalnum() or not text:
        return piece
    begin, end = printed(text)
    if begin == end:
        return piece._replace(text=" " * len(text))
    return piece if end - begin == len(text) else piece.part(begin, end)
