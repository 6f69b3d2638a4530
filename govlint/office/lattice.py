"""Ruled tables: lines across and down to the cells between them.

Duty: find tables on a page and which lattice positions each cell takes. May not look at text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from govlint.office.marks import BoundError, Ruling
from govlint.records import dataclass

_HAIR = 0.7
"""Lines this close are one line drawn twice."""
_SNAP = 3.0
"""Edges this close are one edge; also how far lines may miss each other and still touch."""
_GAP = 4.0
"""How long a break in a line may be (dots, corners)."""
_OVERHANG = 5.0
"""Lines that go this far beyond the last line across them mark a cell left open at a page's end."""
_CROSSINGS = 4_000_000
_MOST_CELLS = 100_000


@dataclass(slots=True)
class Ruled:
    """A cell by its edges; open where no line is drawn above or below it."""

    left: int
    top: int
    right: int
    bottom: int
    open_above: bool = False
    open_below: bool = False


@dataclass(slots=True)
class Lattice:
    """A ruled table: its edges from left to right and top to bottom, and its cells in reading order."""

    xs: list[float]
    ys: list[float]
    cells: list[Ruled]
    owners: list[list[int]]
    """The cell of each lattice position, by row and column."""

    @property
    def is_frame(self) -> bool:
        """Whether there is but one column."""
        return len(self.xs) == 2 or len(self.cells) == 1

    def owner(self, x: float, y: float) -> int | None:
        """The cell that holds a point, if any."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return self.owners[row][column] if inside else None


def lattices(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Lattice]:
    """The ruled areas of a page, from top to bottom; one with a single column may be a frame round text.

    Raises:
        BoundError: where the lines are too many.
    """
    lines, bars = _merged(across), _merged(down)
    if len(lines) * len(bars) > _CROSSINGS:
        raise BoundError("rulings", _CROSSINGS)
    tables = [_lattice(*group) for group in _groups(lines, bars)]
    return sorted((table for table in tables if table is not None), key=lambda table: table.ys[0])


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines in one place, end to end, as one."""
    merged: list[Ruling] = []
    for cluster in _clusters(sorted(rulings), _HAIR):
        at = sum(ruling.at for ruling in cluster) / len(cluster)
        merged.extend(Ruling(at, start, end) for start, end in _spans(cluster))
    return merged


def _clusters(rulings: list[Ruling], width: float) -> list[list[Ruling]]:
    clusters: list[list[Ruling]] = []
    for ruling in rulings:
        if clusters and ruling.at - clusters[-1][0].at <= width:
            clusters[-1].append(ruling)
        else:
            clusters.append([ruling])
    return clusters


