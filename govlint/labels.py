"""Labels: what is left of a printed label when its typography is taken away.

Duty: number, key and traditional characters of a label. May not know any label.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress

from govlint.named import NamedTuple
from govlint.normal import fold_text
from govlint.patterns import lazy

_NUMERALS = "一二三四五六七八九十"
_NUMBER = lazy(
    rf"(?P<open>\()?(?P<value>[{_NUMERALS}]{{1,3}}|\d{{1,2}}|[—–―-](?=、))(?P<close>\))?(?P<mark>[、.,:．]?)"
)
_PART = lazy(
    rf"第(?P<value>[{_NUMERALS}]{{1,3}}|\d{{1,2}})(?:(?:部(?:分|份)|章|节|篇|编|[、,:.])[、,:.]?)\s?(?=[\u4e00-\u9fff])"
)
NUMBERING = frozenset((*_NUMERALS, "第", "部", "分", "份", "章", "节", "篇", "编"))
"""What numbers are written with."""
_LOOSE_DIGIT = lazy(r"(?P<value>\d)(?=[\u4e00-\u9fff])")
_NOISE = lazy(r"[^0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff]+")
_OFTEN = 20
"""One character in so many is a traditional one in a text that is written in them; it is nearly one in three."""
_RARE = "\U00010000"
_RARE_ONES = lazy(f"[{_RARE}-\U0010ffff]")
_NOTE = lazy(r"(?<=.)[(\[【][^)\]】]*[)\]】]?[。.]?$", re.DOTALL)


class Number(NamedTuple):
    """A printed number.

    `style` is `top` (一、), `sub` (（一）), `item` (1.), `subitem` (（1）), `part` (a chapter's).
    """

    style: str
    value: str


class Key(NamedTuple):
    """The number of a label and its letters alone; `bare` leaves out a note in brackets."""

    number: Number | None
    text: str
    bare: str


def split_number(folded: str) -> tuple[Number | None, int]:
    """The number that a folded text starts with, and where the rest begins."""
    if folded[:1] == "第":
        part = _PART.match(folded)
        return (Number("part", part["value"]), part.end()) if part else (None, 0)
    match = _NUMBER.match(folded)
    if match is None:
        return None, 0
    opened, closed, mark = match["open"], match["close"], match["mark"]
    if not (mark or (opened and closed)):
        return None, 0
    digit = match["value"].isdecimal()
    bracketed = bool(closed)
    style = ("subitem" if digit else "sub") if bracketed else ("item" if digit else "top")
    return Number(style, match["value"]), match.end()


@lru_cache(maxsize=1024)
def label_key(text: str) -> Key:
    """The key of a printed label, by which it is looked up."""
    folded, _ = fold_text(text)
    number, start = split_number(folded)
    rest = folded[start:]
    letters = _NOISE.sub("", rest)
    noted = "(" in rest or "[" in rest or "【" in rest
    return Key(number, letters, _NOISE.sub("", _NOTE.sub("", rest)) if noted else letters)


def loose_digit(key: str) -> tuple[Number, str] | None:
    """A number glued to the letters without any mark (`1x…`), and the letters."""
    match = _LOOSE_DIGIT.match(key)
    return (Number("item", match["value"]), key[match.end() :]) if match else None


class Simplifier:
    """Traditional characters to simplified ones, from pairs of characters as data.

    Lines behind the pairs hold words of the same length, for texts that are written in such characters throughout.
    """

    __slots__ = ("_common", "_known", "_pairs", "_table", "_words")

    def __init__(self, pairs: str) -> None:
        pairs, *words = pairs.split("\n")
        self._pairs = pairs[: len(pairs) & ~1 : 2], pairs[1::2]
        self._known = frozenset(self._pairs[0])
        common = "".join([char for char in self._pairs[0] if char < _RARE])
        # A class of characters with rare ones in it is searched one by one. One of nothing contradicts itself.
        self._common = lazy(f"[{re.escape(common)}]" if common else "(?!)")
        self._table = str.maketrans(*self._pairs)
        self._words = [tuple(line.split()) for line in words]

    def spellings(self, letters: frozenset[str]) -> frozenset[str]:
        """Some letters, and the traditional characters that are replaced by one of them."""
        traditional, simplified = self._pairs
        return letters.union(compress(traditional, map(letters.__contains__, simplified)))

    def __call__(self, text: str) -> str:
        """The text with every known traditional character replaced."""
        # Nearly every text has none.
        return text.translate(self._table) if self._any_in(text) else text

    def written_in(self, text: str) -> bool:
        """Whether a text is written in traditional characters: names alone may hold one or another anywhere."""
        found = sum(map(self._known.__contains__, text)) if self._any_in(text) else 0
        return found > 0 and found * _OFTEN > sum(char > "\u2fff" for char in text)

    def whole(self, text: str) -> str:
        """A stretch of such a text in simplified characters and words, as long as it was."""
        if not self._any_in(text):
            return text
        for word, plain in self._words:
            text = text.replace(word, plain)
        return text.translate(self._table)

    def _any_in(self, text: str) -> bool:
        if self._common.search(text):
            return True
        return _RARE_ONES.search(text) is not None and not self._known.isdisjoint(text)
