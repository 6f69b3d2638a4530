"""Days by which reports are due, as packs write them.

Duty: the records that packs fill in. May not know a law.
"""

from __future__ import annotations

from datetime import date

from govlint.records import dataclass


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day of every year as packs write it: `01-31`."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> Anniversary:
        """The day that a text prints."""
        parsed = date.fromisoformat(f"2024-{text}")
        return cls(parsed.month, parsed.day)

    def of(self, year: int) -> date:
        """That day of a year; the last of February where the year has no 29th."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, self.day - 1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time in the year after the report year; `certain` once `surely` has passed.

    `doubtful`: between this day and `due` it depends on what kind of body it is, which is not known.
    """

    due: Anniversary
    surely: Anniversary | None = None
    doubtful: Anniversary | None = None
