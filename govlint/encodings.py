"""Bytes to text: which encoding, and which bytes it could not explain.

Duty: decode without losing a byte silently. May not know any kind of file or form.

A byte-order mark decides, then strict UTF-8, then whichever of UTF-8, GB18030, Big5 and UTF-16 gives the
largest share of everyday characters. What a file declares about itself only breaks ties: pages that say
`gb2312` and hold UTF-8, or the reverse, are common.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from govlint.document import Trouble
from govlint.errors import GovlintError
from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.places import Span

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FAMILY = dict.fromkeys(("gb2312", "gbk", "cp936", "gb18030", "hz"), "gb18030") | {
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
}
_CANDIDATES = ("gb18030", "utf-8", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 12
_PLAUSIBLE, _CERTAIN = 50, 90
"""Shares, in a hundred, below which no guess counts and from which on no other is tried."""
_MANY = 50
"""Places of undecodable bytes that are told one by one; the last of them tells how many more there are."""

_LOST = lazy("[\ud800-\udfff]")
_LOST_RUN = lazy("[\ud800-\udfff]+")
_FIRST = lazy(rb"[\x80-\xff\x00]")
_FOREIGN = lazy("[^\x00-\x7f]+")


class Decoded(NamedTuple):
    """A decoded text without its byte-order mark; U+FFFD stands where bytes could not be decoded."""

    text: str
    encoding: str
    troubles: tuple[Trouble, ...] = ()


def decode(data: bytes, *, declared: str | None = None, asked: str | None = None) -> Decoded:
    """The text of `data`: in the encoding `asked` for, else in the one that its content shows."""
    if asked:
        encoding = _asked(asked)
        return _decode(data, encoding, _mark_length(data, encoding))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, len(mark))
    return (None if _looks_wide(data) else _sound(data)) or _decode(data, _guess(data, declared), 0)


def family(name: str) -> str | None:
    """Python's name for the encoding (for the subsets of GB18030 the whole of it), None where unknown."""
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:  # noqa: SLF001 - the only mark that tells `hex` from an encoding
        return None
    return _FAMILY.get(info.name, info.name)


def _sound(data: bytes) -> Decoded | None:
    """The text of bytes that are UTF-8 from end to end, as most are."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _asked(name: str) -> str:
    found = family(name)
    if found is None:
        raise GovlintError(f"unknown encoding: {name}")
    return found


def _mark_length(data: bytes, encoding: str) -> int:
    return next((len(m) for m, name in _MARKS if name == encoding and data.startswith(m)), 0)


def _guess(data: bytes, declared: str | None) -> str:
    sample = _sample(data)
    tie = family(declared) if declared else None
    candidates = (*_CANDIDATES, tie) if tie and tie not in _CANDIDATES else _CANDIDATES
    best, reached = "utf-8", _PLAUSIBLE - 1
    for name in candidates:
        score = _score(sample, name)
        if score > reached or (score == reached and name == tie):
            best, reached = name, score
        if score >= _CERTAIN and tie in (None, name):
            break
    return best


def _looks_wide(data: bytes) -> bool:
    """Whether every other byte is often NUL, as with Latin letters and digits in UTF-16."""
    head = data[:_SAMPLE]
    if 0 not in head:
        return False
    return max(head[0::2].count(0), head[1::2].count(0)) * 5 > len(head) > 1


def _sample(data: bytes) -> bytes:
    """A stretch from the first byte that is no ASCII, at an even offset for UTF-16's sake."""
    match = _FIRST.search(data)
    start = match.start() & ~1 if match else 0
    return data[start : start + _SAMPLE]


def _score(sample: bytes, encoding: str) -> int:
    """How many in a hundred of the characters beyond ASCII are everyday ones."""
    text = _lenient(sample, encoding)
    if text is None:
        return -100
    foreign = "".join(_FOREIGN.findall(text))
    nuls = text.count("\0")
    if not foreign:
        return 100 if not nuls else -nuls
    lost = len(_LOST.findall(foreign))
    common = _share(foreign, "gb2312", _GB_EVERYDAY)
    if 100 * common < _CERTAIN * len(foreign):
        common = max(common, _share(foreign, "big5", _BIG5_EVERYDAY))
    return (100 * (common - lost - nuls)) // len(foreign)


# Both standards put the characters in daily use first: by their lead bytes they are known without a list.
_GB_EVERYDAY = bytes((0xA1, 0xA3, *range(0xB0, 0xD8)))
_BIG5_EVERYDAY = bytes((0xA1, 0xA2, *range(0xA4, 0xC7)))


def _share(text: str, charset: str, everyday: bytes) -> int:
    leads = text.encode(charset, "ignore")[0::2]
    return len(leads) - len(leads.translate(None, everyday))


def _lenient(data: bytes, encoding: str) -> str | None:
    """The text with a lone surrogate for each byte lost, or None where the codec cannot go on."""
    if encoding.startswith("utf-16-"):
        return data[: len(data) & ~1].decode(encoding, "surrogatepass")
    try:
        return data.decode(encoding, "surrogateescape")
    except UnicodeError:
        return None


def _decode(data: bytes, encoding: str, skip: int) -> Decoded:
    body = data[skip:]
    sound = _sound(body) if encoding == "utf-8" else None
    if sound is not None:
        return sound
    text = _lenient(body, encoding)
    if text is None:
        text = body.decode(encoding, "replace")
        return Decoded(text, encoding, _vague(text))
    troubles = tuple(_troubles(text, body, encoding, skip))
    if encoding.startswith("utf-16-") and len(body) % 2:
        troubles = (*troubles, _trouble(len(text), len(text) + 1, len(data) - 1, 1, 0))
        text += "\ufffd"
    return Decoded(_LOST.sub("\ufffd", text) if troubles else text, encoding, troubles)


def _troubles(text: str, body: bytes, encoding: str, skip: int) -> list[Trouble]:
    wide = encoding.startswith("utf-16-")
    if not wide and body.isascii():
        return []
    runs = _LOST_RUN.finditer(text)
    troubles: list[Trouble] = []
    offset, done = skip, 0
    for start, end in (match.span() for match in islice(runs, _MANY)):
        offset += _length(text[done:start], encoding)
        length = _length(text[start:end], encoding)
        more = sum(1 for _ in runs) if len(troubles) == _MANY - 1 else 0
        troubles.append(_trouble(start, end, offset, length, more))
        offset, done = offset + length, end
    return troubles


def _length(text: str, encoding: str) -> int:
    errors = "surrogatepass" if encoding.startswith("utf-16-") else "surrogateescape"
    return len(text.encode(encoding, errors))


def _trouble(start: int, end: int, offset: int, length: int, more: int) -> Trouble:
    facts = (("offset", offset), ("length", length), ("more", more))
    return Trouble("encoding-undecodable", Span(start, end), facts)


def _vague(text: str) -> tuple[Trouble, ...]:
    """Of codecs that keep state the byte cannot be told; the place in the text can."""
    found = [match.start() for match in re.finditer("\ufffd", text)]
    return tuple(
        _trouble(at, at + 1, -1, 1, max(len(found) - _MANY, 0) if number == _MANY - 1 else 0)
        for number, at in enumerate(found[:_MANY])
    )
