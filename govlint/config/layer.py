"""One configuration file to a layer.

Duty: hold a file against the table of keys. May not follow what it extends, nor merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from govlint.config.convert import Reader
from govlint.config.keys import EXTEND, KEYS, PER_FILE, PER_FILE_FILES, SCHEMA_KEY, Key
from govlint.config.model import Glob, Layer, PerFile, Setting
from govlint.config.slips import Slips
from govlint.packs.source import Fields, Items, Value

_FILES = Key(PER_FILE_FILES, kind=KEYS["include"].kind)


def read_layer(fields: Fields, path: Path, level: int, slips: Slips) -> Layer:
    """What a file says; what is wrong in it is added to `slips`, and left out.

    An entry of `per-file` stands above the rest of its file, the later above the earlier.
    """
    reader = Reader(path, level, slips)
    values = dict(_values(fields, reader, [name for name in KEYS if name != PER_FILE]))
    entries = tuple(_entries(fields.fields.get(PER_FILE), path, level, slips))
    return Layer(values, entries, path)


def extended(fields: Fields, slips: Slips) -> tuple[Value, ...]:
    """The files that a file extends, as written."""
    value = fields.fields.get(EXTEND)
    if value is not None and not isinstance(value, Items):
        slips.add(value.place, "config.must-be-texts", name=EXTEND)
    return value.items if isinstance(value, Items) else ()


def _values(fields: Fields, reader: Reader, allowed: Iterable[str]) -> Iterator[tuple[str, Setting]]:
    known = list(allowed)
    for name, value in fields.fields.items():
        if name in known:
            # What is extended is checked where it is followed.
            setting = reader.setting(KEYS[name], value) if name != EXTEND else None
            if setting is not None:
                yield name, setting
        elif name not in (SCHEMA_KEY, PER_FILE, PER_FILE_FILES):
            reader.slips.unknown(fields.keys[name], "config.unknown-key", name, known)


def _entries(value: Value | None, path: Path, level: int, slips: Slips) -> Iterator[PerFile]:
    if value is not None and not isinstance(value, Items):
        slips.add(value.place, "config.must-be-tables", name=PER_FILE)
    for number, item in enumerate(value.items if isinstance(value, Items) else (), start=1):
        if not isinstance(item, Fields):
            slips.add(item.place, "config.must-be-table")
            continue
        reader = Reader(path, level + number, slips)
        values = dict(_values(item, reader, [key.name for key in KEYS.values() if key.per_file]))
        yield PerFile(_globs(item, reader), values)


def _globs(item: Fields, reader: Reader) -> tuple[Glob, ...]:
    """The patterns that say for which files an entry holds."""
    value = item.fields.get(PER_FILE_FILES)
    setting = reader.setting(_FILES, value) if value is not None else None
    if value is None or (setting is not None and not setting.value):
        reader.slips.add(item.place, "config.per-file-needs-files")
    return tuple(one.value for one in setting.value) if setting else ()
