r"""Pages that come as a string of JSON (`\u003ctd\u003e`, `\"`, `\n`), or as their own source (`&lt;td&gt;`).

Duty: the page inside, with the way back to the file. May not read JSON otherwise.
"""

from __future__ import annotations

import re

from govlint.document import Piece
from govlint.markup.ink import compose
from govlint.patterns import lazy

_STRING = lazy(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPE = lazy(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_ESCAPED_TAG = lazy(r"(?:<|\\u003[cC])(?:\\?/|\\u002[fF])?[a-zA-Z]{1,10}")
_TELLTALE = lazy(r"\\u003[cC]|<\\/|=\\+\"")
_SHOWN_TAG = lazy(r"&(?:amp;){0,3}lt;/?(?:table|tbody|t[rdh]|div|p|span)\b")
_SHOWN = lazy(r"&(?:amp;){0,3}(?:lt|gt|quot|#39);|&(?:amp;){1,3}(?=[a-zA-Z#])")
_TABLE_TAG = lazy(r"<t[rdh][\s>]")
_FEWEST_SHOWN = 3
_MARKS = {"lt": "<", "gt": ">", "quot": '"', "#39": "'"}
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LAYERS = 3


def unwrap(text: str) -> Piece:
    """The page in `text`: the text itself, or what its escapes stand for."""
    page = Piece.verbatim(text, 0)
    for _ in range(_LAYERS):
        inner = _inner(page.text)
        if inner is None:
            break
        page = compose(inner, page)
    return page


def _looks_escaped(text: str) -> bool:
    """Whether escaped tags stand in the text."""
    return bool(_TELLTALE.search(text)) and bool(_ESCAPED_TAG.search(text))


def _inner(text: str) -> Piece | None:
    if "lt;" in text and len(_SHOWN_TAG.findall(text)) >= _FEWEST_SHOWN and not _TABLE_TAG.search(text):
        return _unescape(text, 0, len(text), _SHOWN)
    if not _looks_escaped(text):
        return None
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "[", '"'}:
        found = max(_STRING.finditer(text), key=lambda match: match.end() - match.start(), default=None)
        if found is not None and _ESCAPED_TAG.search(found[1]):
            return _unescape(text, found.start(1), found.end(1))
        return None
    # A page of its own may hold escaped markup in a script; a bare fragment has no tag but escaped ones.
    if re.search(r"<[a-zA-Z]{1,10}[ >]", text) and not re.search(r'<[a-zA-Z]{1,10} [a-z]{1,15}=\\"', text):
        return None
    return _unescape(text, 0, len(text))


def _unescape(text: str, start: int, end: int, escapes: re.Pattern[str] = _ESCAPE) -> Piece:
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length, position = 0, start
    for match in escapes.finditer(text, start, end):
        if match.start() > position:
            runs.append((length, position))
            parts.append(text[position : match.start()])
            length += match.start() - position
        runs.append((length, match.start()))
        parts.append(_meaning(match[0]))
        length += 1
        position = match.end()
    if position < end or not parts:
        runs.append((length, position))
        parts.append(text[position:end])
    return Piece("".join(parts), tuple(runs), end)


def _meaning(escape: str) -> str:
    if escape[0] == "&":
        return _MARKS.get(escape[1:-1].rpartition(";")[2], "&")
    if not escape.startswith("\\u") or len(escape) < 6:
        return _LETTERS.get(escape[1], escape[1])
    if len(escape) == 12:
        pair = escape.encode("ascii").decode("unicode_escape")
        return pair.encode("utf-16", "surrogatepass").decode("utf-16")
    code = int(escape.removeprefix("\\u"), 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
