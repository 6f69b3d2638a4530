"""Rules about what single cells print.

Duty: blanks, words, signs, fractions, units, one table at a time, so that a table full of the same is one
finding. May not do arithmetic, nor know which columns take which figures.

A column is named by its key or, more narrowly, as `row.column`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from govlint.counts import all_plain, all_whole
from govlint.findings import Edit, Fix, Related, Words
from govlint.model import Cell, Row, State, Table
from govlint.patterns import known
from govlint.records import replace
from govlint.rule import Breach, Node, Scope, Step, Yield, first_few, rule
from govlint.verdicts import name_of
from govlint.words import fill

_MANY = 3
"""More cells than this in one table with the same fault are one finding."""
_SHOWN = 12
_ALONE = Words("", "")
_LOOKALIKES = str.maketrans("OoIl", "0011")


def _all_whole(_values: object, tables: Sequence[Table], scope: Scope, **_parameters: object) -> bool:
    return all_whole(scope, tables)


def _all_plain(_values: object, tables: Sequence[Table], scope: Scope, **_parameters: object) -> bool:
    return all_plain(scope, tables)


@rule(facts=("count", "rows", "all_rows"), nodes=("table",), quiet=_all_whole)
def blank_cells(node: Node, scope: Scope) -> Yield:
    """Cells that print nothing, and rows that print fewer figures than they have columns."""
    table = _table(node)
    rows = [row for row in table.rows if _blanks(row)]
    if scope.tell is not None:
        for row in table.rows:
            facts = {
                "label": row.label,
                "count": _blanks(row),
                "cells": len(row.cells),
                "trouble": row.trouble or "-",
            }
            scope.tell(Step("blanks", facts, row.span))
    if not rows:
        return
    facts = {
        "count": sum(map(_blanks, rows)),
        "rows": first_few([_named(row) for row in rows]),
        "all_rows": len(rows),
    }
    related = tuple(Related(row.span, row.label) for row in rows[1:_SHOWN])
    yield Breach(rows[0].span, facts, related=related)


def _named(row: Row) -> str:
    return f"{row.label} {row.printed_counts}/{len(row.cells)}" if row.trouble else row.label


def _blanks(row: Row) -> int:
    if row.trouble:
        return len(row.cells) - row.printed_counts if row.trouble == "short" else 0
    return sum(1 for cell in row.cells if _blank(cell))


def _blank(cell: Cell) -> bool:
    return cell.state is State.BLANK


@rule(facts=("cell", "printed", "count", "several", "broken"), nodes=("table",), quiet=_all_plain)
def flawed_cells(node: Node, scope: Scope, *, flaws: tuple[str, ...], several: Words) -> Yield:
    """Cells whose text has one of the named flaws; `broken` is true where it gives no count at all."""
    wrong = _told(
        node, scope, several, lambda cell: cell.flaw in flaws and cell.state is not State.UNREADABLE
    )
    yield from (_mended(breach, scope) for breach in wrong)


def _mended(breach: Breach, scope: Scope) -> Breach:
    """The breach with the digits as they should be typed, where that is clear."""
    if breach.related:
        return breach
    printed = scope.document.text[breach.span.start : breach.span.end]
    plain = unicodedata.normalize("NFKC", printed)
    bare = "".join(plain.translate(_LOOKALIKES).split()).replace(",", "")
    if not bare.isdecimal() or bare == printed:
        return breach
    # Without a count it is not known where one figure ends.
    safe = not breach.facts["broken"] and len(plain) == len(bare)
    fix = Fix((Edit(breach.span, bare),), "fix.digits", safe=safe)
    return replace(breach, fixes=(fix,))


@rule(facts=("cell", "printed", "count", "several", "broken"), nodes=("table",), quiet=_all_plain)
def negative_cells(node: Node, scope: Scope, *, several: Words, signed: tuple[str, ...] = ()) -> Yield:
    """Counts below zero in any column but the signed ones."""
    yield from _told(node, scope, several, lambda cell: (cell.count or 0) < 0 and not _among(cell, signed))


@rule(facts=("cell", "printed", "count", "several", "broken"), nodes=("table",), quiet=_all_plain)
def fractional_cells(node: Node, scope: Scope, *, several: Words, decimals: tuple[str, ...] = ()) -> Yield:
    """Counts that are not whole in any column but those of amounts."""
    yield from _told(
        node, scope, several, lambda cell: (cell.count or 0) % 1 != 0 and not _among(cell, decimals)
    )


@rule(facts=("cell", "printed", "unit", "count", "several", "elsewhere"), nodes=("table",), quiet=_all_plain)
def cells_with_unit(node: Node, scope: Scope, *, several: Words, amounts: tuple[str, ...] = ()) -> Yield:
    """A unit inside a cell; `elsewhere` is true outside the columns of amounts, where no unit belongs."""
    for elsewhere in (True, False):
        yield from _with_unit(node, scope, several, amounts, elsewhere=elsewhere)


def _with_unit(
    node: Node, scope: Scope, several: Words, amounts: tuple[str, ...], *, elsewhere: bool
) -> Iterator[Breach]:
    wrong = _told(node, scope, several, lambda cell: bool(cell.unit) and _among(cell, amounts) != elsewhere)
    for breach in wrong:
        unit = next(cell.unit for cell in _odd(node, scope) if cell.span == breach.span)
        facts = {key: breach.facts[key] for key in ("cell", "printed", "count", "several")}
        yield replace(breach, facts={**facts, "unit": unit, "elsewhere": elsewhere})


@rule(facts=("cell", "printed"), nodes=("table",))
def amounts_without_unit(node: Node, scope: Scope, *, amounts: tuple[str, ...], unit: str) -> Yield:
    """An amount above zero, neither the cell nor the head of its column saying in which unit."""
    table = _table(node)
    for cell in table.cells():
        if cell.count and cell.count > 0 and not cell.unit and _among(cell, amounts):
            heads = (column.span for column in table.columns if column.key == cell.column)
            if not any(known(unit).search(scope.document.text[head.start : head.end]) for head in heads):
                yield Breach(cell.span, {"cell": cell.label, "printed": cell.printed.strip()}, name_of(cell))


def _table(node: Node) -> Table:
    assert isinstance(node.value, Table)
    return node.value


def _odd(node: Node, scope: Scope) -> list[Cell]:
    """The cells that are anything but a plain count; there are few, and every rule here looks at no other."""
    table = _table(node)
    return scope.once(("odd cells", table.key), lambda: _find_odd(table, scope))


def _find_odd(table: Table, scope: Scope) -> list[Cell]:
    if all_plain(scope, (table,)):
        return []
    return [
        cell
        for row in table.rows
        for cell in row.cells
        if cell.flaw or cell.unit or cell.count is None or cell.count < 0 or not isinstance(cell.count, int)
    ]


def _among(cell: Cell, columns: tuple[str, ...]) -> bool:
    return cell.column in columns or f"{cell.row}.{cell.column}" in columns


def _told(node: Node, scope: Scope, several: Words, wrong: Callable[[Cell], bool]) -> Iterator[Breach]:
    """One breach for each wrong cell, or one for all where there are many, which `several` says with `{count}`."""
    cells = [cell for cell in _odd(node, scope) if wrong(cell)]
    if len(cells) <= _MANY:
        yield from (_one(cell, 1, _ALONE, ()) for cell in cells)
        return
    related = tuple(Related(cell.span, cell.label) for cell in cells[1 : _SHOWN + 1])
    yield _one(cells[0], len(cells), fill(several, {"count": len(cells)}), related)


def _one(cell: Cell, count: int, several: Words, related: tuple[Related, ...]) -> Breach:
    facts = {
        "cell": cell.label,
        "printed": cell.printed.strip(),
        "count": count,
        "several": several,
        "broken": cell.count is None,
    }
    return Breach(cell.span, facts, name_of(cell), related=related)
