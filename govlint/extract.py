"""What is kept of a report for comparisons with others: flat, small, without its text.

Duty: the value and its way to JSON and back. May not read a report, nor compare.
Ten thousand of them must fit into memory, so cells share one list of their names, and places are packed.
"""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from govlint.model import Cell, Count, State
from govlint.named import NamedTuple
from govlint.places import Locus, Position, Span, Spot
from govlint.records import dataclass

_PLACE = struct.Struct("<7I")
_STATES: Mapping[State, str] = {
    State.COUNT: "c",
    State.BLANK: "b",
    State.NOT_A_NUMBER: "n",
    State.UNREADABLE: "u",
    State.ABSENT: "a",
}
_LETTERS = {letter: state for state, letter in _STATES.items()}


class CellKey(NamedTuple):
    """Keys of a cell, and its label in the form's own words."""

    table: str
    row: str
    column: str
    label: str


_known: dict[tuple[CellKey, ...], tuple[CellKey, ...]] = {}


@dataclass(frozen=True, slots=True)
class Extract:
    """A report as comparisons see it.

    `cells` names every cell, `states` has a letter for each, `counts` its count, `places` its packed place.
    `troubles` are the tables that are missing or have no readable row.
    `day` is the surest day that the report gives for itself, in ISO form, with `day_place`. `figures` are those
    of its prose, `sketch` its packed MinHash signature, `characters` how much prose there is.
    """

    path: str
    form: str
    agency: str | None
    year: int | None
    cells: tuple[CellKey, ...]
    states: str
    counts: tuple[Count | None, ...]
    places: bytes
    lines: bool
    head: bytes
    troubles: tuple[str, ...] = ()
    day: str | None = None
    day_place: bytes = b""
    figures: tuple[str, ...] = ()
    prose_place: bytes = b""
    characters: int = 0
    sketch: bytes = b""

    def spot(self, packed: bytes) -> Spot:
        """A place that was packed."""
        return unpack(packed, lines=self.lines)

    @property
    def top(self) -> Spot:
        """Where findings about the whole report stand."""
        return self.spot(self.head)

    def cell(self, index: int) -> Cell:
        """The cell of that index as the model has it."""
        key, count = self.cells[index], self.counts[index]
        printed = "" if count is None else format(count, "f") if isinstance(count, Decimal) else str(count)
        return Cell(*key, printed, self.place(index).span, _LETTERS[self.states[index]], count)

    def place(self, index: int) -> Spot:
        """Where a cell is printed."""
        return self.spot(self.places[index * _PLACE.size : (index + 1) * _PLACE.size])

    def of(self, table: str) -> dict[tuple[str, str], int]:
        """(row, column) → index of the cells of a table; of a row printed twice the first counts."""
        found: dict[tuple[str, str], int] = {}
        for index, key in enumerate(self.cells):
            if key.table == table:
                found.setdefault((key.row, key.column), index)
        return found

    def to_json(self) -> dict[str, Any]:
        """Plain values that JSON can carry."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in Extract.__match_args__}
        plain["counts"] = [format(c, "f") if isinstance(c, Decimal) else c for c in self.counts]
        plain["cells"] = [list(key) for key in self.cells]
        for name, value in plain.items():
            if isinstance(value, bytes):
                plain[name] = b64encode(value).decode("ascii")
            elif isinstance(value, tuple):
                plain[name] = list(value)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Extract:
        """The value that `to_json` made plain."""
        made: dict[str, Any] = dict(plain)
        made["counts"] = tuple(Decimal(c) if isinstance(c, str) else c for c in plain["counts"])
        made["cells"] = shared(CellKey(*key) for key in plain["cells"])
        for name in ("troubles", "figures"):
            made[name] = tuple(plain[name])
        for name in ("places", "head", "day_place", "prose_place", "sketch"):
            made[name] = b64decode(plain[name])
        return cls(**made)


def shared(cells: Iterable[CellKey]) -> tuple[CellKey, ...]:
    """One and the same tuple for all reports that print the same cells."""
    made = tuple(cells)
    return _known.setdefault(made, made)


def states(cells: Iterable[Cell]) -> str:
    """A letter for the state of each cell."""
    return "".join(_STATES[cell.state] for cell in cells)


def pack(spot: Spot) -> bytes:
    """A place in 28 bytes."""
    if spot.start is not None and spot.end is not None:
        return _PLACE.pack(*spot.span, *spot.start, *spot.end, 0)
    locus = spot.locus or Locus()
    known = (locus.page, locus.table, locus.row, locus.column, locus.paragraph)
    return _PLACE.pack(*spot.span, *(number or 0 for number in known))


def unpack(packed: bytes, *, lines: bool) -> Spot:
    """The place that was packed; `lines` says that its source has lines."""
    start, end, *numbers = _PLACE.unpack(packed)
    span = Span(start, end)
    if lines:
        return Spot(span, Position(*numbers[:2]), Position(*numbers[2:4]))
    page, table, row, column, paragraph = (number or None for number in numbers)
    return Spot(span, locus=Locus(None, paragraph, table, row, column, page))
