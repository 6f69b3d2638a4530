"""Places as SARIF has them.

Duty: physical and logical locations. May not know results.
"""

from __future__ import annotations

from govlint.display.entries import Teller, positions, uri
from govlint.display.places import locus_fields, locus_record, within
from govlint.display.records import Record
from govlint.display.width import printable
from govlint.findings import CellName, FileOutcome
from govlint.fingerprints import relative
from govlint.places import Span, Spot


def location(
    file: FileOutcome, span: Span, teller: Teller, text: str = "", cell: CellName | None = None
) -> Record:
    """A location, with what stands there in words."""
    where = {"artifactLocation": artifact(teller.path(file)), "region": region_of(file, span)}
    record: Record = {"physicalLocation": where}
    place = locus_record(file.document, span)
    if place is not None:
        text = text or within(file.document, span, teller.words, teller.lang)
        record["properties"] = {"place": place}
    if text:
        record["message"] = {"text": printable(text)}
    if cell is not None:
        record["logicalLocations"] = [_logical(cell)]
    return record


def elsewhere(path: str, spot: Spot, teller: Teller, text: str, cell: CellName | None) -> Record:
    """A location in another file than the finding's."""
    region: Record = {"startLine": 1}
    if spot.start is not None and spot.end is not None:
        region = {
            "startLine": spot.start.line, "startColumn": spot.start.column,
            "endLine": spot.end.line, "endColumn": spot.end.column,
        }  # fmt: skip
    where = {"artifactLocation": artifact(relative(path, teller.root)), "region": region}
    record: Record = {"physicalLocation": where, "message": {"text": printable(text)}}
    if spot.locus is not None:
        record["properties"] = {"place": locus_fields(spot.locus)}
    if cell is not None:
        record["logicalLocations"] = [_logical(cell)]
    return record


def artifact(path: str) -> Record:
    """A file, relative to where the run was started unless it lies elsewhere."""
    return {"uri": uri(path)}


def region_of(file: FileOutcome, span: Span) -> Record:
    start, end = positions(file, span)
    # Code scanning takes no result without a line; a source without lines is said to be there as a whole.
    if start is None or end is None:
        return {"startLine": 1}
    return {
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    }  # fmt: skip


def _logical(cell: CellName) -> Record:
    keys = [key for key in (cell.table, cell.row, cell.column) if key]
    return {
        "name": printable(cell.label.rpartition(" / ")[2] or cell.label),
        "fullyQualifiedName": "/".join(keys),
        "decoratedName": printable(cell.label),
        "kind": ("table", "row", "cell")[max(len(keys) - 1, 0)],
    }
