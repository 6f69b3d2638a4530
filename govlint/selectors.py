"""Selectors: the names by which constraints call nodes.

Duty: check a selector against the forms, and find its nodes in a report. May not evaluate anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Protocol

from govlint.document import Piece
from govlint.gathered import KINDS
from govlint.model import Column, Report, Row, Section, Table
from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.records import dataclass, field
from govlint.rule import Node, Value

WIDE = ("report", "sections", "tables", "paragraphs")
PARTS = ("table", "rows", "columns", "cells", "paragraphs")
_TABLE_PARTS = ("rows", "columns", "cells")
_SHAPE = lazy(r"[a-z][a-z0-9_]{0,60}(?:\.[a-z][a-z0-9_]{0,60}){0,4}")


class FormKeys(Protocol):
    """What a selector must know of a form: its id, its sections, and section → row → columns."""

    @property
    def id(self) -> str:
        """The form's name."""
        ...

    @property
    def sections(self) -> tuple[str, ...]:
        """Keys of its sections."""
        ...

    @property
    def keys(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Section → row key → column keys."""
        ...


class Selector(NamedTuple):
    """A selector taken apart: `KEY`, `KEY.PART` or `KEY.ROW`; wide ones have no key."""

    text: str
    key: str = ""
    part: str = ""
    row: str = ""


@dataclass(frozen=True)
class Selected:
    """What a selector found, nodes being made when asked for.

    `missing` names the key or table that the report lacks, where it lacks one; `unreadable` says that what is
    missing is printed, but that the layout lets no row of it be read.
    """

    values: tuple[Value, ...] = ()
    missing: str = ""
    unreadable: bool = False
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)
    made: Callable[[], Iterable[Node]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """A node for each of the values."""
        return tuple(self.made())


@cache
def parse(text: str) -> Selector:
    """A selector taken apart.

    Raises:
        ValueError: where the text is no selector at all.
    """
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{text!r} is no selector")
    head, _, rest = text.partition(".")
    if head == "tables" and rest in _TABLE_PARTS:
        return Selector(text, part=rest)
    if text in KINDS:
        return Selector(text, part=text)
    if head in WIDE:
        if rest:
            raise ValueError(f"{head!r} has no part {rest!r}{_hint(rest, _TABLE_PARTS)}")
        return Selector(text, part=head)
    if rest in PARTS:
        return Selector(text, key=head, part=rest)
    return Selector(text, key=head, row=rest)


def node_kind(text: str) -> str:
    """The kind of the nodes that a selector names."""
    selector = parse(text)
    if text in KINDS:
        return text
    if selector.part:
        return selector.part.removesuffix("s")
    return "row" if selector.row else "section"


def problem(text: str, forms: Iterable[FormKeys]) -> str | None:
    """What is wrong with a selector for these forms, or None where one of them has what it names."""
    try:
        selector = parse(text)
    except ValueError as error:
        return str(error)
    known = tuple(forms)
    if not selector.key or any(has(selector, form) for form in known):
        return None
    return _lack(selector, known)


def has(selector: Selector, form: FormKeys) -> bool:
    """Whether a form has what the selector names."""
    if selector.key and selector.key not in form.sections:
        return False
    rows = form.keys.get(selector.key, {})
    if selector.row:
        return any(_within(row, selector.row) for row in rows)
    return bool(rows) or not selector.key or selector.part in ("", "paragraphs")


def select(text: str, report: Report) -> Selected:
    """The nodes that a selector names in a report."""
    selector = parse(text)
    if not selector.key:
        tables = report.tables() if selector.text.startswith("tables") else ()
        values = tuple(_wide_values(selector, report))
        return Selected(values, tables=tables, made=lambda: _wide(selector, report))
    section = report.section(selector.key)
    if section is None:
        return Selected(missing=selector.key)
    if selector.part == "paragraphs":
        return Selected(section.paragraphs, made=lambda: _paragraphs(section))
    if not selector.part and not selector.row:
        return Selected((section,), made=lambda: (_section(section),))
    if section.table is None or section.table.trouble:
        return _without_rows(section)
    table = section.table
    values = tuple(_table_values(selector, table))
    missing = "" if values or selector.part else text
    return Selected(values, missing, tables=(table,), made=lambda: _of_table(selector, table))


def _without_rows(section: Section) -> Selected:
    if (table := section.table) is None:
        return Selected(missing=f"{section.key}.table")
    return Selected(missing=table.name, unreadable=table.trouble == "unreadable")


def _within(key: str, wanted: str) -> bool:
    return key == wanted or key.startswith(wanted + ".")


def _hint(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _lack(selector: Selector, forms: tuple[FormKeys, ...]) -> str:
    names = ", ".join(form.id for form in forms) or "this pack"
    sections = {section for form in forms for section in form.sections}
    if selector.key not in sections:
        return f"no section {selector.key!r} in {names}{_hint(selector.key, [*sections, *WIDE, *KINDS])}"
    rows = {row for form in forms for row in form.keys.get(selector.key, {})}
    if not selector.row:
        return f"section {selector.key!r} has no table in {names}"
    return f"no row {selector.row!r} in section {selector.key!r} of {names}{_hint(selector.row, [*rows, *PARTS])}"


def _wide(selector: Selector, report: Report) -> Iterator[Node]:
    if selector.text == "report":
        yield Node("report", report, report.title.printed if report.title else "", report.span)
    elif selector.text == "sections":
        yield from map(_section, report.sections)
    elif selector.text == "paragraphs":
        yield from _prose(report.preamble, "", "")
        for section in report.sections:
            yield from _paragraphs(section)
    else:
        for table in report.tables():
            yield from [_table(table)] if selector.text == "tables" else _of_table(selector, table)


def _wide_values(selector: Selector, report: Report) -> Iterable[Value]:
    if selector.text == "report":
        return (report,)
    if selector.text == "sections":
        return report.sections
    if selector.text == "paragraphs":
        return chain(report.preamble, *(section.paragraphs for section in report.sections))
    if selector.text == "tables":
        return report.tables()
    return chain.from_iterable(_table_values(selector, table) for table in report.tables())


def _table_values(selector: Selector, table: Table) -> Iterable[Value]:
    if selector.part == "table":
        return (table,)
    if selector.part == "columns":
        return table.columns
    if selector.part == "cells":
        return table.cells()
    return [row for row in table.rows if _within(row.key, selector.row)] if selector.row else table.rows


def _section(section: Section) -> Node:
    return Node("section", section, section.name, section.span, section.key, section.table)


def _paragraphs(section: Section) -> Iterator[Node]:
    return _prose(section.paragraphs, section.name, section.key)


def _prose(pieces: Iterable[Piece], label: str, key: str) -> Iterator[Node]:
    for piece in pieces:
        yield Node("paragraph", piece, label, piece.span(), key)


def _of_table(selector: Selector, table: Table) -> Iterator[Node]:
    if selector.part == "table":
        yield _table(table)
    elif selector.part == "columns":
        yield from (_column(column, table) for column in table.columns)
    elif selector.part == "cells":
        for cell in table.cells():
            yield Node("cell", cell, cell.label, cell.span, table.key, table)
    else:
        rows = (row for row in table.rows if not selector.row or _within(row.key, selector.row))
        yield from (_row(row, table) for row in rows)


def _table(table: Table) -> Node:
    return Node("table", table, table.name, table.span, table.key, table)


def _row(row: Row, table: Table) -> Node:
    return Node("row", row, f"{table.name} / {row.label}", row.span, table.key, table)


def _column(column: Column, table: Table) -> Node:
    return Node("column", column, f"{table.name} / {column.label}", column.span, table.key, table)
