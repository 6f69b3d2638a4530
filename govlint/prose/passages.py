"""Prose as rules read it: passages, sentences and the figures in them.

Duty: join lines that were wrapped, fold each passage once, split sentences, find figures. May not know what a
figure means. What was read of the last reports is kept, so that all constraints share it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from govlint.document import Piece
from govlint.model import Count, Report
from govlint.normal import Folded, fold
from govlint.places import Span
from govlint.prose import numerals
from govlint.prose.vocabulary import Vocabulary

WRAPPED = 30
LEAD = 80
TAIL = 30
YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_STOP = re.compile("[。!?.]")
_INNER_POINT = re.compile(r"[0-9A-Za-z.]\.|[^.]\.[0-9A-Za-z.]")
_DIGITS = re.compile(f"(?:{numerals.DIGIT}|[0-9])+".replace("]|[", ""))
_ENDS = tuple("。!?;:！？；：.")
_OPENS = re.compile(
    rf"\s{{0,40}}(?:[(（](?:{numerals.DIGIT}|\d)|{numerals.DIGIT}{{1,3}}[、是]|\d{{1,2}}[.、]\D|第{numerals.DIGIT})"
)
_IDLE_ONE = re.compile(r"[,。;、:)(!?]|$")
_RANGE = re.compile(r"\d\D?(?:[-~—至]|到)\Z")
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit in a passage; `start` and `end` take in the unit, but no hedge before it."""

    start: int
    end: int
    count: Count
    unit: str
    exact: bool
    digits: int
    """Digits printed behind the point."""
    printed: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and the text around it: from the figure before to the one behind, within bounds."""

    amount: Amount
    start: int
    """Where `lead` begins."""
    lead: str
    tail: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a passage up to a full stop, and the figures in it."""

    start: int
    end: int
    text: str
    amounts: tuple[Amount, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A folded paragraph, of one or more wrapped lines."""

    text: str
    folded: Folded
    section: str
    sentences: tuple[Sentence, ...]
    amounts: tuple[Amount, ...]
    _places: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The document's span of a part of the text."""
        return self.folded.span(start, end)

    def sentences_with(self, word: str) -> tuple[int, ...]:
        """Indices of the sentences in which a word stands; looked for once."""
        found = self._places.get(word)
        if found is None:
            found = self._look(word) if word in self.text else ()
            self._places[word] = found
        return found

    def _look(self, word: str) -> tuple[int, ...]:
        return tuple(index for index, sentence in enumerate(self.sentences) if word in sentence.text)


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a report in order of place, and the year that it speaks of."""

    passages: tuple[Passage, ...]
    year: int | None


_read: list[tuple[Report, Vocabulary, Prose]] = []
_same: dict[int, tuple[Vocabulary, Vocabulary]] = {}


def read(report: Report, vocabulary: Vocabulary) -> Prose:
    """The prose of a report; kept for the other constraints that will ask for it."""
    words = _canonical(vocabulary)
    for known, its, prose in tuple(_read):
        if known is report and its is words:
            return prose
    prose = _prose(report, words)
    _read.append((report, words, prose))
    del _read[:-_KEPT]
    return prose


def _canonical(vocabulary: Vocabulary) -> Vocabulary:
    """One of all vocabularies that are equal: each constraint of a pack has its own copy."""
    known = _same.get(id(vocabulary))
    if known is None:
        first = next((one for _, one in _same.values() if one == vocabulary), vocabulary)
        known = _same[id(vocabulary)] = (vocabulary, first)
    return known[1]


def passages(report: Report, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The passages of a report in order of place."""
    return read(report, vocabulary).passages


def _prose(report: Report, vocabulary: Vocabulary) -> Prose:
    pattern = _figures(vocabulary)
    parts = [("", report.preamble), *((section.key, section.paragraphs) for section in report.sections)]
    found = tuple(
        _passage(fold(piece), section, pattern, vocabulary)
        for section, pieces in parts
        for piece in _unwrapped(pieces)
    )
    return Prose(found, report.year if report.year is not None else _year_in(found))


def _year_in(found: Iterable[Passage]) -> int | None:
    """The year named most often, where the report has none."""
    years = Counter(int(match[1]) for passage in found for match in YEAR.finditer(passage.text))
    return years.most_common(1)[0][0] if years else None


def _unwrapped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those joined that one sentence runs through."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _runs_on(held.text, piece.text):
            shifted = tuple((index + len(held.text), offset) for index, offset in piece.runs)
            held = Piece(held.text + piece.text, (*held.runs, *shifted), piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _runs_on(text: str, following: str) -> bool:
    bare = text.rstrip()
    return len(bare) >= WRAPPED and not bare.endswith(_ENDS) and not _OPENS.match(following)


def _passage(folded: Folded, section: str, pattern: re.Pattern[str], words: Vocabulary) -> Passage:
    text = folded.text
    amounts = tuple(_amounts(text, pattern, words))
    return Passage(text, folded, section, tuple(_sentences(text, amounts)), amounts)


def _amounts(text: str, pattern: re.Pattern[str], words: Vocabulary) -> Iterator[Amount]:
    """Every figure; the pattern is tried only behind digits that something countable may follow."""
    before, begins = words.before, _beginnings(words)
    at = 0
    while start := _DIGITS.search(text, at):
        at = start.end()
        match = pattern.match(text, start.start()) if text[at : at + 1] in begins else None
        if match:
            at = match.end()
        if match and (amount := _amount(text, match, before)):
            yield amount


def _sentences(text: str, amounts: tuple[Amount, ...]) -> Iterator[Sentence]:
    start = index = 0
    for end in (*_stops(text), len(text)):
        first = index
        while index < len(amounts) and amounts[index].start < end:
            index += 1
        if end > start:
            inner = amounts[first:index]
            yield Sentence(start, end, text[start:end], inner, tuple(_mentions(text, start, end, inner)))
        start = end


def _stops(text: str) -> Iterator[int]:
    for match in _STOP.finditer(text):
        if match[0] != "." or not _INNER_POINT.match(text, match.start() - 1):
            yield match.end()


def _mentions(text: str, start: int, end: int, amounts: tuple[Amount, ...]) -> Iterator[Mention]:
    for index, amount in enumerate(amounts):
        behind = amounts[index + 1].start if index + 1 < len(amounts) else end
        begin = max(start, amount.start - LEAD)
        tail = text[amount.end : min(behind, amount.end + TAIL)]
        yield Mention(amount, begin, text[begin : amount.start], tail)
        start = amount.end


@lru_cache(maxsize=8)
def _beginnings(vocabulary: Vocabulary) -> frozenset[str]:
    """What may stand right behind the digits of a figure."""
    words = (*vocabulary.units, *vocabulary.more)
    return frozenset(word[0] for word in words) | frozenset("万亿千百,.")


@lru_cache(maxsize=8)
def _figures(vocabulary: Vocabulary) -> re.Pattern[str]:
    units, after, more = (
        "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        for words in (vocabulary.units, vocabulary.after, vocabulary.more)
    )
    return re.compile(
        rf"(?P<number>(?<![\d.,A-Za-z〔第+]){numerals.ARABIC}|(?<![第\d])(?<!{numerals.DIGIT}){numerals.CHINESE})"
        rf"(?P<more>{more})?(?P<multiplier>[万亿千百])?(?P<again>{more})?(?P<unit>{units})(?P<after>{after})?"
    )


def _amount(text: str, match: re.Match[str], before: tuple[str, ...]) -> Amount | None:
    number = numerals.count(match["number"], match["multiplier"] or "")
    if number is None or (match["number"] == "一" and not _IDLE_ONE.match(text, match.end())):
        return None
    hedged = match["more"] or match["again"] or match["after"] or _hedged(text, match.start(), before)
    digits = numerals.printed_digits(match["number"])
    return Amount(
        match.start(), match.end("unit"), number, match["unit"], not hedged, digits, match["number"]
    )


def _hedged(text: str, start: int, before: tuple[str, ...]) -> bool:
    """A hedge before the figure, or the first end of a range."""
    lead = text[max(start - 8, 0) : start]
    return lead.endswith(before) or _RANGE.search(lead) is not None
