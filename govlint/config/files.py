"""A configuration file with everything that it extends.

Duty: read, follow `extend`, refuse circles. May not merge.
"""

from __future__ import annotations

import os
from pathlib import Path

from govlint.config.convert import Reader
from govlint.config.layer import extended, read_layer
from govlint.config.model import Layer
from govlint.config.slips import Slips, hint
from govlint.config.source import read_source, shown
from govlint.packs.source import Fields, Value
from govlint.records import dataclass
from govlint.there import is_file, is_folder

LEVELS_A_FILE = 10_000
"""Room for the entries of `per-file`, each of which stands above the one before."""


@dataclass(frozen=True, slots=True)
class _Written:
    path: Path
    fields: Fields


class Files:
    """Reads configuration files, each once."""

    def __init__(self, slips: Slips) -> None:
        self.slips = slips
        self._read: dict[Path, Fields | None] = {}

    def chain(self, path: Path) -> tuple[Layer, ...]:
        """The layers of a file: what it extends, lowest first, each once, and itself."""
        written: list[_Written] = []
        self._follow(path, (), written)
        return tuple(
            read_layer(one.fields, one.path, (number + 1) * LEVELS_A_FILE, self.slips)
            for number, one in enumerate(written)
        )

    def _follow(self, path: Path, through: tuple[Path, ...], written: list[_Written]) -> None:
        if any(one.path == path for one in written):
            return
        fields = self._fields(path)
        if fields is None:
            return
        reader = Reader(path, 0, self.slips)
        for item in extended(fields, self.slips):
            other = self._extended(item, path, reader)
            if other in (*through, path):
                way = [*through[through.index(other) if other in through else len(through) :], path, other]
                self.slips.add(item.place, "config.circle", way=" → ".join(shown(one) for one in way))
            elif other is not None:
                self._follow(other, (*through, path), written)
        written.append(_Written(path, fields))

    def _fields(self, path: Path) -> Fields | None:
        if path not in self._read:
            self._read[path] = read_source(path, self.slips)
        return self._read[path]

    def _extended(self, item: Value, path: Path, reader: Reader) -> Path | None:
        """The file that an item of `extend` names; None and a slip where there is none."""
        text = reader.text(item)
        if text is None:
            return None
        other = Path(os.path.normpath(path.parent / text))
        if not is_file(other):
            beside = [one.name for one in other.parent.iterdir()] if is_folder(other.parent) else []
            self.slips.add(item.place, "config.no-file", word=text, hint=hint(other.name, sorted(beside)))
            return None
        before = len(self.slips)
        if self._fields(other) is None and len(self.slips) == before and other not in self._broken():
            self.slips.add(item.place, "config.extends-nothing", word=text)
        return other

    def _broken(self) -> set[Path]:
        """Files that could not be read, which is told already."""
        return {path for path in self._read if any(slip.place.path == shown(path) for slip in self.slips)}
