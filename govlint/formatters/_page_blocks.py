"""A document cut into what a page shows one after the other: paragraphs, printed grids, tables as understood.

Duty: group blocks. May not write HTML.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from govlint.document import Document, Grid, Paragraph, Piece, Strip
from govlint.model import Report, Section, Table
from govlint.records import dataclass, field

Block = Paragraph | Strip


@dataclass(slots=True)
class Unit:
    """Lines as printed, or a grid; `table` is the table as understood that the lines print."""

    start: int
    lines: list[Block] = field(default_factory=list)
    grid: Grid | None = None
    table: Table | None = None
    heading: bool = False


def units(document: Document, report: Report | None) -> Iterator[Unit]:
    """The units of a document in order."""
    layout = _Layout(report)
    last: Unit | None = None
    for block in document.blocks:
        unit = layout.unit(block, last)
        if last is not None and unit.table is not None and last.table is unit.table:
            last.lines += unit.lines
            continue
        if last is not None:
            yield last
        last = unit
    if last is not None:
        yield last


def piece_of(block: Block) -> Piece:
    """The line that a block prints."""
    return block.piece if isinstance(block, Paragraph) else block.line


class _Layout:
    """Where the headings, the prose and the tables of a report stand."""

    def __init__(self, report: Report | None) -> None:
        sections = report.sections if report else ()
        self.sections = sorted(sections, key=lambda section: section.span)
        self.starts = [section.span.start for section in self.sections]
        self.headings = {section.heading.span.start for section in sections if section.heading}
        self.prose = sorted(piece.span() for section in sections for piece in section.paragraphs)

    def unit(self, block: Block | Grid, last: Unit | None) -> Unit:
        """The block as a unit of its own; prose within a table that has begun is part of the table."""
        if isinstance(block, Grid):
            return Unit(block.span.start, grid=block)
        start = piece_of(block).at(0)
        table = self._table(start)
        begun = last is not None and last.table is table
        return Unit(
            start,
            [block],
            table=table if begun or not self._is_prose(start) else None,
            heading=start in self.headings,
        )

    def _table(self, offset: int) -> Table | None:
        """The table that a line prints a part of, its head included, where its rows could be read."""
        section = self._section(offset)
        if section is None or section.table is None or section.heading is None:
            return None
        table = section.table
        outside = not section.heading.span.end <= offset < table.span.end
        return None if outside or table.trouble or not table.rows else table

    def _section(self, offset: int) -> Section | None:
        index = bisect_right(self.starts, offset) - 1
        return self.sections[index] if index >= 0 and offset < self.sections[index].span.end else None

    def _is_prose(self, offset: int) -> bool:
        index = bisect_right(self.prose, offset, key=lambda span: span.start) - 1
        return index >= 0 and offset < self.prose[index].end
