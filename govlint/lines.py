"""Lines: what one line of text may be.

Duty: labels, parts of labels, counts, headings and prose on a line of its own. May not see cells that the source marks.
"""

from __future__ import annotations

from govlint.document import Paragraph, Piece
from govlint.glue import unglue
from govlint.grammar import kind_of
from govlint.headings import split_headings
from govlint.lexicon import Reading
from govlint.patterns import lazy
from govlint.sink import SENTENCE
from govlint.tails import SHORT_WORD, WORD, TailLexer
from govlint.values import COLON_TAIL, TAIL, is_value

_FIGURE_INSIDE = lazy(r"(?<=\S{3})\s?\d|[，,]")
"""What a sentence has and a label of a row that the form does not have has not."""
LONGEST_LABEL_LINE = 90
_LONGEST_REST = 24
"""What is left of labels broken off above it, on one line."""


class LineLexer(TailLexer):
    """Reads lines."""

    def flush_parts(self, source: str = "") -> None:
        """Give up the parts of labels that have waited too long."""
        for piece in self.parts.expire(source):
            self.guess(piece, "lines", part=True)

    def abandon_parts(self) -> None:
        """Give up every part of a label that still waits."""
        for piece in self.parts.abandon():
            self.guess(piece, "lines", part=True)

    def paragraph(self, block: Paragraph) -> None:
        """Take a line of text."""
        piece = block.piece
        if not piece.text.strip():
            if self.labelled:
                self.value(piece, "lines")
            return
        if block.marker:
            self.marked(block)
            return
        if len(piece.text) <= LONGEST_LABEL_LINE and self.short_line(piece):
            return
        self.abandon_parts()
        self.long_line(piece)

    def marked(self, block: Paragraph) -> None:
        """A paragraph whose number the source generates: a heading keeps it, prose does not need it."""
        readings = self.lexicon.readings(block.marker + block.piece.text)
        if readings:
            self.end_at(block.piece)
            self.label((block.piece,), readings, "lines", block.marker)
        else:
            self.words(block.piece)

    def short_line(self, piece: Piece) -> bool:
        """Whether a line that is short enough to be a label or a count was one."""
        if self.labelled and piece.text.isdecimal() and not self.parts.waiting:
            self.value(piece, "lines")
            return True
        # The rest of a label in brackets may be anything, counts behind half of it too.
        counted = piece.text[-1].isdecimal() and self.in_table() and TAIL.search(piece.text)
        readings = () if counted else self.lexicon.readings(piece.text)
        if readings and self.another(piece, readings, "lines"):
            return True
        if readings and not self.parts.waiting:
            self.end_at(piece)
            self.label((piece,), readings, "lines")
            return True
        if self.labelled and is_value(piece.text) and not self.several(piece):
            self.value(piece, "lines")
            return True
        if (" " in piece.text and (self.trailing(piece) or self.spaced(piece))) or self.behind_colon(piece):
            return True
        return self.fragment(piece, "lines", readings) or self.mixed(piece)

    def end_at(self, piece: Piece) -> None:
        """End the open run where a piece begins."""
        if self.cells:
            self.close_cells(end=piece.at(0))

    def fragment(self, piece: Piece, source: str, readings: tuple[Reading, ...]) -> bool:
        """A part of a label, or a whole one while parts are open."""
        if not readings and self.lexicon.alphabet.lacks(piece.text):
            return False
        joined = self.parts.join(piece)
        if joined is not None:
            if joined[1]:
                self.label(*joined, source)
            return True
        if readings and source == "aligned" and self.another(piece, readings, source):
            return True
        if readings:
            self.flush_parts(source if source == "lines" else "")
            self.label((piece,), readings, source)
            return True
        if self.labelled and self.parts.extend(self.tokens, piece):
            return True
        return self.in_table() and self.parts.starts(piece, source)

    def another(self, piece: Piece, readings: tuple[Reading, ...], source: str) -> bool:
        """Whether what reads as a short label is the beginning of a longer one with the number printed."""
        return self.in_table() and self.parts.starts_another(piece, readings, self.tokens, source)

    def behind_colon(self, piece: Piece) -> bool:
        """`label:1 2 3` in a table, other labels perhaps before it."""
        text = piece.text
        match = COLON_TAIL.search(text) if ("：" in text or ":" in text) and self.in_table() else None
        if match is None or not self.lexicon.readings(text[: match.start()].rpartition(" ")[2]):
            return False
        head = piece.part(0, match.start())
        if not self.head(head, self.lexicon.readings(head.text)):
            return False
        self.counts(piece, match.start() + 1)
        return True

    def trailing(self, piece: Piece) -> bool:
        """`label 1 2 3`: counts behind a label on one line, or counts alone."""
        if self.behind_colon(piece):
            return True
        match = TAIL.search(piece.text)
        if match is None or self.several(piece):
            return self.counts_alone(piece)
        start = self.first_count(piece.text, match.start())
        head = piece.part(0, start)
        readings = self.lexicon.readings(head.text)
        # Behind a page's running head nothing tells of the table but the labels themselves.
        known = readings or self.in_table()
        if not (self.head(head, readings) if known else self.spaced(head) or self.begun(head, match[0])):
            return False
        self.counts(piece, start)
        return True

    def head(self, piece: Piece, readings: tuple[Reading, ...]) -> bool:
        """Whether what stands before counts was taken as their label."""
        if self.spaced(piece) or self.fragment(piece, "aligned", readings) or self.mixed(piece):
            return True
        damaged = self.lexicon.damaged(piece.text)
        if damaged:
            self.label((piece,), damaged, "aligned")
            return True
        if SENTENCE.search(piece.text) or _FIGURE_INSIDE.search(piece.text):
            return False
        self.words(piece)
        return True

    def mixed(self, piece: Piece) -> bool:
        """Labels of a table and parts of some on one line with single spaces between, as the text of a PDF has them."""
        if " " not in piece.text or not self.in_table() or SENTENCE.search(piece.text):
            return False
        pieces = [piece.part(*match.span()) for match in WORD.finditer(piece.text)]
        known = [self.lexicon.readings(part.text) for part in pieces]
        waited = self.parts.waiting and len(piece.text) <= _LONGEST_REST
        if not (waited or any(known) or any(self.lexicon.is_prefix(part.text) for part in pieces)):
            return False
        for part, readings in zip(pieces, known, strict=True):
            if not self.fragment(part, "aligned", readings):
                self.guess(part, "aligned")
        return True

    def long_line(self, piece: Piece) -> None:
        """Take a line that may hold headings and whole tables."""
        for part, readings in split_headings(piece, self.lexicon):
            if readings:
                self.end_at(part)
                self.label((part,), readings, "lines")
            elif not self.glued(part):
                self.guess(part, "lines")

    def glued(self, piece: Piece) -> bool:
        """Whether a line is a table glued together."""
        found = unglue(piece, self.lexicon)
        for part, readings in found:
            if readings:
                self.label((part,), readings, "glued")
            elif all(is_value(word) for word in part.text.split()):
                for match in WORD.finditer(part.text):
                    self.value(part.part(*match.span()), "glued")
            else:
                self.words(part)
        return bool(found)

    def guess(self, piece: Piece, source: str, *, part: bool = False) -> None:
        """A damaged label, where one is to be expected, else prose; a `part` of a label is no cell of counts."""
        text = piece.text
        if not SENTENCE.search(text) and len(text) <= LONGEST_LABEL_LINE:
            readings = self.lexicon.damaged(text)
            tabular = self.in_table() or bool(self.cells)
            fitting = tuple(
                r for r in readings if tabular or (kind_of(r.terminal) == "HEADING" and r.expected)
            )
            if fitting:
                self.end_at(piece)
                self.label((piece,), fitting, source)
                return
            if not part and self.cells and self.source in ("lines", "stream") and len(text) <= SHORT_WORD:
                self.value(piece, self.source)
                return
        self.words(piece)
