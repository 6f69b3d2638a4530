"""Regular expressions, compiled when they are first searched and kept from one start to the next.

Duty: give patterns that cost nothing until they are used, and their compiled code from the cache. May not know
what any of them is for.

Python compiles a pattern from its source at each start, 0.3 to 1.5 ms each. The code it compiles to is a list of
numbers, which it checks before it takes it; such lists are kept for this very version of Python.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib import import_module
from typing import Any, AnyStr, TypeGuard, cast

from govlint.cache import keep, kept

_MOST = 4096
"""Beyond so many kept patterns only those of this run are kept."""
_METHODS = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split",
    "pattern", "flags", "groups", "groupindex", "scanner",
)  # fmt: skip

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_Key = tuple[str | bytes, int]


class _Lazy:
    """A pattern that is compiled when first asked for anything; methods asked for are the pattern's own after that."""

    made: re.Pattern[Any] | None = None

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.made_of = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            # Whoever asks things of another kind what they are must not make it compile.
            raise AttributeError(name)
        if self.made is None:
            self.made = compiled(*self.made_of)
        found = self.__dict__[name] = getattr(self.made, name)
        return found

    def __eq__(self, other: object) -> bool:
        if isinstance(other, re.Pattern):
            return bool(compiled(*self.made_of) == other)
        return isinstance(other, _Lazy) and self.made_of == other.made_of

    def __hash__(self) -> int:
        return hash(self.made_of)

    def __repr__(self) -> str:
        return f"lazy{self.made_of!r}"


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled when first used."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, int(flags)))


def is_pattern(value: object) -> TypeGuard[re.Pattern[Any]]:
    """Whether a value is a pattern, compiled or not."""
    return isinstance(value, re.Pattern | _Lazy)


class _Kept:
    """Codes by source and flags: those that were kept, read when first needed, and those that are new."""

    def __init__(self) -> None:
        self.known: dict[_Key, _Code] | None = None
        self.new: dict[_Key, _Code] = {}
        self.compiled = 0
        """How many patterns were compiled from their source."""

    def find(self, key: _Key) -> _Code | None:
        if self.known is None:
            found = kept(_name())
            self.known = found if isinstance(found, dict) else {}
        return self.known.get(key)


_KEPT = _Kept()


def compiled(source: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """The pattern, from its kept code where there is one.

    Raises:
        re.error: where it is no pattern.
    """
    key = source, int(flags)
    code = _KEPT.find(key)
    if code is None:
        _KEPT.compiled += 1
        code = _code(*key)
        if code is None:
            return re.compile(source, flags)
        _KEPT.new[key] = code
    return _loaded(source, code)


@lru_cache(maxsize=_MOST)
def known(source: str) -> re.Pattern[str]:
    """The pattern of a source, which a pack may give as a text.

    Raises:
        re.error: where it is no pattern.
    """
    return compiled(source)


def keep_patterns() -> None:
    """Keep what was compiled in this run for the next."""
    if _KEPT.new:
        before = _KEPT.known or {}
        keep(_name(), {**(before if len(before) < _MOST else {}), **_KEPT.new})
        _KEPT.known = {**before, **_KEPT.new}
        _KEPT.new = {}


def _name() -> str:
    """Code is good for one version of Python alone."""
    return f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}"


def _loaded(source: str | bytes, code: _Code) -> re.Pattern[Any]:
    load = import_module("_sre").compile  # where it is absent, no code was made

    flags, numbers, groups, by_name, by_number = code
    made: re.Pattern[Any] = load(
        source, flags, memoryview(numbers).cast("I").tolist(), groups, by_name, by_number
    )
    return made


def _code(source: str | bytes, flags: int) -> _Code | None:
    """What Python compiles a pattern to; None where this Python keeps that in another way."""
    try:
        parser: Any = import_module("re._parser")
        compiler: Any = import_module("re._compiler")
        parsed = parser.parse(source, flags)
        state = parsed.state
        numbers = compiler._code(parsed, flags)  # noqa: SLF001
        by_number: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            by_number[number] = name
        whole = b"".join(number.to_bytes(4, sys.byteorder) for number in numbers)
        code = int(flags | state.flags), whole, state.groups - 1, dict(state.groupdict), tuple(by_number)
        _loaded(source, code)
    except (ImportError, AttributeError, TypeError):
        return None
    return code
