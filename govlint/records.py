"""Records: classes with fields, as `dataclasses` makes them, made at a fraction of its cost.

Duty: fields, equality, hash, repr, frozenness without compiling source for each class. May not know any of them.

The standard library writes, compiles and runs the source of six methods for every class: 0.7 ms each, a hundred
times at a start, most of them for classes that a run never makes an instance of. Here the methods are shared; a
constructor of its own is compiled for a class that turns out to be made often. `dataclasses.fields`, `replace` and
`is_dataclass` work on records as on any dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

from govlint.named import NamedTuple

T = TypeVar("T")
_FEW = 12
"""So many instances are made by the shared constructor before a class gets its own."""
_NONE: Any = object()
_put = object.__setattr__


class Spec(NamedTuple):
    """What is said of one field beside its type."""

    default: Any = _NONE
    default_factory: Any = _NONE
    repr: bool = True
    compare: bool = True
    init: bool = True

    @property
    def needed(self) -> bool:
        """Whether whoever makes a record must give it."""
        return self.init and self.default is _NONE and self.default_factory is _NONE


def field(
    *,
    default: Any = _NONE,
    default_factory: Any = _NONE,
    repr: bool = True,  # noqa: A002 - the word of the standard library
    compare: bool = True,
    init: bool = True,
) -> Any:
    """A field with a default made anew for each instance, or left out of repr, comparison or the constructor."""
    return Spec(default, default_factory, repr, compare, init)


@dataclass_transform(field_specifiers=(field,))
def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """A class decorator that makes a record; the words are those of `dataclasses.dataclass`.

    Raises:
        TypeError: for a field without a default behind one with, and for a class that extends a record.
    """

    def make(cls: type[T]) -> type[T]:
        if any("__dataclass_fields__" in vars(base) for base in cls.__mro__):
            raise TypeError(f"{cls.__qualname__} extends a record")
        specs = _specs(cls)
        body = _methods(cls, specs, frozen=frozen, eq=eq)
        if slots:
            return _slotted(cls, tuple(specs), body)
        for name, method in body.items():
            setattr(cls, name, method)
        return cls

    return make


def replace(record: T, **changes: Any) -> T:
    """A copy of a record with some fields changed."""
    kind: Any = type(record)
    for name in kind.__match_args__:
        if name not in changes:
            changes[name] = getattr(record, name)
    made: T = kind(**changes)
    return made


def is_record(kind: Any) -> bool:
    """Whether a type is a record; a dataclass of the standard library's is none."""
    return isinstance(kind, type) and isinstance(vars(kind).get("__dataclass_fields__"), _StandardFields)


