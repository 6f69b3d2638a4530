"""Places: spans of code points and what people call them.

Duty: turn offsets into lines, columns and loci. May not know documents, forms or findings.
"""

from __future__ import annotations

from bisect import bisect_right

from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.records import dataclass

_LINE_END = lazy(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code points in the decoded text of a document."""

    start: int
    end: int


class Position(NamedTuple):
    """A line and a column, both from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Locus:
    """Where something stands in a source without lines (docx, pdf); every number counts from 1.

    `box` is (left, top, right, bottom) in points from the page's upper left corner.
    """

    story: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


class Spot(NamedTuple):
    """A span together with what people call its place, so that its document need not be kept.

    `start` and `end` are None where the source has no lines; `locus` is None where it has.
    """

    span: Span
    start: Position | None = None
    end: Position | None = None
    locus: Locus | None = None


class LineIndex:
    """Line starts of a text; lines end at LF, CRLF or CR and nowhere else."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column, from 1, of the code point at `offset`."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def start(self, line: int) -> int:
        """The offset at which `line` (from 1) starts."""
        return self._starts[line - 1]

    def __len__(self) -> int:
        return len(self._starts)
