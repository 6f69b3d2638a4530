"""The counts of a table as plain lists, so that what is in order is seen without looking at cells one by one.

Duty: say whether anything in a table needs a closer look, and give its counts by row and column. May not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from govlint.model import Cell, Count, Table
from govlint.records import dataclass
from govlint.rule import Scope

_COLUMN, _COUNT, _UNIT, _FLAW = (Cell._fields.index(name) for name in ("column", "count", "unit", "flaw"))


@dataclass(frozen=True)
class Counts:
    """The counts of a table, row by row, with the keys of each row's columns.

    `whole`: every cell has a count and every row could be read. `plain`: all of them are whole numbers, none
    below zero, and nothing but them is printed.
    """

    keys: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[Count, ...], ...]
    whole: bool
    plain: bool

    @cached_property
    def across(self) -> tuple[str, ...]:
        """The columns that all rows have alike; none where rows differ."""
        return self.columns[0] if len(set(self.columns)) == 1 else ()

    @cached_property
    def down(self) -> Sequence[tuple[Count, ...]]:
        """The counts of each of the columns that all rows have alike."""
        return tuple(zip(*self.counts, strict=True))


def counts_of(scope: Scope, table: Table) -> Counts:
    """The counts of a table, gathered once for a report."""
    return scope.once(("counts", table.key, id(table)), lambda: _gather(table))


def _gather(table: Table) -> Counts:
    columns: list[tuple[str, ...]] = []
    counts: list[tuple[Count, ...]] = []
    whole = plain = not table.trouble and not any(row.trouble for row in table.rows)
    for row in table.rows:
        fields = tuple(zip(*row.cells, strict=True))
        if not fields:
            columns.append(())
            counts.append(())
            continue
        figures = fields[_COUNT]
        columns.append(fields[_COLUMN])
        counts.append(figures)
        if None in figures:
            whole = plain = False
        elif plain:
            odd = any(fields[_UNIT]) or any(fields[_FLAW]) or {*map(type, figures)} != {int}
            plain = not odd and min(figures) >= 0
    return Counts(tuple([row.key for row in table.rows]), tuple(columns), tuple(counts), whole, plain)


def flat(scope: Scope, tables: Iterable[Table], *, prefixed: bool) -> tuple[tuple[str, ...], list[Count]]:
    """Keys and counts of all cells of tables, `prefixed` as they are named at the report."""
    keys: tuple[str, ...] = ()
    counts: list[Count] = []
    for table in tables:
        known = counts_of(scope, table)
        keys += _flat_keys(f"{table.key}." if prefixed else "", known.keys, known.columns)
        for row in known.counts:
            counts += row
    return keys, counts


@lru_cache(maxsize=256)
def _flat_keys(prefix: str, keys: tuple[str, ...], columns: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(f"{prefix}{key}.{column}" for key, own in zip(keys, columns, strict=True) for column in own)
