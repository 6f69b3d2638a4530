"""YAML as written: nodes with their places, without a guess at what a scalar means.

Duty: parse within bounds and refuse what packs do not need (anchors, aliases, tags, several documents). May
not know what a pack is. A scalar stays text until a type is asked for, so that `no`, `2024.10` and `12:30`
stay what they are (YAML 1.2 core schema, on demand).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from govlint.errors import Fault

MOST_BYTES = 1024 * 1024
DEEPEST = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = re.compile(r"^(?:null|Null|NULL|~|)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is written, from 1."""

    path: str
    line: int
    column: int

    def fault(self, text: str) -> Fault:
        """A fault at this place."""
        return Fault(self.path, self.line, self.column, text)


@dataclass(frozen=True, slots=True)
class Scalar:
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
    tree = _Tree(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
            if tree.ended:
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        raise SourceError([*tree.faults, place.fault(error.problem or "is no YAML")]) from error
    except yaml.YAMLError as error:
        raise SourceError([*tree.faults, Place(name, 1, 1).fault(" ".join(str(error).split()))]) from error
    if tree.faults:
        raise SourceError(tree.faults)
    if tree.value is None:
        raise SourceError([Place(name, 1, 1).fault("is empty")])
    return tree.value


class _Tree:
    """Builds the value from events, one by one, so that nothing is nested, named or repeated unseen."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.value: Value | None = None
        self.ended = False
        self.documents = 0
        self.open: list[_Open] = []

    def take(self, event: Any) -> None:
        """One event of the parser."""
        if isinstance(event, yaml.ScalarEvent):
            self.refuse(event)
            self.put(Scalar(event.value, not event.style, self.place(event)))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse(event)
            mapping = isinstance(event, yaml.MappingStartEvent)
            self.open.append(_Open(self.place(event), {} if mapping else None))
            if len(self.open) > DEEPEST:
                self.stop(event, f"is nested deeper than {DEEPEST}")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.put(self.open.pop().value())
        elif isinstance(event, yaml.AliasEvent):
            self.fault(event, "anchors and aliases are not allowed")
            self.put(Scalar("", False, self.place(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.stop(event, "holds a second document")

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)

    def fault(self, event: Any, text: str) -> None:
        self.faults.append(self.place(event).fault(text))

    def stop(self, event: Any, text: str) -> None:
        self.fault(event, text)
        self.ended = True

    def refuse(self, event: Any) -> None:
        if event.anchor:
            self.fault(event, "anchors and aliases are not allowed")
        if event.tag is not None:
            self.fault(event, f"tag {event.tag} is not allowed")

    def put(self, value: Value) -> None:
        """A whole value: a key, a value of a key, an item, or the document."""
        if not self.open:
            self.value = None if isinstance(value, Scalar) and value.null else value
            return
        top = self.open[-1]
        if top.fields is None:
            top.items.append(value)
        elif top.key is None:
            top.key = self.key(value, top)
        else:
            top.fields[top.key] = value
            top.key = None

    def key(self, value: Value, top: _Open) -> str:
        if not isinstance(value, Scalar):
            self.faults.append(value.place.fault("a key must be text"))
            return ""
        key = value.text
        if key in top.keys:
            self.faults.append(
                value.place.fault(f"key {key!r} is written twice (first at line {top.keys[key].line})")
            )
        elif key == "<<":
            self.faults.append(value.place.fault("merge keys are not allowed"))
        top.keys[key] = value.place
        return key


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been met; `fields` is None for a sequence."""

    place: Place
    fields: dict[str, Value] | None
    keys: dict[str, Place] = field(default_factory=dict)
    items: list[Value] = field(default_factory=list)
    key: str | None = None

    def value(self) -> Value:
        """The collection as a value."""
        if self.fields is None:
            return Items(tuple(self.items), self.place)
        return Fields(self.fields, self.keys, self.place)


def plain(value: Value) -> object:
    """The value as text, lists and dictionaries, for people to read."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    return {key: plain(inner) for key, inner in value.fields.items()}
