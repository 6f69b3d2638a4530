"""What came of a file, as bytes of JSON and back.

Duty: encode and decode without loss; long runs of blanks and line ends, as `lean.py` leaves them, take no room.
May not read a source, nor leave anything out.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from govlint.document import Document
from govlint.findings import Assurance, FileOutcome, Finding, Unchecked
from govlint.model import Report
from govlint.patterns import lazy
from govlint.run.codec import Shape, shape

if TYPE_CHECKING:
    from govlint.extract import Extract

_RUNS = lazy(r"( {12,}|\n{12,})")
_MARKS = {" ": 1, "\n": -1}
_TEXT = 2
"""Where the text stands among the fields of a document."""


def encode(file: FileOutcome) -> bytes:
    """The outcome as one line of JSON."""
    plain = [
        file.path,
        file.status,
        _shape("findings").pack(file.findings),
        _shape("unchecked").pack(file.unchecked),
        shape(Assurance).pack(file.assurance),
        None if file.document is None else _pack_document(file.document),
        None if file.report is None else shape(Report).pack(file.report),
        file.dated,
        None if file.extract is None else file.extract.to_json(),
    ]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(data: bytes) -> FileOutcome:
    """The outcome that `encode` was given."""
    path, status, findings, unchecked, assurance, document, report, dated, extract = json.loads(
        data.decode("utf-8", "surrogatepass")
    )
    return FileOutcome(
        path,
        status,
        _shape("findings").unpack(findings),
        _shape("unchecked").unpack(unchecked),
        shape(Assurance).unpack(assurance),
        None if document is None else _unpack_document(document),
        None if report is None else shape(Report).unpack(report),
        dated,
        None if extract is None else _extract(extract),
    )


def _extract(plain: Any) -> Extract:
    from govlint.extract import Extract  # noqa: PLC0415 - most runs compare nothing

    return Extract.from_json(plain)


@cache
def _shape(name: str) -> Shape:
    kinds: dict[str, Any] = {"findings": tuple[Finding, ...], "unchecked": tuple[Unchecked, ...]}
    return shape(kinds[name])


def _pack_document(document: Document) -> list[Any]:
    plain: list[Any] = shape(Document).pack(document)
    plain[_TEXT] = [_run(part) for part in _RUNS.split(document.text)]
    return plain


def _run(part: str) -> str | int:
    """How many blanks (or, below zero, line ends) a part is made of, or the part itself."""
    return len(part) * _MARKS[part[0]] if _RUNS.fullmatch(part) else part


def _unpack_document(plain: list[Any]) -> Document:
    plain[_TEXT] = "".join(
        part if isinstance(part, str) else " " * part if part > 0 else "\n" * -part for part in plain[_TEXT]
    )
    document: Document = shape(Document).unpack(plain)
    return document
