"""Merged cells of a Word table: which grid positions each printed cell takes.

Duty: rows of cells to cells with row, column and spans. May not know what they print.
"""

from __future__ import annotations

from govlint.office.story import Cell, Table
from govlint.records import dataclass


@dataclass(slots=True)
class Placed:
    """A printed cell and the grid positions that it takes."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Placement:
    """All cells of a table in reading order."""

    cells: list[Placed]
    rows: int
    columns: int


def place(table: Table) -> Placement:
    """The printed cells of a table; a cell that goes on in other rows is given once, at its top left."""
    placer = _Placer()
    rows = [row for row in table.rows if not row.deleted]
    for index, row in enumerate(rows):
        placer.row(index, row.before, row.cells)
    columns = max((placed.column + placed.columns for placed in placer.cells), default=0)
    return Placement(placer.cells, len(rows), columns)


class _Placer:
    def __init__(self) -> None:
        self.cells: list[Placed] = []
        self._open: dict[int, Placed] = {}
        """Cells that may go on in the next row, by their first column."""

    def row(self, index: int, before: int, cells: list[Cell]) -> None:
        column = before
        last: Placed | None = None
        still_open: dict[int, Placed] = {}
        for cell in cells:
            if cell.beside == "continue" and last is not None:
                last.columns += cell.span
            else:
                last = self._cell(cell, index, column)
                if cell.merge:
                    still_open[column] = last
            column += cell.span
        self._open = still_open

    def _cell(self, cell: Cell, row: int, column: int) -> Placed:
        above = self._open.get(column)
        if cell.merge == "continue" and above is not None:
            above.rows = row - above.row + 1
            return above
        placed = Placed(cell, row, column, 1, cell.span)
        self.cells.append(placed)
        return placed
