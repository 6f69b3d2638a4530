"""A report as understood, laid out for a person: `dump`.

Duty: sections, tables as grids, facts, departures, tokens and trees as lines. May not print or judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.display.figures import number
from govlint.display.places import within
from govlint.display.width import columns, cut, printable
from govlint.document import Document
from govlint.grammar import Production
from govlint.model import Cell, Report, Section, State, Table
from govlint.places import Span
from govlint.syntax import Edit, Tree
from govlint.tokens import Token
from govlint.words import Catalogue

_LABEL = 40
_TEXT = 60


class Outline:
    """Lays out what was read in one document."""

    def __init__(self, document: Document, words: Catalogue, lang: str) -> None:
        self.document = document
        self.words = words
        self.lang = lang

    def _say(self, key: str, **facts: object) -> str:
        return self.words.text(f"dump.{key}", self.lang, **facts)

    def _at(self, span: Span) -> str:
        return within(self.document, span, self.words, self.lang)

    def report(self, report: Report) -> Iterator[str]:
        """The whole report."""
        yield from columns(list(self._head(report)))
        for section in report.sections:
            yield ""
            yield from self._section(section)
        yield from self._facts(report)
        yield from self._deviations(report)

    def _head(self, report: Report) -> Iterator[tuple[str, str]]:
        unknown = self._say("unknown")
        yield self._say("title"), printable(report.title.printed) if report.title else unknown
        yield self._say("form"), report.form
        yield self._say("year"), str(report.year or unknown)
        yield self._say("agency"), printable(report.agency or unknown)
        yield self._say("reader"), f"{self.document.kind} {self.document.encoding or ''}".strip()

    def _section(self, section: Section) -> Iterator[str]:
        heading = printable(section.heading.printed) if section.heading else f"({self._say('missing')})"
        yield f"{section.name}  [{section.key}]  {self._at(section.span)}  {heading}"
        length = sum(len(piece.text) for piece in section.paragraphs)
        if length:
            yield "  " + self._say("paragraphs", number=len(section.paragraphs), characters=length)
        if section.table is not None:
            yield from ("  " + line for line in self._table(section.table))

    def _table(self, table: Table) -> Iterator[str]:
        yield f"{table.name}  {self._at(table.span)}"
        if table.trouble:
            yield "  " + self._say("trouble", text=table.trouble)
        blocks: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for row in table.rows:
            keys = tuple(cell.column for cell in row.cells)
            figures = (row.trouble,) if row.trouble else tuple(_figure(cell) for cell in row.cells)
            lines = blocks.setdefault(keys, [("", "", *keys)])
            lines.append(
                (
                    self._at(row.span),
                    f"{row.key}  {cut(printable(row.label), _LABEL)}",
                    *_padded(figures, len(keys)),
                )
            )
        for lines in blocks.values():
            yield from ("  " + line for line in columns(lines, right=range(2, len(lines[0]))))

    def _facts(self, report: Report) -> Iterator[str]:
        if report.facts:
            yield from ("", self._say("facts"))
            rows = [
                (self._at(f.span), f.name, ", ".join(f"{k}={printable(v)}" for k, v in f.values))
                for f in report.facts
            ]
            yield from ("  " + line for line in columns(rows))

    def _deviations(self, report: Report) -> Iterator[str]:
        if report.deviations:
            yield from ("", self._say("deviations"))
            rows = [
                (
                    self._at(d.span),
                    d.kind,
                    d.of,
                    d.table,
                    d.key,
                    cut(printable(d.label), _LABEL),
                    printable(d.detail),
                )
                for d in report.deviations
            ]
            yield from ("  " + line for line in columns(rows))

    def tokens(self, tokens: Sequence[Token]) -> list[str]:
        """The tokens, one a line."""
        return columns([(self._at(token.span), _kind(token), _text(token)) for token in tokens])

    def tree(self, tree: Tree | Edit, productions: Sequence[Production]) -> Iterator[str]:
        """The tree, one node a line; `+` was inserted, `-` left out."""
        # The root stands for no rule of the form.
        waiting: list[tuple[int, Tree | Edit]] = [(-1, tree)]
        while waiting:
            depth, node = waiting.pop()
            if isinstance(node, Edit):
                yield "  " * depth + self._edit(node)
                continue
            if node.production >= 0:
                yield "  " * depth + productions[node.production].origin
            waiting.extend((depth + 1, child) for child in reversed(node.children))

    def _edit(self, edit: Edit) -> str:
        if edit.token is None:
            return f"+ {edit.terminal}"
        place = self._at(edit.token.span)
        return f"{edit.terminal or '-'}  {place}  {_text(edit.token)}"


def _figure(cell: Cell) -> str:
    return number(cell.count) if cell.state is State.COUNT else cell.state.value


def _padded(figures: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*figures, *[""] * (width - len(figures)))[: max(width, len(figures))]


def _kind(token: Token) -> str:
    return (
        "|".join(dict.fromkeys(reading.terminal for reading in token.readings))
        or f"{token.kind} {token.source}"
    )


def _text(token: Token) -> str:
    return cut(printable(" | ".join(piece.text for piece in token.pieces)), _TEXT)
