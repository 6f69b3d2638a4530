"""Breakdowns: a total and the parts that a sentence gives of it.

Duty: find them and tell what is a part. May not judge the sum, nor hold a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from govlint.model import Count
from govlint.prose.passages import Amount, Passage, Sentence

REACH = 30
_LABEL = 60
_STRIP = " ,、;:。(:)“”\"'"
_ENUMERATED = re.compile(r"^[(]?[0-9一二三四五六七八九十]{1,2}[).、是]")


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


def breakdowns(passage: Passage, markers: Markers) -> Iterator[Breakdown]:
    """Every breakdown of a passage."""
    if not any(word in passage.text for word in markers.opening) and "(" not in passage.text:
        return
    pattern = _openings(markers.opening)
    for index, sentence in enumerate(passage.sentences):
        earlier = passage.sentences[index - 1].amounts if index else ()
        if sentence.amounts:
            for opening in pattern.finditer(passage.text, sentence.start, sentence.end):
                yield from _Reader(passage, sentence, earlier, markers).read(opening.start(), opening.end())


@lru_cache(maxsize=8)
def _openings(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)))


@dataclass(frozen=True, slots=True)
class _Reader:
    passage: Passage
    sentence: Sentence
    earlier: tuple[Amount, ...]
    markers: Markers

    def read(self, start: int, end: int) -> Iterator[Breakdown]:
        """The breakdown that the opening between these places begins, where it is one."""
        before = [a for a in (*self.earlier, *self.sentence.amounts) if a.end <= start]
        behind = self.passage.text[end : end + 4].lstrip(_STRIP)
        if not before or start - before[-1].end > REACH or behind.startswith(self.markers.loose):
            return
        parts, last = self._parts(end)
        if len(parts) < 2:
            return
        same = [a for a in before if a.unit == parts[0].amount.unit]
        if not same or same[-1].end < before[-1].end - REACH:
            return
        opening = self.passage.text[start:end]
        yield Breakdown(
            self.passage,
            same[-1],
            tuple(parts),
            tuple(same[:-1]),
            closed=opening in self.markers.closed or parts[-1].label.startswith(self.markers.rest),
            beyond=tuple(
                a for a in self.sentence.amounts if a.start >= last and a.unit == parts[0].amount.unit
            ),
            open=self.passage.text[last : last + 8].lstrip(_STRIP).startswith(self.markers.open),
        )

    def _parts(self, start: int) -> tuple[list[Part], int]:
        text = self.passage.text
        base = depth = 0 if text[start - 1] != "(" else 1
        parts: list[Part] = []
        at = start
        for amount in self.sentence.amounts:
            if amount.start < start:
                continue
            depth, lowest = _depth(text[at : amount.start], depth)
            if lowest < base or (base == 0 and lowest < 0):
                break
            lead = text[max(at, amount.start - _LABEL) : amount.start]
            at = amount.end
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
        if not first and any(word in lead for word in self.markers.opening if word != "("):
            return True
        return any(word in bare for word in self.markers.ending)

    def _label(self, lead: str) -> str:
        bare = re.split("[;。]", lead)[-1].strip(_STRIP)
        bare = _ENUMERATED.sub("", bare)
        for _ in range(3):
            for word in self.markers.idle:
                bare = bare.removeprefix(word)
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
