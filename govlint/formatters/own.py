"""Govlint's own formatters by name, each loaded when it is asked for.

Duty: spare a run what it does not write. May not know plugins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from govlint.formatters import Formatter

_MODULES = {
    "checkstyle": "checkstyle",
    "concise": "concise",
    "csv": "spreadsheet",
    "full": "full",
    "github": "github",
    "gitlab": "gitlab",
    "html": "page",
    "json": "json",
    "jsonl": "jsonl",
    "junit": "junit",
    "parquet": "parquet",
    "rdjson": "rdjson",
    "rdjsonl": "rdjsonl",
    "sarif": "sarif",
}


class _Own(Mapping[str, Formatter]):
    def __getitem__(self, name: str) -> Formatter:
        formatter: Formatter = import_module(f"govlint.formatters.{_MODULES[name]}").FORMATTER
        return formatter

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


def own_formatters() -> Mapping[str, Formatter]:
    """Every formatter of govlint's own."""
    return _Own()
