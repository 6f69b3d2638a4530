"""What a layer of configuration says, and who said it.

Duty: values. May not read files, nor know any key.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from govlint.named import NamedTuple
from govlint.packs.source import Place
from govlint.records import dataclass


class Origin(NamedTuple):
    """Who set a value: a place in a file, an option, a variable; nobody where it is built in."""

    name: str = ""
    place: Place | None = None
    level: int = 0
    """Of two that say opposite things, the higher holds."""

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line}" if self.place else self.name


class Setting(NamedTuple):
    """A value and who set it.

    Of a list the value is a tuple of settings, of a table a mapping of them, so that each item keeps its origin.
    """

    value: Any
    origin: Origin = Origin()


Values = Mapping[str, Setting]


class Glob(NamedTuple):
    """A pattern of paths, and the folder that it starts from."""

    folder: PurePath
    pattern: str

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True, slots=True)
class PerFile:
    """What an entry of `per-file` says, and for which files."""

    files: tuple[Glob, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Layer:
    """Everything that one file, the environment or the command line says."""

    values: Values
    per_file: tuple[PerFile, ...] = ()
    path: Path | None = None
