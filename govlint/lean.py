"""Outcomes without what nobody prints, so that ten thousand files fit into memory.

Duty: let go of blocks, prose and rows that no finding speaks of. May not change what a formatter says.
"""

from __future__ import annotations

from govlint.document import Document
from govlint.findings import FileOutcome
from govlint.model import Report, Section
from govlint.records import replace


def lean(file: FileOutcome) -> FileOutcome:
    """The outcome with its findings, the text around them, and the rows of their cells."""
    cells = {(f.cell.table, f.cell.row) for f in file.findings if f.cell is not None and f.proof is None}
    spoken = bool(file.findings or file.unchecked)
    return replace(
        file,
        document=_text(file.document) if file.document is not None and spoken else None,
        report=_rows(file.report, cells) if file.report is not None else None,
    )


def _text(document: Document) -> Document:
    return Document(document.path, document.kind, document.text, (), document.encoding, document.loci)


def _rows(report: Report, cells: set[tuple[str, str]]) -> Report:
    tables = {table for table, _ in cells}
    sections = tuple(_section(section, cells) for section in report.sections if section.key in tables)
    return replace(report, sections=sections, preamble=(), facts=(), deviations=(), candidates=())


def _section(section: Section, cells: set[tuple[str, str]]) -> Section:
    table = section.table
    if table is not None:
        table = replace(table, rows=tuple(row for row in table.rows if (table.key, row.key) in cells))
    return replace(section, paragraphs=(), table=table)
