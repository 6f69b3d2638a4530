"""Text on a terminal: display cells, padding, cutting, characters that must not get there.

Duty: measure and lay out. May not know findings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from govlint.patterns import lazy

_CONTROL = lazy("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_ZERO = ("Mn", "Me", "Cf")
ELLIPSIS = "…"


def cells(text: str) -> int:
    """How many display cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in _ZERO else 1


def printable(text: str) -> str:
    """The text with control, direction and zero-width characters made visible, so that none acts."""
    return _CONTROL.sub(lambda match: _visible(match.group()), text)


def _visible(char: str) -> str:
    if char in "\t\n\r":
        return " "
    return f"<U+{ord(char):04X}>"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces to `width` cells, at its left where `right` is asked for."""
    space = " " * max(width - cells(text), 0)
    return space + text if right else text + space


def cut(text: str, width: int) -> str:
    """The text, or as much of it as `width` cells take, ending in an ellipsis."""
    if cells(text) <= width:
        return text
    return _head(text, width - 1) + ELLIPSIS


def _head(text: str, width: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += _cells_of(char)
        if used > width:
            return text[:index]
    return text


def tail(text: str, width: int) -> str:
    """The end of the text that `width` cells take."""
    return _head(text[::-1], width)[::-1]


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces or between Chinese characters."""
    lines: list[str] = []
    rest = text
    while cells(rest) > width:
        head = _head(rest, width) or rest[:1]
        head = head[: _break(head, rest)]
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*lines, rest] if rest or not lines else lines


_CLOSING = "，。、；：！？）》」』”’…,.;:!?)]"


def _break(head: str, text: str) -> int:
    """Where to break: not within a word of Latin letters or digits, not before closing punctuation."""
    at = len(head)
    while at > 1 and (text[at] in _CLOSING or _within(text, at)):
        at -= 1
    return at if at > len(head) // 2 else len(head)


def _within(text: str, at: int) -> bool:
    return (
        text[at].isascii()
        and text[at - 1].isascii()
        and not text[at].isspace()
        and not text[at - 1].isspace()
    )


def columns(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Rows of texts as lines with aligned columns; those at the indices `right` are flush right."""
    widths = [max(cells(row[index]) for row in rows) for index in range(len(rows[0]))] if rows else []
    return [
        "  ".join(pad(text, widths[i], right=i in right) for i, text in enumerate(row)).rstrip()
        for row in rows
    ]
