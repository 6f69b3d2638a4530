"""Words that a pack looks for, and where they stand in prose.

Duty: the record that packs fill, and its places. May not hold a word itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from govlint.records import dataclass
from govlint.wordings.bounded import Bounded
from govlint.wordings.prose import Prose

_REACH = 20


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that must stand in the text for anything to be found; told fast by its characters."""

    text: str
    chars: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Cue:
        """The cue that a text makes."""
        return cls(text, frozenset(text))

    def inside(self, prose: Prose) -> bool:
        """Whether the word stands in the prose."""
        return self.chars <= prose.chars and self.text in prose.text


@dataclass(frozen=True, slots=True)
class Saying:
    r"""Something not to be said: any of `words` or, where there is one, the `pattern` that holds one of them.

    It is right after all where `unless` is found within 20 characters of it. `right` is what is meant
    (`\1` is the pattern's first group); `certain`: there is hardly another reading.
    """

    words: tuple[Cue, ...]
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
    chars: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Slip:
        """The slip that a text makes; `ValueError` where it makes none."""
        wrong, arrow, right = text.partition("→")
        if not (len(wrong) > 1 and arrow and right and wrong != right):
            raise ValueError("write wrong→right, the wrong word having two characters or more")
        return cls(wrong, right, frozenset(wrong))


@dataclass(frozen=True, slots=True)
class Said:
    """Where something stands in the joined text, and what is meant."""

    start: int
    end: int
    right: str
    certain: bool
    sure: bool


def said(prose: Prose, sayings: Iterable[Saying], slips: Iterable[Slip]) -> list[Said]:
    """Every place where a saying or a slip stands, in order, none within another."""
    found = [one for saying in sayings for one in _said(prose, saying)]
    for slip in slips:
        if slip.chars <= prose.chars and slip.wrong in prose.text:
            found += _slips(prose.text, slip)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Said] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _slips(text: str, slip: Slip) -> Iterator[Said]:
    for match in re.finditer(re.escape(slip.wrong), text):
        yield Said(match.start(), match.end(), slip.right, certain=True, sure=True)


def _said(prose: Prose, saying: Saying) -> Iterator[Said]:
    present = [word for word in saying.words if word.inside(prose)]
    if not present:
        return
    for match in _pattern(saying, present).finditer(prose.text):
        if saying.sections and prose.section(match.start()) not in saying.sections:
            continue
        if saying.unless and saying.unless.inside(prose.near(match.start(), match.end(), _REACH, _REACH)):
            continue
        right = match.expand(saying.right)
        yield Said(match.start(), match.end(), right, saying.certain, saying.sure or saying.certain)


def _pattern(saying: Saying, present: list[Cue]) -> re.Pattern[str]:
    if saying.pattern is not None:
        return saying.pattern.pattern
    return re.compile("|".join(re.escape(word.text) for word in present))
