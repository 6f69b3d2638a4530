"""Values of the generator.

Duty: what a made report consists of, and what printing it yields. May not know words of any report.
Everything is frozen; the dictionaries inside are copied before they are changed (see `edit.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Number = int | Decimal | None
"""A count or an amount; None is a cell left blank."""
Figures = Mapping[str, Mapping[str, Mapping[str, Number]]]
"""Table, row, column."""
BOXED = 3
"""Level of a paragraph that no layout wraps."""
CellKey = tuple[str, str, str]
RowKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """One column of a block."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class RowShape:
    """One printed row; `parents` are keys of the spanning labels left of it, outermost first."""

    key: str
    label: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share a caption and column labels."""

    caption: str
    columns: tuple[ColumnShape, ...]
    rows: tuple[RowShape, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table prints besides its figures; `words` are its spanning labels."""

    key: str
    blocks: tuple[Block, ...]
    words: Mapping[str, str]

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Keys of the printed rows in order, doubles included."""
        return tuple(row.key for block in self.blocks for row in block.rows)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Row and column of every printed cell in reading order."""
        return tuple((r.key, c.key) for b in self.blocks for r in b.rows for c in b.columns)


@dataclass(frozen=True, slots=True)
class Agency:
    """An invented body."""

    name: str
    kind: str
    own: str
    """How the body calls itself."""
    area: str
    """The place that it governs or works for."""
    site: str
    """Whose web site carries the report."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the marker by which a test finds its line."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences printed one behind the other.

    `level` 2 is a sub-heading, 3 a line that never wraps, 0 prose.
    """

    sentences: tuple[Sentence, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level section: `number` is printed as it is, with its mark (`一、`)."""

    key: str
    number: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: str | None = None

    @property
    def heading(self) -> str:
        """The heading as printed."""
        return self.number + self.title

    @property
    def text(self) -> str:
        """All prose of the section without its heading."""
        return "".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ReportData:
    """A whole report before it is printed."""

    seed: int
    form: str
    profile: str
    kind: str
    year: int
    published: date
    agency: Agency
    figures: Figures
    tables: Mapping[str, TableShape]
    title: str
    meta: tuple[Paragraph, ...]
    intro: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tail: tuple[Paragraph, ...] = ()
    printed: Mapping[CellKey, str] = field(default_factory=dict)
    """Cells that print something else than their number."""

    def number(self, table: str, row: str, column: str) -> int | Decimal:
        """The figure of a cell, a blank counted as 0."""
        return self.figures[table][row][column] or 0

    def cell_text(self, table: str, row: str, column: str) -> str:
        """What the cell prints; a blank prints nothing."""
        if (table, row, column) in self.printed:
            return self.printed[table, row, column]
        value = self.figures[table][row][column]
        return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)

    def section(self, key: str) -> Section:
        """The section of that key."""
        return next(section for section in self.sections if section.key == key)

    def sentence(self, key: str) -> Sentence:
        """The sentence of that marker."""
        return next(sentence for sentence in self.sentences if sentence.key == key)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All prose in order, headings of sections excepted."""
        inner = tuple(p for section in self.sections for p in section.paragraphs)
        return self.meta + self.intro + inner + self.tail

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(s for paragraph in self.paragraphs for s in paragraph.sentences)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is expected: `kind` is cell, row, column, table, section, sentence, title or report."""

    kind: str
    key: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {'.'.join(self.key)}".strip()


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed report; lines count from 1 and are ended by LF only."""

    text: str
    layout: str
    keeps_blanks: bool
    """Whether a blank cell can be told from the text alone, with its column."""
    title_line: int
    cell_lines: Mapping[CellKey, int]
    row_lines: Mapping[RowKey, int]
    """The line on which the row's label begins."""
    section_lines: Mapping[str, int]
    sentence_lines: Mapping[str, int]
    column_lines: Mapping[tuple[str, str], int]
    """The line of the first printed label of that column."""

    def line(self, number: int) -> str:
        """The text of a line."""
        return self.text.split("\n")[number - 1]

    def line_of(self, place: Place) -> int | None:
        """The line of a place; None where it has no line of its own or is not printed."""
        maps: dict[str, Mapping[tuple[str, ...], int]] = {
            "cell": self.cell_lines,  # type: ignore[dict-item]
            "row": self.row_lines,  # type: ignore[dict-item]
            "column": self.column_lines,  # type: ignore[dict-item]
        }
        if place.kind in maps:
            return maps[place.kind].get(place.key)
        if place.kind == "title":
            return self.title_line
        words = self.section_lines if place.kind == "section" else self.sentence_lines
        return words.get(place.key[0]) if place.kind in {"section", "sentence"} else None
