"""The files of a pack, as written.

Duty: find them, read them, put entries and parameters together. May not know what an entry means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govlint.errors import Fault
from govlint.packs.source import Fields, Items, Place, SourceError, Value, parse_file, plain
from govlint.records import dataclass
from govlint.there import is_file, is_folder

PACK_FILE = "pack.yaml"
SUFFIX = ".yaml"
GRAMMARS = "grammars"
CASES = "cases"
"""Folders of a pack for the grammars of forms, and for cases."""
PARAMETERS_SUFFIX = ".parameters.yaml"
"""Files that hold parameters of the pack beside those in its head."""


@dataclass(frozen=True, slots=True)
class RawPack:
    """A pack as written: its head, its entries, its parameters; `folder` is the file of a pack that is one."""

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


def is_pack(path: Path) -> bool:
    """Whether a path is a pack: a folder with a `pack.yaml`, or a file of YAML."""
    return is_file(path / PACK_FILE) or (path.suffix == SUFFIX and is_file(path))


def grammar_folder(path: Path) -> Path:
    """Where the pack at a path keeps grammars, if it has any; a pack of one file has none."""
    return path / GRAMMARS


def read_pack(path: Path, faults: list[Fault]) -> RawPack | None:
    """The pack in a folder or a file; None where its head cannot be read. What is wrong is added to `faults`."""
    alone = path.suffix == SUFFIX and not is_folder(path)
    folder, top = (path, path) if alone else (path, path / PACK_FILE)
    head = _mapping(top, faults)
    entries: list[Fields] = []
    parameters: dict[str, Value] = {}
    if head is not None:
        if isinstance(inline := head.fields.get("constraints"), Items):
            entries.extend(_listed(inline, faults))
        elif inline is not None:
            faults.append(inline.place.fault("must be a list of constraints"))
        _gather(head, () if alone else sorted(folder.glob("*.yaml")), entries, parameters, faults)
    if not alone:
        faults.extend(_misnamed(folder))
    return RawPack(folder, head, tuple(entries), parameters) if head is not None else None


def _gather(
    head: Fields,
    paths: Sequence[Path],
    entries: list[Fields],
    parameters: dict[str, Value],
    faults: list[Fault],
) -> None:
    """Add what the head and the other files of a folder hold."""
    places: dict[str, Place] = {}
    if isinstance(inline := head.fields.get("parameters"), Fields):
        _add(inline, parameters, places, faults)
    for path in paths:
        if path.name.endswith(PARAMETERS_SUFFIX):
            more = _mapping(path, faults)
            if more is not None:
                _add(more, parameters, places, faults)
        elif path.name != PACK_FILE:
            entries.extend(_entries(path, faults))


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
    if isinstance(value, Items):
        yield from _listed(value, faults)


def _listed(value: Items, faults: list[Fault]) -> Iterator[Fields]:
    for item in value.items:
        if isinstance(item, Fields):
            yield item
        else:
            faults.append(item.place.fault("must be a mapping"))
