"""Lines of a `.gitignore` file as git matches them: byte by byte, see gitignore(5) and git's wildmatch.

Duty: from a line to a decision on one path. May not look for files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.named import NamedTuple
from govlint.patterns import lazy

_CLASSES = {
    b"alnum": rb"0-9A-Za-z", b"alpha": rb"A-Za-z", b"blank": rb" \t", b"cntrl": rb"\x00-\x1f\x7f", b"digit": rb"0-9",
    b"graph": rb"!-~", b"lower": rb"a-z", b"print": rb" -~", b"punct": rb"!-/:-@\[-`{-~", b"space": rb" \t\n\r\f\v",
    b"upper": rb"A-Z", b"xdigit": rb"0-9A-Fa-f",
}  # fmt: skip
_NAMED = lazy(rb"\[:(\w+):\]")
_STARS = lazy(rb"\*+")
_NEVER = rb"(?!)"


class Pattern(NamedTuple):
    """One line: what it matches, and what that means."""

    match: re.Pattern[bytes]
    ignores: bool
    folders_only: bool
    by_name: bool
    """Whether the last part of a path alone is looked at."""


def patterns(data: bytes) -> tuple[Pattern, ...]:
    """The patterns of a file, the last first, since it decides."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    found = [_pattern(line.removesuffix(b"\r")) for line in lines if line and not line.startswith(b"#")]
    return tuple(pattern for pattern in reversed(found) if pattern is not None)


def decide(rules: tuple[Pattern, ...], path: bytes, *, is_folder: bool) -> bool | None:
    """Whether a path, counted from the folder of the file, is ignored; None where no line speaks of it."""
    name = path.rpartition(b"/")[2]
    for rule in rules:
        if (is_folder or not rule.folders_only) and rule.match.fullmatch(name if rule.by_name else path):
            return rule.ignores
    return None


def _pattern(line: bytes) -> Pattern | None:
    text = _trimmed(line)
    ignores = not text.startswith(b"!")
    text = text if ignores else text[1:]
    folders_only = text.endswith(b"/")
    text = text[:-1] if folders_only else text
    if not text:
        return None
    by_name = b"/" not in text
    try:
        match = re.compile(b"".join(_parts(text.removeprefix(b"/"))), re.DOTALL)
    except re.error:
        # A range that ends before it starts matches nothing.
        match = re.compile(_NEVER)
    return Pattern(match, ignores, folders_only, by_name)


def _trimmed(line: bytes) -> bytes:
    """The line without blanks at its end, unless a backslash stands before one."""
    end = len(line)
    while end and line[end - 1 : end] == b" ":
        end -= 1
    slashes = end - len(line[:end].rstrip(b"\\"))
    return line[: end + 1] if slashes % 2 and end < len(line) else line[:end]


def _parts(text: bytes) -> Iterator[bytes]:
    """The regular expression of a pattern, piece by piece."""
    at = 0
    while at < len(text):
        sign = text[at : at + 1]
        if sign == b"*":
            stars = _STARS.match(text, at)
            end = stars.end() if stars else at + 1
            piece, at = _stars(text, at, end)
            yield piece
        elif sign == b"?":
            yield b"[^/]"
            at += 1
        elif sign == b"[":
            piece, at = _bracket(text, at + 1)
            yield piece
        elif sign == b"\\":
            yield re.escape(text[at + 1 : at + 2]) or _NEVER
            at += 2
        else:
            yield re.escape(sign)
            at += 1


def _stars(text: bytes, start: int, end: int) -> tuple[bytes, int]:
    """What stars mean: two that fill a part of the path also match folders."""
    opens = start == 0 or text[start - 1 : start] == b"/"
    if end - start < 2 or not opens:
        return b"[^/]*", end
    if end == len(text):
        return b".*", end
    if text[end : end + 1] == b"/":
        return b"(?:.*/)?", end + 1
    return b"[^/]*", end


def _bracket(text: bytes, at: int) -> tuple[bytes, int]:
    """The class that starts before `at`, and where it ends; one that does not end matches nothing."""
    negated = text[at : at + 1] in (b"!", b"^")
    at += negated
    inner: list[bytes] = []
    first = at
    while at < len(text):
        sign = text[at : at + 1]
        if sign == b"]" and at > first:
            return b"(?!/)[%s%s]" % (b"^" if negated else b"", b"".join(inner)), at + 1
        named = _NAMED.match(text, at)
        if named:
            inner.append(_CLASSES.get(named[1], b""))
            at = named.end()
            continue
        if sign == b"-" and at > first and text[at + 1 : at + 2] not in (b"]", b""):
            inner.append(b"-")
        else:
            at += sign == b"\\"
            inner.append(re.escape(text[at : at + 1]))
        at += 1
    return _NEVER, len(text)
