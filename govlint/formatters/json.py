"""JSON, one value for the run, each file, finding and entry on a line of its own.

Duty: write records. May not choose what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    """The outcome as one JSON value."""
    files = outcome.files
    yield f'{{"schema_version": {SCHEMA_VERSION},\n "tool": {encode(tool())},\n'
    yield from _array("files", (file_record(file) for file in files))
    yield from _array("findings", (record for file in files for record in finding_records(file, view.lang)))
    yield from _array(
        "unchecked", (record for file in files for record in unchecked_records(file, view.lang))
    )
    if view.statistics:
        yield from _array("statistics", statistics_records(outcome))
    yield f' "assurance": {encode(assurance_record(outcome))}}}\n'


def _array(name: str, records: Iterable[Record]) -> Iterator[str]:
    yield f' "{name}": ['
    separator = "\n  "
    for record in records:
        yield separator + encode(record)
        separator = ",\n  "
    yield "],\n"


FORMATTER = Formatter("json", render, "format-json")
