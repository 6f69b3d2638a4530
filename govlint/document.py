"""Documents: what a reader saw, before anybody knows what it means.

Duty: paragraphs, printed grids and the places of their characters. May not know the form.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from govlint.named import NamedTuple
from govlint.places import LineIndex, Locus, Position, Span, Spot
from govlint.records import dataclass, field

_new: Any = tuple.__new__
"""Makes a named tuple without naming its parts."""


class Piece(NamedTuple):
    """A stretch of printed text and where each of its code points stands in `Document.text`.

    `runs` holds (index in `text`, offset in the document) pairs, ascending in both, each the start
    of a verbatim run; the first index is 0. A piece copied verbatim has one run.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    end: int
    """Offset in the document just behind the last code point."""

    @classmethod
    def verbatim(cls, text: str, start: int) -> Piece:
        """A piece that is `Document.text[start:start + len(text)]`."""
        return cls(text, ((0, start),), start + len(text))

    def at(self, index: int) -> int:
        """Offset in the document of the code point at `index` of `text`."""
        if len(self.runs) == 1:
            return self.runs[0][1] + index
        if index >= len(self.text):
            return self.end
        run, offset = self.runs[bisect_right(self.runs, index, key=lambda pair: pair[0]) - 1]
        return offset + index - run

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The document span of `text[start:end]`."""
        if start == 0 and end is None and self.text:
            place: Span = _new(Span, (self.runs[0][1], self.end))
            return place
        last = len(self.text) if end is None else end
        if last <= start:
            return Span(self.at(start), self.at(start))
        # The last code point may be spelt longer than one, like `&nbsp;`.
        return Span(self.at(start), self.end if last >= len(self.text) else self.at(last - 1) + 1)

    def part(self, start: int, end: int) -> Piece:
        """The piece of `text[start:end]`."""
        if len(self.runs) == 1:
            return Piece.verbatim(self.text[start:end], self.runs[0][1] + start)
        first = self.at(start)
        inner = tuple((i - start, o) for i, o in self.runs if start < i < end)
        return Piece(self.text[start:end], ((0, first), *inner), self.span(start, end).end)


class Paragraph(NamedTuple):
    """A line of a text file, or a paragraph of a page, a Word file or a PDF."""

    piece: Piece
    marker: str = ""
    """An automatic list number that the source generates and does not spell, like `一、`."""


class GridCell(NamedTuple):
    """One printed cell; rows and columns count from 0, a merged cell is given once, at its top left."""

    piece: Piece
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Grid(NamedTuple):
    """A printed table whose rows and columns the source marks: cells row by row, left to right."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    span: Span


class Strip(NamedTuple):
    """Cells in reading order on one line of text, told apart by pipes, tabs or wide spaces.

    `whole` says that the line is one printed row; otherwise rows are not marked and a row may go on
    in the next strip. Empty cells are kept, as empty pieces. `line` is the line as printed.
    """

    cells: tuple[Piece, ...]
    line: Piece
    whole: bool
    aligned: bool = False
    """Told apart by spaces alone: an empty cell leaves no trace."""


class Trouble(NamedTuple):
    """Something that a reader must say: `name` is a constraint of the engine's pack."""

    name: str
    span: Span
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read. `path` is as given, with `/`; `kind` is the reader's name.

    `text` is the decoded text itself for sources with lines. For sources without (docx, pdf) it is a
    rendering with each paragraph and cell on a line of its own, and `loci` gives ascending
    (offset, locus) pairs, each holding from its offset to the next.
    """

    path: str
    kind: str
    text: str
    blocks: tuple[Paragraph | Grid | Strip, ...]
    encoding: str | None = None
    loci: tuple[tuple[int, Locus], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    _index: list[LineIndex] = field(default_factory=list, repr=False, compare=False)

    @property
    def lines(self) -> LineIndex:
        """Line starts of `text`, computed when first asked for."""
        if not self._index:
            self._index.append(LineIndex(self.text))
        return self._index[0]

    def position(self, offset: int) -> Position:
        """Line and column from 1 of an offset in `text`."""
        return self.lines.position(offset)

    def locus(self, offset: int) -> Locus | None:
        """The locus that holds at `offset`, or None where the source has lines."""
        held = self.holding(offset)
        return None if held is None else held[1]

    def holding(self, offset: int) -> tuple[int, Locus] | None:
        """The entry of `loci` that holds at `offset`."""
        if not self.loci:
            return None
        index = bisect_right(self.loci, offset, key=lambda pair: pair[0]) - 1
        return self.loci[max(index, 0)]

    def spot(self, span: Span) -> Spot:
        """A span with the name of its place."""
        if self.loci:
            return Spot(span, locus=self.locus(span.start))
        return Spot(span, self.position(span.start), self.position(span.end))
