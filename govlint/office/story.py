"""The body of a Word file as paragraphs and tables.

Duty: name what a body holds, in body order. May not know XML or numbering.
"""

from __future__ import annotations

from govlint.records import dataclass, field


@dataclass(slots=True)
class Para:
    """A paragraph: its lines (a soft return begins a new one) and what numbers it."""

    lines: list[list[str]] = field(default_factory=lambda: [[]])
    style: str = ""
    list_id: str | None = None
    level: str | None = None
    boxed: bool = False
    """Stands in a text box."""
    changed: bool = False
    """Holds a tracked change."""
    boxes: list[Para | Table] = field(default_factory=list)
    """What the text boxes anchored here hold."""

    @property
    def texts(self) -> list[str]:
        """The lines as printed."""
        return ["".join(line) for line in self.lines]


@dataclass(slots=True)
class Cell:
    """A cell of a row; `merge` is `restart`, `continue` or empty."""

    span: int = 1
    merge: str = ""
    beside: str = ""
    """The same as `merge`, for the old way of merging to the right."""
    items: list[Para | Table] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row; `before` are the columns that it leaves out at its left."""

    before: int = 0
    deleted: bool = False
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table: rows of cells."""

    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """What a body holds, and how many changes in it wait to be accepted."""

    items: list[Para | Table]
    changes: int
