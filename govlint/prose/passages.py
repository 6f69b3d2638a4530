"""Prose as rules read it: passages, sentences and the figures in them.

Duty: join lines that were wrapped, fold each passage once, split sentences, find figures. May not know what a
figure means. What was read of the last reports is kept, so that all constraints share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from govlint.document import Piece
from govlint.model import Count, Report
from govlint.normal import Folded, fold
from govlint.places import Span
from govlint.prose import numerals
from govlint.prose.vocabulary import Vocabulary

WRAPPED = 30
_STOP = re.compile(r"[。!?]|(?<![0-9A-Za-z.])\.(?![0-9A-Za-z.])")
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
class Sentence:
    """A stretch of a passage up to a full stop, and the figures in it."""

    start: int
    end: int
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A folded paragraph, of one or more wrapped lines."""

    text: str
    folded: Folded
    section: str
    sentences: tuple[Sentence, ...]
    amounts: tuple[Amount, ...]

    def span(self, start: int, end: int) -> Span:
        """The document's span of a part of the text."""
        return self.folded.span(start, end)


_read: list[tuple[Report, Vocabulary, tuple[Passage, ...]]] = []


def passages(report: Report, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The prose of a report in order of place."""
    for known, words, found in tuple(_read):
        if known is report and (words is vocabulary or words == vocabulary):
            return found
    found = tuple(_passages(report, vocabulary))
    _read.append((report, vocabulary, found))
    del _read[:-_KEPT]
    return found


def _passages(report: Report, vocabulary: Vocabulary) -> Iterator[Passage]:
    pattern = _figures(vocabulary)
    parts = [("", report.preamble), *((section.key, section.paragraphs) for section in report.sections)]
    for section, pieces in parts:
        for piece in _unwrapped(pieces):
            yield _passage(fold(piece), section, pattern, vocabulary.before)


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


def _passage(folded: Folded, section: str, pattern: re.Pattern[str], before: tuple[str, ...]) -> Passage:
    text = folded.text
    amounts = tuple(amount for match in pattern.finditer(text) if (amount := _amount(text, match, before)))
    return Passage(text, folded, section, tuple(_sentences(text, amounts)), amounts)


def _sentences(text: str, amounts: tuple[Amount, ...]) -> Iterator[Sentence]:
    start = index = 0
    for end in (*(match.end() for match in _STOP.finditer(text)), len(text)):
        first = index
        while index < len(amounts) and amounts[index].start < end:
            index += 1
        if end > start:
            yield Sentence(start, end, amounts[first:index])
        start = end


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
