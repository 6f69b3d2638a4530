"""Figures in prose: a number, its unit and whether a hedge stands by it.

Duty: find them in folded text. May not know what one means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from govlint.model import Count
from govlint.patterns import lazy
from govlint.prose import numerals
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass

_DIGITS = lazy(f"(?:{numerals.DIGIT}|[0-9])+".replace("]|[", ""))
_IDLE_ONE = lazy(r"[,。;、:)(!?]|$")
_RANGE = lazy(r"\d\D?(?:[-~—至]|到)\Z")


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


def amounts_in(text: str, words: Vocabulary) -> Iterator[Amount]:
    """Every figure; the pattern is tried only behind digits that something countable may follow."""
    before, begins, pattern = words.before, _beginnings(words), _figures(words)
    at = 0
    while start := _DIGITS.search(text, at):
        at = start.end()
        match = pattern.match(text, start.start()) if text[at : at + 1] in begins else None
        if match:
            at = match.end()
        if match and (amount := _amount(text, match, before)):
            yield amount


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
    return lazy(
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
