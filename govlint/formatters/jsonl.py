"""JSON lines: a finding a line, then one line that sums the run up.

Duty: write records. May not choose what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.display.encode import encode
from govlint.display.records import (
    SCHEMA_VERSION,
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
    files: list[str] = []
    unchecked: list[str] = []
    for file in outcome.files:
        files.append(encode(file_record(file)))
        unchecked.extend(encode(record) for record in unchecked_records(file, view.lang))
        for record in finding_records(file, view.lang):
            yield encode(record) + "\n"
    yield f'{{"schema_version": {SCHEMA_VERSION}, "tool": {encode(tool())}'
    yield from _array("files", files)
    yield from _array("unchecked", unchecked)
    if view.statistics:
        yield from _array("statistics", [encode(record) for record in statistics_records(outcome)])
    yield f', "assurance": {encode(assurance_record(outcome))}}}\n'


def _array(name: str, encoded: Sequence[str]) -> Iterator[str]:
    """An array in pieces, since that of a province is long."""
    yield f', "{name}": ['
    for number, record in enumerate(encoded):
        yield f", {record}" if number else record
    yield "]"


FORMATTER = Formatter("jsonl", render, "format-jsonl", streams=True)
