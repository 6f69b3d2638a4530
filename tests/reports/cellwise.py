"""Layouts with one cell on a line.

Duty: draw a grid cell by cell. May not know the form.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.grids import Grid, GridCell
from reports.options import NBSP, Options
from reports.page import Page


def printed(cell: GridCell, how: Options) -> str:
    """A cell's text under the options."""
    return how.count(cell.text) if cell.ref[0] == "cell" else how.word(cell.text)


def with_blank(blank: str) -> Callable[[Page, Grid, Options], None]:
    """L1: an empty line between cells, blank cells as lines of `blank`."""

    def draw(page: Page, rows: Grid, how: Options) -> None:
        for row in rows:
            for cell in row:
                page.add_cell(cell, printed(cell, how) or blank)
                page.gap()

    return draw


def tight(page: Page, rows: Grid, how: Options) -> None:
    """One cell a line and nothing between."""
    for row in rows:
        for cell in row:
            page.add_cell(cell, printed(cell, how) or NBSP)


def piped(page: Page, rows: Grid, how: Options) -> None:
    """L3: each cell ends with a pipe; a filler line where a merged cell reaches further."""
    for row in rows:
        for cell in row:
            text = printed(cell, how).replace("\n", " ")
            page.add_cell(cell, f"{text} |")
        pads = sum(cell.columns - 1 for cell in row)
        if pads:
            page.add("|" * pads)


def lone_pipes(page: Page, rows: Grid, how: Options) -> None:
    """L4: a cell on one line, a lone pipe on the next."""
    for row in rows:
        for cell in row:
            page.add_cell(cell, printed(cell, how).replace("\n", " "))
            page.add("|")


def row_pipes(page: Page, rows: Grid, how: Options) -> None:
    """L6: each row begins with a lone pipe, then L3."""
    for row in rows:
        page.add("|")
        piped(page, [row], how)
