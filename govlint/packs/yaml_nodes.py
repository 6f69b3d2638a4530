"""YAML text to nodes with their places, through PyYAML's node tree.

Duty: parse within bounds and refuse what packs do not need (anchors, aliases, tags, several documents). May not know
what a pack is. Loaded only where a file has not been read before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from govlint.errors import Fault
from govlint.packs.source import Fields, Items, Place, Scalar, SourceError, Value

DEEPEST = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, name: str) -> Value:
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
