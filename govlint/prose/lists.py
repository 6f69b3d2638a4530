"""Breakdowns: a total and the parts that a sentence gives of it.

Duty: find them and tell what is a part. May not judge the sum, nor hold a word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govlint.model import Count
from govlint.patterns import compiled, lazy
from govlint.prose.amounts import Amount
from govlint.prose.passages import Passage, read
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass
from govlint.rule import Scope

REACH = 30
_LABEL = 60
_NEAR = 12
_STRANGER = 10
_DEEPEST = 2
_MOST = 60
_APART = 160
_STRIP = " ,、;:。(:)“”\"'"
_ENUMERATED = lazy(r"^[(]?[0-9一二三四五六七八九十]{1,2}[).、是]")


@dataclass(frozen=True, slots=True)
class Markers:
    """The words around breakdowns: data of a pack."""

    opening: tuple[str, ...]
    """Between a total and its parts."""
    closed: tuple[str, ...]
    """Openings of lists that leave nothing out."""
    rest: tuple[str, ...]
    """Labels of a part that takes up all that is left."""
    loose: tuple[str, ...]
    """Behind an opening: the list names only some parts."""
    open: tuple[str, ...]
    """Behind the last part: there are more."""
    ending: tuple[str, ...]
    """In a label: it is no part, the list ended before it."""
    idle: tuple[str, ...]
    """What labels begin with and do not mean."""
    overlapping: tuple[str, ...]
    """Labels of parts that may count the same thing twice, like channels."""
    partial: tuple[str, ...]
    """Labels of parts beside which others are often left unsaid: they may fall short of the total."""
    kinds: tuple[tuple[str, ...], ...]
    """Ways to divide a whole: parts of two of them are not parts of one list."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part and what it is called."""

    amount: Amount
    label: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total, its parts, and other figures that the parts may be meant to sum up to."""

    passage: Passage
    total: Amount
    parts: tuple[Part, ...]
    rivals: tuple[Amount, ...]
    closed: bool
    open: bool
    beyond: tuple[Amount, ...] = ()
    """Figures of the same unit behind the list, which may yet be parts."""

    @property
    def sum(self) -> Count:
        """The parts together."""
        return sum(part.amount.count for part in self.parts)

    @property
    def exact(self) -> bool:
        """Whether no figure of it is hedged."""
        return self.total.exact and all(part.amount.exact for part in self.parts)


def breakdowns(scope: Scope, vocabulary: Vocabulary, markers: Markers) -> tuple[Breakdown, ...]:
    """Every breakdown of the prose; kept for the other constraints that will ask for it."""
    known: list[tuple[Vocabulary, Markers, tuple[Breakdown, ...]]] = scope.once("prose.breakdowns", list)
    for words, marks, found in known:
        if words == vocabulary and marks == markers:
            return found
    prose = read(scope, vocabulary)
    having = (prose.passages[index] for index in prose.texts.having(markers.opening))
    found = tuple(part for passage in having for part in _breakdowns(passage, markers))
    known.append((vocabulary, markers, found))
    return found


def _breakdowns(passage: Passage, markers: Markers) -> Iterator[Breakdown]:
    if not passage.amounts:
        return
    pattern = _openings(markers.opening)
    for index, sentence in enumerate(passage.sentences):
        amounts = passage.figures(sentence)
        if amounts:
            # Cut out once for a sentence: it may have as many openings as figures.
            earlier = passage.figures(passage.sentences[index - 1])[-_NEAR:] if index else ()
            reader = _Reader(passage, amounts, earlier, markers)
            for opening in pattern.finditer(passage.text, sentence.start, sentence.end):
                yield from reader.read(opening.start(), opening.end())


@lru_cache(maxsize=8)
def _openings(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return compiled("|".join(map(re.escape, longest)))


@dataclass(frozen=True, slots=True)
class _Reader:
    passage: Passage
    amounts: Sequence[Amount]
    earlier: Sequence[Amount]
    markers: Markers

    def read(self, start: int, end: int) -> Iterator[Breakdown]:
        """The breakdown that the opening between these places begins, where it is one."""
        index = bisect_left(self.amounts, end, key=lambda amount: amount.start)
        before = [a for a in (*self.earlier, *self.amounts[max(index - _NEAR, 0) : index]) if a.end <= start]
        behind = self.passage.text[end : end + 4].lstrip(_STRIP)
        if not before or start - before[-1].end > REACH or behind.startswith(self.markers.loose):
            return
        behind_it = self.amounts[index : index + _MOST]
        parts, last = self._parts(end, behind_it)
        if len(parts) < 2:
            return
        same = [a for a in before if a.unit == parts[0].amount.unit]
        if not same or same[-1].end < before[-1].end - REACH:
            return
        opening = self.passage.text[start:end]
        if opening in (*self.markers.closed, "(") and self.passage.text[same[-1].end : start].strip(_STRIP):
            return
        yield Breakdown(
            self.passage,
            same[-1],
            tuple(parts),
            tuple(same[:-1]),
            closed=opening in self.markers.closed or parts[-1].label.startswith(self.markers.rest),
            beyond=tuple(a for a in behind_it if a.start >= last and a.unit == parts[0].amount.unit),
            open=self.passage.text[last : last + 8].lstrip(_STRIP).startswith(self.markers.open),
        )

    def _parts(self, start: int, amounts: Sequence[Amount]) -> tuple[list[Part], int]:
        text = self.passage.text
        base = depth = 0 if text[start - 1] != "(" else 1
        parts: list[Part] = []
        at = start
        for amount in amounts:
            if amount.start - at > _APART:
                break
            depth, lowest = _depth(text[at : amount.start], depth)
            if lowest < base or (base == 0 and lowest < 0):
                break
            lead = text[max(at, amount.start - _LABEL) : amount.start]
            at = amount.end
            if depth > base + _DEEPEST:
                break
            if depth > base and parts:
                continue
            if not parts:
                base = depth
            if self._ends(lead, first=not parts):
                break
            if parts and amount.unit != parts[0].amount.unit:
                continue
            parts.append(Part(amount, self._label(lead)))
        return parts, parts[-1].amount.end if parts else start

    def _ends(self, lead: str, *, first: bool) -> bool:
        """Whether the list is over before this figure."""
        bare = lead.lstrip(_STRIP)
        if not first and [word for word in self.markers.opening if word in lead and word != "("]:
            return True
        return any(map(bare.__contains__, self.markers.ending))

    def _label(self, lead: str) -> str:
        bare = lead[max(lead.rfind(";"), lead.rfind("。")) + 1 :].strip(_STRIP)
        bare = _ENUMERATED.sub("", bare)
        while bare.startswith(self.markers.idle):
            bare = next(bare.removeprefix(word) for word in self.markers.idle if bare.startswith(word))
        return bare.strip(_STRIP)


def _depth(text: str, depth: int) -> tuple[int, int]:
    """The depth of brackets behind a text, and the lowest in it."""
    lowest = depth
    for char in text:
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            lowest = min(lowest, depth)
    return depth, lowest


def kinds_of(breakdown: Breakdown, markers: Markers) -> int:
    """How many ways of dividing the parts belong to."""
    return sum(any(word in part.label for word in kind for part in breakdown.parts) for kind in markers.kinds)


def overlaps(breakdown: Breakdown, markers: Markers) -> bool:
    """Whether parts may count the same thing twice."""
    return any(word in part.label for word in markers.overlapping for part in breakdown.parts)


def falls_short(breakdown: Breakdown, markers: Markers) -> bool:
    """Whether parts may lack because such lists often leave some unsaid."""
    return any(part.label.startswith(markers.partial) for part in breakdown.parts)


def mixed(breakdown: Breakdown) -> bool:
    """Whether things counted in another unit stand among the parts."""
    text, parts = breakdown.passage.text, breakdown.parts
    first, last = parts[0].amount, parts[-1].amount
    amounts = breakdown.passage.amounts
    begin = bisect_left(amounts, first.end, key=lambda amount: amount.start)
    end = bisect_left(amounts, last.start, key=lambda amount: amount.start)
    strangers = (amount for amount in amounts[begin:end] if amount.unit != first.unit)
    return any("、" in text[max(a.start - _STRANGER, first.end) : a.start] for a in strangers)


def segments(breakdown: Breakdown) -> Iterator[Count]:
    """The sums that the parts may be meant to make: to where the list may end, and to each figure behind."""
    amounts = (*(part.amount for part in breakdown.parts), *breakdown.beyond)
    text = breakdown.passage.text
    running: Count = amounts[0].count
    for index in range(1, len(amounts)):
        running += amounts[index].count
        last = index + 1 >= len(breakdown.parts)
        if last or _separator(text, amounts, index) != _separator(text, amounts, index - 1):
            yield running


def _separator(text: str, amounts: tuple[Amount, ...], index: int) -> str:
    """The mark behind a figure."""
    return text[amounts[index].end : amounts[index].end + 1]
