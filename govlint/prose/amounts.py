"""Figures in prose: a number, its unit and whether a hedge stands by it.

Duty: find them in folded text. May not know what one means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlint.model import Count
from govlint.named import NamedTuple
from govlint.patterns import compiled, lazy
from govlint.prose import numerals

_DIGITS = lazy(f"(?:{numerals.DIGIT}|[0-9])+".replace("]|[", ""))
_IDLE_ONE = lazy(r"[,。;、:)(!?\n]|\Z")
_UNIT = 5
"""The group of a figure's unit."""
_UP_TO = ("-", "~", "—", "至", "到")
_RANGE = lazy(r"\d\D?(?:[-~—至]|到)\Z")


class Amount(NamedTuple):
    """A figure with its unit in a passage; `start` and `end` take in the unit, but no hedge before it."""

    start: int
    end: int
    count: Count  # type: ignore[assignment]  # hides a method that nobody needs
    unit: str
    exact: bool
    digits: int
    """Digits printed behind the point."""
    printed: str


class Figures:
    """Finds figures of the given units in a text; hedges stand before, between number and unit, or after."""

    def __init__(
        self, units: Sequence[str], before: tuple[str, ...], more: Sequence[str], after: Sequence[str]
    ) -> None:
        self._begins = frozenset(word[0] for word in (*units, *more)) | frozenset("万亿千百,.")
        self._figure = _pattern(units, more, after)
        self._before = before

    def find(self, text: str) -> Iterator[tuple[int, Amount]]:
        """Every figure of lines, with the place where its line begins; its own places count from there.

        The pattern is tried only at digits that something countable may follow.
        """
        begins, search, figure = self._begins, _DIGITS.search, self._figure.match
        at = line = 0
        next_line = _line_end(text, 0)
        while digits := search(text, at):
            start, at = digits.span()
            if text[at : at + 1] not in begins or (match := figure(text, start)) is None:
                continue
            at = match.end()
            while start > next_line:
                line = next_line + 1
                next_line = _line_end(text, line)
            amount = self._amount(text, match, line)
            if amount is not None:
                yield line, amount

    def _amount(self, text: str, match: re.Match[str], line: int) -> Amount | None:
        printed, more, multiplier, again, unit, after = match.groups()
        plain = not multiplier and printed.isascii() and printed.isdecimal()
        number = int(printed) if plain else numerals.count(printed, multiplier or "")
        if number is None or (printed == "一" and not _IDLE_ONE.match(text, match.end())):
            return None
        start = match.start()
        lead = text[max(start - 8, line) : start]
        hedged = more or again or after or lead.endswith(self._before)
        hedged = hedged or (lead.endswith(_UP_TO) and _RANGE.search(lead))
        digits = 0 if plain else numerals.printed_digits(printed)
        return Amount(start - line, match.end(_UNIT) - line, number, unit, not hedged, digits, printed)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _pattern(*words: Sequence[str]) -> re.Pattern[str]:
    units, more, after = (
        "|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word)))) for known in words
    )
    return compiled(
        rf"((?<![\d.,A-Za-z〔第+]){numerals.ARABIC}|(?<![第\d])(?<!{numerals.DIGIT}){numerals.CHINESE})"
        rf"({more})?([万亿千百])?({more})?({units})({after})?"
    )
