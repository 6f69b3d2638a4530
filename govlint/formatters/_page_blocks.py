"""A document cut into what a page shows one after the other: paragraphs, printed grids, tables as understood.

Duty: group blocks. May not write HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from govlint.document import Document, Grid, Paragraph, Piece, Strip
from govlint.model import Report, Section, Table

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
    sections = report.sections if report else ()
    headings = {section.heading.span.start for section in sections if section.heading}
    open_unit: Unit | None = None
    for block in document.blocks:
        if isinstance(block, Grid):
            unit = Unit(block.span.start, grid=block)
        else:
            start = piece_of(block).at(0)
            table = _table_at(sections, start)
            if open_unit is not None and table is not None and open_unit.table is table:
                open_unit.lines.append(block)
                continue
            unit = Unit(start, [block], table=table, heading=start in headings)
        if open_unit is not None:
            yield open_unit
        open_unit = unit
    if open_unit is not None:
        yield open_unit


def piece_of(block: Block) -> Piece:
    """The line that a block prints."""
    return block.piece if isinstance(block, Paragraph) else block.line


def _table_at(sections: tuple[Section, ...], offset: int) -> Table | None:
    """The table that a line prints a part of, its head included, where its rows could be read."""
    section = next((one for one in sections if one.span.start <= offset < one.span.end), None)
    if section is None or section.table is None or section.table.trouble or not section.table.rows:
        return None
    heading, table = section.heading, section.table
    if heading is None or offset < heading.span.end or offset >= table.span.end:
        return None
    prose = any(piece.at(0) <= offset < piece.end for piece in section.paragraphs)
    return None if prose else table
