"""The code quality report of GitLab.

Duty: one array of entries, as Code Climate defined them. May not use line numbers in fingerprints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from govlint.display.encode import encode
from govlint.display.entries import Entry, Teller, title
from govlint.findings import Outcome
from govlint.formatters import Formatter, View

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The array, an entry a line."""
    teller = Teller(outcome, view.lang)
    records = [_record(entry, teller) for entry in teller.entries()]
    if teller.nothing:
        records.append(_nothing(teller))
    yield "[\n" + ",\n".join(encode(record) for record in records) + "\n]\n"


def _record(entry: Entry, teller: Teller) -> dict[str, object]:
    finding, line = entry.finding, entry.start.line if entry.start else 1
    severity = "critical" if teller.internal(finding) else _SEVERITIES[finding.severity]
    return {
        "description": f"{title(finding)}: {teller.full_text(entry)}",
        "check_name": finding.code,
        "fingerprint": entry.mark,
        "severity": severity,
        "location": {"path": entry.path, "lines": {"begin": line}},
    }


def _nothing(teller: Teller) -> dict[str, object]:
    return {
        "description": teller.assurance,
        "check_name": "govlint",
        "fingerprint": hashlib.sha256(b"govlint: nothing checked").hexdigest()[:32],
        "severity": "critical",
        "location": {"path": ".", "lines": {"begin": 1}},
    }


FORMATTER = Formatter("gitlab", render, "format-gitlab")
