"""The builder: a tree to a `Report`.

Duty: sections, tables, rows and cells by the naming conventions of grammars, and every repair as a deviation.
May not judge what it finds, nor know a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from govlint.document import Piece
from govlint.grammar import CELLS, PROSE, Form, Production, Run, kind_of, transparent
from govlint.labels import label_key
from govlint.model import Cell, Column, Deviation, Label, Row, Section, State, Table
from govlint.numbers import read
from govlint.places import Span
from govlint.runs import Aligned, Layout, align, survey
from govlint.syntax import Edit, Tree
from govlint.tokens import LABEL, Token


@dataclass(slots=True)
class _Line:
    """A row as parsed: its keys, its label, its run."""

    path: tuple[str, ...]
    labels: tuple[str, ...]
    head: Edit | None
    cells: Token | None
    run: Run
    block: _Block


@dataclass(slots=True)
class _Block:
    """Rows under one head: the heads printed, the heads missing."""

    printed: dict[str, Token] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)


@dataclass(slots=True)
class Built:
    """What the builder gives: sections, prose before them, deviations."""

    sections: tuple[Section, ...]
    preamble: tuple[Piece, ...]
    deviations: tuple[Deviation, ...]


class Builder:
    """Builds one report; `last` is the end of what was printed so far, where missing things are placed."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.deviations: list[Deviation] = []
        self.last = Span(0, 0)
        self.labelled: Token | None = None
        suffix = "_COLUMN"
        self.heads_of = {
            terminal[: -len(suffix)].lower(): texts[0]
            for terminal, texts in form.labels.items()
            if terminal.endswith(suffix)
        }

    def build(self, tree: Tree) -> Built:
        """Sections in the form's order; text left out of the form is kept as prose of its section."""
        layout = survey(_runs(tree, self.form))
        preamble: list[Piece] = []
        sections: list[Section] = []
        for child in _members(tree, self.form):
            if isinstance(child, Tree):
                sections.append(self.section(child, layout))
            elif child.token is not None:
                preamble.extend(self.stray(child, "", not sections))
        return Built(tuple(sections), tuple(preamble), tuple(self.deviations))

    def section(self, tree: Tree, layout: Layout) -> Section:
        """One section with its table; a section whose heading is missing is a deviation."""
        key = self.form.productions[tree.production].origin
        heading: Label | None = None
        name = key
        prose: list[Piece] = []
        table: Table | None = None
        start: int | None = None
        for child in tree.children:
            if isinstance(child, Tree):
                table = self.table(child, key, layout, prose)
            elif kind_of(child.terminal) == "HEADING":
                name = self.form.labels[child.terminal][0]
                heading = self.heading(child, key, name)
            elif child.token is not None:
                prose.extend(self.stray(child, key, child.terminal == PROSE))
            if start is None and heading is not None:
                start = heading.span.start
        begin = self.last.start if start is None else start
        return Section(key, name, Span(begin, max(self.last.end, begin)), heading, tuple(prose), table)

    def heading(self, edit: Edit, key: str, name: str) -> Label | None:
        """The heading's label, or None and a deviation."""
        if edit.token is None:
            self.deviate("missing", "section", key, name)
            return None
        label = self.said(edit)
        if label.damaged:
            self.deviate("damaged", "section", key, name, label.span, detail=label.printed)
        return label

    def said(self, edit: Edit) -> Label:
        """The label of a shifted token."""
        token, reading = edit.token, edit.reading
        if token is None or reading is None:
            raise AssertionError("only what was printed has a label")
        self.last = token.span
        self.labelled = token
        number = label_key(token.marker + token.text).number
        return Label(
            text=reading.text,
            printed=token.text,
            span=token.span,
            number=number.value if number else None,
            expected=reading.expected.value if reading.expected else None,
            damaged=reading.damaged,
            canonical=reading.canonical,
        )

    def deviate(
        self,
        kind: str,
        of: str,
        key: str,
        label: str,
        span: Span | None = None,
        *,
        table: str = "",
        detail: str = "",
    ) -> None:
        """Record where the report departs from the form; without a span, at what was printed before."""
        place = Span(self.last.end, self.last.end) if span is None else span
        self.deviations.append(Deviation(kind, of, key, label, place, table, detail))

    def stray(self, edit: Edit, section: str, expected: bool) -> tuple[Piece, ...]:
        """What was printed outside the form: prose stays prose, a label or counts are deviations."""
        token = edit.token
        if token is None:
            return ()
        self.last = token.span
        doubtful = bool(token.readings) and all(reading.cost for reading in token.readings)
        if token.kind == PROSE or expected or doubtful:
            return token.pieces
        if token.kind == LABEL:
            self.unexpected(token, section)
        return ()

    def unexpected(self, token: Token, section: str) -> None:
        """A label that the form does not have here: a row again, or a row of another form."""
        reading = token.readings[0]
        kind = kind_of(reading.terminal)
        if kind in ("ROW", "HEADING"):
            of = "row" if kind == "ROW" else "section"
            self.deviate("repeated", of, reading.terminal.lower(), token.text, token.span, table=section)

    # ---- tables ----

    def table(self, tree: Tree, key: str, layout: Layout, prose: list[Piece]) -> Table:
        """The table of a section; the prose printed inside it is given to the section."""
        blocks: list[_Block] = []
        self.collect(tree, _Block(), blocks, (), (), prose, key)
        begin = self.last
        printed = [row for block in blocks for line in block.lines for row in self.rows(line, key, layout)]
        trouble = "" if printed else "missing"
        if printed and all(row.trouble for row in printed):
            trouble = "unreadable"
        span = Span(printed[0].span.start, printed[-1].span.end) if printed else Span(begin.end, begin.end)
        if not printed:
            # One finding says that the table is missing; its parts need no more.
            self.deviations = [d for d in self.deviations if d.kind != "missing" or d.table != key]
        for block in blocks if printed else ():
            self.heads(block, key, printed)
        return Table(
            key,
            self.form.table_names.get(key, key),
            span,
            self.columns(key, blocks, span),
            tuple(printed),
            trouble,
        )

    def collect(  # noqa: PLR0913
        self,
        tree: Tree,
        block: _Block,
        blocks: list[_Block],
        path: tuple[str, ...],
        labels: tuple[str, ...],
        prose: list[Piece],
        section: str,
    ) -> None:
        """Rows and heads under a tree, block by block."""
        production = self.form.productions[tree.production]
        if production.origin.endswith(("_block", "_table")):
            block = _Block()
            blocks.append(block)
        runs = iter(production.runs)
        head: Edit | None = None
        waiting: Edit | None = None
        for child in tree.children:
            if isinstance(child, Tree):
                origin = self.form.productions[child.production].origin
                inner = path if transparent(origin) else (*path, origin)
                self.collect(child, block, blocks, inner, labels, prose, section)
                continue
            kind = kind_of(child.terminal)
            if kind == CELLS:
                cells = child.token
                if cells is not None and head is not None and head.token is None:
                    self.unlabelled(cells, section)
                    cells = None
                block.lines.append(_Line(path, labels, head, cells, next(runs), block))
                head = None
            elif kind == "ROW":
                head = child
            elif kind == "COLUMN":
                self.column(child, block)
            elif kind == "GROUP":
                text = self.form.labels[child.terminal][0]
                labels = (*labels, text) if not transparent(production.origin) else labels
                self.group(child, section, text)
            elif not child.terminal:
                waiting = self.left_out(child, waiting, section, prose)
            elif child.token is not None and kind == PROSE:
                prose.extend(child.token.pieces)

    def unlabelled(self, cells: Token, section: str) -> None:
        """Counts whose row's label is not printed: they are told, and given to no row."""
        label = self.labelled.text if self.labelled else cells.pieces[0].text
        span = self.labelled.span if self.labelled else cells.span
        self.deviate("unexpected", "row", "", label, span, table=section)

    def left_out(self, edit: Edit, before: Edit | None, section: str, prose: list[Piece]) -> Edit | None:
        """A token that the form does not expect in a table: a row of another form, a note, a repeated label."""
        token = edit.token
        if token is None:
            return None
        if token.kind == CELLS:
            if not any(char.isdecimal() for piece in token.pieces for char in piece.text):
                return None
            if before is not None and before.token is not None and before.token.kind == LABEL:
                return None
            if before is not None and before.token is not None:
                words = before.token.pieces[-1]
                self.deviate("unexpected", "row", "", words.text.strip(), before.token.span, table=section)
            else:
                self.deviate("unexpected", "counts", "", token.pieces[0].text, token.span, table=section)
            return None
        if token.kind == PROSE:
            prose.extend(token.pieces)
            return edit if len(token.pieces[-1].text) <= 60 else None
        kinds = {kind_of(reading.terminal) for reading in token.readings}
        if "ROW" in kinds and "COLUMN" not in kinds:
            self.unexpected(token, section)
            return edit
        return None

    def column(self, edit: Edit, block: _Block) -> None:
        key = edit.terminal[: -len("_COLUMN")].lower()
        if edit.token is None:
            block.missing.append(key)
            return
        label = self.said(edit)
        block.printed.setdefault(key, edit.token)
        if label.damaged:
            self.deviate("damaged", "column", key, label.text, label.span, detail=label.printed)

    def group(self, edit: Edit, section: str, text: str) -> None:
        if edit.token is None:
            self.deviate("missing", "group", edit.terminal.lower(), text, table=section)
            return
        label = self.said(edit)
        if label.damaged:
            self.deviate(
                "damaged",
                "group",
                edit.terminal.lower(),
                text,
                label.span,
                table=section,
                detail=label.printed,
            )

    def heads(self, block: _Block, section: str, rows: list[Row]) -> None:
        """Columns whose head is missing: gone where the rows are narrower too, else only the head is lost."""
        wanted = {path[-1] for line in block.lines for path in line.run}
        for key in dict.fromkeys(block.missing):
            if key not in wanted or key in block.printed:
                continue
            keys = {".".join((*line.path, *line.run[0][:-1])) for line in block.lines}
            narrow = any(row.key in keys and row.cell(key) is None for row in rows)
            kind = "missing" if narrow else "unnamed"
            if not narrow and (len(block.printed) <= len(wanted) // 2 or _aligned(block)):
                continue
            first = next((row.span for row in rows if row.key in keys), self.last)
            self.deviate(
                kind, "column", key, self.column_label(key), Span(first.start, first.start), table=section
            )

    def column_label(self, key: str) -> str:
        """A column's head in the form's own words."""
        return self.heads_of.get(key, key)

    def columns(self, section: str, blocks: list[_Block], span: Span) -> tuple[Column, ...]:
        keys = dict.fromkeys(path[-1] for block in blocks for line in block.lines for path in line.run)
        heads = {key: token.span for block in blocks for key, token in block.printed.items()}
        return tuple(Column(key, self.column_label(key), heads.get(key, span)) for key in keys)

    # ---- rows ----

    def rows(self, line: _Line, table: str, layout: Layout) -> Iterator[Row]:
        """The rows whose cells stand in one run; what the report does not print is a deviation."""
        keys = dict.fromkeys(path[:-1] for path in line.run)
        if len(keys) == 1:
            row = self.one_row(line, table, layout)
            if row is not None:
                yield row
            return
        if line.cells is None:
            for key in keys:
                self.deviate("missing", "row", ".".join(key), self.row_text(line, key[-1]), table=table)
            return
        _, aligned = self.aligned(line, layout)
        for key in keys:
            mine = [i for i, path in enumerate(line.run) if path[:-1] == key]
            yield self.shared_row(line, table, key, aligned, mine)

    def shared_row(
        self, line: _Line, table: str, key: tuple[str, ...], aligned: Aligned, mine: list[int]
    ) -> Row:
        """One of several rows printed side by side."""
        if line.cells is None:
            raise AssertionError("a run that is shared was printed")
        text = self.row_text(line, key[-1])
        pieces = [aligned.cells[index] for index in mine]
        spans = [piece.span() for piece in pieces if piece is not None] or [line.cells.span]
        span = Span(spans[0].start, max(s.end for s in spans))
        self.last = span
        name = " / ".join((self.form.table_names.get(table, table), text))
        path = ".".join((*line.path, *key))
        if aligned.trouble:
            self.deviate("lost", "row", path, text, span, table=table, detail=aligned.trouble)
        cells = tuple(
            self.cell(table, path, line.run[index][-1], name, piece, aligned.trouble, span)
            for index, piece in zip(mine, pieces, strict=True)
        )
        printed = sum(1 for piece in pieces if piece is not None and piece.text.strip())
        return Row(path, text, span, cells, None, aligned.trouble, printed)

    def one_row(self, line: _Line, table: str, layout: Layout) -> Row | None:
        path = (*line.path, *line.run[0][:-1])
        key = ".".join(path)
        text = self.row_text(line, path[-1])
        full = " / ".join((*line.labels, text))
        if line.head is not None and line.head.token is None and line.cells is None:
            self.deviate("missing", "row", key, full, table=table)
            return None
        head = self.said(line.head) if line.head is not None and line.head.token is not None else None
        if head is not None and line.head is not None and line.head.moved:
            self.deviate("moved", "row", key, full, head.span, table=table, detail=head.printed)
        if head is not None and head.damaged:
            self.deviate("damaged", "row", key, full, head.span, table=table, detail=head.printed)
        columns, aligned = self.aligned(line, layout)
        spans = [token.span for token in (line.head and line.head.token, line.cells) if token]
        span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else self.last
        self.last = span
        name = " / ".join((self.form.table_names.get(table, table), full))
        cells = tuple(
            self.cell(table, key, column, name, piece, aligned.trouble, span)
            for column, piece in zip(columns, aligned.cells, strict=True)
        )
        if aligned.trouble:
            self.deviate("lost", "row", key, full, span, table=table, detail=aligned.trouble)
        return Row(key, full, span, cells, head, aligned.trouble, aligned.printed)

    def row_text(self, line: _Line, key: str) -> str:
        if line.head is not None:
            return self.form.labels[line.head.terminal][0]
        return self.form.labels.get(f"{key.upper()}_GROUP", (key,))[0]

    def aligned(self, line: _Line, layout: Layout) -> tuple[list[str], Aligned]:
        """The columns of a row and its cells; columns whose heads are missing may be missing in the row too."""
        columns = [path[-1] for path in line.run]
        found = align(line.cells, len(columns), layout)
        gone = [key for key in columns if key in line.block.missing and key not in line.block.printed]
        kept = [key for key in columns if key not in gone]
        if gone and line.block.printed and found.printed <= len(kept):
            narrower = align(line.cells, len(kept), layout)
            if not narrower.trouble:
                return kept, narrower
        return columns, found

    def cell(  # noqa: PLR0913
        self, table: str, row: str, column: str, name: str, piece: Piece | None, trouble: str, span: Span
    ) -> Cell:
        label = f"{name} / {self.column_label(column)}"
        if piece is None:
            state = State.UNREADABLE if trouble else State.BLANK
            return Cell(table, row, column, label, "", span, state, flaw=trouble)
        number = read(piece.text)
        return Cell(
            table,
            row,
            column,
            label,
            piece.text,
            piece.span(),
            number.state,
            number.count,
            number.unit,
            number.flaw,
        )


def _aligned(block: _Block) -> bool:
    """Whether a block's cells are told apart by spaces alone, so that its heads may be scattered."""
    return any(line.cells is not None and line.cells.source == "aligned" for line in block.lines)


def _members(tree: Tree, form: Form) -> Iterator[Tree | Edit]:
    """Sections and loose edits at the top, through the rules that only order them."""
    for child in tree.children:
        if isinstance(child, Edit) or form.productions[child.production].origin in form.sections:
            yield child
        else:
            yield from _members(child, form)


def _runs(tree: Tree, form: Form) -> Iterator[tuple[Token, int]]:
    """Every run of cells with the number of columns that the form gives it."""
    production: Production | None = form.productions[tree.production] if tree.production >= 0 else None
    runs = iter(production.runs if production else ())
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _runs(child, form)
        elif child.terminal == CELLS:
            run = next(runs)
            if child.token is not None:
                yield child.token, len(run)
