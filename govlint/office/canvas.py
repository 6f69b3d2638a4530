"""The text of a source that has no lines of its own.

Duty: write each paragraph and each cell on a line and remember where it came from. May not read files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govlint.document import Grid, GridCell, Paragraph, Piece, Strip
from govlint.named import NamedTuple
from govlint.places import Locus, Span

Part = tuple[str, Locus]
"""A stretch of printed text and its place."""


class Box(NamedTuple):
    """A cell to be written: what it prints, where it stands in its grid and how far it reaches."""

    parts: Sequence[Part]
    row: int
    column: int
    row_span: int
    column_span: int


class Canvas:
    """A rendering under way: text, blocks and loci."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._loci: list[tuple[int, Locus]] = []
        self.blocks: list[Paragraph | Grid | Strip] = []

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self._parts)

    @property
    def loci(self) -> tuple[tuple[int, Locus], ...]:
        """Where the places begin in the text."""
        return tuple(self._loci)

    @property
    def size(self) -> int:
        """Code points written."""
        return self._size

    def paragraph(self, parts: Iterable[Part], marker: str = "") -> Piece:
        """Write a paragraph; one that prints nothing leaves an empty line and no block."""
        piece = self._line(parts)
        if piece.text.strip():
            self.blocks.append(Paragraph(piece, marker))
        return piece

    def strip(self, cells: Iterable[Sequence[Part]]) -> None:
        """Write cells told apart by their distance, as one line with wide spaces."""
        start = self._size
        pieces: list[Piece] = []
        for parts in cells:
            if pieces:
                self._write("  ")
            pieces.append(self._inline(parts))
        line = Piece.verbatim("  ".join(piece.text for piece in pieces), start)
        self._write("\n")
        self.blocks.append(Strip(tuple(pieces), line, whole=True, aligned=True))

    def grid(self, boxes: Iterable[Box], rows: int, columns: int) -> None:
        """Write a grid, one line a cell."""
        start = self._size
        cells = tuple(
            GridCell(self._line(box.parts), box.row, box.column, box.row_span, box.column_span)
            for box in boxes
        )
        self.blocks.append(Grid(cells, rows, columns, Span(start, max(start, self._size - 1))))

    def _line(self, parts: Iterable[Part]) -> Piece:
        piece = self._inline(parts)
        self._write("\n")
        return piece

    def _inline(self, parts: Iterable[Part]) -> Piece:
        start = self._size
        kept = []
        for text, locus in parts:
            self._place(locus)
            self._write(text)
            kept.append(text)
        return Piece.verbatim("".join(kept), start)

    def _place(self, locus: Locus) -> None:
        if self._loci and self._loci[-1][0] == self._size:
            self._loci.pop()
        if not self._loci or self._loci[-1][1] != locus:
            self._loci.append((self._size, locus))

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
