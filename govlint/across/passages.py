"""What one text has of another: the share, and the longest passages side by side.

Duty: compare two texts exactly. May not say how much is too much.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.across.reading import Phrase, Told, shingles
from govlint.records import dataclass

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A phrase, and the phrase of the other text that has most of it."""

    here: Phrase
    there: Phrase


@dataclass(frozen=True, slots=True)
class Copied:
    """How much of a text stands in another (by its shingles), and of both together; passages, longest first."""

    share: float
    mutual: float
    passages: tuple[Passage, ...]


def copied(this: Told, other: Told, size: int) -> Copied:
    """What `this` has of `other`."""
    source = _where(other, size)
    mine = [list(shingles([phrase], size)) for phrase in this.phrases]
    known = {shingle for found in mine for shingle in found}
    total = sum(map(len, mine))
    shared = sum(shingle in source for found in mine for shingle in found)
    theirs = list(shingles(other.phrases, size))
    back = sum(shingle in known for shingle in theirs)
    both = total + len(theirs)
    found = sorted(_passages(this, other, mine, source), key=lambda one: -len(one.here.text))
    return Copied(shared / total if total else 0.0, (shared + back) / both if both else 0.0, tuple(found))


def _where(told: Told, size: int) -> dict[str, int]:
    """Shingle → index of the first phrase that has it."""
    found: dict[str, int] = {}
    for index, phrase in enumerate(told.phrases):
        for shingle in shingles([phrase], size):
            found.setdefault(shingle, index)
    return found


def _passages(this: Told, other: Told, mine: list[list[str]], source: dict[str, int]) -> Iterator[Passage]:
    """The phrases of which more than half stands in one phrase of the other text."""
    for phrase, found in zip(this.phrases, mine, strict=True):
        votes: dict[int, int] = {}
        for shingle in found:
            if shingle in source:
                index = source[shingle]
                votes[index] = votes.get(index, 0) + 1
        best = max(votes, key=lambda index: votes[index], default=None)
        if best is not None and votes[best] > _HALF * len(found):
            yield Passage(phrase, other.phrases[best])
