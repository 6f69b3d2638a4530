"""Words looked for in a text: all of them in one pass, so that a word which is not there costs next to nothing.

Duty: find given words in a text and say where they stand. May not know a word, nor what a text is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, count
from sys import byteorder

_WIDTH = 8
"""Bytes of two code points in UTF-32: read as one number, a pair of characters is one look into a table."""

Sighting = tuple[int, str]


class Watched:
    """Words to look for, each by one pair of its characters; `Watched(())` looks for none beforehand."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if word)
        self._single = tuple(sorted(word for word in self.words if len(word) == 1))

    @cached_property
    def _by_pair(self) -> dict[int, tuple[Sighting, ...]]:
        """Words by their most telling pair, the one that fewest words share, and its place in them."""
        words = sorted(self.words.difference(self._single))
        pairs = {word: [word[at : at + 2] for at in range(len(word) - 1)] for word in words}
        shared = Counter(chain.from_iterable(pairs.values()))
        found: dict[int, tuple[Sighting, ...]] = {}
        for word in words:
            at = min(range(len(word) - 1), key=lambda at: shared[pairs[word][at]])
            key = int.from_bytes(pairs[word][at].encode("utf-32-le", "surrogatepass"), byteorder)
            found[key] = (*found.get(key, ()), (at, word))
        return found

    def find(self, text: str) -> list[Sighting]:
        """Every place of every word, in order of place."""
        known = self._by_pair
        found: list[Sighting] = []
        for shift, view in enumerate(_pairs(text)):
            for index in compress(count(), map(known.__contains__, view)):
                for offset, word in known[view[index]]:
                    at = 2 * index + shift - offset
                    if at >= 0 and text.startswith(word, at):
                        found.append((at, word))
        found += [(at, word) for word in self._single for at in _places(word, text)]
        found.sort()
        return found


def _pairs(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """The pairs of neighbouring characters as numbers: those at even places and those at odd ones."""
    data = memoryview(text.encode("utf-32-le", "surrogatepass"))
    even = len(data) // _WIDTH * _WIDTH
    odd = max(len(data) - _WIDTH // 2, 0) // _WIDTH * _WIDTH
    return data[:even].cast("Q"), data[_WIDTH // 2 :][:odd].cast("Q")


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


class Sightings:
    """Where words stand in one text: the watched ones are known, any other is looked for when asked for."""

    def __init__(self, text: str, watched: Watched) -> None:
        self.text = text
        self.watched = watched.words
        self.found = watched.find(text)
        """The watched words in order of place."""
        self._others: dict[str, tuple[int, ...]] = {}

    @cached_property
    def seen(self) -> frozenset[str]:
        """The watched words that stand in the text."""
        return frozenset([word for _, word in self.found])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in self.found:
            places.setdefault(word, []).append(at)
        return places

    def any_of(self, words: Collection[str]) -> bool:
        """Whether one of the words stands in the text."""
        if not self.seen.isdisjoint(words):
            return True
        return not self.watched.issuperset(words) and any(self.has(word) for word in words)

    def has(self, word: str) -> bool:
        """Whether a word stands in the text."""
        return word in self.seen if word in self.watched else bool(self.places(word))

    def places(self, word: str) -> Sequence[int]:
        """The places of a word, in order."""
        if word in self.watched:
            return self._places.get(word, ())
        if word not in self._others:
            self._others[word] = tuple(_places(word, self.text))
        return self._others[word]

    @cached_property
    def starts(self) -> list[int]:
        """Where the watched words begin, in order."""
        return [at for at, _ in self.found]
