"""Tuples with names, as `typing.NamedTuple` makes them, made at a tenth of its cost.

Duty: fields, constructor and repr without compiling source for each class. May not know any of them.

The standard library compiles a constructor for every class and the annotation of each of its fields: 0.3 to 0.9 ms,
ninety times at a start. Here a constructor is the one for as many fields, under other names.
"""

from __future__ import annotations

from operator import itemgetter
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    # `typing` itself is loaded by nothing that answers at once.
    from collections.abc import Callable, Iterable
    from typing import Any, NamedTuple

__all__ = ["NamedTuple"]

try:
    from _collections import _tuplegetter as _getter  # type: ignore[import-not-found]
except ImportError:

    def _getter(index: int, doc: str) -> Any:
        return property(itemgetter(index), doc=doc)


_new: Any = tuple.__new__
_CONSTRUCTORS: tuple[Callable[..., Any], ...] = (
    lambda _cls: _new(_cls, ()),
    lambda _cls, a: _new(_cls, (a,)),
    lambda _cls, a, b: _new(_cls, (a, b)),
    lambda _cls, a, b, c: _new(_cls, (a, b, c)),
    lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
    lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
    lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
    lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
    lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
    lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
)
"""One for each number of fields; what has more of them is a record."""


class _Named(tuple):  # type: ignore[type-arg]
    """What all have in common; names are those of `collections.namedtuple`."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        made = _new(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes: Any) -> Any:
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        fields = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join([f'{name}={value!r}' for name, value in fields])})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class _Maker(type):
    """Makes a class of a body that annotates fields; the class knows nothing of its maker."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body[field] for field in fields if field in body}
        if tuple(defaults) != fields[len(fields) - len(defaults) :] or len(fields) >= len(_CONSTRUCTORS):
            raise TypeError(f"{name}: a field with a default before one without, or too many fields")
        getters = {field: _getter(index, field) for index, field in enumerate(fields)}
        body |= getters
        body["_fields"] = body["__match_args__"] = fields
        body["_field_defaults"] = defaults
        body["__slots__"] = ()
        body["__new__"] = _constructor(fields, tuple(defaults.values()))
        return type(name, (_Named, *bases[1:]), body)


def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    plain = _CONSTRUCTORS[len(fields)]
    code = plain.__code__.replace(co_varnames=("_cls", *fields), co_name="__new__")
    return FunctionType(code, plain.__globals__, "__new__", defaults or None)


if not TYPE_CHECKING:

    class NamedTuple(metaclass=_Maker):
        """The base of a tuple with names."""
