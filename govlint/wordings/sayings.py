"""Words that a pack looks for, and where they stand in prose.

Duty: the record that packs fill, and its places. May not hold a word itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from govlint.patterns import compiled
from govlint.records import dataclass
from govlint.wordings.bounded import Bounded
from govlint.wordings.prose import Prose

_REACH = 20


@dataclass(frozen=True)
class Saying:
    r"""Something not to be said: any of `words` or, where there is one, the `pattern` that holds one of them.

    It is right after all where `unless` is found within 20 characters of it. `right` is what is meant
    (`\1` is the pattern's first group); `certain`: there is hardly another reading.
    """

    words: tuple[str, ...]
    pattern: Bounded | None = None
    unless: Bounded | None = None
    right: str = ""
    certain: bool = False
    sure: bool = False
    """Whether `right` may be put in place without anybody looking; what is certain is sure."""
    sections: tuple[str, ...] = ()
    """Where it counts; everywhere where none is given."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that is always wrong and what is meant, as packs write it: `wrong→right`."""

    wrong: str
    right: str

    @classmethod
    def parse(cls, text: str) -> Slip:
        """The slip that a text makes; `ValueError` where it makes none."""
        wrong, arrow, right = text.partition("→")
        if not (len(wrong) > 1 and arrow and right and wrong != right):
            raise ValueError("write wrong→right, the wrong word having two characters or more")
        return cls(wrong, right)


@dataclass(frozen=True, slots=True)
class Said:
    """Where something stands in the joined text, and what is meant."""

    start: int
    end: int
    right: str
    certain: bool
    sure: bool


def cues(sayings: Iterable[Saying], slips: Iterable[Slip] = ()) -> Iterator[str]:
    """Words without any of which nothing is said."""
    yield from (word for saying in sayings for word in saying.words)
    yield from (slip.wrong for slip in slips)


def said(prose: Prose, sayings: Iterable[Saying], slips: Iterable[Slip]) -> list[Said]:
    """Every place where a saying or a slip stands, in order, none within another."""
    sightings = prose.sightings
    found: list[Said] = []
    for saying in sayings:
        if sightings.any_of(saying.words):
            found += _said(prose, saying)
    seen, watched = sightings.seen, sightings.watched
    for slip in slips:
        if slip.wrong in seen or (slip.wrong not in watched and sightings.has(slip.wrong)):
            found += _slips(prose.text, slip)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Said] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _slips(text: str, slip: Slip) -> Iterator[Said]:
    for match in _either((slip.wrong,)).finditer(text):
        yield Said(match.start(), match.end(), slip.right, certain=True, sure=True)


def _said(prose: Prose, saying: Saying) -> Iterator[Said]:
    present = [word for word in saying.words if prose.sightings.has(word)]
    for match in _pattern(saying, tuple(present)).finditer(prose.text):
        if saying.sections and prose.section(match.start()) not in saying.sections:
            continue
        if saying.unless and saying.unless.inside(prose.near(match.start(), match.end(), _REACH, _REACH)):
            continue
        right = match.expand(saying.right)
        yield Said(match.start(), match.end(), right, saying.certain, saying.sure or saying.certain)


def _pattern(saying: Saying, present: tuple[str, ...]) -> re.Pattern[str]:
    return _either(present) if saying.pattern is None else saying.pattern.pattern


@lru_cache(maxsize=1024)
def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(map(re.escape, words)))
