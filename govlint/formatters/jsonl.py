"""JSON lines: a finding a line, then one line that sums the run up.

Duty: write records. May not choose what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.encode import encode
from govlint.display.records import (
    SCHEMA_VERSION,
    Record,
    assurance_record,
    file_record,
    finding_records,
    statistics_records,
    tool,
    unchecked_records,
)
from govlint.findings import Outcome
from govlint.formatters import Formatter, View


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """A line for each finding, and the summary."""
    for file in outcome.files:
        for record in finding_records(file, view.lang):
            yield encode(record) + "\n"
    yield encode(_summary(outcome, view)) + "\n"


def _summary(outcome: Outcome, view: View) -> Record:
    files = outcome.files
    counted = {"statistics": statistics_records(outcome)} if view.statistics else {}
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool(),
        "files": [file_record(file) for file in files],
        "unchecked": [record for file in files for record in unchecked_records(file, view.lang)],
        **counted,
        "assurance": assurance_record(outcome),
    }


FORMATTER = Formatter("jsonl", render, "format-jsonl")
