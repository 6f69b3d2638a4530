"""Patterns of packs that cannot run away.

Duty: refuse on load what takes more than bounded time at a place. May not know any word.
"""

from __future__ import annotations

import re
from functools import cache

from govlint.patterns import compiled, lazy
from govlint.records import dataclass

_LONGEST = 2000
_MOST = 60
_ESCAPED = lazy(r"\\.")
_CLASS = lazy(r"\[\^?\]?[^\]]{0,900}\]")
_ENDLESS = lazy(r"[*+]|\{\d{0,4},\}")
_NESTED = lazy(r"\)[{?]?\{")
_TIMES = lazy(r"\{(?:\d{0,4},)?(\d{1,4})\}")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A pattern without endless repetition and without a repetition of groups; folded text is searched."""

    text: str
    pattern: re.Pattern[str]

    @classmethod
    def parse(cls, text: str) -> Bounded:
        """The pattern that a text makes; `ValueError` where it makes none."""
        return _parse(text)

    def inside(self, text: str) -> bool:
        """Whether it is found in a text."""
        return self.pattern.search(text) is not None


@cache
def _parse(text: str) -> Bounded:
    if len(text) > _LONGEST:
        raise ValueError(f"a pattern has at most {_LONGEST} characters")
    bare = _CLASS.sub("c", _ESCAPED.sub("e", text))
    if _ENDLESS.search(bare):
        raise ValueError("write {0,9} for * and +: a repetition needs an upper bound")
    if _NESTED.search(bare):
        raise ValueError("a group cannot be repeated")
    if any(int(most) > _MOST for most in _TIMES.findall(bare)):
        raise ValueError(f"a repetition goes up to {_MOST} at most")
    try:
        return Bounded(text, compiled(text))
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from error
