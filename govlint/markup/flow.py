"""From the tree to paragraphs and grids.

Duty: what prints as one paragraph, what as one table. May not decide what is furniture.

Outside data tables a `<br>` ends a paragraph; within a cell neither it nor a block's end separates words,
because header cells are often cut in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from govlint.document import Grid, GridCell, Paragraph, Piece
from govlint.markup.body import Body, Node
from govlint.markup.grid import Budget, Slot, form
from govlint.markup.ink import Ink
from govlint.markup.measure import Survey
from govlint.markup.tree import BLOCKS, CELLS, GROUPS, Element
from govlint.patterns import lazy
from govlint.places import Span

_Step = tuple[Literal["enter", "leave", "grid"], Node]

_LINE = lazy(r"[^\r\n]++")
_HASHES = lazy(r"[ \t]{0,3}#{1,6}[ \t]{1,9}")
_VERBATIM = frozenset({"pre", "listing"})
_ROWS = GROUPS | {"tr"}


class Flow:
    """Walks a surveyed page. `loose` says that lines of the source are lines of print, as in Markdown."""

    def __init__(self, page: Survey, body: Body, cells: int, *, loose: bool = False) -> None:
        self._page = page
        self._body = body
        self._skip = body.skip | page.ignored
        self._budget = Budget(cells)
        self._lines = int(loose)
        self._loose = loose
        self._ink = Ink(page.page)

    def blocks(self) -> Iterator[Paragraph | Grid]:
        """The paragraphs and grids of the body, in order."""
        agenda: list[_Step] = _enter(self._body.parts)
        while agenda:
            step, node = agenda.pop()
            if not isinstance(node, Element):
                if node not in self._skip:
                    yield from self._text(node)
                continue
            parts = node.name == "br" or node.name in BLOCKS or node in self._body.lines
            if parts and not self._ink.empty():
                yield from self._flush()
            if node in self._body.lines:
                yield Paragraph(self._cell_text(node))
            elif step == "grid":
                yield self._grid(node)
            elif step == "leave":
                self._lines -= node.name in _VERBATIM
            elif node not in self._skip:
                agenda.extend(self._inside(node))
        yield from self._flush()

    def _inside(self, element: Element) -> list[_Step]:
        """What to do next, last first, when an element is entered."""
        if element not in self._page.data_tables:
            self._lines += element.name in _VERBATIM
            return [("leave", element), *_enter(element.children)]
        nested, around = self._nested(element), self._around(element)
        return [*_enter(nested), ("grid", element), *_enter(around)]

    def _text(self, span: Span) -> Iterator[Paragraph]:
        if not self._lines:
            self._ink.add(*span)
            return
        page, position = self._page.page, span.start
        for match in _LINE.finditer(page, *span):
            if match.start() > position:
                yield from self._flush()
            hashes = _HASHES.match(page, *match.span()) if self._loose else None
            self._ink.add(hashes.end() if hashes else match.start(), match.end())
            position = match.end()
        if position < span.end:
            yield from self._flush()

    def _flush(self) -> Iterator[Paragraph]:
        ink, self._ink = self._ink, Ink(self._page.page)
        if not ink.blank():
            yield Paragraph(ink.piece(0))

    def _around(self, table: Element) -> list[Node]:
        """What a browser shows before the table though it stands inside: captions and misplaced content."""
        found: list[Node] = []
        parts = [table]
        for part in parts:
            for child in part.children:
                if isinstance(child, Element) and child.name in _ROWS:
                    parts.extend([child] if child not in self._skip else [])
                elif not (isinstance(child, Element) and child.name in CELLS):
                    found.append(child)
        return found

    def _nested(self, table: Element) -> list[Element]:
        """The data tables in the cells of a data table; they are printed behind it."""
        if self._page.of[table].tables < 2:
            return []
        found: list[Element] = []
        agenda: list[Node] = list(reversed(table.children))
        while agenda:
            node = agenda.pop()
            if not isinstance(node, Element) or node in self._skip:
                continue
            if node in self._page.data_tables:
                found.append(node)
            else:
                agenda.extend(reversed(node.children))
        return found

    def _grid(self, table: Element) -> Grid:
        slots, rows, columns = form(table, self._page, self._budget)
        return Grid(tuple(map(self._cell, slots)), rows, columns, Span(table.start, table.end))

    def _cell(self, slot: Slot) -> GridCell:
        piece = self._cell_text(slot.cell)
        return GridCell(piece, slot.row, slot.column, slot.row_span, slot.column_span)

    def _cell_text(self, cell: Element) -> Piece:
        ink = Ink(self._page.page)
        agenda: list[Node] = list(reversed(cell.children))
        while agenda:
            node = agenda.pop()
            if not isinstance(node, Element):
                ink.add(*node)
                continue
            if node.name == "br" or node.name in BLOCKS:
                ink.gap(node.start)
            if node not in self._skip and node not in self._page.data_tables:
                agenda.extend(reversed(node.children))
        return ink.piece(cell.inner)


def _enter(nodes: Sequence[Node]) -> list[_Step]:
    return [("enter", node) for node in reversed(nodes)]
