"""What is counted: a file, a finding or something that could not be judged, without its place.

Duty: plain values and their mistakes. May not read or print.
"""

from __future__ import annotations

from typing import Any

from govlint.findings import SEVERITIES
from govlint.lined import Place
from govlint.named import NamedTuple

FILE, FINDING, UNCHECKED = "file", "finding", "unchecked"
CHECKED = "checked"
STATUSES = (CHECKED, "not_a_report", "unreadable")
RECORDS = "records"
"""The status of a file that is no report, such as one of waivers: it is not counted, what is wrong with it is."""


class Row(NamedTuple):
    """One kind of thing, however often it comes; what does not belong to its kind is empty."""

    kind: str
    agency: str | None
    year: int | None
    status: str
    code: str | None = None
    name: str | None = None
    severity: str | None = None
    waived: bool = False
    reason: str | None = None


def checked_row(row: Row, place: Place) -> Row:
    """The row, where its values are of the kinds that govlint writes.

    Raises:
        AskedError: where they are not.
    """
    texts: tuple[Any, ...] = (row.agency or "", row.code or "", row.name or "", row.reason or "")
    sound = (
        all(isinstance(text, str) for text in texts)
        and (row.year is None or (isinstance(row.year, int) and not isinstance(row.year, bool)))
        and row.status in (*STATUSES, RECORDS)
        and (row.kind in (FILE, RECORDS) or bool(row.code))
        and (row.kind != FINDING or row.severity in SEVERITIES)
    )
    if not sound:
        raise place.wrong("stats.foreign")
    return row
