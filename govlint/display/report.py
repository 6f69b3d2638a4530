"""A report as plain mappings: `dump --json`.

Duty: keys, printed texts, counts and places. May not serialise.
"""

from __future__ import annotations

from govlint.display.places import locus_record, region
from govlint.document import Document
from govlint.model import Cell, Deviation, Fact, Report, Row, Section, Table
from govlint.places import Span

Record = dict[str, object]


def report_record(report: Report, document: Document) -> Record:
    """The whole report."""
    return {
        "path": document.path,
        "reader": document.kind,
        "encoding": document.encoding,
        "form": report.form,
        "year": report.year,
        "agency": report.agency,
        "title": report.title.printed if report.title else None,
        "sections": [_section(section, document) for section in report.sections],
        "facts": [_fact(fact, document) for fact in report.facts],
        "deviations": [_deviation(deviation, document) for deviation in report.deviations],
    }


def _at(span: Span, document: Document) -> Record:
    place = locus_record(document, span)
    return region(document, span) if place is None else {**region(document, span), "place": place}


def _section(section: Section, document: Document) -> Record:
    return {
        "key": section.key,
        "name": section.name,
        "heading": section.heading.printed if section.heading else None,
        **_at(section.span, document),
        "paragraphs": [{"text": piece.text, **_at(piece.span(), document)} for piece in section.paragraphs],
        "table": _table(section.table, document) if section.table else None,
    }


def _table(table: Table, document: Document) -> Record:
    return {
        "key": table.key,
        "name": table.name,
        "trouble": table.trouble or None,
        **_at(table.span, document),
        "rows": [_row(row, document) for row in table.rows],
    }


def _row(row: Row, document: Document) -> Record:
    return {
        "key": row.key,
        "label": row.label,
        "trouble": row.trouble or None,
        **_at(row.span, document),
        "cells": [_cell(cell, document) for cell in row.cells],
    }


def _cell(cell: Cell, document: Document) -> Record:
    return {
        "key": cell.column,
        "label": cell.label,
        "printed": cell.printed,
        "state": cell.state.value,
        "count": cell.count,
        "unit": cell.unit or None,
        "flaw": cell.flaw or None,
        **_at(cell.span, document),
    }


def _fact(fact: Fact, document: Document) -> Record:
    return {
        "name": fact.name,
        "values": dict(fact.values),
        "section": fact.section or None,
        **_at(fact.span, document),
    }


def _deviation(deviation: Deviation, document: Document) -> Record:
    return {
        "kind": deviation.kind,
        "of": deviation.of,
        "table": deviation.table or None,
        "key": deviation.key,
        "label": deviation.label,
        "detail": deviation.detail or None,
        **_at(deviation.span, document),
    }
