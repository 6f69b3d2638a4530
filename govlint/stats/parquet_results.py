"""Results as `parquet` writes them, counted by DuckDB.

Duty: a file to rows with how often they come. May not hold findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govlint.formatters.parquet import FORMATTER
from govlint.lined import Place
from govlint.stats.json_results import VERSION, known_version
from govlint.stats.rows import Row, checked_row
from govlint.words import AskedError, catalogue

MAGIC = b"PAR1"
_SOME = 10_000
_DIGITS = 9
"""More has no version."""
_VERSION = "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?"
_COUNTS = """
SELECT kind, agency, year, status, code, name, severity, waived IS NOT NULL, reason, count(*)
FROM read_parquet(?) GROUP BY ALL ORDER BY ALL
"""


def from_parquet(path: str) -> Iterator[tuple[Row, int]]:
    """The rows of a file, each kind once.

    Raises:
        AskedError: where it is damaged or not govlint's, and where DuckDB is not installed.
    """
    if FORMATTER.library is not None and FORMATTER.library.missing:
        raise AskedError(catalogue().words("library-missing", command=FORMATTER.library.command))
    import duckdb  # noqa: PLC0415 - an extra

    place = Place(path)
    try:
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false; SET threads = 2")
            known_version(_version(connection, path), place)
            connection.execute(_COUNTS, [path])
            while some := connection.fetchmany(_SOME):
                for *values, times in some:
                    yield checked_row(Row(*values), place), times
    except duckdb.BinderException as error:
        raise place.wrong("stats.foreign") from error
    except duckdb.Error as error:
        raise place.wrong("stats.broken", error=str(error).partition("\n")[0]) from error


def _version(connection: Any, path: str) -> int | None:
    found = connection.execute(_VERSION, [path, VERSION]).fetchone()
    return int(found[0]) if found and found[0].isdigit() and len(found[0]) <= _DIGITS else None
