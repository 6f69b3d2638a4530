"""Parquet for questions over many reports: a row for each file, each finding, each thing that could not be judged.

Duty: rows and their columns. May not hold more than one file's rows in memory, nor choose what findings say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from govlint.display.encode import encode
from govlint.display.records import SCHEMA_VERSION, file_record, finding_records, tool, unchecked_records
from govlint.findings import FileOutcome, Outcome
from govlint.formatters import Formatter, Library, View

_TEXT, _COUNT, _NUMBER = "VARCHAR", "INTEGER", "DOUBLE"
COLUMNS = {
    **dict.fromkeys(("kind", "path", "agency"), _TEXT), "year": _COUNT,
    **dict.fromkeys(("form", "status", "code", "name", "severity"), _TEXT),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), _COUNT),
    **dict.fromkeys(("place", "cell_table", "cell_row", "cell_column", "label", "section"), _TEXT),
    **dict.fromkeys(("message", "remedy", "reason"), _TEXT),
    **dict.fromkeys(("left", "right", "difference"), _NUMBER),
    **dict.fromkeys(("fingerprint", "waived"), _TEXT),
    **dict.fromkeys(("findings", "waived_findings", "errors", "warnings", "notes"), _COUNT),
    **dict.fromkeys(("constraints", "evaluated", "not_applicable", "unchecked", "crashed"), _COUNT),
}  # fmt: skip
"""Every column and its type; the last two lines of them are those of a file's own row."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHUNK = 1024 * 1024
_ROWS = 20_000
"""Rows of a group: what DuckDB holds in memory before it writes."""

Row = dict[str, object]


def render(outcome: Outcome, view: View) -> Iterator[bytes]:
    """The file; its rows wait on the disk as lines of JSON until the last is known."""
    with TemporaryDirectory(prefix="govlint-") as folder:
        lines, made = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        with lines.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(_line(row) for file in outcome.files for row in rows(file, view.lang))
        _convert(lines, made)
        with made.open("rb") as stream:
            while data := stream.read(_CHUNK):
                yield data


def rows(file: FileOutcome, lang: str) -> Iterator[Row]:
    """The rows of one file, its own first."""
    common = file_record(file)
    yield {"kind": "file" if file.assurance.files else "records", **common, **_sums(file)}
    for record in finding_records(file, lang):
        yield {**common, **_finding(record)}
    for record in unchecked_records(file, lang):
        yield {**common, "kind": "unchecked", **_known(record)}


def _sums(file: FileOutcome) -> Row:
    found = Counter(finding.severity for finding in file.findings if finding.waived is None)
    part = file.assurance
    return {
        "findings": found.total(),
        "waived_findings": len(file.findings) - found.total(),
        **{f"{severity}s": found[severity] for severity in ("error", "warning", "note")},
        **{name: getattr(part, name) for name in ("constraints", "evaluated", "unchecked", "crashed")},
        "not_applicable": len(part.not_applicable),
    }


def _finding(record: Row) -> Row:
    row: Row = {"kind": "finding", **_known(record)}
    cell, proof = record["cell"], record["proof"]
    if isinstance(cell, dict):
        row |= {f"cell_{key}": cell[key] for key in ("table", "row", "column")} | {"label": cell["label"]}
    if isinstance(proof, dict):
        row |= {key: _number(proof[key]) for key in ("left", "right", "difference")}
    return row


def _known(record: Row) -> Row:
    """What of a record is a column as it stands; a place in a source without lines is kept as JSON."""
    row = {key: value for key, value in record.items() if key in COLUMNS}
    return {**row, "place": encode(row["place"])} if "place" in row else row


def _number(value: object) -> float | None:
    """A figure as a number that sums may be made of; none for one that no such number holds."""
    number = None if value is None else float(str(value))
    return number if number is None or isfinite(number) else None


def _line(row: Row) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # Half a character, as in the name of a file, is no JSON to DuckDB: it is shown by its number.
    return _SURROGATE.sub(lambda half: f"\\\\u{ord(half[0]):04x}", text) + "\n"


def _convert(lines: Path, made: Path) -> None:
    import duckdb  # noqa: PLC0415 - an extra, and only where somebody asks for it

    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    source, target = (str(path).replace("'", "''") for path in (lines, made))
    marks = f"{{schema_version: '{SCHEMA_VERSION}', tool: '{' '.join(map(str, tool().values()))}'}}"
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1; SET memory_limit = '512MB'; SET enable_progress_bar = false")
        connection.execute(
            f"COPY (FROM read_json('{source}', format = 'newline_delimited', columns = {{{columns}}})) "
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS}, KV_METADATA {marks})"
        )


FORMATTER = Formatter(
    "parquet",
    render,
    "format-parquet",
    binary=True,
    library=Library("duckdb", "pip install 'govlint[stats]'"),
)
