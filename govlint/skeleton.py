"""Skeletons: how the tokens of one layout become a report, worked out once.

Duty: put the pieces of a report into the places that an earlier report of the same tokens had. May not read a
label, parse, or build anything that departs from the form.

What a report is made into depends on what its tokens may be; what its cells print only fills the places, and where
blank cells stand is asked anew of each report. A report that departs from its form has no skeleton.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from govlint.document import Piece
from govlint.model import Cell, Column, Label, Row, Section, State, Table
from govlint.numbers import read
from govlint.places import Span
from govlint.runs import Layout, align, survey
from govlint.tokens import Token, prose_token

MOST_SKELETONS = 64
MOST_TOKENS = 400
"""No form has so many; what has more is no layout that will be met again."""
_new: Any = tuple.__new__


class LinePlan(NamedTuple):
    """A run of cells: its token, its row's label (-1: none) and what that says, and the rows in it."""

    cells: int
    head: int
    said: tuple[Any, ...]
    width: int
    rows: tuple[RowPlan, ...]


class RowPlan(NamedTuple):
    """A row: its key and label, the first four parts of its cells, and where in the run they stand.

    `at` is None for a row that has the run to itself.
    """

    key: str
    label: str
    cells: tuple[tuple[str, str, str, str], ...]
    at: tuple[int, ...] | None


class TablePlan(NamedTuple):
    """A table: its name, its columns with the token of each head (-1: none), its lines."""

    name: str
    columns: tuple[tuple[str, str, int], ...]
    lines: tuple[LinePlan, ...]


class SectionPlan(NamedTuple):
    """A section: its heading's token and what that says, its prose, its table.

    `last` is the token that it ends with, -1 where that is the last row of its table.
    """

    key: str
    name: str
    heading: int
    said: tuple[Any, ...]
    prose: tuple[int, ...]
    table: TablePlan | None
    last: int


class Skeleton(NamedTuple):
    """A report's plan; `merged` gives the lexer's tokens that each token is made of."""

    merged: tuple[tuple[int, ...], ...]
    words: tuple[int, ...]
    """The tokens that are prose."""
    preamble: tuple[int, ...]
    sections: tuple[SectionPlan, ...]
    runs: tuple[tuple[int, int], ...]
    """The tokens that are runs of cells, and the columns of each."""


class Filled(NamedTuple):
    """What a skeleton gives: sections, the prose before them, and all prose."""

    sections: tuple[Section, ...]
    preamble: tuple[Piece, ...]
    prose: list[Piece]


Shape = tuple[object, ...]
NO_SKELETON = Skeleton((), (), (), (), ())
"""What stands for a shape that has none, or was met but once."""


def shape_of(tokens: Sequence[Token]) -> Shape | None:
    """What the making of a report depends on, beside the texts of cells and prose; None where it is too long."""
    if len(tokens) > MOST_TOKENS:
        return None
    return tuple([(t.text, t.readings, t.marker) if t.readings else t.kind for t in tokens])


def keep(skeletons: dict[Shape, Skeleton], shape: Shape, skeleton: Skeleton) -> None:
    """Remember a skeleton, of a few."""
    if len(skeletons) >= MOST_SKELETONS:
        skeletons.clear()
    skeletons[shape] = skeleton


def fill(skeleton: Skeleton | None, tokens: Sequence[Token]) -> Filled | None:
    """The report that the tokens make; None without a skeleton, or where cells cannot be told."""
    if skeleton is None or not skeleton.sections:
        return None
    here = [tokens[of[0]] if len(of) == 1 else _joined(tokens, of) for of in skeleton.merged]
    for index in skeleton.words:
        if here[index].readings:
            here[index] = prose_token(here[index].pieces)
    layout = _layout(skeleton, here)
    sections: list[Section] = []
    for plan in skeleton.sections:
        section = _section(plan, here, layout)
        if section is None:
            return None
        sections.append(section)
    prose = [piece for index in skeleton.words for piece in here[index].pieces]
    return Filled(tuple(sections), _pieces(skeleton.preamble, here), prose)


