"""YAML values to the types that a rule's parameters ask for.

Duty: conversion by annotation, each error at its place. May not know any rule.
"""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from govlint.errors import Fault
from govlint.findings import Words
from govlint.packs.patterns import compile_pattern
from govlint.packs.source import Fields, Items, Place, Scalar, Value
from govlint.patterns import lazy

_INT = lazy(r"[-+]?\d{1,18}", re.ASCII)
_DECIMAL = lazy(r"[-+]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)


class Converter:
    """Converts values and gathers faults; `parameters` are what `$name` stands for."""

    def __init__(self, parameters: Mapping[str, Value]) -> None:
        self.parameters = parameters
        self.faults: list[Fault] = []
        self._converted: dict[tuple[str, Any], Any] = {}
        self._within: list[str] = []

    def fault(self, place: Place, text: str) -> None:
        """Record a fault."""
        self.faults.append(place.fault(text))

    def convert(self, value: Value, wanted: Any) -> Any:  # noqa: PLR0911 - one for each kind of annotation
        """The value as `wanted`; None and a fault where it cannot be."""
        if isinstance(value, Scalar) and value.plain and value.text.startswith("$"):
            return self._parameter(value, wanted)
        origin = get_origin(wanted)
        if origin in (types.UnionType, Union):
            return self._optional(value, get_args(wanted))
        if origin is Literal:
            return self._choice(value, get_args(wanted))
        if origin is tuple:
            return self._tuple(value, get_args(wanted))
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(value, get_args(wanted)[1])
        if wanted is re.Pattern or origin is re.Pattern:
            return self._pattern(value)
        if wanted is Words:
            return self.words(value)
        return self._plain(value, wanted)

    def _parameter(self, value: Scalar, wanted: Any) -> Any:
        name = value.text[1:]
        if name not in self.parameters:
            self.fault(value.place, f"the pack has no parameter {name!r}{suggest(name, self.parameters)}")
            return None
        if name in self._within:
            self.fault(value.place, f"parameter {name!r} stands for itself")
            return None
        if (name, wanted) not in self._converted:
            self._within.append(name)
            self._converted[name, wanted] = self.convert(self.parameters[name], wanted)
            self._within.pop()
        return self._converted[name, wanted]

    def _optional(self, value: Value, options: tuple[Any, ...]) -> Any:
        if isinstance(value, Scalar) and value.null and types.NoneType in options:
            return None
        kinds = [option for option in options if option is not types.NoneType]
        return self.convert(value, next((kind for kind in kinds if _has_shape(value, kind)), kinds[0]))

    def _choice(self, value: Value, choices: tuple[Any, ...]) -> Any:
        text = self.text(value)
        if text is not None and text not in choices:
            self.fault(value.place, f"{text!r} is none of {', '.join(choices)}{suggest(text, choices)}")
        return text

    def _tuple(self, value: Value, inner: tuple[Any, ...]) -> Any:
        if not isinstance(value, Items):
            self.fault(value.place, "must be a list")
            return ()
        if inner[-1] is Ellipsis:
            return tuple(self.convert(item, inner[0]) for item in value.items)
        if len(value.items) != len(inner):
            self.fault(value.place, f"must be a list of {len(inner)}")
            return None
        return tuple(self.convert(item, kind) for item, kind in zip(value.items, inner, strict=True))

    def _mapping(self, value: Value, inner: Any) -> Any:
        if not isinstance(value, Fields):
            self.fault(value.place, "must be a mapping")
            return {}
        return {key: self.convert(item, inner) for key, item in value.fields.items()}

    def _pattern(self, value: Value) -> Any:
        text = self.text(value)
        if text is None:
            return None
        try:
            return compile_pattern(text)
        except ValueError as error:
            self.fault(value.place, str(error))
            return None

    def words(self, value: Value) -> Words:
        """Text in Chinese, or in both languages as `{zh: …, en: …}`."""
        if isinstance(value, Items):
            self.fault(value.place, "must be text, or {zh: …, en: …}")
            return Words("", "")
        if isinstance(value, Scalar):
            return Words(self.text(value) or "", "")
        self.known(value, ("zh", "en"), required=("zh",))
        texts = {key: self.text(inner) or "" for key, inner in value.fields.items()}
        return Words(texts.get("zh", ""), texts.get("en", ""))

    def text(self, value: Value) -> str | None:
        """The text of a scalar that is not empty; None and a fault otherwise."""
        if not isinstance(value, Scalar):
            self.fault(value.place, "must be text")
        elif value.null:
            self.fault(value.place, "is empty")
        else:
            return value.text
        return None

    def _plain(self, value: Value, wanted: Any) -> Any:
        if is_dataclass(wanted) and not hasattr(wanted, "parse"):
            return self._record(value, wanted)
        text = self.text(value)
        if text is None or wanted is str or wanted is object:
            return text
        if wanted in (bool, int, Decimal) and isinstance(value, Scalar) and not value.plain:
            self.fault(value.place, f"{text!r} is text; write it without quotes")
            return None
        try:
            return _scalar(text, wanted)
        except ValueError as error:
            self.fault(
                value.place, f"{text!r}: {error}" if str(error) else f"{text!r} is no {wanted.__name__}"
            )
            return None

    def _record(self, value: Value, wanted: Any) -> Any:
        if not isinstance(value, Fields):
            self.fault(value.place, f"must be a mapping ({', '.join(f.name for f in fields(wanted))})")
            return None
        hints = _hints(wanted)
        needed = tuple(
            f.name for f in fields(wanted) if f.default is MISSING and f.default_factory is MISSING
        )
        if not self.known(value, tuple(f.name for f in fields(wanted)), required=needed):
            return None
        before = len(self.faults)
        made = {key: self.convert(inner, hints[key]) for key, inner in value.fields.items()}
        return wanted(**made) if len(self.faults) == before else None

    def known(self, value: Fields, allowed: Collection[str], required: Collection[str] = ()) -> bool:
        """Whether a mapping has only allowed keys and all required ones; each other is a fault."""
        before = len(self.faults)
        for key, place in value.keys.items():
            if key not in allowed:
                self.fault(place, f"unknown key {key!r}{suggest(key, allowed)}")
        for key in required:
            if key not in value.fields:
                self.fault(value.place, f"key {key!r} is missing")
        return len(self.faults) == before


def _scalar(text: str, wanted: Any) -> Any:
    if wanted is bool:
        if text not in ("true", "false"):
            raise ValueError("must be true or false")
        return text == "true"
    if wanted is int:
        if not _INT.fullmatch(text):
            raise ValueError("must be a whole number")
        return int(text)
    if wanted is Decimal:
        if not _DECIMAL.fullmatch(text):
            raise ValueError("must be a number")
        return Decimal(text)
    if hasattr(wanted, "parse"):
        return wanted.parse(text)
    raise ValueError(f"a parameter cannot be of type {wanted}")


def _has_shape(value: Value, wanted: Any) -> bool:
    """Whether a value is written as what is wanted: list, mapping or scalar."""
    origin = get_origin(wanted)
    if origin is tuple:
        return isinstance(value, Items)
    record = is_dataclass(wanted) and not hasattr(wanted, "parse")
    if record or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return isinstance(value, Fields)
    return isinstance(value, Scalar)


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    return get_type_hints(wanted)


def suggest(word: str, known: Collection[str]) -> str:
    """`; did you mean 'x'?`, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
