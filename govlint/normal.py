"""Normalised copies of printed text, with the way back to the original.

Duty: one folding for everything that is matched. May not know any label or pattern.

Folded text is NFKC (full width becomes half width: `（` is `(`, `，` is `,`, `：` is `:`; `。、“”《》` stay), without
zero-width and control characters, and without white space next to a Chinese character or at the ends; other
runs of white space are one space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from govlint.document import Piece
from govlint.named import NamedTuple
from govlint.patterns import lazy
from govlint.places import Span

_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}
_WIDE = frozenset(_NARROW)
_USUAL = "，：；（）％\u3000\xa0"
_WIDE_CHAR = lazy("[\uff01-\uff5e\u3000\xa0]")
_LONGEST_KEPT = 4096
_HAN = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2018-\u201d\U00020000-\U0003ffff"
_DROP = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad\x00-\x08\x0e-\x1f\x7f"
_LOOSE = lazy(rf"[{_DROP}]+|(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])|^\s+|\s+$|\s{{2,}}|[\t\r\n\x0b\x0c]")
_ANY_SPACE = lazy(rf"[\s{_DROP}]")


INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\xad"
)
"""Characters without width, which alone in a cell leave it blank."""
_SPACES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_NOTHING = _SPACES + "".join(sorted(INVISIBLE))


def printed(text: str) -> tuple[int, int]:
    """Where a text begins and ends that has white space, or characters without width, around it."""
    begin = len(text) - len(text.lstrip(_NOTHING))
    return begin, max(begin, len(text.rstrip(_NOTHING)))


class Folded(NamedTuple):
    """A folded text. `offsets[i]` is the index in the piece's text of its i-th code point; None means i."""

    text: str
    piece: Piece
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The document span of `text[start:end]`."""
        if self.offsets is None:
            return self.piece.span(start, end)
        if start >= len(self.offsets):
            return self.piece.span(len(self.piece.text), len(self.piece.text))
        last = self.offsets[max(end - 1, start)] + 1
        return self.piece.span(self.offsets[start], last)


FoldedText = tuple[str, tuple[int, ...] | None]


def fold(piece: Piece) -> Folded:
    """The folded copy of a piece, with offsets into it."""
    text, offsets = fold_text(piece.text)
    return Folded(text, piece, offsets)


def fold_text(text: str) -> FoldedText:
    """The folded text and, where positions moved, the index in `text` of each of its code points."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> FoldedText:
    folded = text
    for wide in _USUAL:
        folded = folded.replace(wide, _NARROW[wide])
    if _WIDE_CHAR.search(folded):
        # A text has few different wide characters: replacing each is quicker than looking at every character.
        for wide in _WIDE.intersection(folded):
            folded = folded.replace(wide, _NARROW[wide])
    offsets: list[int] | None = None
    if not folded.isascii() and not unicodedata.is_normalized("NFKC", folded):
        parts = [unicodedata.normalize("NFKC", char) for char in folded]
        offsets = [index for index, part in enumerate(parts) for _ in part]
        folded = "".join(parts)
    if not _ANY_SPACE.search(folded):
        return folded, None if offsets is None else tuple(offsets)
    # Removing one stretch can bring another next to a Chinese character, so repeat until nothing changes.
    while _LOOSE.search(folded):
        folded, offsets = _squeeze(folded, offsets)
    return folded, None if offsets is None else tuple(offsets)


_kept = lru_cache(maxsize=1024)(_fold)


def _squeeze(text: str, offsets: list[int] | None) -> tuple[str, list[int]]:
    old = offsets if offsets is not None else list(range(len(text)))
    kept: list[str] = []
    new: list[int] = []
    last = 0
    for match in _LOOSE.finditer(text):
        kept.append(text[last : match.start()])
        new.extend(old[last : match.start()])
        last = match.end()
        if _inner_space(text, match):
            kept.append(" ")
            new.append(old[match.start()])
    kept.append(text[last:])
    new.extend(old[last:])
    return "".join(kept), new


def _inner_space(text: str, match: re.Match[str]) -> bool:
    if not match.group().isspace() or match.start() == 0 or match.end() == len(text):
        return False
    return not (_is_han(text[match.start() - 1]) or _is_han(text[match.end()]))


_HAN_CHAR = lazy(f"[{_HAN}]")


def _is_han(char: str) -> bool:
    return _HAN_CHAR.match(char) is not None
