"""YAML as written: nodes with their places, without a guess at what a scalar means.

Duty: parse within bounds and refuse what packs do not need (anchors, aliases, tags, several documents). May not
know what a pack is. A scalar stays text until somebody asks for a type, so that `no`, `2024.10` and `12:30`
stay what they are (YAML 1.2 core schema, on demand).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    faults: list[Fault] = []
    try:
        faults = list(_refused(text, name))
        if faults:
            raise SourceError(faults)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        raise SourceError([place.fault(error.problem or "is no YAML")]) from error
    except yaml.YAMLError as error:
        raise SourceError([Place(name, 1, 1).fault(" ".join(str(error).split()))]) from error
    if node is None:
        raise SourceError([Place(name, 1, 1).fault("is empty")])
    value = _value(node, name, faults)
    if faults:
        raise SourceError(faults)
    return value


def _refused(text: str, name: str) -> Iterator[Fault]:
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        place = Place(name, event.start_mark.line + 1, event.start_mark.column + 1)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            yield place.fault("holds a second document")
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield place.fault("anchors and aliases are not allowed")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") and not getattr(event, "implicit", True):
            yield place.fault(f"tag {tag} is not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield place.fault(f"is nested deeper than {DEEPEST}")
            return


def _value(node: Any, name: str, faults: list[Fault]) -> Value:
    place = Place(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, not node.style, place)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_value(item, name, faults) for item in node.value), place)
    fields: dict[str, Value] = {}
    keys: dict[str, Place] = {}
    for key, value in node.value:
        at = Place(name, key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            faults.append(at.fault("a key must be text"))
            continue
        if key.value in fields:
            faults.append(
                at.fault(f"key {key.value!r} is written twice (first at line {keys[key.value].line})")
            )
        elif key.value == "<<":
            faults.append(at.fault("merge keys are not allowed"))
        fields[key.value] = _value(value, name, faults)
        keys[key.value] = at
    return Fields(fields, keys, place)


def plain(value: Value) -> object:
    """The value as text, lists and dictionaries, for people to read."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    return {key: plain(inner) for key, inner in value.fields.items()}
