"""Rows and cells: runs of printed cells fitted to the columns of the form.

Duty: the rows of one table, and what of them is missing, moved, damaged or lost. May not judge a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from govlint.document import Piece
from govlint.gather import Block, Line
from govlint.grammar import Run
from govlint.model import Cell, Column, Label, Row, State
from govlint.numbers import read
from govlint.places import Span
from govlint.runs import Aligned, Layout, align
from govlint.scribe import Scribe


@cache
def _columns(run: Run) -> tuple[str, ...]:
    """The column of each cell of a run."""
    return tuple(path[-1] for path in run)


@cache
def _rows(run: Run) -> tuple[tuple[str, ...], ...]:
    """The rows whose cells stand in a run, once each."""
    return tuple(dict.fromkeys(path[:-1] for path in run))


_new: Any = tuple.__new__
"""Makes a named tuple without naming its parts."""


def _picked(aligned: Aligned, indices: Sequence[int]) -> tuple[Piece | None, ...]:
    return tuple([aligned.cells[index] for index in indices])


class Rows:
    """Builds the rows of one table."""

    def __init__(self, scribe: Scribe, table: str, layout: Layout) -> None:
        self.scribe = scribe
        self.table = table
        self.layout = layout
        self.name = scribe.form.table_names.get(table, table)

    def of(self, line: Line) -> Iterator[Row]:
        """The rows whose cells stand in one run; what the report does not print is a deviation."""
        keys = _rows(line.run)
        if len(keys) == 1:
            row = self.one(line)
            if row is not None:
                yield row
        elif line.cells is None:
            for key in keys:
                text = self.text(line, key[-1])
                self.scribe.deviate("missing", "row", ".".join(key), text, table=self.table)
        else:
            yield from self.side_by_side(line, line.cells.span, keys)

    def side_by_side(self, line: Line, whole: Span, keys: Sequence[tuple[str, ...]]) -> Iterator[Row]:
        """Rows that share one run; one all of whose columns are gone is missing."""
        kept, aligned = self.aligned(line)
        for key in keys:
            mine = [at for at, index in enumerate(kept) if line.run[index][:-1] == key]
            if mine:
                columns = [line.run[kept[at]][-1] for at in mine]
                yield self.shared(line, whole, key, columns, aligned._replace(cells=_picked(aligned, mine)))
            else:
                text = self.text(line, key[-1])
                self.scribe.deviate("missing", "row", ".".join(key), text, table=self.table)

    def shared(
        self, line: Line, whole: Span, key: tuple[str, ...], columns: Sequence[str], aligned: Aligned
    ) -> Row:
        """One of several rows printed side by side."""
        text = self.text(line, key[-1])
        pieces = aligned.cells
        spans = [piece.span() for piece in pieces if piece is not None] or [whole]
        span = Span(spans[0].start, max(s.end for s in spans))
        self.scribe.last = span
        path = ".".join((*line.path, *key))
        self.lost(path, text, span, aligned)
        cells = self.cells(path, text, columns, pieces, aligned.trouble, span)
        printed = sum(1 for piece in pieces if piece is not None and piece.text.strip())
        return Row(path, text, span, cells, None, aligned.trouble, printed)

    def one(self, line: Line) -> Row | None:
        """A row with a run of its own; None where nothing of it is printed."""
        path = (*line.path, *line.run[0][:-1])
        key = ".".join(path)
        text = self.text(line, path[-1])
        full = " / ".join((*line.labels, text)) if line.labels else text
        if line.head is not None and line.head.token is None and line.cells is None:
            self.scribe.deviate("missing", "row", key, full, table=self.table)
            return None
        head = self.head(line, key, full)
        kept, aligned = self.aligned(line)
        columns = [line.run[index][-1] for index in kept]
        span = self.span(line)
        self.scribe.last = span
        cells = self.cells(key, full, columns, aligned.cells, aligned.trouble, span)
        self.lost(key, full, span, aligned)
        return Row(key, full, span, cells, head, aligned.trouble, aligned.printed)

    def head(self, line: Line, key: str, full: str) -> Label | None:
        """The printed label of a row, and what is odd about it."""
        if line.head is None or line.head.token is None:
            return None
        head = self.scribe.said(line.head)
        if line.head.moved:
            self.scribe.deviate("moved", "row", key, full, head.span, table=self.table, detail=head.printed)
        self.scribe.damaged("row", key, full, head, self.table)
        return head

    def span(self, line: Line) -> Span:
        """From a row's label to its last cell, whichever stands first."""
        head, cells = line.head.token if line.head else None, line.cells
        if head is None or cells is None:
            found = head or cells
            return found.span if found else self.scribe.last
        return Span(min(head.span.start, cells.span.start), max(head.span.end, cells.span.end))

    def lost(self, key: str, text: str, span: Span, aligned: Aligned) -> None:
        """Say that the cells of a row cannot be told."""
        if aligned.trouble:
            self.scribe.deviate("lost", "row", key, text, span, table=self.table, detail=aligned.trouble)

    def text(self, line: Line, key: str) -> str:
        """A row in the form's own words."""
        labels = self.scribe.form.labels
        if line.head is not None:
            return labels[line.head.terminal][0]
        return labels.get(f"{key.upper()}_GROUP", (key,))[0]

    def aligned(self, line: Line) -> tuple[Sequence[int], Aligned]:
        """The columns of a run, by index, and its cells; one whose head is missing may be missing too."""
        columns = _columns(line.run)
        every = range(len(columns))
        found = align(line.cells, len(columns), self.layout)
        if (
            line.cells is None
            and line.head is not None
            and line.head.token
            and line.head.token.source == "glued"
        ):
            # What stands behind the label is no count, or several that nothing parts.
            found = found._replace(trouble="glued")
        block = line.block
        if not (block.missing and block.printed):
            return every, found
        kept = [i for i in every if columns[i] not in block.missing or columns[i] in block.printed]
        if len(kept) < len(columns) and found.printed <= len(kept):
            narrower = align(line.cells, len(kept), self.layout)
            if not narrower.trouble:
                return kept, narrower
        return every, found

    def cells(  # noqa: PLR0913, PLR0917
        self,
        row: str,
        text: str,
        columns: Sequence[str],
        pieces: Sequence[Piece | None],
        trouble: str,
        span: Span,
    ) -> tuple[Cell, ...]:
        """The cells of a row, each named in the form's own words."""
        table, cells = self.table, []
        names = _named(self.scribe, self.name, text, tuple(columns))
        for column, label, piece in zip(columns, names, pieces, strict=True):
            if piece is None:
                state = State.UNREADABLE if trouble else State.BLANK
                cells.append(Cell(table, row, column, label, "", span, state, flaw=trouble))
            else:
                printed = piece.text
                cells.append(_new(Cell, (table, row, column, label, printed, piece.span(), *read(printed))))
        return tuple(cells)


