"""The lexer: lines and cells to tokens.

Duty: say what each line or cell may be, by the labels of one form. May not choose between readings; the
parser's state does.
"""

from __future__ import annotations

import re

from govlint.document import Document, Grid, Paragraph, Piece, Strip
from govlint.fragments import Assembler
from govlint.glue import unglue
from govlint.grammar import CELLS, kind_of
from govlint.headings import split_headings
from govlint.lexicon import Lexicon, Reading
from govlint.tokens import Token, blank_token, cells_token, label_token, prose_token

_LONGEST_LABEL_LINE = 90
_VALUE = re.compile(
    r"^[+\-−－—–]{0,3}[¥￥]?\d(?:[\d,，.．\s]{0,30}\d)?(?:[\u4e00-\u9fff%％]{0,3})$|^[/\\\-−－—–_*]{1,6}$"
    r"|^[无零〇○OoＯ]$"
    r"|^[+\-−－—–]{0,3}[\dOoＯ,，.．]{1,24}$"
)
_TAIL = re.compile(
    r"(?<=\S)\s+((?:[+\-−－]{0,2}[\d０-９][\d０-９,.]{0,20}[\u4e00-\u9fff]{0,2}|[/—–－\-无零]{1,3})(?:\s+|$))+$"
)
_SENTENCE = re.compile(r"[。；;！？]")
_SHORT_WORDS = 6
_WORD_IN_CELL = 2
_UNKNOWN_LABEL = 30
_FEWEST_HEADS = 3


def tokenize(document: Document, lexicon: Lexicon) -> list[Token]:
    """The tokens of a document, in reading order; nothing printed is left out."""
    lexer = _Lexer(document, lexicon)
    for block in document.blocks:
        lexer.block(block)
    return lexer.finish()


def is_value(text: str) -> bool:
    """Whether a text looks like a count, or like what is printed in place of one."""
    return _VALUE.match(text) is not None


