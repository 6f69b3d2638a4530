"""Diagnostics of reviewdog.

Duty: records with columns in UTF-8 bytes. May not serialise them.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.entries import Entry, Teller
from govlint.document import Document
from govlint.findings import FileOutcome
from govlint.places import Span

Record = dict[str, object]
_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
SOURCE: Record = {"name": "govlint"}


def diagnostics(teller: Teller) -> Iterator[Record]:
    """A diagnostic for each finding; one for the run where there was no file."""
    for entry in teller.entries():
        yield _diagnostic(entry, teller)
    if teller.nothing:
        yield {
            "message": teller.assurance, "location": {"path": "."}, "severity": "ERROR",
            "source": SOURCE, "code": {"value": "govlint"},
        }  # fmt: skip


def _diagnostic(entry: Entry, teller: Teller) -> Record:
    # Nothing but the fields that every version of reviewdog knows: it refuses a file with others.
    return {
        "message": teller.full_text(entry),
        "location": _location(entry, entry.finding.span),
        "severity": _SEVERITIES[entry.finding.severity],
        "source": SOURCE,
        "code": {"value": entry.finding.code},
    }


def _location(entry: Entry, span: Span) -> Record:
    document = _lined(entry.file)
    if document is None:
        return {"path": entry.path}
    return {
        "path": entry.path,
        "range": {"start": _position(document, span.start), "end": _position(document, span.end)},
    }


def _lined(file: FileOutcome) -> Document | None:
    return file.document if file.document is not None and not file.document.loci else None


def _position(document: Document, offset: int) -> Record:
    line, _ = document.position(offset)
    before = document.text[document.lines.start(line) : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
