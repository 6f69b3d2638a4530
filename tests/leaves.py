"""Tables of `sheets` as the text of a printed page: labels broken at the end of their columns."""

from sheets import placed

WIDE = {4: (12, 8, 8, 8), 10: (2, 4, 14, *(5,) * 7), 15: (3,) * 15}
NARROW = {4: (8, 7, 7, 7), 10: (3,) * 3 + (4,) * 7, 15: (2,) * 15}
UPRIGHT = {4: (12, 8, 8, 8), 10: (2, 4, 14, *(3,) * 7), 15: (1,) * 15}


def _lines(text, width):
    return [text] if text.isascii() else [text[at : at + width] for at in range(0, len(text), width)] or [""]


def _cells(grid, widths):
    """Each cell with its row, column, rows, and its text in lines."""
    columns = widths[sum(wide for _, _, wide in grid[0])]
    for r, c, rows, wide, text in placed(grid):
        yield r, c, rows, _lines(text, sum(columns[c : c + wide]))


def aligned(grid, widths):
    """Columns held apart by spaces, as far as there is room; a label goes on below its first line."""
    cells = list(_cells(grid, widths))
    heights = [
        max(len(text) for r, _, rows, text in cells if (r, rows) == (row, 1)) for row in range(len(grid))
    ]
    tops = [sum(heights[:row]) for row in range(len(grid))]
    columns = widths[sum(wide for _, _, wide in grid[0])]
    page = {}
    for r, c, _, text in cells:
        for offset, part in enumerate(text):
            page.setdefault(tops[r] + offset, []).append((sum(columns[:c]) * 2 + c, part))
    return "\n".join(_row(sorted(page[line])) for line in sorted(page))


def _row(parts):
    text = ""
    for at, part in parts:
        text += " " * max(at - len(text) - sum(not char.isascii() for char in text), 1 if text else 0) + part
    return text


def in_turn(grid, widths):
    """Line after line of each cell; what fits one line stands beside its neighbours."""
    said = []
    row = -1
    for r, _, _, text in _cells(grid, widths):
        if r == row and len(text) == 1 and not said[-1].endswith("\n"):
            said[-1] += " " + text[0]
        else:
            said += text
        if len(text) > 1:
            said[-1] += "\n"
        row = r
    return "\n".join(part.rstrip("\n") for part in said)


def column_by_column(grid, widths):
    """A column after the other, as a page is read that is taken for several columns of text."""
    cells = sorted(_cells(grid, widths), key=lambda cell: (cell[1], cell[0]))
    return "\n".join(part for *_, text in cells for part in text)


def boxed(grid, widths):
    """Cells between pipes, each text broken within its own: blank where a neighbour has more lines."""
    columns = widths[sum(wide for _, _, wide in grid[0])]
    rows = [[] for _ in grid]
    for r, c, tall, wide, text in placed(grid):
        for row in range(r, r + tall):
            rows[row].append((c, _lines(text, sum(columns[c : c + wide])) if row == r else [""]))
    return "\n".join(line for row in rows for line in _between_pipes(sorted(row)))


def _between_pipes(row):
    for line in range(max(len(text) for _, text in row)):
        yield "|" + "|".join(text[line] if line < len(text) else "" for _, text in row) + "|"
