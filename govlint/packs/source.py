"""YAML as written: nodes with their places, without a guess at what a scalar means.

Duty: the values that packs are read from, as the cache keeps them. May not know what a pack is.
A scalar stays text until a type is asked for, so that `no`, `2024.10` and `12:30` stay what they are (YAML
1.2 core schema, on demand).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from govlint.cache import remember, source_of
from govlint.errors import Fault
from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.records import dataclass

MOST_BYTES = 1024 * 1024
_MAKERS = ("yaml", "govlint.packs.source", "govlint.packs.yaml_nodes")
_NULL = lazy(r"^(?:null|Null|NULL|~|)$")


class Place(NamedTuple):
    """Where in a file something is written, from 1."""

    path: str
    line: int
    column: int

    def fault(self, text: str) -> Fault:
        """A fault at this place."""
        return Fault(self.path, self.line, self.column, text)


class Scalar(NamedTuple):
    """One scalar; `plain` says that it is written without quotes."""

    text: str
    plain: bool
    place: Place

    @property
    def null(self) -> bool:
        """Whether it is YAML's null."""
        return self.plain and _NULL.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Value, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping with text keys, in the order written."""

    fields: dict[str, Value]
    keys: dict[str, Place]
    place: Place


Value = Scalar | Items | Fields


class SourceError(Exception):
    """What stops a file from being read; carries the faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


def parse_file(path: Path, name: str) -> Value:
    """The value that a YAML file holds; `name` is the path that faults print.

    Raises:
        SourceError: with every fault found.
    """
    top = Place(name, 1, 1)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError([top.fault(error.strerror or str(error))]) from error
    if len(data) > MOST_BYTES:
        raise SourceError([top.fault(f"is larger than {MOST_BYTES} bytes")])
    try:
        return parse_text(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise SourceError([top.fault(f"is not UTF-8 at byte {error.start}")]) from error


def parse_text(text: str, name: str) -> Value:
    """The value that a YAML text holds.

    Raises:
        SourceError: with every fault found.
    """
    made_of = (text.encode("utf-8", "surrogatepass"), *map(source_of, _MAKERS))
    return _thaw(remember("yaml", made_of, lambda: _freeze(_parse(text, name))), name)


def _parse(text: str, name: str) -> Value:
    from govlint.packs.yaml_nodes import parse_yaml  # noqa: PLC0415 - not needed for a file read before

    return parse_yaml(text, name)


def _freeze(value: Value) -> list[Any]:
    """The value as JSON takes it, without the name of its file."""
    place = [value.place.line, value.place.column]
    if isinstance(value, Scalar):
        return [*place, value.text, value.plain]
    if isinstance(value, Items):
        return [*place, [_freeze(item) for item in value.items]]
    return [*place, {key: [at.line, at.column, _freeze(value.fields[key])] for key, at in value.keys.items()}]


def _thaw(plain: list[Any], name: str) -> Value:
    line, column, inner = plain[:3]
    place = Place(name, line, column)
    if isinstance(inner, str):
        return Scalar(inner, plain[3], place)
    if isinstance(inner, list):
        return Items(tuple([_thaw(item, name) for item in inner]), place)
    fields = {key: _thaw(value, name) for key, (_, _, value) in inner.items()}
    return Fields(fields, {key: Place(name, *at) for key, (*at, _) in inner.items()}, place)


def plain(value: Value) -> object:
    """The value as text, lists and dictionaries, for people to read."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    return {key: plain(inner) for key, inner in value.fields.items()}
