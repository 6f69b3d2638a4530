"""Tables over several pages.

Duty: cells with their text, and one table out of the parts that pages cut it into. May not know labels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from govlint.office.lattice import Lattice, Ruled
from govlint.office.lines import joined, lines
from govlint.office.marks import Glyph, Rect, middle
from govlint.patterns import lazy
from govlint.records import dataclass, field

_SNAP = 3.0
_NARROW = 1.2
"""A cell is narrow where so many more signs (in sizes) would not fit beside its first line."""
_NUMBERED = lazy(r"^[（(]?[一二三四五六七八九十百\d]{1,3}[）)、.．]")
"""The number at the start of a label."""
Part = tuple[str, int, Rect]
"""A text with its page and its place there."""


@dataclass(slots=True)
class Slot:
    """A cell under way: its edges, rows, and what it prints on each page."""

    left: float
    right: float
    row: int
    rows: int
    parts: list[Part]
    open_above: bool
    open_below: bool

    @property
    def text(self) -> str:
        """All that the cell prints."""
        return "".join(text for text, _, _ in self.parts)


@dataclass(slots=True)
class Sheet:
    """A table under way."""

    rows: int
    slots: list[Slot]
    edges: list[float] = field(default_factory=list)
    frame: bool = False
    """Has but one column: a table only together with what comes on the pages beside it."""

    @property
    def columns(self) -> int:
        """Columns of the whole table."""
        return len(self.edges) - 1

    def column(self, edge: float) -> int:
        """The column that begins at an edge."""
        return min(max(bisect_left(self.edges, edge - _SNAP), 0), self.columns)


def sheet(lattice: Lattice, glyphs: Iterable[Glyph], page: int) -> Sheet:
    """The table that a page shows, with the signs inside it."""
    inside: list[list[Glyph]] = [[] for _ in lattice.cells]
    for glyph in glyphs:
        owner = lattice.owner(*middle(glyph))
        if owner is not None:
            inside[owner].append(glyph)
    slots = [_slot(lattice, cell, signs, page) for cell, signs in zip(lattice.cells, inside, strict=True)]
    return Sheet(len(lattice.ys) - 1, slots, list(lattice.xs), lattice.is_frame)


def _slot(lattice: Lattice, cell: Ruled, glyphs: list[Glyph], page: int) -> Slot:
    left, right = lattice.xs[cell.left], lattice.xs[cell.right]
    box = Rect(left, lattice.ys[cell.top], right, lattice.ys[cell.bottom])
    found = lines(glyphs)
    narrow = bool(found) and right - left - (found[0].box.right - found[0].box.left) < _NARROW * found[0].size
    text = joined((line.text for line in found), narrow=narrow)
    rows = cell.bottom - cell.top
    return Slot(left, right, cell.top, rows, [(text, page, box)], cell.open_above, cell.open_below)


def continues(upper: Sheet, lower: Sheet) -> bool:
    """Whether a table at the top of a page goes on with the one at the end of the page before."""
    return not (upper.frame and lower.frame) and all(
        abs(upper.edges[end] - lower.edges[end]) <= _SNAP for end in (0, -1)
    )


def append(upper: Sheet, lower: Sheet) -> None:
    """Put the rows of `lower` under those of `upper`, cells that the page cut in two made one."""
    pairs = _pairs(upper, lower)
    whole_row = _is_one_row(pairs, upper, lower)
    together = pairs if whole_row else [pair for pair in pairs if _is_one_cell(*pair)]
    shift = upper.rows - whole_row
    for above, below in together:
        above.parts.extend(_rest(above, below))
        above.rows = below.row + below.rows + shift - above.row
        above.open_below = below.open_below
    gone = {id(below) for _, below in together}
    for slot in lower.slots:
        if id(slot) not in gone:
            slot.row += shift
            upper.slots.append(slot)
    upper.rows = shift + lower.rows
    upper.frame = False
    upper.edges = _edges(upper.edges, lower.edges)


def _pairs(upper: Sheet, lower: Sheet) -> list[tuple[Slot, Slot]]:
    """Cells at the end of one part and at the start of the other with the same sides."""
    last = [slot for slot in upper.slots if slot.row + slot.rows == upper.rows]
    first = [slot for slot in lower.slots if slot.row == 0]
    return [(a, b) for a in last for b in first if _same_sides(a, b)]


def _same_sides(one: Slot, other: Slot) -> bool:
    return abs(one.left - other.left) <= _SNAP and abs(one.right - other.right) <= _SNAP


def _is_one_row(pairs: list[tuple[Slot, Slot]], upper: Sheet, lower: Sheet) -> bool:
    """Whether the page cut a row in two: no line anywhere, or a label that goes on while no figure does."""
    first = [slot for slot in lower.slots if slot.row == 0]
    last = [slot for slot in upper.slots if slot.row + slot.rows == upper.rows]
    if not len(pairs) == len(first) == len(last):
        return False
    if all(a.open_below and b.open_above for a, b in pairs):
        return True
    single = [(a, b) for a, b in pairs if a.rows == 1 and b.rows == 1]
    others = [(a, b) for a, b in pairs if a.rows > 1 or b.rows > 1]
    return _label_goes_on(single) and all(_is_one_cell(a, b) for a, b in others)


def _label_goes_on(pairs: list[tuple[Slot, Slot]]) -> bool:
    begun = [(a, b) for a, b in pairs if a.text]
    going_on = [(a, b) for a, b in pairs if b.text]
    return len(going_on) == 1 and begun[:1] == going_on and _goes_on(*going_on[0])


def _goes_on(above: Slot, below: Slot) -> bool:
    """Whether the text below can be the rest of the label above: that one is numbered, this one is not."""
    return (
        bool(_NUMBERED.match(above.text)) and not _NUMBERED.match(below.text) and not below.text[0].isdigit()
    )


def _is_one_cell(above: Slot, below: Slot) -> bool:
    if above.open_below and below.open_above:
        return True
    if above.rows == 1 and below.rows == 1:
        return False
    return not below.text or _goes_on(above, below)


def _rest(above: Slot, below: Slot) -> list[Part]:
    """What the cell prints on its second page, told apart where it must be."""
    text, page, box = below.parts[0]
    glue = joined((above.text, text), narrow=False)[len(above.text) :]
    return [(glue, page, box), *below.parts[1:]] if glue else []


def _edges(one: list[float], other: list[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted((*one, *other)):
        if not edges or edge - edges[-1] > _SNAP:
            edges.append(edge)
    return edges
