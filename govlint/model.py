"""The report as understood: sections, tables, rows, columns, cells and what each is called.

Duty: frozen values with the keys that grammars give them. May not know any form, pack or rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from govlint.document import Piece
from govlint.named import NamedTuple
from govlint.places import Span
from govlint.records import dataclass, field

Count = int | Decimal


class State(Enum):
    """Why a cell has a count, or has none."""

    COUNT = "count"
    BLANK = "blank"
    NOT_A_NUMBER = "not_a_number"
    UNREADABLE = "unreadable"
    ABSENT = "absent"


class Label(NamedTuple):
    """A printed label: `text` as the form prints it, `printed` as the report does.

    `number` is the numbering the report prints before it (`三、` gives `三`), None where it prints none;
    `expected` is the form's. `damaged` is true where it was recognised only after repair.
    """

    text: str
    printed: str
    span: Span
    number: str | None = None
    expected: str | None = None
    damaged: bool = False
    canonical: bool = True


class Cell(NamedTuple):
    """One cell of a table. `row` and `column` are keys, `label` names it in the form's own words."""

    table: str
    row: str
    column: str
    label: str
    printed: str
    span: Span
    state: State
    count: Count | None = None  # type: ignore[assignment]  # hides a method that nobody needs
    unit: str = ""
    flaw: str = ""
    """Why it is no plain number: `malformed`, `words`, `unreadable` …; see `numbers.py`."""


class Column(NamedTuple):
    """A column of a block of rows; `span` is its printed head, or the block's where it prints none."""

    key: str
    label: str
    span: Span


class Row(NamedTuple):
    """A row of a table. `key` carries the keys of its groups: `refused.state_secret`.

    `trouble` is empty, or says why its cells cannot be told: `short` (fewer counts than columns in a
    layout that keeps blanks), `lost` (the layout loses blanks), `glued`, `surplus`.
    `printed_counts` is the number of counts that were printed.
    """

    key: str
    label: str
    span: Span
    cells: tuple[Cell, ...]
    head: Label | None = None
    trouble: str = ""
    printed_counts: int = 0

    def cell(self, column: str) -> Cell | None:
        """The cell of `column`, or None where the row has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a section. `key` is its section's; `name` is what people call it.

    `trouble` is empty, `missing` (no trace of it) or `unreadable` (printed, but no row can be read).
    """

    key: str
    name: str
    span: Span
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    trouble: str = ""

    def row(self, key: str) -> Row | None:
        """The row of that key, or None."""
        return next((row for row in self.rows if row.key == key), None)

    def group(self, key: str) -> tuple[Row, ...]:
        """The rows whose keys start with `key.`."""
        return tuple(row for row in self.rows if row.key.startswith(key + "."))

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row.cells


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; `paragraphs` is its prose, without headings and tables."""

    key: str
    name: str
    span: Span
    heading: Label | None
    paragraphs: tuple[Piece, ...]
    table: Table | None = None


class Deviation(NamedTuple):
    """Where the printed report departs from its form, as the repair of the parse found it.

    `kind`: `missing`, `unexpected`, `repeated`, `moved`, `damaged`, `lost` (a row whose cells cannot be told).
    `of`: `section`, `row`, `group`, `column`, `caption`, `table`, `counts`, `bound`.
    """

    kind: str
    of: str
    key: str
    label: str
    span: Span
    table: str = ""
    detail: str = ""


class Fact(NamedTuple):
    """Something that the grammar's fact terminals read in the report: a date, a period, an agency."""

    name: str
    values: tuple[tuple[str, str], ...]
    span: Span
    section: str = ""

    def get(self, key: str) -> str | None:
        """The text of a named part, or None."""
        for name, value in self.values:
            if name == key:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `form` is the edition it was recognised as; `year` is the report year, or None.

    `preamble` is the prose before the first section; `facts` are in order of place.
    """

    form: str
    span: Span
    sections: tuple[Section, ...]
    preamble: tuple[Piece, ...] = ()
    facts: tuple[Fact, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    title: Label | None = None
    agency: str | None = None
    year: int | None = None
    form_years: tuple[int, int] | None = None
    candidates: tuple[tuple[str, int], ...] = field(default=())
    """Every form tried, with the number of its own labels seen, best first."""
    _by_name: dict[str, list[Fact]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def section(self, key: str) -> Section | None:
        """The section of that key, or None."""
        for section in self.sections:
            if section.key == key:
                return section
        return None

    def table(self, key: str) -> Table | None:
        """The table of the section of that key, or None."""
        section = self.section(key)
        return section.table if section else None

    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(section.table for section in self.sections if section.table)

    def facts_of(self, name: str) -> tuple[Fact, ...]:
        """The facts of that name, in order of place."""
        if not self._by_name and self.facts:
            for fact in self.facts:
                self._by_name.setdefault(fact.name, []).append(fact)
        return tuple(self._by_name.get(name, ()))