def _joined(tokens: Sequence[Token], of: Sequence[int]) -> Token:
    return prose_token(tuple([piece for index in of for piece in tokens[index].pieces]))


def _pieces(plan: Sequence[int], here: Sequence[Token]) -> tuple[Piece, ...]:
    return tuple([piece for index in plan for piece in here[index].pieces])


def _layout(skeleton: Skeleton, here: Sequence[Token]) -> Layout | None:
    """What the runs have in common; None where each has all its counts and nothing need be known of the others."""
    for index, columns in skeleton.runs:
        texts = [piece.text for piece in here[index].pieces]
        if len(texts) != columns or "" in texts or any(map(str.isspace, texts)):
            return survey([(here[at], width) for at, width in skeleton.runs])
    return None


def _section(plan: SectionPlan, here: Sequence[Token], layout: Layout | None) -> Section | None:
    span = here[plan.heading].span
    table = last = None
    if plan.table is not None:
        table = _table(plan.key, plan.table, here, layout)
        if table is None:
            return None
        last = table.rows[-1].span
    end = here[plan.last].span.end if plan.last >= 0 or last is None else last.end
    whole = Span(span.start, max(end, span.start))
    heading = _label(plan.said, span)
    return Section(plan.key, plan.name, whole, heading, _pieces(plan.prose, here), table)


def _label(said: tuple[Any, ...], span: Span) -> Label:
    label: Label = _new(Label, (*said[:2], span, *said[2:]))
    return label


def _table(key: str, plan: TablePlan, here: Sequence[Token], layout: Layout | None) -> Table | None:
    rows: list[Row] = []
    for line in plan.lines:
        if not _line(line, here, layout, rows):
            return None
    span = Span(rows[0].span.start, rows[-1].span.end)
    columns = [_new(Column, (k, label, here[at].span if at >= 0 else span)) for k, label, at in plan.columns]
    return Table(key, plan.name, span, tuple(columns), tuple(rows))


def _line(line: LinePlan, here: Sequence[Token], layout: Layout | None, rows: list[Row]) -> bool:
    """Whether the cells of a run can be told; its rows are then added."""
    token = here[line.cells]
    pieces: Sequence[Piece | None] = token.pieces
    printed = line.width
    if layout is not None:
        pieces, trouble, printed = align(token, line.width, layout)
        if trouble:
            return False
    for row in line.rows:
        if row.at is None:
            rows.append(_row(line, row, here, pieces, printed))
        else:
            rows.append(_shared(row, [pieces[index] for index in row.at], token.span))
    return True


def _row(
    line: LinePlan, row: RowPlan, here: Sequence[Token], pieces: Sequence[Piece | None], printed: int
) -> Row:
    """A row with a run of its own."""
    span = here[line.cells].span
    head = None
    if line.head >= 0:
        mine = here[line.head].span
        head = _label(line.said, mine)
        span = _new(Span, (min(mine.start, span.start), max(mine.end, span.end)))
    made: Row = _new(Row, (row.key, row.label, span, _cells(row, pieces, span), head, "", printed))
    return made


def _shared(row: RowPlan, pieces: Sequence[Piece | None], whole: Span) -> Row:
    """One of several rows printed side by side."""
    spans = [piece.span() for piece in pieces if piece is not None] or [whole]
    span = Span(spans[0].start, max([s.end for s in spans]))
    printed = sum([1 for piece in pieces if piece is not None and piece.text.strip()])
    return Row(row.key, row.label, span, _cells(row, pieces, span), None, "", printed)


def _cells(row: RowPlan, pieces: Sequence[Piece | None], span: Span) -> tuple[Cell, ...]:
    cells = []
    for names, piece in zip(row.cells, pieces, strict=True):
        if piece is None:
            cells.append(Cell(*names, "", span, State.BLANK))
        else:
            text, runs, end = piece
            place = _new(Span, (runs[0][1], end)) if text else piece.span()
            cells.append(_new(Cell, (*names, text, place, *read(text))))
    return tuple(cells)