def compared(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a record that comparisons look at."""
    specs: dict[str, Spec] = vars(kind)["__dataclass_fields__"].specs
    return tuple(name for name, spec in specs.items() if spec.compare)


def _specs(cls: type) -> dict[str, Spec]:
    specs: dict[str, Spec] = {}
    optional = False
    for name in cls.__dict__.get("__annotations__", ()):  # noqa: RUF063 - names alone are asked for
        given = cls.__dict__.get(name, _NONE)
        spec = given if isinstance(given, Spec) else Spec(given)
        if spec.needed and optional:
            raise TypeError(f"field {name!r} of {cls.__qualname__} needs a default")
        optional = optional or (spec.init and not spec.needed)
        specs[name] = spec
    return specs


def _slotted(cls: type[T], names: tuple[str, ...], body: dict[str, Any]) -> type[T]:
    kept = {key: value for key, value in cls.__dict__.items() if key not in names}
    kept.pop("__dict__", None)
    kept.pop("__weakref__", None)
    kind: Any = type(cls)
    made: type[T] = kind(cls.__name__, cls.__bases__, {**kept, **body, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _methods(cls: type, specs: dict[str, Spec], *, frozen: bool, eq: bool) -> dict[str, Any]:
    names = tuple(specs)
    body: dict[str, Any] = {
        "__init__": _constructor(specs, finish=hasattr(cls, "__post_init__")),
        "__repr__": _repr(cls.__qualname__, [name for name, spec in specs.items() if spec.repr]),
        "__match_args__": tuple(name for name, spec in specs.items() if spec.init),
        "__dataclass_fields__": _StandardFields(specs),
        "__getstate__": lambda self: [getattr(self, name) for name in names],
        "__setstate__": lambda self, state: _fill(self, names, state),
    }
    if frozen:
        body |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        key = _key([name for name, spec in specs.items() if spec.compare])
        body["__eq__"] = lambda self, other: (
            key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented
        )
        body["__hash__"] = (lambda self: hash(key(self))) if frozen else None
    return body


def _key(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _fill(record: Any, names: tuple[str, ...], values: Any) -> None:
    for name, value in zip(names, values, strict=True):
        _put(record, name, value)


def _refuse(record: Any, name: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - a mistake of a programmer's

    raise FrozenInstanceError(f"cannot change field {name!r} of {type(record).__qualname__}")


def _repr(title: str, names: list[str]) -> Callable[[Any], str]:
    def text(self: Any) -> str:
        return f"{title}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return text


def _constructor(specs: dict[str, Spec], *, finish: bool) -> Callable[..., None]:
    """The shared constructor; it gives way to one of its own where a class is made often, or wrongly."""
    names = tuple(name for name, spec in specs.items() if spec.init)
    late = [name for name, spec in specs.items() if not spec.init]
    known, made = set(names), 0

    def construct(self: Any, /, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        rest = names[len(given) :]
        wrong = (
            len(given) > len(names)
            or not named.keys() <= known
            or any(n in named for n in names[: len(given)])
        )
        if made > _FEW or wrong or not all(map(set_, [self] * len(rest), rest, [named] * len(rest))):
            own = type(self).__init__ = _own(specs, finish=finish)
            own(self, *given, **named)
            return
        for name, value in zip(names, given, strict=False):
            _put(self, name, value)
        for name in late:
            set_(self, name, {})
        if finish:
            self.__post_init__()

    def set_(record: Any, name: str, named: dict[str, Any]) -> bool:
        value = named.get(name, _NONE)
        if value is _NONE:
            spec = specs[name]
            value = spec.default if spec.default_factory is _NONE else spec.default_factory()
        if value is _NONE:
            return False
        _put(record, name, value)
        return True

    return construct


def _own(specs: dict[str, Spec], *, finish: bool) -> Callable[..., None]:
    """A constructor for one class alone."""
    words, lines = [], []
    scope: dict[str, Any] = {"_put": _put, "_none": _NONE}
    for name, spec in specs.items():
        scope[f"_d_{name}"] = spec.default if spec.default_factory is _NONE else spec.default_factory
        value = name
        if not spec.init:
            if scope[f"_d_{name}"] is _NONE:
                continue
            value = f"_d_{name}" if spec.default_factory is _NONE else f"_d_{name}()"
        elif spec.default_factory is not _NONE:
            words.append(f"{name}=_none")
            value = f"_d_{name}() if {name} is _none else {name}"
        else:
            words.append(name if spec.default is _NONE else f"{name}=_d_{name}")
        lines.append(f" _put(self, {name!r}, {value})")
    if finish:
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(['self', *words])}):\n" + ("\n".join(lines) or " pass"), scope)  # noqa: S102 - names of fields alone
    made: Callable[..., None] = scope["__init__"]
    return made


class _StandardFields:
    """What the standard library keeps of a dataclass, made where somebody asks."""

    def __init__(self, specs: dict[str, Spec]) -> None:
        self.specs = specs
        self._known: dict[str, Any] | None = None

    def __get__(self, record: Any, kind: type) -> dict[str, Any]:
        if self._known is None:
            import dataclasses  # noqa: PLC0415 - a start needs none of it

            plain = kind.__annotations__
            given: Any = [(name, plain[name], _standard(spec)) for name, spec in self.specs.items()]
            made: Any = dataclasses.make_dataclass(kind.__name__, given)
            self._known = made.__dataclass_fields__
        return self._known or {}


def _standard(spec: Spec) -> Any:
    from dataclasses import MISSING  # noqa: PLC0415
    from dataclasses import field as standard  # noqa: PLC0415

    default, factory = (MISSING if one is _NONE else one for one in (spec.default, spec.default_factory))
    how: Any = {"default": default, "default_factory": factory}
    return standard(**how, repr=spec.repr, compare=spec.compare, init=spec.init)
