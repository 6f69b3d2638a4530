"""Patterns of packs: compiled, and refused where a hostile text could make them run without end.

Duty: judge a pattern by its text. May not match anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.patterns import compiled, lazy

LONGEST = 2000
_PART = lazy(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]|[*+]|\{\d*,\}|.", re.DOTALL)
_UNBOUNDED = lazy(r"[*+]|\{\d*,\}")


def compile_pattern(text: str) -> re.Pattern[str]:
    """The pattern.

    Raises:
        ValueError: with what is wrong with it.
    """
    if len(text) > LONGEST:
        raise ValueError(f"the pattern is longer than {LONGEST} characters")
    try:
        pattern = compiled(text)
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from error
    if any(_nested(text)):
        raise ValueError("the pattern repeats without bound what repeats without bound")
    return pattern


def _nested(text: str) -> Iterator[bool]:
    """For each unbounded repetition, whether what it repeats holds another."""
    open_groups = [False]
    closed = False
    for match in _PART.finditer(text):
        part = match[0]
        if part == "(":
            open_groups.append(False)
        elif part == ")":
            closed = open_groups.pop()
            open_groups[-1] |= closed
            continue
        elif _UNBOUNDED.fullmatch(part):
            yield closed
            open_groups[-1] = True
        closed = False
