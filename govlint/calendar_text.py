"""Printed days and years to calendar days and numbers.

Duty: read numerals, days and the date on which a report came out. May not know any form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from govlint.model import Fact, Report
from govlint.records import dataclass

_DIGITS = {"〇": 0, "○": 0, "零": 0, "O": 0, "o": 0} | {
    char: value for value, char in enumerate("一二三四五六七八九", 1)
}
_TEN = "十"
DATED = ("published", "dated", "stamped", "written", "signed")
"""Facts that say when a report came out, the surest first; only the first three are publication."""
PUBLICATION = DATED[:3]


def number(text: str) -> int | None:
    """The number that Arabic or Chinese numerals print: `12`, `二〇一九`, `三十一`."""
    if text.isascii() and text.isdigit():
        return int(text)
    if _TEN in text:
        tens, _, ones = text.partition(_TEN)
        return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return None


def year_of(fact: Fact, key: str = "year") -> int | None:
    """The year that a part of a fact prints."""
    text = fact.get(key)
    return number(text) if text else None


def day_of(fact: Fact, suffix: str = "", year: int | None = None) -> date | None:
    """The day in the parts `y`, `m`, `d` with that suffix; `year` stands in for a year left out."""
    printed, month, day = (number(fact.get(key + suffix) or "") for key in "ymd")
    year = year if printed is None else printed
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Dating:
    """A day that the report gives for itself, and the fact that says so."""

    day: date
    fact: Fact

    @property
    def publication(self) -> bool:
        """Whether it is the day of publication and not of writing."""
        return self.fact.name in PUBLICATION


def year_before_publication(facts: Iterable[Fact]) -> int | None:
    """The year before the one in which the report says it came out."""
    known = list(facts)
    for name in DATED:
        for fact in known:
            if fact.name == name and (day := day_of(fact)) is not None:
                return day.year - 1
    return None


def datings(report: Report) -> Iterator[Dating]:
    """The days that the report gives for itself, the surest kind first.

    They stand before the first section or in the last one; a day elsewhere is about something else.
    """
    last = report.sections[-1].key if report.sections else ""
    for name in DATED:
        facts = report.facts_of(name)
        for place in ("", last):
            for fact in facts:
                day = day_of(fact)
                if fact.section == place and day is not None:
                    yield Dating(day, fact)
            if not last:
                break


def publication(report: Report) -> Dating | None:
    """The surest day, or None where the report gives none."""
    return next(datings(report), None)