def _named(scribe: Scribe, table: str, row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """What people call the cells of a row, remembered for the reports to come."""
    known = scribe.form.remembered
    key = table, row, columns
    found: tuple[str, ...] | None = known.get(key)
    if found is None:
        found = known[key] = tuple([f"{table} / {row} / {scribe.column_label(column)}" for column in columns])
    return found


def columns_of(blocks: Sequence[Block], span: Span, scribe: Scribe) -> tuple[Column, ...]:
    """The columns of a table, each where its head is printed, or else where the table stands."""
    keys = dict.fromkeys(key for block in blocks for line in block.lines for key in _columns(line.run))
    heads = {key: token.span for block in blocks for key, token in block.printed.items()}
    return tuple(Column(key, scribe.column_label(key), heads.get(key, span)) for key in keys)


def missing_heads(block: Block, section: str, rows: Sequence[Row], scribe: Scribe) -> None:
    """Columns whose head is missing: gone where the rows are narrower too, else only the head is lost."""
    wanted = {key for line in block.lines for key in _columns(line.run)}
    mine = {".".join((*line.path, *line.run[0][:-1])) for line in block.lines}
    rows = [row for row in rows if row.key in mine]
    for key in dict.fromkeys(block.missing):
        if key not in wanted or key in block.printed:
            continue
        narrow = sum(row.cell(key) is None for row in rows) * 2 > len(rows)
        if not narrow and (len(block.printed) <= len(wanted) // 2 or block.aligned):
            continue
        first = rows[0].span if rows else scribe.last
        place = Span(first.start, first.start)
        kind = "missing" if narrow else "unnamed"
        scribe.deviate(kind, "column", key, scribe.column_label(key), place, table=section)
