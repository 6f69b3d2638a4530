"""Checkstyle's XML, as reviewdog, Jenkins and many others read it.

Duty: files and their errors. May not leave out that nothing was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from govlint.display.entries import Entry, Teller
from govlint.findings import Outcome
from govlint.formatters import Formatter, View
from govlint.formatters._xml import child, root, written

_SEVERITIES = {"error": "error", "warning": "warning", "note": "info"}


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """One document."""
    teller = Teller(outcome, view.lang)
    top = root("checkstyle", version="8.0")
    for path, entries in groupby(teller.entries(), key=lambda entry: entry.path):
        file = child(top, "file", name=path)
        for entry in entries:
            child(file, "error", **_error(entry, teller))
    severity = "info" if outcome.assurance.checked else "error"
    file = child(top, "file", name=".")
    child(file, "error", line=1, severity=severity, message=teller.assurance, source="govlint")
    yield from written(top)


def _error(entry: Entry, teller: Teller) -> dict[str, object]:
    return {
        "line": entry.start.line if entry.start else None,
        "column": entry.start.column if entry.start else None,
        "severity": _SEVERITIES[entry.finding.severity],
        "message": teller.full_text(entry),
        "source": f"govlint.{entry.finding.code}",
    }


FORMATTER = Formatter("checkstyle", render, "format-checkstyle")
