"""The report itself as HTML, with its findings marked where they stand.

Duty: lines, printed grids, tables as understood. May not say what is wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from govlint.display.entries import Teller
from govlint.document import Document, Grid, GridCell, Paragraph
from govlint.findings import CellName, FileOutcome
from govlint.formatters._hypertext import tag, text
from govlint.formatters._page_blocks import Block, Unit, piece_of
from govlint.formatters._page_marks import Marks, Numbered, worst
from govlint.model import Cell, Row, State, Table

_SEPARATOR = " / "
_MOST_SPANNED = 1000


class Writer:
    """Writes the units of one document."""

    def __init__(self, file: FileOutcome, document: Document, marks: Marks, teller: Teller) -> None:
        self.document = document
        self.marks = marks
        self.teller = teller
        operands = [
            o for f in file.findings if f.waived is None and f.proof for o in f.proof.operands if not o.path
        ]
        self.involved = {operand.cell for operand in operands if operand.cell is not None}
        self.figures = {operand.span.start for operand in operands}
        self.named: dict[tuple[str, str, str], list[Numbered]] = defaultdict(list)
        for found in marks.findings:
            if (cell := found.finding.cell) is not None:
                self.named[cell.table, cell.row, cell.column].append(found)

    def unit(self, unit: Unit, own: Sequence[Numbered]) -> str:
        """One unit; `own` are the findings that belong to it."""
        if unit.grid is not None:
            return self._grid(unit.grid)
        if unit.table is None:
            return "".join(self._line(block, heading=unit.heading) for block in unit.lines)
        table = self._table(unit.table)
        hidden = any(found.number not in self.marks.anchored for found in own)
        lines = "".join(self._line(block, heading=False) for block in unit.lines)
        label = tag("summary", text(self.teller.say("page.as-printed")))
        return table + tag("details", label, lines, open="open" if hidden else None)

    def _line(self, block: Block, *, heading: bool) -> str:
        piece = piece_of(block)
        number = None if self.document.loci else self.document.position(piece.at(0)).line
        marker = text(block.marker) if isinstance(block, Paragraph) else ""
        style = "line heading" if heading else "line"
        return tag("p", marker + self.marks.piece(piece), class_=style, data_line=number) + "\n"

    # ---- printed grids ----

    def _grid(self, grid: Grid) -> str:
        rows = groupby(grid.cells, key=lambda cell: cell.row)
        inner = "".join(tag("tr", *(self._printed(cell) for cell in cells)) + "\n" for _, cells in rows)
        return tag("table", inner, class_="printed")

    def _printed(self, cell: GridCell) -> str:
        inside = self.marks.inside(cell.piece.span())
        across = min(cell.column_span, _MOST_SPANNED)
        down = min(cell.row_span, _MOST_SPANNED)
        return tag(
            "td", self.marks.piece(cell.piece), class_=_wrong(worst(inside)) or self._involved(cell),
            colspan=across if across > 1 else None, rowspan=down if down > 1 else None,
        )  # fmt: skip

    def _involved(self, cell: GridCell) -> str:
        """The looks of a cell whose figure took part in a comparison that failed."""
        return "involved" if cell.piece.text and cell.piece.at(0) in self.figures else ""

    # ---- tables as understood ----

    def _table(self, table: Table) -> str:
        parts = [tag("caption", text(table.name))]
        for columns, rows in groupby(table.rows, key=_columns):
            heads = [tag("th"), *(tag("th", text(_head(table, key)), scope="col") for key in columns)]
            parts.append(tag("tbody", tag("tr", *heads), *(self._row(row, len(columns)) for row in rows)))
        return tag("table", *parts, class_="understood")

    def _row(self, row: Row, width: int) -> str:
        cells = [(cell, self._about(cell)) for cell in row.cells]
        told = {found.number for _, about in cells for found in about}
        named = self.named.get((row.cells[0].table, row.key, ""), []) if row.cells else []
        inside = self.marks.starting(row.span)
        about = [found for found in dict.fromkeys((*named, *inside)) if found.number not in told]
        refs = map(self.marks.reference, about)
        head = tag("th", *refs, text(row.label), scope="row", class_=_wrong(worst(about)))
        if row.trouble:
            unread = text(self.teller.say("page.row-unread"))
            return tag("tr", head, tag("td", unread, class_="unread", colspan=max(width, 1))) + "\n"
        return tag("tr", head, *(self._cell(cell, found) for cell, found in cells)) + "\n"

    def _about(self, cell: Cell) -> list[Numbered]:
        """The findings about just this cell."""
        named = self.named.get((cell.table, cell.row, cell.column), [])
        inside = self.marks.starting(cell.span) if cell.printed.strip() else []
        return list(dict.fromkeys((*named, *inside)))

    def _cell(self, cell: Cell, about: Sequence[Numbered]) -> str:
        name = CellName(cell.table, cell.row, cell.column, cell.label)
        style = _wrong(worst(about)) or ("involved" if name in self.involved else "")
        blank = cell.state in (State.BLANK, State.ABSENT)
        printed = "" if blank else text(cell.printed.strip())
        return tag("td", *map(self.marks.reference, about), printed, class_=style or (blank and "blank"))


def _wrong(style: str) -> str:
    return f"wrong {style}" if style else ""


def _columns(row: Row) -> tuple[str, ...]:
    return tuple(cell.column for cell in row.cells)


def _head(table: Table, key: str) -> str:
    return next((one.label.split(_SEPARATOR)[-1] for one in table.columns if one.key == key), key)


def belonging(units: Sequence[Unit], findings: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """First the findings before every unit, then those that start in each unit or behind it."""
    ordered = sorted(findings, key=lambda found: found.span.start)
    starts = [found.span.start for found in ordered]
    bounds = [0, *(bisect_left(starts, unit.start) for unit in units), len(ordered)]
    yield from (ordered[start:end] for start, end in pairwise(bounds))
