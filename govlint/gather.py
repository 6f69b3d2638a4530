"""The parts of a table as parsed: blocks of rows, their heads, and what stands between.

Duty: walk the tree of one table. May not look into runs of cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.automaton import Edit, Tree
from govlint.document import Piece
from govlint.grammar import CELLS, PROSE, Run, key_of, kind_of, transparent
from govlint.named import NamedTuple
from govlint.records import dataclass, field
from govlint.scribe import Scribe
from govlint.tokens import LABEL, Token

_SHORT = 60
"""A stretch of prose up to this length may be the label of a row that the form does not have."""


class Line(NamedTuple):
    """A row as parsed: its keys, the labels of its groups, its label, its run."""

    path: tuple[str, ...]
    labels: tuple[str, ...]
    head: Edit | None
    cells: Token | None
    run: Run
    block: Block


@dataclass(slots=True)
class Block:
    """Rows under one head: the heads printed, the heads missing."""

    printed: dict[str, Token] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def aligned(self) -> bool:
        """Whether cells are told apart by spaces alone, so that the heads may be scattered."""
        return any(line.cells is not None and line.cells.source == "aligned" for line in self.lines)


@dataclass(slots=True)
class _Open:
    """What the walk through one rule of the form has met and not yet used."""

    block: Block
    path: tuple[str, ...]
    labels: tuple[str, ...]
    runs: Iterator[Run]
    opens: bool
    """Whether the rule's own groups name its rows."""
    head: Edit | None = None
    waiting: Edit | None = None


class Gatherer:
    """Gathers one table; its prose is given to the section."""

    def __init__(self, scribe: Scribe, section: str, prose: list[Piece]) -> None:
        self.scribe = scribe
        self.section = section
        self.prose = prose
        self.blocks: list[Block] = []

    def gather(self, tree: Tree) -> list[Block]:
        """The blocks of a table, in order."""
        self.collect(tree, Block(), (), ())
        return self.blocks

    def collect(self, tree: Tree, block: Block, path: tuple[str, ...], labels: tuple[str, ...]) -> None:
        """Rows and heads under a tree, block by block."""
        production = self.scribe.form.productions[tree.production]
        if production.origin.endswith(("_block", "_table")):
            block = Block()
            self.blocks.append(block)
        opens = not transparent(production.origin)
        here = _Open(block, path, labels, iter(production.runs), opens)
        for child in tree.children:
            if isinstance(child, Tree):
                origin = self.scribe.form.productions[child.production].origin
                inner = path if transparent(origin) else (*path, origin)
                self.collect(child, block, inner, here.labels)
            else:
                self.edit(child, here)

    def edit(self, edit: Edit, here: _Open) -> None:
        """One terminal of a rule, or a token left out of it."""
        kind = kind_of(edit.terminal)
        if kind == CELLS:
            self.line(edit.token, here)
        elif kind == "ROW":
            here.head = edit
        elif kind == "COLUMN":
            self.column(edit, here.block)
        elif kind == "GROUP":
            self.group(edit, here)
        elif not edit.terminal:
            here.waiting = self.left_out(edit, here.waiting)
        elif edit.token is not None and kind == PROSE:
            self.prose.extend(edit.token.pieces)

    def line(self, cells: Token | None, here: _Open) -> None:
        """A row at its run of cells."""
        if cells is not None and here.head is not None and here.head.token is None:
            self.unlabelled(cells)
            cells = None
        line = Line(here.path, here.labels, here.head, cells, next(here.runs), here.block)
        here.block.lines.append(line)
        here.head = None

    def unlabelled(self, cells: Token) -> None:
        """Counts whose row's label is not printed: they are told, and given to no row."""
        said = self.scribe.labelled
        label, span = (said.text, said.span) if said else (cells.pieces[0].text, cells.span)
        self.scribe.deviate("unexpected", "row", "", label, span, table=self.section)

    def column(self, edit: Edit, block: Block) -> None:
        """A column's head."""
        key = key_of(edit.terminal)
        if edit.token is None:
            block.missing.append(key)
            return
        label = self.scribe.said(edit)
        block.printed.setdefault(key, edit.token)
        self.scribe.damaged("column", key, label.text, label)

    def group(self, edit: Edit, here: _Open) -> None:
        """A group's label, which names the rows behind it."""
        text = self.scribe.form.labels[edit.terminal][0]
        if here.opens:
            here.labels = (*here.labels, text)
        if edit.token is None:
            self.scribe.deviate("missing", "group", edit.terminal.lower(), text, table=self.section)
        else:
            label = self.scribe.said(edit)
            self.scribe.damaged("group", edit.terminal.lower(), text, label, self.section)

    def left_out(self, edit: Edit, before: Edit | None) -> Edit | None:
        """A token that the form does not expect here; given back where counts behind it may be its own."""
        token = edit.token
        if token is None:
            return None
        if token.kind == CELLS:
            self.stray_counts(token, before.token if before else None)
            return None
        if token.kind == PROSE:
            self.prose.extend(token.pieces)
            return edit if len(token.pieces[-1].text) <= _SHORT else None
        kinds = {kind_of(reading.terminal) for reading in token.readings}
        if "ROW" not in kinds or "COLUMN" in kinds:
            return None
        self.scribe.unexpected(token, self.section)
        return edit

    def stray_counts(self, cells: Token, before: Token | None) -> None:
        """Counts outside the form's rows: those of a row it does not have, or of none."""
        if before is not None and before.kind == LABEL:
            return
        if not any(char.isdecimal() for piece in cells.pieces for char in piece.text):
            return
        if before is None:
            text, of, span = cells.pieces[0].text, "counts", cells.span
        else:
            text, of, span = before.pieces[-1].text.strip(), "row", before.span
        self.scribe.deviate("unexpected", of, "", text, span, table=self.section)
