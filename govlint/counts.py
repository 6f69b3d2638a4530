"""The counts of a table as plain lists, so that what is in order is seen without looking at cells one by one.

Duty: say whether anything in a table needs a closer look, and give its counts by row and column. May not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise
from operator import itemgetter

from govlint.model import Cell, Count, Table
from govlint.records import dataclass
from govlint.rule import Scope

_COLUMN, _COUNT, _UNIT, _FLAW = (
    itemgetter(Cell._fields.index(name)) for name in ("column", "count", "unit", "flaw")
)


class Shape:
    """The rows of a table and the columns of each: the very same for all tables that have the same.

    What is worked out for a shape can be kept under it, since it is equal to itself alone.
    """

    def __init__(self, keys: tuple[str, ...], widths: tuple[int, ...], columns: tuple[str, ...]) -> None:
        self.keys = keys
        self.starts = (0, *accumulate(widths))
        """Where the cells of each row begin among those of the table, and where the last ends."""
        self.columns = tuple([columns[start:end] for start, end in pairwise(self.starts)])
        self.across = self.columns[0] if len({*self.columns}) == 1 else ()
        """The columns that all rows have alike; none where rows differ."""

    @cached_property
    def _book(self) -> dict[str, tuple[int, ...]]:
        """The places of rows by their key, and of the rows of a group by its."""
        places: dict[str, list[int]] = {}
        for index, key in enumerate(self.keys):
            at = len(key)
            while at >= 0:
                places.setdefault(key[:at], []).append(index)
                at = key.rfind(".", 0, at)
        return {key: tuple(found) for key, found in places.items()}

    def within(self, wanted: str) -> tuple[int, ...]:
        """The places of a row, or of the rows of a group."""
        return self._book.get(wanted, ())

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """What the cells are called, row by row."""
        rows = zip(self.keys, self.columns, strict=True)
        return tuple([f"{prefix}{key}.{column}" for key, columns in rows for column in columns])


_shape = lru_cache(maxsize=256)(Shape)


@dataclass(frozen=True)
class Counts:
    """The counts of a table's cells, row by row, and what rows and columns they are of.

    `whole`: every cell has a count and every row could be read. `plain`: all of them are whole numbers, none
    below zero, and nothing but them is printed.
    """

    shape: Shape
    figures: tuple[Count, ...]
    whole: bool
    plain: bool

    @cached_property
    def rows(self) -> Sequence[tuple[Count, ...]]:
        """The counts of each row."""
        figures = self.figures
        return [figures[start:end] for start, end in pairwise(self.shape.starts)]

    @cached_property
    def down(self) -> Sequence[tuple[Count, ...]]:
        """The counts of each of the columns that all rows have alike."""
        width = len(self.shape.across)
        return [self.figures[at::width] for at in range(width)]


def counts_of(scope: Scope, table: Table) -> Counts:
    """The counts of a table, gathered once for a report."""
    known: dict[int, Counts] = scope.once("counts", dict)
    found = known.get(id(table))
    if found is None:
        found = known[id(table)] = _gather(table)
    return found


def all_whole(scope: Scope, tables: Iterable[Table]) -> bool:
    """Whether every cell of the tables has a count."""
    return False not in [counts_of(scope, table).whole for table in tables]


def all_plain(scope: Scope, tables: Iterable[Table]) -> bool:
    """Whether every cell of the tables is a plain count."""
    return False not in [counts_of(scope, table).plain for table in tables]


def _gather(table: Table) -> Counts:
    rows = table.rows
    cells = [*chain.from_iterable([row.cells for row in rows])]
    columns, figures = tuple(map(_COLUMN, cells)), tuple(map(_COUNT, cells))
    shape = _shape(tuple([row.key for row in rows]), tuple([len(row.cells) for row in rows]), columns)
    whole = None not in figures and not table.trouble and not any(row.trouble for row in rows)
    plain = whole and not any(map(_UNIT, cells)) and not any(map(_FLAW, cells))
    plain = plain and {*map(type, figures)} <= {int} and min(figures, default=0) >= 0
    return Counts(shape, figures, whole, plain)