def _spans(rulings: Iterable[Ruling]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for start, end in sorted((ruling.start, ruling.end) for ruling in rulings):
        if spans and start <= spans[-1][1] + _GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


_Group = tuple[list[Ruling], list[Ruling]]


def _groups(lines: list[Ruling], bars: list[Ruling]) -> list[_Group]:
    """Lines that touch one another, directly or through others."""
    parents = list(range(len(lines) + len(bars)))
    for i, line in enumerate(lines):
        for j, bar in enumerate(bars, start=len(lines)):
            if _within(bar.at, line) and _within(line.at, bar):
                _join(parents, i, j)
    groups: dict[int, _Group] = {}
    for i, ruling in enumerate((*lines, *bars)):
        groups.setdefault(_root(parents, i), ([], []))[i >= len(lines)].append(ruling)
    return _with_loose_bars(list(groups.values()))


def _with_loose_bars(groups: list[_Group]) -> list[_Group]:
    """Groups with the bars beside them that touch no line: sides of a cell that is open above and below."""
    whole = [group for group in groups if group[0] and group[1]]
    for _, bars in (group for group in groups if not group[0]):
        for bar in bars:
            home = next((group for group in whole if _beside(bar, group[1])), None)
            if home is not None:
                home[1].append(bar)
    return whole


def _beside(bar: Ruling, bars: list[Ruling]) -> bool:
    top, bottom = min(other.start for other in bars), max(other.end for other in bars)
    inside = top - _SNAP <= bar.start and bar.end <= bottom + _SNAP
    return inside and (bar.end - bar.start) * 2 > bottom - top


def _within(at: float, ruling: Ruling) -> bool:
    return ruling.start - _SNAP <= at <= ruling.end + _SNAP


def _root(parents: list[int], node: int) -> int:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def _join(parents: list[int], one: int, other: int) -> None:
    one, other = _root(parents, one), _root(parents, other)
    parents[max(one, other)] = min(one, other)


@dataclass(slots=True)
class _Edge:
    """An edge of the lattice and where lines are drawn along it."""

    at: float
    spans: list[tuple[float, float]]

    def drawn(self, start: float, end: float) -> bool:
        """Whether a line covers most of the way between two points."""
        return any(min(b, end) - max(a, start) > (end - start) / 2 for a, b in self.spans)


def _edges(rulings: list[Ruling], crossing: list[Ruling]) -> list[_Edge]:
    """The edges of one direction; one that is not drawn where crossing lines go on beyond the last."""
    found = [
        _Edge(sum(r.at for r in cluster) / len(cluster), _spans(cluster))
        for cluster in _clusters(sorted(rulings), _SNAP)
    ]
    start, end = min(r.start for r in crossing), max(r.end for r in crossing)
    if start < found[0].at - _OVERHANG:
        found.insert(0, _Edge(start, []))
    if end > found[-1].at + _OVERHANG:
        found.append(_Edge(end, []))
    return found


def _lattice(across: list[Ruling], down: list[Ruling]) -> Lattice | None:
    rows, columns = _edges(across, down), _edges(down, across)
    height, width = len(rows) - 1, len(columns) - 1
    if width < 1 or height < 1:
        return None
    if height * width > _MOST_CELLS:
        raise BoundError("cells", _MOST_CELLS)
    cells = [cell for part in _components(rows, columns) for cell in _rectangles(part)]
    cells.sort(key=lambda cell: (cell.top, cell.left))
    owners = [[0] * width for _ in range(height)]
    for index, cell in enumerate(cells):
        _settle(cell, rows, columns)
        for row in range(cell.top, cell.bottom):
            owners[row][cell.left : cell.right] = [index] * (cell.right - cell.left)
    return Lattice([edge.at for edge in columns], [edge.at for edge in rows], cells, owners)


def _settle(cell: Ruled, rows: list[_Edge], columns: list[_Edge]) -> None:
    start, end = columns[cell.left].at, columns[cell.right].at
    cell.open_above = not rows[cell.top].drawn(start, end)
    cell.open_below = not rows[cell.bottom].drawn(start, end)


def _components(rows: list[_Edge], columns: list[_Edge]) -> list[list[tuple[int, int]]]:
    """Lattice positions with no line between them."""
    height, width = len(rows) - 1, len(columns) - 1
    parents = list(range(height * width))
    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column and not columns[column].drawn(rows[row].at, rows[row + 1].at):
                _join(parents, here, here - 1)
            if row and not rows[row].drawn(columns[column].at, columns[column + 1].at):
                _join(parents, here, here - width)
    found: dict[int, list[tuple[int, int]]] = {}
    for node in range(height * width):
        found.setdefault(_root(parents, node), []).append(divmod(node, width))
    return list(found.values())


def _rectangles(positions: list[tuple[int, int]]) -> list[Ruled]:
    """One cell where the positions fill a rectangle, else one for each run of them in a row."""
    rows = [row for row, _ in positions]
    columns = [column for _, column in positions]
    whole = Ruled(min(columns), min(rows), max(columns) + 1, max(rows) + 1)
    if (whole.right - whole.left) * (whole.bottom - whole.top) == len(positions):
        return [whole]
    runs: list[Ruled] = []
    for row, column in sorted(positions):
        if runs and runs[-1].top == row and runs[-1].right == column:
            runs[-1].right += 1
        else:
            runs.append(Ruled(column, row, column + 1, row + 1))
    return runs
