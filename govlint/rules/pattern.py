"""Rules about patterns over a whole table: totals alone filled in, columns shifted.

Duty: recognise one slip that repeats from row to row. May not know the columns' names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govlint.counts import Counts, counts_of
from govlint.findings import Related
from govlint.model import Count, Row, State, Table
from govlint.rule import Breach, Node, Quiet, Scope, Yield, rule

_SHOWN = 12


def _everywhere(fits: Callable[[Counts, str, tuple[str, ...]], bool]) -> Quiet:
    """Whether every table fits, by its counts, its total and its parts."""

    def quiet(
        _values: object,
        tables: Sequence[Table],
        scope: Scope,
        *,
        total: str,
        parts: tuple[str, ...],
        **_others: object,
    ) -> bool:
        return all(fits(counts_of(scope, table), total, parts) for table in tables)

    return quiet


def _has_part(known: Counts, total: str, parts: tuple[str, ...]) -> bool:
    """Whether a row has a part beside its total."""
    columns = known.shape.across
    if not known.whole or total not in columns:
        return False
    whole, shares = columns.index(total), [columns.index(part) for part in parts if part in columns]
    return any(row[whole] > 0 and any(row[share] for share in shares) for row in known.rows)


def _adds_up(known: Counts, total: str, parts: tuple[str, ...]) -> bool:
    """Whether every row adds up."""
    columns = known.shape.across
    if not known.whole or not {*parts, total} <= {*columns}:
        return False
    whole, shares = columns.index(total), [columns.index(part) for part in parts]
    return all(row[whole] == sum([row[share] for share in shares]) for row in known.rows)


@rule(facts=("count", "rows"), nodes=("table",), quiet=_everywhere(_has_part))
def total_only(node: Node, _scope: Scope, *, total: str, parts: tuple[str, ...], least: int = 2) -> Yield:
    """Every row with a total above zero leaves all its parts blank or zero, in at least `least` rows.

    One row is enough where the cells of most others cannot be told: they may be filled in like it.
    """
    rows = _rows(node)
    counted = [(row, counts) for row in rows if ((counts := _counts(row)).get(total) or 0) > 0]
    enough = 1 if 2 * sum(bool(row.trouble) for row in rows) > len(rows) else least
    if len(counted) >= enough and all(counts.get(part) == 0 for _, counts in counted for part in parts):
        yield _breach([row for row, _ in counted])


@rule(facts=("count", "rows"), nodes=("table",), quiet=_everywhere(_adds_up))
def shifted(node: Node, _scope: Scope, *, total: str, parts: tuple[str, ...], least: int = 3) -> Yield:
    """Rows fail to add up, and most of those not empty would if their figures stood one column aside."""
    rows = [(row, values) for row in _rows(node) if (values := _values(row, (*parts, total)))]
    wrong = [(row, values) for row, values in rows if sum(values[:-1]) != values[-1]]
    for shift in (_left, _right):
        fitting = [row for row, values in wrong if shift(values)]
        if len(fitting) >= least and 2 * len(fitting) > len(rows) and len(fitting) == len(wrong):
            yield _breach(fitting)


def _rows(node: Node) -> tuple[Row, ...]:
    assert isinstance(node.value, Table)
    return node.value.rows


def _counts(row: Row) -> dict[str, Count | None]:
    """The counts of a row by column, a blank being zero."""
    return {cell.column: 0 if cell.state is State.BLANK else cell.count for cell in row.cells}


def _values(row: Row, columns: tuple[str, ...]) -> list[Count]:
    """The counts of a row, or none where one cannot be told or all are zero."""
    by_column = _counts(row)
    values = [by_column.get(column) for column in columns]
    return [value for value in values if value is not None] if None not in values and any(values) else []


def _left(values: list[Count]) -> bool:
    """The total stands one column early, the first figure fell off or went to the end."""
    return values[-2] != 0 and sum(values[:-2]) + values[-1] == values[-2]


def _right(values: list[Count]) -> bool:
    """The total went round to the first column."""
    return values[0] != 0 and sum(values[1:]) == values[0]


def _breach(rows: list[Row]) -> Breach:
    related = tuple(Related(row.span, row.label) for row in rows[1:_SHOWN])
    facts = {"count": len(rows), "rows": tuple(row.label for row in rows[:_SHOWN])}
    return Breach(rows[0].span, facts, related=related)
