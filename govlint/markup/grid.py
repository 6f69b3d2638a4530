"""Rows and cells of a table, with the coordinates that row and column spans give them.

Duty: the standard's algorithm for forming a table, bounded. May not know what cells say.
"""

from __future__ import annotations

from govlint.errors import UnreadableError
from govlint.markup.measure import Survey
from govlint.markup.tree import CELLS, GROUPS, Element
from govlint.records import dataclass

WIDEST, TALLEST = 200, 500
"""Column and row spans beyond these are cut down to them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell's element and its coordinates."""

    cell: Element
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Budget:
    """Cells that the tables of one page may still take, each counted as often as it spans."""

    allowed: int
    used: int = 0

    def take(self, count: int) -> None:
        """Use up `count` cells."""
        self.used += count
        if self.used > self.allowed:
            raise UnreadableError("limit-exceeded", limit="cells", allowed=self.allowed)


def form(table: Element, page: Survey, budget: Budget) -> tuple[list[Slot], int, int]:
    """The cells of a table in reading order, and its numbers of rows and columns."""
    slots: list[Slot] = []
    top = width = 0
    for rows in _groups(table, page):
        budget.take(len(rows))
        group, wide = _form_group(rows, top, page, budget)
        slots.extend(group)
        top += len(rows)
        width = max(width, wide)
    return slots, top, width


def _groups(table: Element, page: Survey) -> list[list[Element]]:
    """Rows group by group, because a row span ends with its group; hidden rows are left out."""
    groups: list[list[Element]] = [[]]
    for child in _visible(table, page):
        if child.name == "tr":
            groups[-1].append(child)
        elif child.name in GROUPS:
            groups.append([row for row in _visible(child, page) if row.name == "tr"])
            groups.append([])
    return [group for group in groups if group]


def _visible(element: Element, page: Survey) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child not in page.ignored]


def _form_group(rows: list[Element], top: int, page: Survey, budget: Budget) -> tuple[list[Slot], int]:
    slots: list[Slot] = []
    hanging: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows):
        taken = {column for column, below in hanging.items() if below > 0}
        hanging = {column: below - 1 for column, below in hanging.items() if below > 1}
        column = 0
        for cell in _visible(row, page):
            if cell.name not in CELLS:
                continue
            while column in taken:
                column += 1
            across, down = _spans(cell, len(rows) - number, page)
            budget.take(across * down)
            slots.append(Slot(cell, top + number, column, down, across))
            if down > 1:
                for spanned in range(column, column + across):
                    hanging[spanned] = max(hanging.get(spanned, 0), down - 1)
            column += across
            width = max(width, column)
    return slots, width


def _spans(cell: Element, left: int, page: Survey) -> tuple[int, int]:
    if "span" not in page.page[cell.start : cell.inner].lower():
        return 1, 1
    across = min(max(_number(page.get(cell, "colspan")), 1), WIDEST)
    printed = page.get(cell, "rowspan").strip()
    # A row span of 0 goes on to the end of its group.
    down = left if printed == "0" else max(_number(printed), 1)
    return across, min(down, left, TALLEST)


def _number(printed: str) -> int:
    digits = ""
    for char in printed.strip()[:9]:
        if not (char.isascii() and char.isdigit()):
            break
        digits += char
    return int(digits) if digits else 1
