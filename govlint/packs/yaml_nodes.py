"""YAML text to nodes with their places, through PyYAML's events.

Duty: parse within bounds and refuse what packs do not need (anchors, aliases, tags, several documents). May
not know what a pack is. Loaded only where a file has not been read before.
"""

from __future__ import annotations

from typing import Any

import yaml

from govlint.errors import Fault
from govlint.packs.source import Fields, Items, Place, Scalar, SourceError, Value
from govlint.records import dataclass, field

DEEPEST = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str) -> Value:
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
