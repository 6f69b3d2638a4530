"""Markup cut into tags and text.

Duty: where each tag and each stretch of text starts and ends. May not know nesting or any element's meaning.

Every search starts where the one before ended, so that no flood of half-open tags, quotes or comments
costs more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from govlint.patterns import lazy

Token = tuple[str, str, int, int]
"""Kind (`start`, `end` or `text`), name in lower case (empty for a text), start and end.

A bare tuple, because a page has thousands of them and they live for a moment.
"""

RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})
"""Elements whose inside is text up to their own end tag, whatever it looks like."""

_PLAIN = lazy(r"""[^<]*+<(/?)([a-zA-Z][^\s/><]*+)(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+>""")
_OPENING = lazy(r"<[a-zA-Z/!?]")
_NAME = lazy(r"[^\s/>]++")
_ATTRIBUTE = lazy(
    r"""[\s/]*+(?:([^\s/>][^\s/>=]*+)"""
    r"""(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(["'])|([^\s>]++))?)?)?"""
)
_COMMENT_END = lazy(r"--!?>")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}


def tokens(text: str) -> Iterator[Token]:
    """The tags and texts of `text`, in order; comments, declarations and empty texts are left out."""
    position, length = 0, len(text)
    while position < length:
        plain = _PLAIN.match(text, position)
        if plain:
            slash, name = plain.groups()
            bracket, end = plain.start(1) - 1, plain.end()
            kind, name = "end" if slash else "start", name.lower()
        else:
            bracket, kind, name, end = _odd(text, position)
        if bracket > position:
            yield "text", "", position, bracket
        if kind:
            yield kind, name, bracket, end
        position = end
        if kind == "start" and name in RAW:
            match = _RAW_END[name].search(text, position)
            close = match.start() if match else length
            if close > position:
                yield "text", "", position, close
            position = close


def attributes(text: str, start: int, end: int) -> dict[str, str]:
    """The attributes of the start tag at `text[start:end]`, names in lower case, the first of a name."""
    found: dict[str, str] = {}
    match = _NAME.match(text, start + 1, end)
    position = match.end() if match else end
    while position < end - 1:
        match = _ATTRIBUTE.match(text, position, end - 1)
        if match is None or match[1] is None:
            break
        value = match[2] or match[3] or match[5] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
        position = match.end()
    return found


def _odd(text: str, position: int) -> tuple[int, str, str, int]:
    """The next tag or declaration where it is not plain: where it starts, kind, name, where it ends.

    The kind is empty for a declaration, and at the end of the file, within a tag that never ends too:
    what is left is then text rather than lost.
    """
    opening = _OPENING.search(text, position)
    if opening is None:
        return len(text), "", "", len(text)
    start = opening.start()
    kind, inner = ("end", start + 2) if text.startswith("/", start + 1) else ("start", start + 1)
    name = _NAME.match(text, inner)
    if name is None or not (name[0][0].isascii() and name[0][0].isalpha()):
        return start, "", "", _declaration_end(text, start)
    end = _tag_end(text, name.end())
    if end < 0:
        return len(text), "", "", len(text)
    return start, kind, name[0].lower(), end


def _tag_end(text: str, position: int) -> int:
    """The slow way, by the standard's own steps, for tags with odd quotes or `<` in their attributes."""
    while position < len(text):
        if text[position] == ">":
            return position + 1
        match = _ATTRIBUTE.match(text, position)
        if match is None or match[4]:
            return -1
        position = match.end()
    return -1


def _declaration_end(text: str, start: int) -> int:
    """Behind a comment, a doctype, a CDATA section or the like."""
    if not text.startswith("<!--", start):
        close = text.find(">", start)
        return close + 1 if close >= 0 else len(text)
    if text.startswith((">", "->"), start + 4):
        return text.index(">", start) + 1
    match = _COMMENT_END.search(text, start + 4)
    return match.end() if match else len(text)
