"""Figures: the cells within a node, by key.

Duty: name the cells that an equation at a node may speak of, and the rows that the report lacks there. May
not evaluate.

At a row a cell is named by its column, at a column by its row, at a table or section by `row.column`, at
the report by `section.row.column`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from govlint.model import Cell, Column, Report, Row, Section, Table
from govlint.rule import Node

Figures = tuple[tuple[str, ...], list[Cell]]


def figures(node: Node) -> Figures:
    """The keys of the cells within a node, and the cells."""
    value = node.value
    if isinstance(value, Row):
        return tuple([cell.column for cell in value.cells]), list(value.cells)
    if isinstance(value, Column):
        return _of_column(value.key, node.table)
    if isinstance(value, Table | Section):
        table = value if isinstance(value, Table) else value.table
        return _of_tables([("", table)] if table else [])
    if isinstance(value, Report):
        return _of_tables((table.key + ".", table) for table in value.tables())
    return (), []


def _of_column(key: str, table: Table | None) -> Figures:
    rows: list[str] = []
    cells: list[Cell] = []
    place = 0
    for row in table.rows if table else ():
        if place >= len(row.cells) or row.cells[place].column != key:
            place = next((i for i, cell in enumerate(row.cells) if cell.column == key), len(row.cells))
        if place < len(row.cells):
            rows.append(row.key)
            cells.append(row.cells[place])
    return tuple(rows), cells


def _of_tables(tables: Iterable[tuple[str, Table]]) -> Figures:
    pairs = [
        (f"{prefix}{row.key}.{cell.column}", cell)
        for prefix, table in tables
        for row in table.rows
        for cell in row.cells
    ]
    return tuple(key for key, _ in pairs), [cell for _, cell in pairs]


def lacking(node: Node, report: Report) -> Collection[str]:
    """Keys of the rows that the form has and the report does not print, as they are named at the node."""
    if not report.deviations or node.kind == "row":
        return ()
    wanted = node.table.key if node.table else node.section
    prefix = node.kind == "report"
    return [
        f"{deviation.table}.{deviation.key}" if prefix else deviation.key
        for deviation in report.deviations
        if deviation.kind == "missing" and deviation.of == "row" and (prefix or deviation.table == wanted)
    ]
