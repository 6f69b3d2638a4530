"""Layouts with one row on a line, cells told apart by pipes or tabs.

Duty: draw a grid row by row. May not know the form.
"""

from __future__ import annotations

from reports.cellwise import printed
from reports.grids import Grid, GridCell, GridRow, expand
from reports.options import Options
from reports.page import Page


def _flat(cell: GridCell, how: Options) -> str:
    return printed(cell, how).replace("\n", " ")


def _refs(row: GridRow) -> list[tuple[str, tuple[str, ...]]]:
    return [cell.ref for cell in row]


def rows(page: Page, grid: Grid, how: Options) -> None:
    """L2: cells joined by pipes, the reach of merged cells as pipes at the end."""
    for row in grid:
        pads = sum(cell.columns - 1 for cell in row)
        page.add(
            " | ".join(_flat(cell, how) for cell in row) + (" " + "|" * pads if pads else ""), _refs(row)
        )


def _spread(grid: Grid, how: Options) -> list[tuple[list[str], GridRow]]:
    return [
        ([_flat(cell, how) if begins or how.repeat else "" for cell, begins in line], row)
        for line, row in zip(expand(grid), grid, strict=True)
    ]


def spanned(page: Page, grid: Grid, how: Options) -> None:
    """L2 with merged cells spread: repeated, or followed by empty cells."""
    for texts, row in _spread(grid, how):
        page.add(" | ".join(texts), _refs(row))


def markdown_rows(page: Page, grid: Grid, how: Options) -> None:
    """L5: Markdown rows without a line of dashes; merged cells printed once."""
    for row in grid:
        page.add("| " + " | ".join(_flat(cell, how) for cell in row) + " |", _refs(row))


def noisy(page: Page, grid: Grid, how: Options) -> None:
    """L12: L2 behind which hundreds of pipes follow."""
    for row in grid:
        page.add(" | ".join(_flat(cell, how) for cell in row) + " " + "|" * 240, _refs(row))


def markdown(page: Page, grid: Grid, how: Options) -> None:
    """L13: a Markdown table as converters write it."""
    for index, (line, row) in enumerate(zip(expand(grid), grid, strict=True)):
        texts = [_rich(cell, how) if begins or how.repeat else "" for cell, begins in line]
        page.add("| " + " | ".join(texts) + " |", _refs(row))
        if index == 0:
            page.add("|" + "---|" * len(texts))


def _rich(cell: GridCell, how: Options) -> str:
    if cell.ref[0] == "cell":
        return how.count(cell.text) or "&nbsp;"
    text = how.word(cell.text).replace("\n", "<br>")
    return f"**{text}**" if cell.ref[0] == "word" else text


def tabs(page: Page, grid: Grid, how: Options) -> None:
    """Cells told apart by tabs, as pasted from a sheet; merged cells are followed by empty ones."""
    for texts, row in _spread(grid, how):
        page.add("\t".join(texts), _refs(row))
