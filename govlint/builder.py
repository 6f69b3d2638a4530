"""The builder: a tree to a `Report`.

Duty: sections and tables by the naming conventions of grammars, every repair as a deviation. May not judge what
it finds, nor know a form.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.automaton import Edit, Tree
from govlint.document import Piece
from govlint.gather import Gatherer
from govlint.grammar import CELLS, PROSE, Form, Production, kind_of
from govlint.model import Deviation, Label, Section, Table
from govlint.named import NamedTuple
from govlint.places import Span
from govlint.rows import Rows, columns_of, missing_heads
from govlint.runs import Layout, survey
from govlint.scribe import Scribe
from govlint.tokens import LABEL, Token


class Built(NamedTuple):
    """What the builder gives: sections, prose before them, deviations."""

    sections: tuple[Section, ...]
    preamble: tuple[Piece, ...]
    deviations: tuple[Deviation, ...]


class Builder:
    """Builds one report."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.scribe = Scribe(form)

    def build(self, tree: Tree) -> Built:
        """Sections in the form's order; text left out of the form is kept as prose of its section."""
        layout = survey(*runs_of(tree, self.form))
        preamble: list[Piece] = []
        sections: list[Section] = []
        for child in members(tree, self.form):
            if isinstance(child, Tree):
                sections.append(self.section(child, layout))
            elif child.token is not None:
                preamble.extend(self.stray(child.token, "", not sections))
        deviations = self.scribe.deviations
        if layout.scattered:
            deviations = [one for one in deviations if one.kind == "lost" or one.of == "section"]
        return Built(tuple(sections), tuple(preamble), tuple(deviations))

    def section(self, tree: Tree, layout: Layout) -> Section:
        """One section with its table; a section whose heading is missing is a deviation."""
        key = self.form.productions[tree.production].origin
        heading: Label | None = None
        name = key
        prose: list[Piece] = []
        table: Table | None = None
        for child in tree.children:
            if isinstance(child, Tree):
                table = self.table(child, key, layout, prose)
            elif kind_of(child.terminal) == "HEADING":
                name = self.form.labels[child.terminal][0]
                heading = self.heading(child, key, name)
            elif child.token is not None:
                prose.extend(self.stray(child.token, key, child.terminal == PROSE))
        last = self.scribe.last
        begin = heading.span.start if heading is not None else last.start
        return Section(key, name, Span(begin, max(last.end, begin)), heading, tuple(prose), table)

    def heading(self, edit: Edit, key: str, name: str) -> Label | None:
        """The heading's label, or None and a deviation."""
        if edit.token is None:
            self.scribe.deviate("missing", "section", key, name)
            return None
        label = self.scribe.said(edit)
        self.scribe.damaged("section", key, name, label)
        return label

    def stray(self, token: Token, section: str, expected: bool) -> tuple[Piece, ...]:
        """What was printed outside the form: prose stays prose, a label or counts are deviations."""
        self.scribe.last = token.span
        doubtful = bool(token.readings) and all(reading.cost for reading in token.readings)
        if token.kind == PROSE or expected or doubtful:
            return token.pieces
        if token.kind == LABEL:
            self.scribe.unexpected(token, section)
        return ()

    def table(self, tree: Tree, key: str, layout: Layout, prose: list[Piece]) -> Table:
        """The table of a section; the prose printed inside it is given to the section."""
        scribe = self.scribe
        blocks = Gatherer(scribe, key, prose).gather(tree)
        begin = scribe.last
        builder = Rows(scribe, key, layout)
        rows = tuple(row for block in blocks for line in block.lines for row in builder.of(line))
        if not rows:
            scribe.missing_table(key)
        for block in blocks if rows else ():
            missing_heads(block, key, rows, scribe)
        span = Span(rows[0].span.start, rows[-1].span.end) if rows else Span(begin.end, begin.end)
        # Heads without a row that can be told are a table that the layout has destroyed.
        printed = bool(rows) or any(block.printed for block in blocks)
        trouble = "unreadable" if all(row.trouble for row in rows) else ""
        columns = columns_of(blocks, span, scribe)
        return Table(key, builder.name, span, columns, rows, trouble if printed else "missing")


def members(tree: Tree, form: Form) -> Iterator[Tree | Edit]:
    """Sections and loose edits at the top, through the rules that only order them."""
    for child in tree.children:
        if isinstance(child, Edit) or form.productions[child.production].origin in form.sections:
            yield child
        else:
            yield from members(child, form)


def runs_of(tree: Tree, form: Form) -> tuple[list[tuple[Token, int]], int, int]:
    """Every run of cells with the number of columns that the form gives it, rows without one, runs without a row."""
    found: list[tuple[Token | None, int]] = []
    _add_runs(tree, form, found)
    runs = [(token, columns) for token, columns in found if token is not None and columns]
    empty = sum(token is None for token, _ in found)
    return runs, empty, len(found) - len(runs) - empty


def _add_runs(tree: Tree, form: Form, found: list[tuple[Token | None, int]]) -> None:
    production: Production | None = form.productions[tree.production] if tree.production >= 0 else None
    runs = iter(production.runs if production else ())
    for child in tree.children:
        if isinstance(child, Tree):
            _add_runs(child, form, found)
        elif child.terminal == CELLS:
            found.append((child.token, len(next(runs))))
        elif child.token is not None and child.token.kind == CELLS:
            found.append((child.token, 0))
