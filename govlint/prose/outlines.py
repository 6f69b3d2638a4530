"""Outlines claimed: how many parts a sentence says the report has, and their names; lists by ordinals.

Duty: find such sentences and ordinals. May not know a heading's words, nor judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from govlint.named import NamedTuple
from govlint.patterns import compiled, lazy
from govlint.prose.numerals import CHINESE, DIGIT, chinese
from govlint.prose.passages import Passage, Sentence
from govlint.records import dataclass

_QUOTED = lazy('“([^”]{2,40})”|"([^"]{2,40})"')
_STRONG = lazy("[、,;/]")
_COLON = lazy("[^:,;。]{0,8}:")
_ITEM = lazy(rf"(?:^|[;,、])[(]?(?:{DIGIT}|\d)[).、]")
_MOST_NAMES = 4096


@dataclass(frozen=True)
class OutlineWords:
    """The words of a sentence that tells the outline: data of a pack."""

    about: tuple[str, ...]
    """One of these stands in the sentence."""
    opening: tuple[str, ...]
    """Behind the last of these the names begin."""
    units: tuple[str, ...]
    """What is counted."""
    closing: tuple[str, ...]
    """Between the last name and the number."""
    weak: tuple[str, ...]
    """Words that join two names, or two halves of one."""
    topics: tuple[tuple[str, ...], ...]
    """Words by which the halves of one name know each other, the most telling topic first."""
    whole: tuple[str, ...] = ()
    """What names end with: behind it, a mark may part two names of one topic."""

    @cached_property
    def _known(self) -> dict[str, int]:
        return {}

    def topic(self, name: str) -> int:
        """Which topic a name is of; -1 where none."""
        # Names of parts are few, and the same in most reports.
        known = self._known
        if name not in known:
            if len(known) >= _MOST_NAMES:
                known.clear()
            topics = enumerate(self.topics)
            known[name] = next((i for i, topic in topics if any(word in name for word in topic)), -1)
        return known[name]


@dataclass(frozen=True, slots=True)
class Outline:
    """A claimed number of parts; `names` and `apart` are the fewest and the most names that the list may be read as."""

    passage: Passage
    start: int
    end: int
    number: int
    names: tuple[str, ...]
    apart: tuple[str, ...]

    @property
    def least(self) -> int:
        """The fewest names."""
        return len(self.names)

    @property
    def most(self) -> int:
        """The most names."""
        return len(self.apart)


def outlines(passage: Passage, words: OutlineWords) -> Iterator[Outline]:
    """Every claimed outline of a passage."""
    pattern = _numbers(words.units)
    for sentence in _telling(passage, words):
        for match in pattern.finditer(passage.text, sentence.start, sentence.end):
            before = passage.text[sentence.start : match.start()]
            number = _number(match["number"])
            if 3 <= number <= 20 and any(word in before for word in words.about):
                yield _outline(passage, sentence, match, number, words)


def _telling(passage: Passage, words: OutlineWords) -> list[Sentence]:
    """The sentences that name the report and count something."""
    if not any(unit in passage.text for unit in words.units):
        return []
    return [
        sentence
        for sentence in passage.sentences
        if (text := passage.text[sentence.start : sentence.end])
        and any(word in text for word in words.about)
        and any(unit in text for unit in words.units)
    ]


def _number(text: str) -> int:
    """A whole number; 0 where the characters make none."""
    return int(text) if text.isascii() else int(chinese(text) or 0)


@lru_cache(maxsize=8)
def _numbers(units: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(map(re.escape, sorted(units, key=lambda unit: (-len(unit), unit))))
    return lazy(rf"(?<![第\d])(?<!{DIGIT})(?P<number>{CHINESE}|\d{{1,2}})(?:{longest})")


def _outline(
    passage: Passage, sentence: Sentence, match: re.Match[str], number: int, words: OutlineWords
) -> Outline:
    text = passage.text[sentence.start : match.start()]
    begin = max(text.rfind(word) + len(word) if word in text else 0 for word in words.opening)
    listed = text[begin:]
    for _ in range(2):
        for word in words.closing:
            listed = listed.removesuffix(word)
    told = listed if begin and listed.strip() else _listed_behind(passage, sentence, match.end())
    names, apart = _names(told, words)
    return Outline(passage, sentence.start, match.end(), number, names, apart)


def _listed_behind(passage: Passage, sentence: Sentence, at: int) -> str:
    """The list that a colon behind the number begins; one whose names are numbered tells their count itself."""
    colon = _COLON.match(passage.text, at, sentence.end)
    listed = passage.text[colon.end() : sentence.end].rstrip("。") if colon else ""
    return "" if _ITEM.search(listed) else listed


def _names(listed: str, words: OutlineWords) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a list, read as few and as many."""
    quoted = tuple(one or other for one, other in _QUOTED.findall(listed))
    if len(quoted) >= 2:
        return quoted, quoted
    pieces = [
        piece for piece in _between(_STRONG, listed, 0, len(listed)) if listed[slice(*piece)].strip(" :。")
    ]
    if len(pieces) < 2:
        return (), ()
    return _parted(listed, pieces, words, apart=False), _parted(listed, pieces, words, apart=True)


