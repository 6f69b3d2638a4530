"""Signs: what stands in every text that a pattern matches.

Duty: find a few short texts, one of which must be there, so that most patterns need not be searched. May not
be imported while a report is read: a form keeps its signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op
from re import _parser as parser
from typing import Any

Signs = tuple[str, ...]
_MOST = 12
_NONE: Signs = ()


def signs_of(pattern: str) -> Signs:
    """Texts of which every match holds one; empty where none can be told."""
    parsed = parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return _NONE
    return _sequence(parsed)


def _sequence(items: Iterable[tuple[Any, Any]]) -> Signs:
    return max((signs for signs in _candidates(items) if len(signs) <= _MOST), key=_worth, default=_NONE)


def _worth(signs: Signs) -> tuple[int, int]:
    """Long ones are rare, few are quickly looked for."""
    return min(map(len, signs), default=0), -len(signs)


def _candidates(items: Iterable[tuple[Any, Any]]) -> Iterator[Signs]:
    literal = ""
    for code, value in items:
        if code is op.LITERAL:
            literal += chr(value)
            continue
        yield (literal,) if literal else _NONE
        literal = ""
        yield _item(code, value)
    yield (literal,) if literal else _NONE


def _item(code: Any, value: Any) -> Signs:
    if code is op.SUBPATTERN:
        return _sequence(value[-1])
    if code is op.ASSERT:
        return _sequence(value[1])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _sequence(value[2]) if value[0] else _NONE
    if code is op.BRANCH:
        return _either([_sequence(branch) for branch in value[1]])
    if code is op.IN:
        return _either([(chr(inner),) if kind is op.LITERAL else _NONE for kind, inner in value])
    return _NONE


def _either(branches: list[Signs]) -> Signs:
    return tuple(dict.fromkeys(sign for signs in branches for sign in signs)) if all(branches) else _NONE
