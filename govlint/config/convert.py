"""Values of a configuration file to what their keys hold.

Duty: check and convert one value by the kind of its key, each mistake at its place. May not merge.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from govlint.config.globs import is_pattern
from govlint.config.keys import LISTS, TABLES, Key, Kind
from govlint.config.model import Glob, Origin, Setting
from govlint.config.slips import Slips, hint
from govlint.findings import SEVERITIES
from govlint.packs.source import Fields, Items, Scalar, Value
from govlint.patterns import lazy
from govlint.there import is_file, is_folder

AUTO = "auto"
_COUNT = lazy(r"[0-9]{1,9}", re.ASCII)
_OTHER_TYPE = lazy(r"true|false|null|~|[-+]?(?:\d[\d_]*)(?:\.\d+)?(?:[eE][-+]?\d+)?|[-+]?\.?(?:inf|nan)")
"""Scalars without quotes that are no text."""


class Reader:
    """Converts the values of one file."""

    def __init__(self, path: Path, level: int, slips: Slips) -> None:
        self.folder = path.parent
        self.level = level
        self.slips = slips

    def setting(self, key: Key, value: Value) -> Setting | None:
        """The setting that a key's value makes; None where it is not to be used, with the reason in the slips."""
        if key.kind in LISTS:
            return self._list(key, value)
        if key.kind in TABLES:
            return self._table(key, value)
        return self._one(value, self._scalar(key, value))

    def _one(self, value: Value, converted: Any) -> Setting | None:
        origin = Origin(place=value.place, level=self.level)
        return None if converted is None else Setting(converted, origin)

    def _list(self, key: Key, value: Value) -> Setting | None:
        if not isinstance(value, Items):
            self.slips.add(value.place, "config.must-be-texts", name=key.name)
            return None
        made = [self._one(item, self._item(key, item)) for item in value.items]
        return self._one(value, tuple(item for item in made if item is not None))

    def _item(self, key: Key, value: Value) -> Any:
        text = self.text(value)
        if text is None or key.kind is Kind.TEXTS:
            return text
        if key.kind is Kind.GLOBS:
            return self._glob(text, value)
        if key.kind is Kind.PACKS:
            return pack(self.folder, text)
        if key.kind is Kind.OUTPUTS:
            return output(self.folder, text)
        return self._file(text, value)

    def _glob(self, text: str, value: Value) -> Glob | None:
        glob = Glob(self.folder, text)
        if not is_pattern(glob):
            self.slips.add(value.place, "config.no-pattern", word=text)
            return None
        return glob

    def _file(self, text: str, value: Value) -> str | None:
        path = self.folder / text
        if not is_file(path):
            self.slips.add(value.place, "config.no-file", word=text, hint=hint(path.name, beside(path)))
            return None
        return str(path)

    def text(self, value: Value) -> str | None:
        """A text; None and a slip where it is none, or empty."""
        if not isinstance(value, Scalar) or (value.plain and _OTHER_TYPE.fullmatch(value.text)):
            self.slips.add(value.place, "config.must-be-text")
            return None
        if not value.text.strip():
            self.slips.add(value.place, "config.must-not-be-empty")
            return None
        return value.text

    def _scalar(self, key: Key, value: Value) -> Any:
        by_kind: dict[Kind, Callable[[Value], Any]] = {
            Kind.BOOL: self._bool,
            Kind.COUNT: self._count,
            Kind.JOBS: self._jobs,
            Kind.FOLDER: self._folder,
            Kind.ENCODING: self._encoding,
        }
        if key.kind is Kind.CHOICE:
            return self._choice(value, key.choices)
        if key.kind is Kind.FILE:
            return self._named_file(value, there=key.there)
        return by_kind.get(key.kind, self.text)(value)

    def _plain(self, value: Value) -> str:
        """What is written without quotes; empty for anything else."""
        return value.text if isinstance(value, Scalar) and value.plain else ""

    def _bool(self, value: Value) -> bool | None:
        if self._plain(value) not in ("true", "false"):
            self.slips.add(value.place, "config.must-be-bool")
            return None
        return self._plain(value) == "true"

    def _count(self, value: Value) -> int | None:
        if not _COUNT.fullmatch(self._plain(value)):
            self.slips.add(value.place, "config.must-be-count")
            return None
        return int(self._plain(value))

    def _jobs(self, value: Value) -> int | str | None:
        if isinstance(value, Scalar) and value.text == AUTO:
            return AUTO
        count = int(self._plain(value)) if _COUNT.fullmatch(self._plain(value)) else 0
        if not count:
            self.slips.add(value.place, "config.must-be-jobs")
        return count or None

    def _folder(self, value: Value) -> str | bool | None:
        if self._plain(value) == "false":
            return False
        text = self.text(value)
        return None if text is None else str(self.folder / text)

    def _named_file(self, value: Value, *, there: bool) -> str | None:
        text = self.text(value)
        if text is None or there:
            return None if text is None else self._file(text, value)
        return str(self.folder / text)

    def _encoding(self, value: Value) -> str | None:
        text = self.text(value)
        if text is not None and not known_encoding(text):
            self.slips.unknown(value.place, "unknown-encoding", text, encodings())
            return None
        return text

    def _choice(self, value: Value, choices: tuple[str, ...]) -> str | None:
        text = self.text(value)
        if text is not None and text not in choices:
            self.slips.unknown(value.place, "config.unknown-choice", text, choices)
            return None
        return text

    def _table(self, key: Key, value: Value) -> Setting | None:
        if not isinstance(value, Fields):
            self.slips.add(value.place, "config.must-be-table")
            return None
        made = {word: self._entry(key, word, inner, value) for word, inner in value.fields.items()}
        return self._one(value, {word: one for word, one in made.items() if one is not None})

    def _entry(self, key: Key, word: str, value: Value, table: Fields) -> Setting | None:
        origin = Origin(place=table.keys[word], level=self.level)
        if key.kind is Kind.SEVERITIES:
            severity = self._choice(value, SEVERITIES)
            return None if severity is None else Setting(severity, origin)
        if key.kind is Kind.NAMES:
            text = self.text(value)
            return None if text is None else Setting(text, origin)
        if not isinstance(value, Fields):
            self.slips.add(value.place, "config.must-be-table")
            return None
        return Setting({name: self._one(inner, inner) for name, inner in value.fields.items()}, origin)


def known_encoding(name: str) -> bool:
    """Whether text files can be read with this encoding."""
    from govlint.encodings import family  # noqa: PLC0415 - for this key alone

    return family(name) is not None


def encodings() -> list[str]:
    """The names of encodings that can be meant."""
    from encodings.aliases import aliases  # noqa: PLC0415 - for a suggestion alone

    return sorted({*aliases, *aliases.values(), "utf-8"})


def pack(folder: Path, word: str) -> str:
    """A folder, where the word is a path or names a folder with a pack in it; else the word."""
    path = folder / word
    is_path = word.startswith(".") or "/" in word or "\\" in word or is_file(path / "pack.yaml")
    return str(path) if is_path else word


def output(folder: Path, word: str) -> str:
    """`FMT:FILE` with the file in the folder."""
    name, colon, file = word.partition(":")
    return f"{name}:{folder / file}" if colon and file else name


def beside(path: Path) -> list[str]:
    """Names of what lies in the folder of a path, for a suggestion."""
    return sorted(other.name for other in path.parent.iterdir()) if is_folder(path.parent) else []
