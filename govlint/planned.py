"""Plans of reports: a skeleton from a tree that keeps to its form.

Duty: say which token fills which place. May not fill any, nor plan what departs from the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govlint.automaton import Edit, Tree
from govlint.builder import members, runs_of
from govlint.document import Piece
from govlint.gather import Block, Gatherer, Line
from govlint.grammar import CELLS, PROSE, Form, kind_of
from govlint.rows import Rows
from govlint.runs import Layout
from govlint.scribe import Scribe
from govlint.skeleton import NO_SKELETON, LinePlan, RowPlan, SectionPlan, Skeleton, TablePlan
from govlint.tokens import Token


def plan(raw: Sequence[Token], tokens: Sequence[Token], tree: Tree, form: Form) -> Skeleton:
    """The skeleton of a report from the lexer's tokens, those that were parsed, and their tree.

    There is none where anything was moved, left out or put in: what is said of that is not planned.
    """
    merged = _merged(raw, tokens)
    if merged is None or not all(map(_is_plain, _edits(tree))):
        return NO_SKELETON
    return _Planner(tokens, form).skeleton(merged, tree) or NO_SKELETON


def _merged(raw: Sequence[Token], tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...] | None:
    """The lexer's tokens that each token is made of; None where they do not stand in the same order."""
    whole = {id(token): index for index, token in enumerate(raw)}
    first = {id(token.pieces[0]): index for index, token in enumerate(raw) if token.pieces}
    merged: list[tuple[int, ...]] = []
    for token in tokens:
        index = whole.get(id(token))
        parts = tuple([first[id(p)] for p in token.pieces if id(p) in first]) if index is None else (index,)
        merged.append(parts)
    in_order = [index for parts in merged for index in parts] == list(range(len(raw)))
    # Of a heading that is printed twice the longer part counts, which no plan can know.
    return tuple(merged) if in_order and _sure(raw) == _sure(tokens) else None


def _sure(tokens: Iterable[Token]) -> int:
    """How many tokens are headings beyond doubt."""
    firsts = [token.readings[0] for token in tokens if token.readings]
    return sum(not reading.cost and kind_of(reading.terminal) == "HEADING" for reading in firsts)


_IDLE = ("NOTE", "CAPTION")
"""What may be lacking without anything being said of it."""


def _is_plain(edit: Edit) -> bool:
    """Whether nothing is said of an edit, whatever its token prints: counts left out may belong to a row."""
    if edit.token is None:
        return kind_of(edit.terminal) in _IDLE
    if edit.terminal:
        return not edit.moved or kind_of(edit.terminal) != "ROW"
    return edit.token.kind != CELLS


def _edits(tree: Tree) -> Iterator[Edit]:
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _edits(child)
        else:
            yield child


class _Planner:
    """Plans one report."""

    def __init__(self, tokens: Sequence[Token], form: Form) -> None:
        self.tokens = tokens
        self.form = form
        self.scribe = Scribe(form)
        self.index = {id(token): index for index, token in enumerate(tokens)}
        self.begins = {id(token.pieces[0]): index for index, token in enumerate(tokens) if token.pieces}

    def skeleton(self, merged: tuple[tuple[int, ...], ...], tree: Tree) -> Skeleton | None:
        """The whole plan."""
        preamble: list[int] = []
        sections: list[SectionPlan] = []
        for child in members(tree, self.form):
            if isinstance(child, Tree):
                section = self.section(child)
                if section is None:
                    return None
                sections.append(section)
            else:
                preamble += self.stray(child, expected=not sections)
        words = tuple([index for index, token in enumerate(self.tokens) if token.kind == PROSE])
        runs = tuple([(self.at(token), columns) for token, columns in runs_of(tree, self.form)[0]])
        return Skeleton(merged, words, tuple(preamble), tuple(sections), runs)

    def at(self, token: Token | None) -> int:
        """The place of a token."""
        return self.index[id(token)]

    def stray(self, edit: Edit, *, expected: bool) -> list[int]:
        """The token of an edit where it is prose of its section."""
        token = edit.token
        if token is None:
            return []
        doubtful = bool(token.readings) and all(reading.cost for reading in token.readings)
        return [self.at(token)] if token.kind == PROSE or expected or doubtful else []

    def section(self, tree: Tree) -> SectionPlan | None:
        """One section; None where it has no heading, or a table without rows."""
        key = self.form.productions[tree.production].origin
        heading = None
        name, said = key, ()
        prose: list[int] = []
        table: TablePlan | None = None
        last = -1
        for child in tree.children:
            if isinstance(child, Tree):
                table = self.table(child, key, prose)
                if table is None:
                    return None
                last = -1
                continue
            last = last if child.token is None else self.at(child.token)
            if kind_of(child.terminal) == "HEADING":
                name, said, heading = self.form.labels[child.terminal][0], self.said(child), last
            else:
                prose += self.stray(child, expected=child.terminal == PROSE)
        return None if heading is None else SectionPlan(key, name, heading, said, tuple(prose), table, last)

    def said(self, edit: Edit) -> tuple[Any, ...]:
        """What a label says, but for its place."""
        label = self.scribe.said(edit)
        return (*label[:2], *label[3:])

    def table(self, tree: Tree, key: str, prose: list[int]) -> TablePlan | None:
        """The table of a section; its prose is added to the section's."""
        pieces: list[Piece] = []
        blocks = Gatherer(self.scribe, key, pieces).gather(tree)
        prose += [self.begins[id(piece)] for piece in pieces if id(piece) in self.begins]
        rows = Rows(self.scribe, key, _NO_LAYOUT)
        lines = tuple([self.line(line, rows) for block in blocks for line in block.lines])
        return TablePlan(rows.name, self.columns(blocks), lines) if lines else None

    def columns(self, blocks: Sequence[Block]) -> tuple[tuple[str, str, int], ...]:
        """The columns of a table, each with the token of its head."""
        keys = dict.fromkeys(path[-1] for block in blocks for line in block.lines for path in line.run)
        heads = {key: self.at(token) for block in blocks for key, token in block.printed.items()}
        return tuple([(key, self.scribe.column_label(key), heads.get(key, -1)) for key in keys])

    def line(self, line: Line, rows: Rows) -> LinePlan:
        """A run of cells."""
        keys = tuple(dict.fromkeys(path[:-1] for path in line.run))
        head = line.head if len(keys) == 1 else None
        said = self.said(head) if head else ()
        plans = tuple([self.row(line, key, rows, alone=len(keys) == 1) for key in keys])
        return LinePlan(self.at(line.cells), self.at(head.token) if head else -1, said, plans)

    def row(self, line: Line, key: tuple[str, ...], rows: Rows, *, alone: bool) -> RowPlan:
        """One row of a run."""
        mine = [index for index, path in enumerate(line.run) if path[:-1] == key]
        path = (*line.path, *key)
        name = ".".join(path)
        text = rows.text(line, path[-1] if alone else key[-1])
        label = " / ".join((*line.labels, text)) if alone and line.labels else text
        columns = [line.run[index][-1] for index in mine]
        cells = [
            (rows.table, name, c, f"{rows.name} / {label} / {self.scribe.column_label(c)}") for c in columns
        ]
        return RowPlan(name, label, tuple(zip(*cells, strict=True)), None if alone else tuple(mine))


_NO_LAYOUT = Layout(0, False, False, False, {}, False)
