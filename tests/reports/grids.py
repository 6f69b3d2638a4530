"""Tables as grids of merged cells.

Duty: where each label and figure of a table is printed. May not know layouts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.model import Block, ReportData, RowShape, TableShape

Ref = tuple[str, tuple[str, ...]]
"""What a grid cell is: `cell`, `row`, `column` or `word`, and its key."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell; a merged cell stands at its top left."""

    text: str
    ref: Ref
    rows: int = 1
    columns: int = 1


GridRow = list[GridCell]
Grid = list[GridRow]


def grid(data: ReportData, table: str) -> Grid:
    """The grid of a table."""
    shape = data.tables[table]
    makers: dict[str, Callable[[ReportData, TableShape], Grid]] = {
        "proactive": _proactive,
        "requests": _requests,
        "review": _review,
    }
    return makers[table](data, shape)


def _word(shape: TableShape, key: str, rows: int = 1, columns: int = 1) -> GridCell:
    return GridCell(shape.words[key], ("word", (shape.key, key)), rows, columns)


def _labels(shape: TableShape, block: Block) -> GridRow:
    return [GridCell(c.label, ("column", (shape.key, c.key))) for c in block.columns]


def _label(shape: TableShape, row: RowShape, columns: int = 1) -> GridCell:
    return GridCell(row.label, ("row", (shape.key, row.key)), 1, columns)


def _counts(data: ReportData, shape: TableShape, block: Block, row: RowShape) -> GridRow:
    keys = [(shape.key, row.key, column.key) for column in block.columns]
    return [GridCell(data.cell_text(*key), ("cell", key)) for key in keys]


def _stretch(row: GridRow, width: int) -> GridRow:
    last = row[-1]
    wide = width - sum(cell.columns for cell in row[:-1])
    return [*row[:-1], GridCell(last.text, last.ref, last.rows, wide)]


def _proactive(data: ReportData, shape: TableShape) -> Grid:
    width = 1 + max(len(block.columns) for block in shape.blocks)
    result: Grid = []
    for block in shape.blocks:
        result.append([GridCell(block.caption, ("word", (shape.key, "caption")), 1, width)])
        result.append(_stretch([_word(shape, "content"), *_labels(shape, block)], width))
        for row in block.rows:
            result.append(_stretch([_label(shape, row), *_counts(data, shape, block, row)], width))
    return result


def requests_head(shape: TableShape) -> Grid:
    """The three lines above the figures of table 3."""
    block = shape.blocks[0]
    labels = {cell.ref[1][1]: cell for cell in _labels(shape, block)}
    outer = {key: labels[key] for key in ("natural_persons", "total") if key in labels}
    inner = [cell for key, cell in labels.items() if key not in outer]
    second = [GridCell(c.text, c.ref, 2) for key, c in outer.items() if key == "natural_persons"]
    second.append(_word(shape, "organisations", 1, len(inner)))
    second += [GridCell(c.text, c.ref, 2) for key, c in outer.items() if key == "total"]
    first = [_word(shape, "balance_note", 3, 3), _word(shape, "applicants", 1, len(labels))]
    return [first, second, inner]


def _requests(data: ReportData, shape: TableShape) -> Grid:
    block = shape.blocks[0]
    result = requests_head(shape)
    opened: set[tuple[str, ...]] = set()
    for index, row in enumerate(block.rows):
        cells = list(_spanning(shape, block, index, opened))
        cells.append(_label(shape, row, 3 - len(row.parents)))
        result.append([*cells, *_counts(data, shape, block, row)])
    return result


def _spanning(
    shape: TableShape, block: Block, index: int, opened: set[tuple[str, ...]]
) -> Iterator[GridCell]:
    row = block.rows[index]
    if index and row.parents[:1] != block.rows[index - 1].parents[:1]:
        opened.clear()
    for depth in range(1, len(row.parents) + 1):
        path = row.parents[:depth]
        if path not in opened:
            opened.add(path)
            yield _word(shape, path[-1], _length(block, index, path))


def _length(block: Block, index: int, path: tuple[str, ...]) -> int:
    length = 0
    for row in block.rows[index:]:
        if row.parents[: len(path)] != path:
            break
        length += 1
    return length


def _review(data: ReportData, shape: TableShape) -> Grid:
    block = shape.blocks[0]
    width = len(block.columns)
    plain = [row for row in block.rows if not row.parents]
    suits = [row for row in block.rows if row.parents]
    first = [_label(shape, row, width) for row in plain]
    first.append(_word(shape, "suits", 1, width * len(suits)))
    second = [GridCell(c.text, c.ref, 2) for _ in plain for c in _labels(shape, block)]
    second += [_label(shape, row, width) for row in suits]
    third = [cell for _ in suits for cell in _labels(shape, block)]
    counts = [cell for row in (*plain, *suits) for cell in _counts(data, shape, block, row)]
    return [first, second, third, counts]


def expand(rows: Grid) -> list[list[tuple[GridCell, bool]]]:
    """The grid with merged cells spread: every position holds its cell and whether it begins there."""
    held: dict[tuple[int, int], GridCell] = {}
    result: list[list[tuple[GridCell, bool]]] = []
    for index, row in enumerate(rows):
        line: list[tuple[GridCell, bool]] = []
        waiting = list(row)
        while waiting or (index, len(line)) in held:
            if (index, len(line)) in held:
                line.append((held[index, len(line)], False))
                continue
            cell = waiting.pop(0)
            at = len(line)
            held.update({(index + r, at + c): cell for r in range(1, cell.rows) for c in range(cell.columns)})
            line += [(cell, c == 0) for c in range(cell.columns)]
        result.append(line)
    return result
