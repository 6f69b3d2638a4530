"""Where paragraphs and tables go while a Word file is read.

Duty: build the story of a body, a cell or a text box. May not know XML.
"""

from __future__ import annotations

from govlint.office.story import Cell, Para, Row, Table
from govlint.records import dataclass, field

_RESULT = "\0"
"""Stands behind a field's instruction once its result begins."""
_CONTENTS = "TOC"


@dataclass(slots=True)
class Flow:
    """A body, a cell or a text box under way."""

    items: list[Para | Table]
    cell: Cell | None = None
    boxed: bool = False
    para: Para | None = None
    tables: list[Table] = field(default_factory=list)
    _open: Para | None = None
    """A paragraph whose mark was deleted: the next one goes on in it."""

    def begin_para(self) -> None:
        """A paragraph begins; one that goes on takes the properties of the later one."""
        self.para = self._open or Para()
        self.para.boxed = self.boxed
        self.para.style, self.para.list_id, self.para.level = "", None, None
        self._open = None

    def end_para(self, *, goes_on: bool) -> None:
        """The paragraph ends, or goes on in the next one."""
        if goes_on:
            self._open = self.para
        elif self.para is not None:
            self._add(self.para)
        self.para = None

    def begin_table(self) -> None:
        """A table begins."""
        self.close()
        table = Table()
        self.items.append(table)
        self.tables.append(table)

    def begin_row(self) -> None:
        """A row begins."""
        if self.tables:
            self.tables[-1].rows.append(Row())

    @property
    def row(self) -> Row | None:
        """The row under way."""
        return self.tables[-1].rows[-1] if self.tables and self.tables[-1].rows else None

    def begin_cell(self) -> Flow:
        """A cell begins; its flow."""
        cell = Cell()
        if self.row is not None:
            self.row.cells.append(cell)
        return Flow(cell.items, cell, self.boxed)

    def begin_box(self) -> Flow:
        """A text box begins; what it holds comes behind the paragraph that anchors it."""
        return Flow(self.para.boxes if self.para is not None else self.items, boxed=True)

    def close(self) -> None:
        """Nothing comes any more that a paragraph could go on in."""
        if self._open is not None:
            self._add(self._open)
            self._open = None

    def _add(self, para: Para) -> None:
        self.items.append(para)
        self.items.extend(para.boxes)


class Fields:
    """The fields open at a place: their instructions print nothing, their results do."""

    def __init__(self) -> None:
        self._stack: list[list[str]] = []

    def mark(self, kind: str | None) -> None:
        """A field begins, goes over to its result, or ends."""
        if kind == "begin":
            self._stack.append([""])
        elif kind == "separate" and self._stack:
            self._stack[-1] = ["".join(self._stack[-1]).strip(), _RESULT]
        elif kind == "end" and self._stack:
            self._stack.pop()

    def instruct(self, text: str) -> None:
        """A part of an instruction."""
        if self._stack:
            self._stack[-1].append(text)

    @property
    def mute(self) -> bool:
        """Whether nothing is printed here: an instruction, or a table of contents, which repeats headings."""
        return any(field[-1] != _RESULT or field[0].startswith(_CONTENTS) for field in self._stack)
