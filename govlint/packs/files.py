"""The files of a pack, as written.

Duty: find them, read them, put entries and parameters together. May not know what an entry means.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govlint.errors import Fault
from govlint.packs.source import Fields, Items, Place, SourceError, Value, parse_file, plain
from govlint.records import dataclass

PACK_FILE = "pack.yaml"
PARAMETERS_SUFFIX = ".parameters.yaml"
"""Files that hold parameters of the pack beside those in its head."""


@dataclass(frozen=True, slots=True)
class RawPack:
    """A pack as written: its head, its entries, its parameters with the places of their keys."""

    folder: Path
    head: Fields
    entries: tuple[Fields, ...]
    parameters: dict[str, Value]

    @property
    def id(self) -> str:
        """The pack's name."""
        return self.text("id")

    def text(self, key: str) -> str:
        """A text in the head, empty where there is none."""
        value = self.head.fields.get(key)
        return str(plain(value)) if value is not None else ""

    def items(self, key: str) -> tuple[Value, ...]:
        """The items of a list in the head."""
        value = self.head.fields.get(key)
        return value.items if isinstance(value, Items) else ()

    def names(self, key: str) -> tuple[str, ...]:
        """The texts of a list in the head."""
        return tuple(str(plain(item)) for item in self.items(key))

    def place(self, key: str) -> Place:
        """Where a key of the head has its value, or the head itself."""
        value = self.head.fields.get(key)
        return value.place if value is not None else self.head.place


def read_folder(folder: Path, faults: list[Fault]) -> RawPack | None:
    """The pack in a folder; None where its head cannot be read. What is wrong is added to `faults`."""
    faults.extend(_misnamed(folder))
    head = _mapping(folder / PACK_FILE, faults)
    entries: list[Fields] = []
    parameters: dict[str, Value] = {}
    places: dict[str, Place] = {}
    if head is not None and isinstance(inline := head.fields.get("parameters"), Fields):
        _add(inline, parameters, places, faults)
    for path in sorted(folder.glob("*.yaml")):
        if path.name.endswith(PARAMETERS_SUFFIX):
            more = _mapping(path, faults)
            if more is not None:
                _add(more, parameters, places, faults)
        elif path.name != PACK_FILE:
            entries.extend(_entries(path, faults))
    return RawPack(folder, head, tuple(entries), parameters) if head is not None else None


def _misnamed(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.glob("*.yml")):
        yield Place(path.as_posix(), 1, 1).fault("is not read; files of a pack end in .yaml")


def _add(more: Fields, parameters: dict[str, Value], places: dict[str, Place], faults: list[Fault]) -> None:
    for key, place in more.keys.items():
        if key in places:
            first = places[key]
            faults.append(place.fault(f"parameter {key!r} is already set at {first.path}:{first.line}"))
        places.setdefault(key, place)
        parameters.setdefault(key, more.fields[key])


def _read(path: Path, faults: list[Fault]) -> Value | None:
    try:
        return parse_file(path, path.as_posix())
    except SourceError as error:
        faults.extend(error.faults)
        return None


def _mapping(path: Path, faults: list[Fault]) -> Fields | None:
    value = _read(path, faults)
    if value is not None and not isinstance(value, Fields):
        faults.append(value.place.fault("must be a mapping"))
    return value if isinstance(value, Fields) else None


def _entries(path: Path, faults: list[Fault]) -> Iterator[Fields]:
    value = _read(path, faults)
    if value is not None and not isinstance(value, Items):
        faults.append(value.place.fault("must be a list of constraints"))
    for item in value.items if isinstance(value, Items) else ():
        if isinstance(item, Fields):
            yield item
        else:
            faults.append(item.place.fault("must be a mapping"))
