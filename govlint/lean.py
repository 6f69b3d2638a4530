"""Outcomes without what nobody prints, so that ten thousand files fit into memory.

Duty: let go of blocks, prose, rows and lines that no finding speaks of. May not change what a formatter says,
nor where anything stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.document import Document
from govlint.findings import FileOutcome, Finding, Proof
from govlint.model import Report, Section
from govlint.patterns import lazy
from govlint.places import Locus, Span
from govlint.records import replace

_PRINTED = lazy(r"[^\r\n]+")
_WIDE = 2000
"""Of a longer span only the lines at its ends are kept: nobody quotes what lies between."""


def lean(file: FileOutcome) -> FileOutcome:
    """The outcome with its findings, the lines around them, and the rows of their cells."""
    cells = {(f.cell.table, f.cell.row) for f in file.findings if f.cell is not None and f.proof is None}
    spoken = bool(file.findings or file.unchecked)
    return replace(
        file,
        document=_text(file.document, set(_spans(file))) if file.document is not None and spoken else None,
        report=_rows(file.report, cells) if file.report is not None else None,
    )


def _spans(file: FileOutcome) -> Iterator[Span]:
    """Every place in this file that the outcome speaks of."""
    for finding in file.findings:
        yield finding.span
        yield from (related.span for related in finding.related if not related.path)
        for proof in _proofs(finding):
            yield from (operand.span for operand in proof.operands if not operand.path)
    yield from (entry.span for entry in file.unchecked if entry.span is not None)


def _proofs(finding: Finding) -> Iterator[Proof]:
    if finding.proof is not None:
        yield finding.proof
    yield from finding.further


def _text(document: Document, spans: set[Span]) -> Document:
    return Document(
        document.path,
        document.kind,
        _excerpt(document, _lines(document, spans)),
        (),
        document.encoding,
        _loci(document, spans),
    )


def _lines(document: Document, spans: Iterable[Span]) -> set[int]:
    """Numbers of the lines that the spans lie on."""
    found: set[int] = set()
    for span in spans:
        first, last = document.position(span.start).line, document.position(span.end).line
        found |= set(range(first, last + 1)) if span.end - span.start <= _WIDE else {first, last}
    return found


def _excerpt(document: Document, kept: set[int]) -> str:
    """The text with blanks in place of the other lines, as long as before and with as many lines."""
    lines, text = document.lines, document.text
    parts: list[str] = []
    done = 1
    for line in [*sorted(kept), len(lines) + 1]:
        start = lines.start(done) if done <= len(lines) else len(text)
        stop = lines.start(line) if line <= len(lines) else len(text)
        parts.append(_blank(text[start:stop]))
        after = lines.start(line + 1) if line < len(lines) else len(text)
        parts.append(text[stop:after])
        done = line + 1
    return "".join(parts)


def _blank(text: str) -> str:
    """As many blanks and as many line ends; these keep their kind where two of them might run together."""
    if "\r" in text:
        return _PRINTED.sub(lambda found: " " * len(found[0]), text)
    ends = text.count("\n")
    return " " * (len(text) - ends) + "\n" * ends


def _loci(document: Document, spans: Iterable[Span]) -> tuple[tuple[int, Locus], ...]:
    """The loci that hold at the starts of the spans, and the first, which says that there are no lines."""
    found = set(document.loci[:1])
    for span in spans:
        at = document.holding(span.start)
        if at is not None:
            found.add(at)
    return tuple(sorted(found, key=lambda pair: pair[0]))


def _rows(report: Report, cells: set[tuple[str, str]]) -> Report:
    tables = {table for table, _ in cells}
    sections = tuple(_section(section, cells) for section in report.sections if section.key in tables)
    return replace(report, sections=sections, preamble=(), facts=(), deviations=(), candidates=())


def _section(section: Section, cells: set[tuple[str, str]]) -> Section:
    table = section.table
    if table is not None:
        table = replace(table, rows=tuple(row for row in table.rows if (table.key, row.key) in cells))
    return replace(section, paragraphs=(), table=table)
