"""Files of results to rows.

Duty: tell the kind of each by their first bytes. May not sum up.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from govlint.lined import Place
from govlint.native import native
from govlint.stats.json_results import from_json, from_lines, is_one_value
from govlint.stats.parquet_results import MAGIC, from_parquet
from govlint.stats.rows import Row


def read(path: str) -> Iterator[tuple[Row, int]]:
    """The rows of a file, and how often each comes.

    Raises:
        AskedError: where the file cannot be read, or is not what govlint writes.
    """
    try:
        with open(native(path), "rb") as stream:  # noqa: PTH123 - paths may be of any length
            first = stream.read(len(MAGIC))
        if first == MAGIC:
            yield from from_parquet(path)
            return
        with open(native(path), encoding="utf-8-sig") as text:  # noqa: PTH123
            if is_one_value(text):
                yield from from_json(path, text.read())
            else:
                yield from from_lines(path, text)
    except OSError as error:
        raise Place(path).wrong("stats.unreadable", error=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Place(path, _line_of(path)).wrong("stats.broken", error=error.reason) from error


def _line_of(path: str) -> int:
    """The line of the first byte that is no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open(native(path), "rb") as stream:  # noqa: PTH123
        for number, line in enumerate(stream, start=1):
            try:
                decoder.decode(line)
            except UnicodeDecodeError:
                return number
    return 0