def _parted(
    listed: str, pieces: Sequence[tuple[int, int]], words: OutlineWords, *, apart: bool
) -> tuple[str, ...]:
    """The names, as printed, that pieces between marks make; where two may be one, `apart` decides.

    A joining word parts names only before the last of a list; anywhere else it stands inside one.
    """
    joints = _joints(words.weak)
    merged: list[tuple[int, int]] = []
    for index, piece in enumerate(pieces):
        halves = _between(joints, listed, *piece)
        for at, (begin, end) in enumerate(halves):
            before = listed[slice(*merged[-1])] if merged else ""
            topic, known = words.topic(listed[begin:end]), words.topic(before)
            alike = bool(before) and topic == known >= 0
            if at:
                last = index == len(pieces) - 1 and at == len(halves) - 1
                one = alike or (min(topic, known) < 0 and not (apart and last))
            else:
                one = alike and not (apart and before.endswith(words.whole))
            if one:
                merged[-1] = merged[-1][0], end
            else:
                merged.append((begin, end))
    return tuple([listed[begin:end] for begin, end in merged])


def _between(marks: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of `text[start:end]` between marks, none of them empty."""
    edges = [start, *(edge for match in marks.finditer(text, start, end) for edge in match.span()), end]
    return [pair for pair in zip(edges[::2], edges[1::2], strict=True) if pair[0] < pair[1]]


@lru_cache(maxsize=8)
def _joints(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(map(re.escape, words)))


class Ordinal(NamedTuple):
    """An ordinal that begins an item of a list. `style` tells lists apart that are numbered alike."""

    number: int
    start: int
    end: int
    style: str


_NUMERAL = "[一二三四五六七八九十]{1,3}"
_START = r"(?:(?<=[。;:,!?)\s])|^)"
# What an ordinal ends with follows at once on all that it can begin with; a try within such a run is none.
_BEGINNINGS = lazy("[{0}](?<![{0}][{0}])[{0}]*+(?=[是,、:).])".format("一二三四五六七八九十第(0-9"))
_ORDINALS = lazy(
    rf"(?P<is>{_NUMERAL})是"
    rf"|{_START}第(?P<nth>{_NUMERAL})[,、:是]"
    rf"|{_START}[(](?P<round>{_NUMERAL})[)]"
    rf"|{_START}[(](?P<digit>\d{{1,2}})[)]"
    rf"|{_START}(?P<dot>\d{{1,2}})[.、](?=[\u4e00-\u9fff“《])"
)


def ordinals(text: str, never_behind: tuple[str, ...]) -> Iterator[Ordinal]:
    """Every ordinal that begins an item of a text's lines; one glued to `never_behind` is the end of a word."""
    for start in _BEGINNINGS.finditer(text):
        match = _ORDINALS.match(text, start.start())
        if match is None:
            continue
        style = match.lastgroup or ""
        before = text[match.start() - 1 : match.start()]
        if style == "is" and before in never_behind:
            continue
        number = _number(match[style])
        if number:
            yield Ordinal(number, match.start(), match.end(), style)
