"""Skeletons: how the tokens of one layout become a report, worked out once.

Duty: put the pieces of a report into the places that an earlier report of the same tokens had. May not read a
label, parse, or build anything that departs from the form.

What a report is made into depends on what its tokens may be; what its cells print only fills the places, and where
blank cells stand is asked anew of each report. A report that departs from its form in more than lost cells has no
skeleton.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

from govlint.document import Piece
from govlint.model import Cell, Column, Deviation, Label, Row, Section, State, Table
from govlint.named import NamedTuple
from govlint.numbers import MAX_DIGITS, read
from govlint.places import Span
from govlint.runs import Aligned, align, survey
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
    rows: tuple[RowPlan, ...]


class RowPlan(NamedTuple):
    """A row: its key and label, the first four parts of its cells (part by part), and where in the run they stand.

    `at` is None for a row that has the run to itself.
    """

    key: str
    label: str
    cells: tuple[tuple[str, ...], ...]
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
    """What a skeleton gives: sections, the prose before them, all prose, what departs from the form."""

    sections: tuple[Section, ...]
    preamble: tuple[Piece, ...]
    prose: tuple[Piece, ...]
    deviations: tuple[Deviation, ...]
    """The rows whose cells cannot be told."""


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
    """The report that the tokens make; None without a skeleton."""
    if skeleton is None or not skeleton.sections:
        return None
    here = [tokens[of[0]] if len(of) == 1 else _joined(tokens, of) for of in skeleton.merged]
    for index in skeleton.words:
        if here[index].readings:
            here[index] = prose_token(here[index].pieces)
    filler = _Filler(here, _aligned(skeleton, here))
    sections = tuple([filler.section(plan) for plan in skeleton.sections])
    prose = filler.pieces(skeleton.words)
    return Filled(sections, filler.pieces(skeleton.preamble), prose, tuple(filler.deviations))


def _joined(tokens: Sequence[Token], of: Sequence[int]) -> Token:
    return prose_token(tuple([piece for index in of for piece in tokens[index].pieces]))


def _aligned(skeleton: Skeleton, here: Sequence[Token]) -> dict[int, Aligned]:
    """The cells of each run; what the runs have in common is asked only where one lacks counts."""
    found: dict[int, Aligned] = {}
    for index, columns in skeleton.runs:
        pieces = tuple([piece for piece in here[index].pieces if piece[0].strip()])
        if len(pieces) != columns:
            layout = survey([(here[at], width) for at, width in skeleton.runs])
            return {at: align(here[at], width, layout) for at, width in skeleton.runs}
        found[index] = Aligned(pieces, "", columns)
    return found


def _label(said: tuple[Any, ...], span: Span) -> Label:
    label: Label = _new(Label, (*said[:2], span, *said[2:]))
    return label


class _Filler:
    """Fills the places of one report."""

    def __init__(self, here: Sequence[Token], aligned: Mapping[int, Aligned]) -> None:
        self.here = here
        self.aligned = aligned
        self.deviations: list[Deviation] = []

    def pieces(self, plan: Sequence[int]) -> tuple[Piece, ...]:
        """The paragraphs of some tokens."""
        return tuple([piece for index in plan for piece in self.here[index].pieces])

    def section(self, plan: SectionPlan) -> Section:
        """One section."""
        span = self.here[plan.heading].span
        table = None if plan.table is None else self.table(plan.key, plan.table)
        last = self.here[plan.last].span if table is None or plan.last >= 0 else table.rows[-1].span
        whole = Span(span.start, max(last.end, span.start))
        heading = _label(plan.said, span)
        return Section(plan.key, plan.name, whole, heading, self.pieces(plan.prose), table)

    def table(self, key: str, plan: TablePlan) -> Table:
        """Its table."""
        rows: list[Row] = []
        for line in plan.lines:
            rows += self.line(key, line)
        span = Span(rows[0].span.start, rows[-1].span.end)
        here = self.here
        columns = [
            _new(Column, (k, text, here[at].span if at >= 0 else span)) for k, text, at in plan.columns
        ]
        trouble = "unreadable" if all(row.trouble for row in rows) else ""
        return Table(key, plan.name, span, tuple(columns), tuple(rows), trouble)

    def line(self, table: str, line: LinePlan) -> list[Row]:
        """The rows in a run of cells; a run whose cells cannot be told is a deviation."""
        span = self.here[line.cells].span
        aligned = self.aligned[line.cells]
        rows = [
            self.row(line, row, aligned, span) if row.at is None else _shared(row, aligned, span)
            for row in line.rows
        ]
        if aligned.trouble:
            said = [(row.key, row.label, row.span) for row in rows]
            self.deviations += [Deviation("lost", "row", *one, table, aligned.trouble) for one in said]
        return rows

    def row(self, line: LinePlan, row: RowPlan, aligned: Aligned, span: Span) -> Row:
        """A row with a run of its own."""
        head = None
        if line.head >= 0:
            mine = self.here[line.head].span
            head = _label(line.said, mine)
            span = _new(Span, (min(mine.start, span.start), max(mine.end, span.end)))
        cells = _cells(row, aligned.cells, aligned.trouble, span)
        made: Row = _new(Row, (row.key, row.label, span, cells, head, aligned.trouble, aligned.printed))
        return made


def _shared(row: RowPlan, aligned: Aligned, whole: Span) -> Row:
    """One of several rows printed side by side."""
    pieces = [aligned.cells[index] for index in row.at or ()]
    spans = [piece.span() for piece in pieces if piece is not None] or [whole]
    span = Span(spans[0].start, max([s.end for s in spans]))
    printed = len([1 for piece in pieces if piece is not None and piece.text.strip()])
    cells = _cells(row, pieces, aligned.trouble, span)
    return Row(row.key, row.label, span, cells, None, aligned.trouble, printed)


def _cells(row: RowPlan, pieces: Sequence[Piece | None], trouble: str, span: Span) -> tuple[Cell, ...]:
    if plain := _plain_cells(row, pieces):
        return plain
    cells = []
    nothing = ("", span, State.UNREADABLE if trouble else State.BLANK, None, "", trouble)
    for names, piece in zip(zip(*row.cells, strict=True), pieces, strict=True):
        if piece is None:
            cells.append(_new(Cell, (*names, *nothing)))
        else:
            text, runs, end = piece
            place = _new(Span, (runs[0][1], end)) if text else piece.span()
            cells.append(_new(Cell, (*names, text, place, *read(text))))
    return tuple(cells)


def _plain_cells(row: RowPlan, pieces: Sequence[Piece | None]) -> tuple[Cell, ...] | None:
    """The cells of a row that prints nothing but digits, as most do; None for any other."""
    known = [piece for piece in pieces if piece is not None]
    texts = [piece[0] for piece in known]
    digits = "".join(texts)
    if not (digits.isdigit() and digits.isascii() and all(texts) and len(texts) == len(pieces)):
        return None
    if max(map(len, texts)) > MAX_DIGITS:
        return None
    places = [_new(Span, (runs[0][1], end)) for _, runs, end in known]
    same = repeat(State.COUNT), map(int, texts), repeat(""), repeat("")
    return tuple(map(_new, repeat(Cell), zip(*row.cells, texts, places, *same, strict=False)))
