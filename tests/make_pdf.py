"""PDF files for tests: ruled tables over small pages, drawn line by line so that oddities can be put in."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reports.grids import Grid, GridCell, grid
from reports.model import ReportData

FONT = "STSong-Light"
SMALL_PAGE = (A4[0], 420.0)
MARGIN = 60.0
LEAD = 1.4
WIDTHS = {4: (150, 100, 100, 100), 10: (22, 48, 140, *(38,) * 7), 15: (31,) * 15}
"""Widths of columns by their number."""


@dataclass
class Box:
    """A cell on its way to the page: what is left to print and where it stands."""

    lines: list[str]
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class Writer:
    """A PDF under way, top to bottom."""

    page: tuple[float, float] = SMALL_PAGE
    size: float = 10
    closed: bool = True
    """Whether a page's end draws a line through cells that go on."""
    numbers: bool = True
    head: str = ""
    ruled: bool = True
    out: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = Canvas(self.out, pagesize=self.page, pageCompression=1, invariant=1)
        self.count = 0
        self.begin()

    def begin(self) -> None:
        self.count += 1
        self.y = MARGIN
        if self.head:
            self.put(self.page[0] / 2 - 60, 30, self.head, 8)
        if self.numbers:
            self.put(self.page[0] / 2 - 10, self.page[1] - 25, f"- {self.count} -", 9)

    def turn(self) -> None:
        self.canvas.showPage()
        self.begin()

    def put(self, x: float, y: float, text: str, size: float | None = None) -> None:
        """Print text with its feet at y from the top."""
        self.canvas.setFont(FONT, size or self.size)
        self.canvas.drawString(x, self.page[1] - y, text)

    def rule(self, x: float, y: float, u: float, v: float) -> None:
        if self.ruled:
            self.canvas.line(x, self.page[1] - y, u, self.page[1] - v)

    def wrap(self, text: str, width: float, first: float = 0) -> list[str]:
        lines, room = [""], width - first
        for char in text:
            wide = pdfmetrics.stringWidth(char, FONT, self.size)
            if lines[-1] and (char == "\n" or room < wide):
                lines.append("")
                room = width
            if char != "\n":
                lines[-1] += char
                room -= wide
        return lines

    def text(self, text: str, indent: float = 2) -> None:
        """A paragraph with its first line indented."""
        width = self.page[0] - 2 * MARGIN
        shift = indent * self.size
        for line in self.wrap(text, width, shift):
            self.step(self.size * 1.8)
            self.put(MARGIN + shift, self.y, line)
            shift = 0

    def title(self, text: str) -> None:
        self.step(self.size * 3)
        size = self.size * 1.5
        wide = pdfmetrics.stringWidth(text, FONT, size)
        self.put((self.page[0] - wide) / 2, self.y, text, size)
        self.y += self.size

    def step(self, height: float) -> None:
        if self.y + height > self.page[1] - MARGIN:
            self.turn()
        self.y += height

    def table(self, rows: Grid, widths: tuple[float, ...] = ()) -> None:
        """A ruled table; rows that do not fit go on with the next page."""
        boxes, count, columns = place(rows)
        sides = edges(widths or WIDTHS[columns])
        packed = [self.pack(cell, box, sides) for cell, box in boxes]
        heights = [self.height(packed, row) for row in range(count)]
        self.y += self.size
        start = 0
        while start < count:
            end = self.fit(heights, start)
            if end == start:
                self.turn()
                end = max(self.fit(heights, start), start + 1)
            self.draw(packed, heights, sides, (start, end))
            start = end
            if start < count:
                self.turn()
        self.y += self.size

    def pack(self, cell: GridCell, box: Box, sides: list[float]) -> Box:
        width = sides[box.column + box.columns] - sides[box.column] - 4
        box.lines = self.wrap(cell.text, width) if cell.text else []
        return box

    def height(self, boxes: list[Box], row: int) -> float:
        lines = max((len(box.lines) for box in boxes if box.row == row and box.rows == 1), default=1)
        return max(lines, 1) * self.size * LEAD + 6

    def fit(self, heights: list[float], start: int) -> int:
        room, end = self.page[1] - MARGIN - self.y, start
        while end < len(heights) and heights[end] <= room:
            room -= heights[end]
            end += 1
        return end

    def draw(self, boxes: list[Box], heights: list[float], sides: list[float], span: tuple[int, int]) -> None:
        start, end = span
        tops = [self.y]
        for height in heights[start:end]:
            tops.append(tops[-1] + height)
        for box in boxes:
            first, last = max(box.row, start), min(box.row + box.rows, end)
            if first < last:
                goes_on = (box.row < start, box.row + box.rows > end)
                self.cell(box, sides, tops[first - start], tops[last - start], goes_on)
        self.y = tops[-1]

    def cell(
        self, box: Box, sides: list[float], top: float, bottom: float, goes_on: tuple[bool, bool]
    ) -> None:
        left, right = sides[box.column], sides[box.column + box.columns]
        self.rule(left, top, left, bottom)
        self.rule(right, top, right, bottom)
        if self.closed or not goes_on[0]:
            self.rule(left, top, right, top)
        if self.closed or not goes_on[1]:
            self.rule(left, bottom, right, bottom)
        room = int((bottom - top) / (self.size * LEAD))
        shown, box.lines = box.lines[:room], box.lines[room:]
        y = (top + bottom - len(shown) * self.size * LEAD) / 2
        for line in shown:
            y += self.size * LEAD
            self.put(left + 2, y - self.size * 0.35, line)

    def finish(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def edges(widths: tuple[float, ...]) -> list[float]:
    sides = [MARGIN]
    for width in widths:
        sides.append(sides[-1] + width)
    return sides


def place(rows: Grid) -> tuple[list[tuple[GridCell, Box]], int, int]:
    """Cells with their grid coordinates."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            placed.append((cell, Box([], row, column, cell.rows, cell.columns)))
            column += cell.columns
    return placed, len(rows), 1 + max(column for _, column in taken)


def report(data: ReportData, **options: object) -> bytes:
    """A whole report as a PDF file."""
    writer = Writer(**options)  # type: ignore[arg-type]
    writer.title(data.title)
    for paragraph in (*data.meta, *data.intro):
        writer.text(paragraph.text)
    for section in data.sections:
        writer.text(section.heading)
        for paragraph in section.paragraphs:
            writer.text(paragraph.text)
        if section.table:
            writer.table(grid(data, section.table))
    for paragraph in data.tail:
        writer.text(paragraph.text)
    return writer.finish()
