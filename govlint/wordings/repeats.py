"""Stretches of text that are printed twice in a row.

Duty: find them fast. May not know a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.patterns import lazy

_HAN = lazy(r"[\u4e00-\u9fff]")
_WORD = lazy(r"[\u4e00-\u9fff]{2,8}")
_LONG = 9


def repeats(text: str, longest: int = 40) -> Iterator[tuple[int, int]]:
    """(start, length) of each stretch that is printed again right behind itself.

    Up to eight characters it consists of Chinese characters alone; a longer one holds five different ones.
    """
    # The lowest byte of each character, as one long number: shifted against itself, like gives zero.
    low = text.encode("utf-32-le", "surrogatepass")[::4]
    taken = -1
    for start, length in sorted(_shifted(text, low, longest)):
        if start >= taken:
            taken = start + 2 * length
            yield start, length


class _Thirds:
    """Every third byte, from the first, the second and the third on: of nine in a row, three of the first kind."""

    def __init__(self, low: bytes) -> None:
        self._numbers = [int.from_bytes(low[start::3], "little") for start in range(3)]
        # One more digit at the top, so that zeros below it are printed.
        self._numbers[0] |= 1 << 8 * len(low[::3])

    def may_repeat(self, length: int) -> bool:
        """Whether nine bytes or more may be the same again so far behind."""
        places, start = divmod(length, 3)
        return "000000" in hex(self._numbers[0] ^ (self._numbers[start] >> 8 * places))


def _shifted(text: str, low: bytes, longest: int) -> Iterator[tuple[int, int]]:
    number, thirds = int.from_bytes(low, "little"), _Thirds(low)
    size = len(text)
    for length in range(2, min(longest, size // 2) + 1):
        if length >= _LONG and not thirds.may_repeat(length):
            continue
        apart = (number ^ (number >> 8 * length)).to_bytes(size, "little")
        zeros = bytes(length)
        at = apart.find(zeros, 0, size - length)
        while at >= 0:
            if text[at : at + length] == text[at + length : at + 2 * length]:
                if _wordy(text[at : at + length]):
                    yield at, length
                at += length - 1
            at = apart.find(zeros, at + 1, size - length)


def _wordy(part: str) -> bool:
    if len(part) < _LONG:
        return _WORD.fullmatch(part) is not None and len(set(part)) > 1
    return "\n" not in part and len(set(_HAN.findall(part))) > _LONG // 2
