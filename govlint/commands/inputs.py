"""Reports that come as records of a file rather than as files: JSON lines, or rows of Parquet.

Duty: records one by one, each mistake with its file and line. May not check a report, nor hold more than a few.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Any

from govlint.commands.values import one_of
from govlint.discover import STDIN
from govlint.lined import Place, named_files
from govlint.named import NamedTuple
from govlint.native import native, slashed
from govlint.words import AskedError, catalogue, nearest

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

PATHS, JSONL, PARQUET = "paths", "jsonl", "parquet"
_TEXT, _NAME = "text", "name"
_FIELDS = ("path", _NAME, _TEXT, "bytes")
_MOST = 64
"""MiB that a line may have: four thirds of the largest report, and room."""
_COLUMN_OPTIONS = {"--text-column": "text_column", "--name-column": "name_column"}


class Entry(NamedTuple):
    """A report by its name; `decoded` where it came as characters and not as bytes."""

    name: str
    data: bytes
    decoded: bool


def add_input(parser: Parser, *, named: bool = False) -> None:
    """The options that say what the paths are; where each is `named` as a report, they are nothing else."""
    group = "help.files"
    if named:
        parser.set_defaults(input=PATHS, text_column=None, name_column=None)
        return
    kinds = one_of(PATHS, JSONL, PARQUET)
    parser.option(group, "--input", text="help.input", type=kinds, default=PATHS, metavar="KIND")
    for option in _COLUMN_OPTIONS:
        parser.option(group, option, text=f"help.{option[2:]}", metavar="COLUMN")


def refuse_columns(options: argparse.Namespace) -> None:
    """Whether options for columns are given where there are none.

    Raises:
        AskedError: where they are.
    """
    for option, name in _COLUMN_OPTIONS.items():
        if getattr(options, name) is not None:
            raise AskedError(catalogue().words("input.columns", option=option))


def entries(options: argparse.Namespace, stdin: Callable[[int], bytes]) -> Iterator[Entry]:
    """The reports in the files named, in their order.

    Raises:
        AskedError: for a file that is not there, and for what is no report, when its turn comes.
    """
    if options.input == JSONL:
        refuse_columns(options)
        paths = [STDIN] if options.paths == [STDIN] else named_files(options.paths)
        return (entry for path in paths for entry in from_lines(path, stdin))
    from govlint.commands.parquet_input import from_parquet  # noqa: PLC0415 - DuckDB is an extra

    columns = options.name_column or _NAME, options.text_column or _TEXT
    return (entry for path in named_files(options.paths) for entry in from_parquet(path, *columns))


def from_lines(path: str, stdin: Callable[[int], bytes]) -> Iterator[Entry]:
    """A report for each line of JSON; empty lines say nothing.

    Raises:
        AskedError: for a line that is none.
    """
    try:
        with _opened(path, stdin) as stream:
            for number, line in enumerate(iter(lambda: stream.readline((_MOST << 20) + 1), b""), start=1):
                place = Place(path, number)
                if len(line) > _MOST << 20:
                    raise place.wrong("input.too-long", most=_MOST)
                if line.strip():
                    yield _entry(_record(line, place), place)
    except OSError as error:
        raise Place(path).wrong("input.unreadable", error=error.strerror or str(error)) from error


def _opened(path: str, stdin: Callable[[int], bytes]) -> IO[bytes]:
    return io.BufferedReader(_Given(stdin)) if path == STDIN else open(native(path), "rb")  # noqa: PTH123


class _Given(io.RawIOBase):
    """A stream of what a function gives."""

    def __init__(self, give: Callable[[int], bytes]) -> None:
        self._give = give

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill as much of the buffer as there is."""
        data = self._give(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _record(line: bytes, place: Place) -> dict[str, Any]:
    import json  # noqa: PLC0415 - most runs are over files

    try:
        record = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise place.wrong("input.broken", error=str(error).partition(":")[0]) from error
    if not isinstance(record, dict):
        raise place.wrong("input.not-an-object")
    for word in record:
        if word not in _FIELDS:
            close = nearest(word, _FIELDS)
            hint = catalogue().words("did-you-mean", word=close) if close else ""
            raise place.wrong("input.unknown-field", word=word, hint=hint)
    return record


def _entry(record: dict[str, Any], place: Place) -> Entry:
    import base64  # noqa: PLC0415
    import binascii  # noqa: PLC0415

    names = [record[key] for key in ("path", _NAME) if key in record]
    if len(names) != 1 or not isinstance(names[0], str) or not names[0]:
        raise place.wrong("input.no-name")
    texts = {key: record[key] for key in (_TEXT, "bytes") if key in record}
    if len(texts) != 1 or not all(isinstance(text, str) for text in texts.values()):
        raise place.wrong("input.no-text")
    if _TEXT in texts:
        return Entry(slashed(names[0]), texts[_TEXT].encode("utf-8", "surrogatepass"), decoded=True)
    try:
        return Entry(slashed(names[0]), base64.b64decode(texts["bytes"], validate=True), decoded=False)
    except binascii.Error as error:
        raise place.wrong("input.broken", error=str(error)) from error
