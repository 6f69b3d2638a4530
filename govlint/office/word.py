"""A Word file as a document.

Duty: the body's paragraphs and tables, numbered as Word prints them. May not know any label.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from govlint.document import Document, Trouble
from govlint.errors import UnreadableError
from govlint.office.canvas import Box, Canvas, Part
from govlint.office.lists import ListsListener, StylesListener
from govlint.office.merged import Placed, Placement, place
from govlint.office.numbering import Counter
from govlint.office.ooxml import Listener, listen, relations
from govlint.office.package import Package, exceeded
from govlint.office.story import Para, Story, Table
from govlint.office.trim import trimmed
from govlint.office.wordml import BodyListener
from govlint.places import Locus, Span
from govlint.readers import Limits, Source

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "word/document.xml"


def read_word(source: Source) -> Document:
    """The document of a Word file; what tracked changes delete is left out.

    Raises:
        UnreadableError: where the file is damaged, encrypted or goes beyond a limit.
    """
    if source.data.startswith(_COMPOUND):
        raise UnreadableError("file-encrypted")
    package = Package(source.data, source.limits)
    name = relations(package, "", source.limits).get("officeDocument", _MAIN)
    related = relations(package, name, source.limits)
    body, lists, styles = BodyListener(), ListsListener(), StylesListener()
    listen(trimmed(package.part(name)), body, source.limits)
    for kind, listener in (("numbering", lists), ("styles", styles)):
        _optional(package, related.get(kind, posixpath.join("word", f"{kind}.xml")), listener, source.limits)
    return _document(source, body.story, Counter(lists, styles))


def _optional(package: Package, name: str, listener: Listener, limits: Limits) -> None:
    if package.has(name):
        listen(trimmed(package.part(name)), listener, limits)


def _document(source: Source, story: Story, counter: Counter) -> Document:
    writer = _Writer(counter, source.limits)
    writer.items(story.items)
    troubles: tuple[Trouble, ...] = ()
    if story.changes:
        troubles = (Trouble("tracked-changes", writer.changed or Span(0, 0), (("count", story.changes),)),)
    canvas = writer.canvas
    blocks = tuple(canvas.blocks)
    return Document(source.path, "docx", canvas.text, blocks, loci=canvas.loci, troubles=troubles)


class _Writer:
    """Writes a story on a canvas, counting paragraphs and tables as it goes."""

    def __init__(self, counter: Counter, limits: Limits) -> None:
        self.canvas = Canvas()
        self.changed: Span | None = None
        """Where the first tracked change stands."""
        self._counter = counter
        self._allowed = self._left = limits.cells
        self._paragraphs = {False: 0, True: 0}
        self._tables = 0

    def items(self, items: list[Para | Table], place: Locus | None = None) -> None:
        """Write paragraphs and tables; `place` is the cell that they stand in."""
        for item in items:
            if isinstance(item, Table):
                self._table(item)
            else:
                self._paragraph(item, place)

    def _paragraph(self, para: Para, place: Locus | None) -> None:
        marker = self._counter.marker(para)
        locus = place or self._locus(para)
        start = self.canvas.size
        for index, text in enumerate(para.texts):
            self.canvas.paragraph(((text, locus),), "" if index else marker)
        self._note(para, start)

    def _locus(self, para: Para) -> Locus:
        self._paragraphs[para.boxed] += 1
        story = "textbox" if para.boxed else "body"
        return Locus(story=story, paragraph=self._paragraphs[para.boxed])

    def _note(self, para: Para, start: int) -> None:
        if para.changed and self.changed is None:
            self.changed = Span(start, max(start, self.canvas.size - 1))

    # ---- tables ----

    def _table(self, table: Table) -> None:
        self._tables += 1
        number = self._tables
        placement = place(table)
        self._count(placement)
        if _is_layout(placement):
            for placed in placement.cells:
                self.items(placed.cell.items, _locus(number, placed))
            return
        boxes = [self._box(placed, _locus(number, placed)) for placed in placement.cells]
        start = self.canvas.size
        self.canvas.grid(boxes, placement.rows, placement.columns)
        for para in _paras(placement):
            self._note(para, start)
        for placed in placement.cells:
            self.items([item for item in placed.cell.items if isinstance(item, Table)])

    def _count(self, placement: Placement) -> None:
        self._left -= sum(placed.rows * placed.columns for placed in placement.cells)
        if self._left < 0:
            exceeded("cells", self._allowed)

    def _box(self, placed: Placed, locus: Locus) -> Box:
        parts: list[Part] = []
        for item in placed.cell.items:
            if isinstance(item, Para):
                lines = [line for line in item.texts if line.strip()]
                # A grid has no other place for a number that the cell does not spell.
                text = self._counter.marker(item) + " ".join(lines) if lines else ""
                if text:
                    parts.append((f" {text}" if parts else text, locus))
        return Box(parts or [("", locus)], placed.row, placed.column, placed.rows, placed.columns)


def _locus(table: int, placed: Placed) -> Locus:
    return Locus(story="body", table=table, row=placed.row + 1, column=placed.column + 1)


def _paras(placement: Placement) -> Iterator[Para]:
    return (item for placed in placement.cells for item in placed.cell.items if isinstance(item, Para))


def _is_layout(placement: Placement) -> bool:
    """Whether a table only arranges a page: one column, or little beside the tables inside it."""
    if placement.columns <= 1:
        return True
    nested = [item for placed in placement.cells for item in placed.cell.items if isinstance(item, Table)]
    filled = sum(1 for para in _paras(placement) if any(line.strip() for line in para.texts))
    return bool(nested) and filled < sum(len(row.cells) for table in nested for row in table.rows)
