"""CSV for spreadsheets: a finding a row.

Duty: text that a spreadsheet opens in the right encoding and never runs. May not leave out waived findings.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govlint.display.entries import Entry, Teller
from govlint.display.figures import number
from govlint.display.places import within
from govlint.display.width import printable
from govlint.findings import Outcome
from govlint.formatters import Formatter, View

BOM = "\ufeff"
_COLUMNS = (
    "path", "agency", "year", "line", "column", "place", "severity", "code", "name", "cell", "left", "right",
    "difference", "message", "remedy", "waived", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What starts a formula in a spreadsheet; a Chinese or Japanese one takes the full-width signs too."""


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The heads, a row for each finding, and the assurance as the last row."""
    teller = Teller(outcome, view.lang)
    yield BOM + line(teller.say(f"outputs.column.{column}") for column in _COLUMNS)
    for entry in teller.entries(waived=True):
        yield line(_cells(entry, teller))
    closing = {"name": "assurance", "message": teller.assurance}
    yield line(closing.get(column, "") for column in _COLUMNS)


def _cells(entry: Entry, teller: Teller) -> Iterator[object]:
    file, finding, proof = entry.file, entry.finding, entry.finding.proof
    yield file.path
    yield file.report.agency if file.report else None
    yield file.report.year if file.report else None
    yield from (entry.start or (None, None))
    yield "" if entry.start else within(file.document, finding.span, teller.words, teller.lang)
    yield teller.say(finding.severity)
    yield from (finding.code, finding.name)
    yield finding.cell.label if finding.cell else None
    yield from (proof.left, proof.right, proof.difference) if proof else (None, None, None)
    yield from (entry.text, entry.remedy, finding.waived, entry.mark)


def line(cells: Iterable[object]) -> str:
    """The cells as one row that a spreadsheet reads and never runs."""
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return buffer.getvalue()


def _safe(cell: object) -> str:
    """The cell as text that stays text; a number stays a number, whatever its sign."""
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return number(cell)
    text = printable(str(cell))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


FORMATTER = Formatter("csv", render, "format-csv", streams=True)
