"""Reports from two columns of a Parquet file.

Duty: rows one by one. May not hold more than DuckDB's bounds allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govlint.commands.inputs import Entry
from govlint.formatters.parquet import FORMATTER
from govlint.lined import Place
from govlint.native import slashed
from govlint.words import AskedError, catalogue, nearest

_SOME = 50
_KINDS = ("VARCHAR", "BLOB")


def from_parquet(path: str, name_column: str, text_column: str) -> Iterator[Entry]:
    """A report for each row.

    Raises:
        AskedError: where there is no such column, a row lacks its value, or DuckDB is not installed.
    """
    if FORMATTER.library is not None and FORMATTER.library.missing:
        raise AskedError(catalogue().words("library-missing", command=FORMATTER.library.command))
    import duckdb  # noqa: PLC0415 - an extra

    try:
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1; SET memory_limit = '512MB'; SET enable_progress_bar = false")
            _columns_there(connection, path, name_column, text_column)
            columns = ", ".join(_quoted(column) for column in (name_column, text_column))
            connection.execute(f"SELECT {columns} FROM read_parquet(?)", [path])  # noqa: S608 - quoted
            yield from _rows(connection, path, name_column, text_column)
    except duckdb.Error as error:
        raise Place(path).wrong("input.broken", error=str(error).partition("\n")[0]) from error


def _rows(connection: Any, path: str, name_column: str, text_column: str) -> Iterator[Entry]:
    number = 0
    while some := connection.fetchmany(_SOME):
        for name, text in some:
            number += 1
            if not name or text is None:
                missing = text_column if name else name_column
                raise Place(path).wrong("input.empty", row=number, word=missing)
            decoded = isinstance(text, str)
            yield Entry(slashed(_text(name)), text.encode() if decoded else bytes(text), decoded)


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else bytes(name).decode("utf-8", "surrogateescape")


def _columns_there(connection: Any, path: str, *asked: str) -> None:
    """Whether the columns are there and hold texts.

    Raises:
        AskedError: where they are not, with the one that was likely meant.
    """
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    kinds = {name: kind for name, kind, *_ in described}
    for word in asked:
        if word not in kinds:
            close = nearest(word, kinds)
            hint = catalogue().words("did-you-mean", word=close) if close else ""
            raise Place(path).wrong("input.no-column", word=word, known=tuple(kinds), hint=hint)
        if kinds[word] not in _KINDS:
            raise Place(path).wrong("input.column-type", word=word, kind=kinds[word])


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
