"""Values as plain data and back: what packs and grammars were made into, without making it again.

Duty: freeze govlint's own records, patterns and numbers, each object once, and thaw them. May not make anything
but those records, nor know what they are for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from govlint.patterns import compiled, lazy

_PACKAGE = __name__.partition(".")[0] + "."
_ATOM, _TUPLE, _LIST, _DICT, _SET, _DECIMAL, _PATTERN, _LAZY, _PATH, _DATE, _NAMED, _RECORD = range(12)
"""Kinds of nodes; from `_RECORD` on two kinds are a class, the second for a record of plain values alone."""

_new, _put = object.__new__, object.__setattr__
_SIMPLE = (str, int, bool)


class UnkeepableError(TypeError):
    """A value that is neither plain nor one of govlint's own records."""


def freeze(value: object, named: Mapping[int, str]) -> tuple[tuple[str, ...], list[tuple[int, Any]]]:
    """The classes met and the nodes that make up a value, parts before wholes.

    `named` gives names for objects, by identity, that the thawing side has of its own.

    Raises:
        UnkeepableError: where something in it is neither plain nor a record of govlint's.
    """
    freezer = _Freezer(named)
    freezer.add(value)
    return tuple(freezer.classes), freezer.nodes


def _plain(value: Any) -> bool:
    """Whether a value is plain to its last part, so that it is kept as it is."""
    if type(value) is dict:
        return all(map(_plain, value)) and all(map(_plain, value.values()))
    if type(value) in (tuple, list, set, frozenset):
        return all(map(_plain, value))
    return value is None or type(value) in _SIMPLE


class _Freezer:
    def __init__(self, named: Mapping[int, str]) -> None:
        self.named = named
        self.nodes: list[tuple[int, Any]] = []
        self.classes: dict[str, int] = {}
        self.known: dict[object, int] = {}
        self.alive: list[object] = []
        """Holds what identities were taken of."""

    def add(self, value: object) -> int:
        """The index of the node of a value."""
        simple = value is None or type(value) in _SIMPLE
        key: object = (type(value), value) if simple else id(value)
        found = self.known.get(key)
        if found is None:
            node = (_ATOM, value) if simple or _plain(value) else self.node(value)
            found = self.known[key] = len(self.nodes)
            self.nodes.append(node)
            self.alive.append(value)
        return found

    def node(self, value: Any) -> tuple[int, Any]:  # noqa: PLR0911 - one for each kind
        if id(value) in self.named:
            return _NAMED, self.named[id(value)]
        kind = type(value)
        if kind in (tuple, list):
            return _TUPLE if kind is tuple else _LIST, tuple(map(self.add, value))
        if kind is dict:
            return _DICT, (tuple(map(self.add, value)), tuple(map(self.add, value.values())))
        if kind in (set, frozenset):
            return _SET, tuple(map(self.add, value))
        if kind is Decimal:
            return _DECIMAL, str(value)
        if isinstance(value, PurePath):
            return _PATH, str(value)
        if kind is date:
            return _DATE, (value.year, value.month, value.day)
        if isinstance(value, re.Pattern):
            # Flags within the source are found again when it is compiled, and its code is kept under the others.
            plain = compiled(value.pattern).flags == value.flags
            return _PATTERN, (value.pattern, 0 if plain else value.flags)
        made_of = getattr(value, "made_of", None)
        if made_of is not None:
            return _LAZY, made_of
        index = self.record(kind)
        parts = tuple([getattr(value, name) for name in kind.__match_args__])
        # Most records hold plain values alone, which need no nodes of their own.
        return (index + 1, parts) if _plain(parts) else (index, tuple(map(self.add, parts)))

    def record(self, kind: type) -> int:
        if not kind.__module__.startswith(_PACKAGE) or not hasattr(kind, "__match_args__"):
            raise UnkeepableError(f"{kind.__module__}.{kind.__qualname__}")
        name = f"{kind.__module__}:{kind.__qualname__}"
        return self.classes.setdefault(name, _RECORD + 2 * len(self.classes))


def thaw(classes: tuple[str, ...], nodes: list[tuple[int, Any]], named: Mapping[str, object]) -> Any:
    """The value that was frozen."""
    makers = [_maker(_class(name)) for name in classes]
    values: list[Any] = []
    get, add = values.__getitem__, values.append
    for kind, data in nodes:
        if kind == _ATOM:
            add(data)
        elif kind == _TUPLE:
            add(tuple(map(get, data)))
        elif kind >= _RECORD:
            index, whole = divmod(kind - _RECORD, 2)
            add(makers[index](data if whole else map(get, data)))
        else:
            add(named[data] if kind == _NAMED else _RARE[kind](data, get))
    return values[-1]


def _dict(data: Any, get: Callable[[int], Any]) -> object:
    return dict(zip(map(get, data[0]), map(get, data[1]), strict=True))


_RARE: dict[int, Callable[[Any, Callable[[int], Any]], object]] = {
    _LIST: lambda data, get: list(map(get, data)),
    _DICT: _dict,
    _SET: lambda data, get: frozenset(map(get, data)),
    _DECIMAL: lambda data, _: Decimal(data),
    # Most are never searched in a run.
    _PATTERN: lambda data, _: lazy(*data),
    _LAZY: lambda data, _: lazy(*data),
    _PATH: lambda data, _: Path(data),
    _DATE: lambda data, _: date(*data),
}


def _maker(kind: Any) -> Callable[[Iterable[Any]], Any]:
    """What makes a record of its values, without a constructor that would be compiled for it."""
    names = kind.__match_args__
    if issubclass(kind, tuple):
        return partial(tuple.__new__, kind)
    if hasattr(kind, "__post_init__") or tuple(kind.__annotations__) != names:
        return lambda values: kind(*values)

    def make(values: Iterable[Any]) -> Any:
        record = _new(kind)
        for name, value in zip(names, values, strict=True):
            _put(record, name, value)
        return record

    return make


def _class(name: str) -> type:
    """A record of govlint's own, by its name; nothing else is ever looked up."""
    module, _, title = name.partition(":")
    if not module.startswith(_PACKAGE):
        raise UnkeepableError(name)
    home = sys.modules.get(module) or import_module(module)
    kind: Any = getattr(home, title)
    if not (isinstance(kind, type) and hasattr(kind, "__match_args__")):
        raise UnkeepableError(name)
    return kind