class _Lexer:
    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.text = document.text
        self.lexicon = lexicon
        self.tokens: list[Token] = []
        self.prose: list[Piece] = []
        self.cells: list[Piece] = []
        self.gaps: list[int] = []
        self.source = ""
        self.parts = Assembler(lexicon)
        self.labelled = False
        """Whether the last thing said was a label or a count: blanks then count."""

    # ---- what was found ----

    def label(self, pieces: tuple[Piece, ...], readings: tuple[Reading, ...], source: str) -> None:
        self.close_cells()
        self.close_prose()
        if source == "lines":
            self.empty_row(pieces[0])
        self.tokens.append(label_token(pieces, readings, source))
        self.labelled = True

    def empty_row(self, piece: Piece) -> None:
        """A row's label with nothing but empty lines before the next label may be a row of blank cells."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.source != "lines" or any(kind_of(r.terminal) != "ROW" for r in last.readings):
            return
        gap = self.gap(piece)
        if last.readings and gap > 1:
            self.tokens.append(blank_token(last.span.end, gap))

    def value(self, piece: Piece, source: str) -> None:
        if not self.cells:
            self.close_prose()
            self.source = source
        elif source != self.source and "aligned" in (source, self.source):
            self.source = "aligned"
        self.gaps.append(self.gap(piece) if source == "lines" else 0)
        self.cells.append(piece)
        self.labelled = True

    def words(self, piece: Piece) -> None:
        self.close_cells()
        # Counts behind a short unknown text in a table are a row that the form does not have.
        self.labelled = (
            self.in_table() and len(piece.text) <= _UNKNOWN_LABEL and not _SENTENCE.search(piece.text)
        )
        self.prose.append(piece)

    def gap(self, piece: Piece) -> int:
        """Empty lines between what came before and `piece`."""
        previous = self.cells[-1] if self.cells else (self.tokens[-1].pieces[-1] if self.tokens else None)
        if previous is None:
            return 0
        between = self.text[previous.end : piece.at(0)]
        return max(between.replace("\r\n", "\n").replace("\r", "\n").count("\n") - 1, 0)

    def close_cells(self, *, end: int | None = None) -> None:
        if self.cells and self.padding():
            self.cells, self.gaps = [], []
        if self.cells:
            tail = 0
            if self.source == "lines" and end is not None:
                between = self.text[self.cells[-1].end : end]
                tail = max(between.replace("\r\n", "\n").replace("\r", "\n").count("\n") - 1, 0)
            self.tokens.append(cells_token(tuple(self.cells), self.source, (*self.gaps, tail)))
            self.cells, self.gaps = [], []

    def padding(self) -> bool:
        """Whether the open run is nothing but the empty cells that pad the head of a table."""
        if self.source == "grid" or any(piece.text.strip() for piece in self.cells):
            return False
        heads = {kind_of(reading.terminal) for reading in self.tokens[-1].readings} if self.tokens else set()
        return "ROW" not in heads or "COLUMN" in heads

    def close_prose(self) -> None:
        if self.prose:
            self.tokens.append(prose_token(tuple(self.prose)))
            self.prose = []

    def finish(self) -> list[Token]:
        self.abandon_parts()
        self.close_cells()
        self.close_prose()
        return _once(self.tokens)

    def flush_parts(self, source: str = "") -> None:
        for piece in self.parts.expire(source):
            self.guess(piece, "lines")

    def abandon_parts(self) -> None:
        for piece in self.parts.abandon():
            self.guess(piece, "lines")

    # ---- blocks ----

    def block(self, block: Paragraph | Grid | Strip) -> None:
        self.parts.line += 1
        if isinstance(block, Paragraph):
            self.paragraph(block)
        elif isinstance(block, Grid):
            self.grid(block)
        else:
            self.strip(block)

    def paragraph(self, block: Paragraph) -> None:
        piece = block.piece
        if not piece.text.strip():
            if self.labelled:
                self.value(piece, "lines")
            return
        if block.marker:
            self.marked(block)
            return
        if len(piece.text) <= _LONGEST_LABEL_LINE and self.short_line(piece):
            return
        self.abandon_parts()
        self.long_line(piece)

    def marked(self, block: Paragraph) -> None:
        """A paragraph whose number the source generates: a heading keeps it, prose does not need it."""
        readings = self.lexicon.readings(block.marker + block.piece.text)
        if readings:
            self.end_at(block.piece)
            self.label((block.piece,), readings, "lines")
        else:
            self.words(block.piece)

    def short_line(self, piece: Piece) -> bool:
        if self.labelled and piece.text.isdecimal() and not self.parts.waiting:
            self.value(piece, "lines")
            return True
        readings = self.lexicon.readings(piece.text)
        if readings and not self.parts.waiting:
            self.end_at(piece)
            self.label((piece,), readings, "lines")
            return True
        if self.labelled and is_value(piece.text) and not self.several(piece):
            self.value(piece, "lines")
            return True
        if " " in piece.text and (self.trailing(piece) or self.spaced(piece)):
            return True
        return self.fragment(piece, "lines", readings)

    def end_at(self, piece: Piece) -> None:
        self.close_cells(end=piece.at(0))

    def fragment(self, piece: Piece, source: str, readings: tuple[Reading, ...]) -> bool:
        """A part of a label, or a whole one while parts are open."""
        joined = self.parts.join(piece)
        if joined is not None:
            if joined[1]:
                self.label(*joined, source)
            return True
        if readings:
            self.flush_parts(source if source == "lines" else "")
            self.label((piece,), readings, source)
            return True
        if self.labelled and self.parts.extend(self.tokens, piece):
            return True
        return self.in_table() and self.parts.starts(piece, source)

    def in_table(self) -> bool:
        """Whether the last token is part of a table, or a heading just before one."""
        return (
            bool(self.tokens) and not self.prose and bool(self.tokens[-1].readings or self.tokens[-1].source)
        )

    def trailing(self, piece: Piece) -> bool:
        """`label 1 2 3`: counts behind a label on one line, or counts alone."""
        match = _TAIL.search(piece.text)
        if match is None or self.several(piece):
            return self.counts_alone(piece)
        head = piece.part(0, match.start())
        readings = self.lexicon.readings(head.text)
        if not (readings or self.in_table()):
            return False
        if not self.head(head, readings):
            return False
        self.counts(piece, match.start())
        return True

    def head(self, piece: Piece, readings: tuple[Reading, ...]) -> bool:
        if self.spaced(piece) or self.fragment(piece, "aligned", readings):
            return True
        damaged = self.lexicon.damaged(piece.text)
        if damaged:
            self.label((piece,), damaged, "aligned")
            return True
        if _SENTENCE.search(piece.text):
            return False
        self.words(piece)
        return True

    def counts_alone(self, piece: Piece) -> bool:
        parts = piece.text.split()
        if not (self.in_table() and len(parts) > 1 and all(is_value(part) for part in parts)):
            return False
        self.counts(piece, 0)
        return True

    def counts(self, piece: Piece, start: int) -> None:
        self.complete_row()
        for match in re.finditer(r"\S+", piece.text[start:]):
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
        found = list(re.finditer(r"\S+", piece.text))
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

    def long_line(self, piece: Piece) -> None:
        for part, readings in split_headings(piece, self.lexicon):
            if readings:
                self.end_at(part)
                self.label((part,), readings, "lines")
            elif not self.glued(part):
                self.guess(part, "lines")

    def glued(self, piece: Piece) -> bool:
        found = unglue(piece, self.lexicon)
        for part, readings in found:
            if readings:
                self.label((part,), readings, "glued")
            elif is_value(part.text) or not part.text.strip("0123456789,.，． "):
                for match in re.finditer(r"\S+", part.text):
                    self.value(part.part(*match.span()), "glued")
            else:
                self.words(part)
        return bool(found)

    def guess(self, piece: Piece, source: str) -> None:
        """A text that is no label: a damaged one where a table or a heading is to be expected, else prose."""
        text = piece.text
        if not _SENTENCE.search(text) and len(text) <= _LONGEST_LABEL_LINE:
            readings = self.lexicon.damaged(text)
            tabular = self.in_table() or bool(self.cells)
            fitting = tuple(
                r for r in readings if tabular or (kind_of(r.terminal) == "HEADING" and r.expected)
            )
            if fitting:
                self.end_at(piece)
                self.label((piece,), fitting, source)
                return
            if self.cells and self.source in ("lines", "stream") and len(text) <= _WORD_IN_CELL:
                self.value(piece, self.source)
                return
        self.words(piece)

    # ---- cells whose bounds the source marks ----

    def grid(self, block: Grid) -> None:
        self.abandon_parts()
        row: list[Piece] = []
        at = -1
        for cell in block.cells:
            if cell.row != at:
                self.row(row, "grid")
                row, at = [], cell.row
            row.append(cell.piece)
        self.row(row, "grid")
        self.labelled = False

    def strip(self, block: Strip) -> None:
        if block.aligned:
            self.aligned(block)
        elif block.whole:
            self.abandon_parts()
            self.row(list(block.cells), "row")
        else:
            self.stream(block)

    def row(self, pieces: list[Piece], source: str) -> None:
        """One printed row: its labels, then its cells; empty cells before a label are padding."""
        self.close_cells()
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
                blanks.clear()
                self.label((piece,), readings, source)
                said = True
            elif self.belongs(piece, said=said or bool(self.cells)):
                for blank in blanks:
                    self.value(blank, source)
                blanks.clear()
                self.value(piece, source)
            else:
                blanks.clear()
                self.long_line(piece)
        if self.cells or (said and self.labelled):
            for blank in blanks:
                self.value(blank, source)
        self.close_cells()

    def heads_only(self, pieces: list[Piece]) -> bool:
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
            if not said or self.in_head() or len(piece.text) > _SHORT_WORDS
            else ()
        )

    def in_head(self) -> bool:
        """Whether the last label can only be a column's or a group's."""
        kinds = {kind_of(reading.terminal) for reading in self.tokens[-1].readings} if self.tokens else set()
        return bool(kinds) and kinds <= {"COLUMN", "GROUP", "NOTE", "CAPTION"}

    def belongs(self, piece: Piece, *, said: bool) -> bool:
        return is_value(piece.text) or (said and len(piece.text) <= 2 * _SHORT_WORDS)

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
        if not self.tabular(block):
            self.paragraph(Paragraph(block.line))
            return
        counts = [index for index, piece in enumerate(block.cells) if is_value(piece.text)]
        for index, piece in enumerate(block.cells):
            readings = self.lexicon.readings(piece.text)
            between = bool(counts) and counts[0] < index < counts[-1]
            if index in counts or (between and self.short_word(piece, readings)):
                self.counts(piece, 0)
            elif not (
                self.fragment(piece, "aligned", readings) or self.trailing(piece) or self.spaced(piece)
            ):
                self.guess(piece, "aligned")
        self.flush_parts()

    def short_word(self, piece: Piece, readings: tuple[Reading, ...]) -> bool:
        """A word where a count should be."""
        return not readings and len(piece.text) <= _SHORT_WORDS and not self.lexicon.is_prefix(piece.text)

    def several(self, piece: Piece) -> bool:
        """Several counts with single spaces between; groups of three digits are one."""
        parts = piece.text.split()
        grouped = all(len(part) == 3 and part.isdecimal() for part in parts[1:])
        return len(parts) > 1 and not grouped and all(is_value(part) for part in parts)

    def tabular(self, block: Strip) -> bool:
        """Whether a line with wide spaces is part of a table: it holds a label, a part of one, or counts."""
        known = [p for p in block.cells if self.lexicon.readings(p.text)]
        counts = [p for p in block.cells if all(is_value(part) for part in p.text.split())]
        if known:
            return len(known) > 1 or bool(counts) or self.in_table() or self.parts.waiting
        return self.in_table() and (len(counts) > 0 or all(len(p.text) <= 30 for p in block.cells))


def _once(tokens: list[Token]) -> list[Token]:
    """Tokens with a row's label that is printed again before its counts taken as said once."""
    kept: list[Token] = []
    waiting: dict[str, int] = {}
    for token in tokens:
        terminal = token.readings[0].terminal if token.readings else ""
        if kind_of(terminal) == "ROW":
            if terminal in waiting:
                kept[waiting[terminal]] = prose_token(kept[waiting[terminal]].pieces)
            waiting = {terminal: len(kept)}
        elif kind_of(terminal) == "HEADING" or token.kind == CELLS:
            waiting = {}
        kept.append(token)
    return kept
