"""Frozen values as plain JSON values and back, by their annotations, exactly.

Duty: a shape for every type that an outcome is made of. May not lose or guess anything: a type that it does not
know is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from govlint.findings import Words
from govlint.named import NamedTuple
from govlint.records import compared, is_record

Work = Callable[[Any], Any]


class Shape(NamedTuple):
    """How values of one type are put into JSON, and taken out of it."""

    pack: Work
    unpack: Work


def _same(value: Any) -> Any:
    return value


PLAIN = Shape(_same, _same)


@cache
def shape(kind: Any) -> Shape:
    """The shape of a type.

    Raises:
        TypeError: for a type that has none.
    """
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Mapping:
        return _mapping(get_args(kind)[1])
    if origin in (Union, UnionType):
        return _union(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Shape(attrgetter("value"), kind)
    if not is_record(kind) and not hasattr(kind, "_fields"):
        raise TypeError(f"no shape for {kind!r}")
    return _record(kind)


def _tuple(parts: tuple[Any, ...]) -> Shape:
    if parts[-1] is Ellipsis:
        return _many(parts[0])
    shapes = [shape(part) for part in parts]
    return Shape(
        lambda value: [s.pack(v) for s, v in zip(shapes, value, strict=True)],
        lambda plain: tuple([s.unpack(p) for s, p in zip(shapes, plain, strict=True)]),
    )


def _many(kind: Any) -> Shape:
    """A tuple of any length; what its values are made of is looked at when there is one."""
    if _SIMPLE.get(kind) is PLAIN:
        return Shape(list, tuple)
    known: list[Shape] = []

    def found() -> Shape:
        if not known:
            known.append(shape(kind))
        return known[0]

    def pack(value: tuple[Any, ...]) -> list[Any]:
        return list(map(found().pack, value)) if value else []

    def unpack(plain: list[Any]) -> tuple[Any, ...]:
        return tuple(map(found().unpack, plain)) if plain else ()

    return Shape(pack, unpack)


def _mapping(kind: Any) -> Shape:
    pack, unpack = shape(kind)
    if pack is _same:
        return Shape(dict, _same)
    return Shape(
        lambda value: {key: pack(v) for key, v in value.items()},
        lambda plain: {key: unpack(p) for key, p in plain.items()},
    )


def _union(kinds: tuple[Any, ...]) -> Shape:
    some = tuple(kind for kind in kinds if kind is not NoneType)
    pack, unpack = _choice(some)
    if len(some) == len(kinds) or pack is _same:
        return Shape(pack, unpack)
    return Shape(
        lambda value: None if value is None else pack(value),
        lambda plain: None if plain is None else unpack(plain),
    )


def _choice(kinds: tuple[Any, ...]) -> Shape:
    if len(kinds) == 1:
        return shape(kinds[0])
    if set(kinds) == {int, Decimal}:
        return Shape(_pack_count, _unpack_count)
    numbers = {kind: number for number, kind in enumerate(kinds)}
    shapes = [shape(kind) for kind in kinds]
    return Shape(
        lambda value: [(n := numbers[type(value)]), shapes[n].pack(value)],
        lambda plain: shapes[plain[0]].unpack(plain[1]),
    )


def _pack_count(count: int | Decimal) -> int | str:
    return str(count) if isinstance(count, Decimal) else count


def _unpack_count(plain: int | str) -> int | Decimal:
    return Decimal(plain) if isinstance(plain, str) else plain


def _record(kind: Any) -> Shape:
    """A dataclass or named tuple as the list of its fields; fields that no comparison looks at are left out."""
    names = list(compared(kind) if is_record(kind) else kind._fields)
    hints = get_type_hints(kind)
    busy = [(i, shape(hints[name])) for i, name in enumerate(names)]
    packs = [(i, s.pack) for i, s in busy if s.pack is not _same]
    unpacks = [(i, s.unpack) for i, s in busy if s.unpack is not _same]
    get: Callable[[Any], Any] = attrgetter(*names)

    def pack(value: Any) -> list[Any]:
        plain = list(get(value))
        for i, work in packs:
            plain[i] = work(plain[i])
        return plain

    def unpack(plain: list[Any]) -> Any:
        for i, work in unpacks:
            plain[i] = work(plain[i])
        return kind(*plain)

    return Shape(pack, unpack)


def _pack_any(value: object) -> object:
    """A fact of any kind that a message may be filled with; all but plain ones say what they are."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Words):
        return {"words": [value.zh, value.en]}
    if isinstance(value, tuple):
        return {"tuple": [_pack_any(part) for part in value]}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if type(value) is date:
        return {"date": value.isoformat()}
    raise TypeError(f"no shape for a fact of the type {type(value).__name__}")


def _unpack_any(plain: Any) -> object:
    if not isinstance(plain, dict):
        return plain
    ((kind, inner),) = plain.items()
    if kind == "words":
        return Words(*inner)
    if kind == "tuple":
        return tuple(_unpack_any(part) for part in inner)
    return Decimal(inner) if kind == "decimal" else date.fromisoformat(inner)


_SIMPLE: dict[Any, Shape] = {
    **dict.fromkeys((str, int, bool, float, NoneType), PLAIN),
    object: Shape(_pack_any, _unpack_any),
}
