"""Results as `json` and `jsonl` write them.

Duty: lines to rows, each mistake at its line. May hold the files of one run, not its findings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from govlint.display.records import SCHEMA_VERSION
from govlint.lined import Place
from govlint.named import NamedTuple
from govlint.stats.rows import FILE, FINDING, RECORDS, UNCHECKED, Row, checked_row

VERSION = "schema_version"
Counted = Iterator[tuple[Row, int]]


class _Found(NamedTuple):
    """A kind of finding in one file."""

    path: str
    code: str
    name: str
    severity: str
    waived: bool


def from_json(path: str, text: str) -> Counted:
    """The rows of one JSON value.

    Raises:
        AskedError: where it is none, or not govlint's.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise _broken(path, error, 0) from error
    place = Place(path, 1)
    record = _record(value, place)
    found = Counter(_finding(_record(one, place), place) for one in _array(record, "findings", place))
    yield from _run(record, found, place)


def from_lines(path: str, stream: Iterable[str]) -> Counted:
    """The rows of lines, each run with its summary last; one run may follow another.

    Raises:
        AskedError: for a line that is not govlint's, and where a run has no summary.
    """
    found: Counter[_Found] = Counter()
    number, complete = 0, False
    for number, line in enumerate(stream, start=1):
        place = Place(path, number)
        record = _record(_value(path, line, number), place)
        complete = VERSION in record
        if complete:
            yield from _run(record, found, place)
            found.clear()
        else:
            found[_finding(record, place)] += 1
    if not complete:
        raise Place(path, number).wrong("stats.truncated")


def is_one_value(stream: IO[str]) -> bool:
    """Whether a stream holds one JSON value rather than one a line; it is left at its start."""
    first = stream.readline()
    stream.seek(0)
    try:
        value = json.loads(first)
    except ValueError:
        return f'"{VERSION}"' in first and not first.rstrip().endswith("}")
    return isinstance(value, dict) and "findings" in value


def _value(path: str, line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _broken(path, error, number - 1) from error


def _broken(path: str, error: ValueError, before: int) -> Exception:
    line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
    return Place(path, before + line).wrong("stats.broken", error=str(error).partition(":")[0])


def _record(value: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise place.wrong("stats.foreign")
    return value


def _array(record: Mapping[str, Any], name: str, place: Place) -> Sequence[Any]:
    value = record.get(name)
    if not isinstance(value, list):
        raise place.wrong("stats.foreign")
    return value


def _finding(record: Mapping[str, Any], place: Place) -> _Found:
    """What counts of a finding; older results know no waivers."""
    texts = [record.get(name) for name in ("path", "code", "name", "severity")]
    if not all(isinstance(text, str) and text for text in texts):
        raise place.wrong("stats.foreign")
    path, code, name, severity = map(str, texts)
    return _Found(path, code, name, severity, record.get("waived") is not None)


def _run(summary: Mapping[str, Any], found: Counter[_Found], place: Place) -> Counted:
    """The rows of a run, once its files are known."""
    known_version(summary.get(VERSION), place)
    files: dict[str, Row] = {}
    for one in _array(summary, "files", place):
        record = _record(one, place)
        status = record.get("status", "")
        kind = RECORDS if status == RECORDS else FILE
        row = Row(kind, record.get("agency"), record.get("year"), status)
        files[str(record.get("path"))] = checked_row(row, place)
        yield row, 1
    said = _record(summary.get("assurance"), place).get("files")
    listed = sum(row.status != RECORDS for row in files.values())
    if said != listed:
        raise place.wrong("stats.damaged", said=said, number=listed)
    for one, times in found.items():
        row = _of(files, one.path, place)._replace(kind=FINDING, code=one.code, name=one.name)
        yield checked_row(row._replace(severity=one.severity, waived=one.waived), place), times
    for entry in _array(summary, "unchecked", place):
        record = _record(entry, place)
        row = _of(files, str(record.get("path")), place)._replace(kind=UNCHECKED, code=record.get("code"))
        yield checked_row(row._replace(name=record.get("name"), reason=record.get("reason")), place), 1


def _of(files: Mapping[str, Row], path: str, place: Place) -> Row:
    if path not in files:
        raise place.wrong("stats.file-unknown", name=path)
    return files[path]


def known_version(version: object, place: Place) -> None:
    """Whether results of that version can be read.

    Raises:
        AskedError: for one that is later than this govlint's, and for none at all.
    """
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise place.wrong("stats.foreign")
    if version > SCHEMA_VERSION:
        raise place.wrong("stats.later", version=version, known=SCHEMA_VERSION)
