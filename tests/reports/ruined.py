"""Layouts that lost what is needed to read them.

Duty: draw a grid the way extractors ruin it. May not know the form.
"""

from __future__ import annotations

from reports.grids import Grid
from reports.options import Options
from reports.page import Page


def deduplicated(page: Page, rows: Grid, how: Options) -> None:
    """L8: every line that was printed before is gone."""
    seen = set(page.lines)
    for cell in (cell for row in rows for cell in row):
        if cell.text not in seen:
            seen.add(cell.text)
            page.add_cell(cell)


def shifted(page: Page, rows: Grid, how: Options) -> None:
    """L9: zeros and blanks dropped, figures moved left, pipes at the end."""
    for row in rows:
        kept = [cell for cell in row if cell.ref[0] != "cell" or cell.text not in {"", "0"}]
        width = sum(cell.columns for cell in row)
        text = " | ".join(cell.text for cell in kept)
        page.add(f"{text} {'|' * (width - len(kept))}", [cell.ref for cell in kept])


def glued(page: Page, rows: Grid, how: Options) -> None:
    """Everything behind one another without a separator."""
    cells = [cell for row in rows for cell in row]
    page.add("".join(cell.text for cell in cells), [cell.ref for cell in cells])
