"""Patterns of paths with stars, matched in a time that no pattern can drive up.

Duty: translate, and match. May not look at the disk, nor know who wrote the pattern.

A star takes any number of characters, so that a regular expression with many of them tries very many ways on a path
that does not fit. One with few is left to the library; others are followed character by character, all ways at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import AnyStr, Generic, Protocol, TypeVar

from govlint.patterns import lazy

FOLDERS, ALL, SOME = "(?:[^/]+/)*", ".*", "[^/]*"
"""What `**/`, `**` and `*` mean."""
BELOW = "(?:.*/)?"
"""What `**/` means to git."""
_AS = {"**/": FOLDERS, "**": ALL, "*": SOME, "?": "[^/]"}
_PARTS = lazy(r"(?:\*\*/)+|\*{2,}|\*|\?|\[(?:[!^][^/]|[^!^/])[^\]/]*\]|.", re.DOTALL)
_STARS = frozenset({FOLDERS, ALL, SOME, BELOW})
_FEW = 3
"""Up to so many stars, the library takes no longer than the square of a path's length."""


_Text_contra = TypeVar("_Text_contra", str, bytes, contravariant=True)


class Fitting(Protocol[_Text_contra]):
    """What tells whether a whole text fits: a regular expression, or a walk."""

    def fullmatch(self, string: _Text_contra, /) -> object | None:
        """Something where the text fits, else None."""
        ...


def compiled(pattern: str, flags: int = 0) -> Fitting[str]:
    """What matches the paths that a pattern means.

    Raises:
        ValueError: for a range that ends before it starts.
    """
    return fitting([_meaning(part) for part in _PARTS.findall(pattern)] or [""], flags)


def fitting(parts: Sequence[AnyStr], flags: int = 0) -> Fitting[AnyStr]:
    """What one part or more match one after the other, each a star as named above or one character's expression."""
    if sum(_named(part) in _STARS for part in parts) <= _FEW:
        return re.compile(parts[0][:0].join(parts), flags | re.DOTALL)
    return Walk(parts, flags | re.DOTALL)


def _named(part: str | bytes) -> str:
    return part if isinstance(part, str) else part.decode("latin-1")


def _like(part: AnyStr) -> Callable[[str], AnyStr]:
    """What gives expressions in the kind of a part: characters or bytes."""
    return (lambda text: text) if isinstance(part, str) else (lambda text: text.encode("latin-1"))


def _meaning(part: str) -> str:
    """A star, a character, or a class of them, in which every character is a range and none has a meaning."""
    kind = "**/" if part.startswith("**/") else part[:2] if part.startswith("**") else part
    if kind in _AS:
        return _AS[kind]
    if len(part) == 1:
        return re.escape(part)
    negated = part[1] in "!^"
    inner, ranges, at = part[1 + negated : -1], "", 0
    while at < len(inner):
        last = at + 2 if inner[at + 1 : at + 2] == "-" and at + 2 < len(inner) else at
        if inner[last] < inner[at]:
            raise ValueError(f"is no pattern: {inner[at : last + 1]} ends before it starts")
        ranges += f"{re.escape(inner[at])}-{re.escape(inner[last])}"
        at = last + 1
    return f"[{'^/' if negated else ''}{ranges}]"


class Walk(Generic[AnyStr]):
    """The states that a pattern may be in, all at once: one step for each character, whatever the pattern."""

    def __init__(self, parts: Sequence[AnyStr], flags: int) -> None:
        self._flags = flags
        self._sign: Callable[[str], AnyStr] = _like(parts[0])
        self._edges: list[list[tuple[re.Pattern[AnyStr], int]]] = [[]]
        self._free: list[list[int]] = [[]]
        """States that are reached without a character."""
        at = 0
        for part in parts:
            at = self._add(at, part)
        self._end = at

    def fullmatch(self, string: AnyStr, /) -> object | None:
        """Whether the text fits."""
        now = self._closed([0])
        for index in range(len(string)):
            sign = string[index : index + 1]
            now = self._closed(
                [to for state in now for test, to in self._edges[state] if test.fullmatch(sign)]
            )
        return True if self._end in now else None

    def _add(self, at: int, part: AnyStr) -> int:
        """Add a part that begins in a state; the state in which it ends."""
        name, end = _named(part), self._state()
        if name not in _STARS:
            self._edge(at, name, end)
            return end
        self._free[at].append(end)
        if name == FOLDERS:
            inside = self._state()
            self._edge(at, "[^/]", inside)
            self._edge(inside, "[^/]", inside)
            self._edge(inside, "/", at)
        elif name == BELOW:
            inside = self._state()
            self._free[at].append(inside)
            self._edge(inside, ".", inside)
            self._edge(inside, "/", end)
        else:
            self._edge(at, "." if name == ALL else "[^/]", at)
        return end

    def _state(self) -> int:
        self._edges.append([])
        self._free.append([])
        return len(self._edges) - 1

    def _edge(self, at: int, sign: str, to: int) -> None:
        """A step by one character."""
        self._edges[at].append((re.compile(self._sign(sign), self._flags), to))

    def _closed(self, states: Iterable[int]) -> set[int]:
        """The states, with all that are reached from them without a character."""
        found: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state not in found:
                found.add(state)
                waiting.extend(self._free[state])
        return found
