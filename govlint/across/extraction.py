"""Extracts of reports, made where a file is checked.

Duty: take from a report what comparisons need. May not compare, nor keep the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govlint.across.reading import Reading, Told, shingles, tell
from govlint.across.sketch import sketch
from govlint.calendar_text import publication
from govlint.document import Document
from govlint.extract import CellKey, Extract, pack, shared, states
from govlint.model import Cell, Report
from govlint.packs.model import Constraint
from govlint.places import Span


def extractor(constraints: Iterable[Constraint]) -> Callable[[Report, Document], Extract]:
    """What makes extracts; prose is read as the first constraint has it that compares prose."""
    arguments = (argument for constraint in constraints for argument in constraint.arguments.values())
    reading = next((argument for argument in arguments if isinstance(argument, Reading)), None)
    return lambda report, document: extract(report, document, reading)


def extract(report: Report, document: Document, reading: Reading | None) -> Extract:
    """The extract of a report; without a reading nothing is kept of its prose."""
    cells = [cell for table in report.tables() if not table.trouble for cell in table.cells()]
    told = tell(report, document, reading) if reading is not None else Told((), (), None)
    dating = publication(report)
    return Extract(
        path=document.path,
        form=report.form,
        agency=report.agency,
        year=report.year,
        cells=shared(CellKey(c.table, c.row, c.column, c.label) for c in cells),
        states=states(cells),
        counts=tuple(cell.count for cell in cells),
        places=_places(cells, document),
        lines=not document.loci,
        head=pack(document.spot(report.title.span if report.title else Span(0, 0))),
        troubles=tuple(t.key for t in report.tables() if t.trouble),
        day=dating.day.isoformat() if dating else None,
        day_place=pack(document.spot(dating.fact.span)) if dating else b"",
        figures=told.figures,
        prose_place=pack(told.spot) if told.spot else b"",
        characters=told.characters,
        sketch=sketch(shingles(told.phrases, reading.size)) if reading is not None else b"",
    )


def _places(cells: Iterable[Cell], document: Document) -> bytes:
    return b"".join(pack(document.spot(cell.span)) for cell in cells)
