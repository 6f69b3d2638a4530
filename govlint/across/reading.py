"""The prose of a report made ready to be compared: sentences without what every report says.

Duty: fold, leave out standard formulae, make years relative, split. May not compare, nor know a formula.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from govlint.document import Document, Piece
from govlint.model import Report
from govlint.named import NamedTuple
from govlint.normal import Folded, fold
from govlint.patterns import compiled, lazy
from govlint.places import Span, Spot
from govlint.records import dataclass

_NOT_WORD = lazy(r"[\W_]+")
_YEAR = lazy(r"(?<!\d)20\d\d(?!\d)")
_DIGITS = lazy(r"\d+")
_STOP = r"[。;!?\n]"
_OWN = "§"
_RELATIVE = "¥"


@dataclass(frozen=True, slots=True)
class Reading:
    """How prose is read for comparisons, as a pack says it.

    `sections` are those whose prose is the agency's own; what `parting` matches is left out (headings); so is a
    phrase that `standard` is found in; `figure` matches a figure that tells something; a shingle is `size`
    characters long; `digits` says whether other figures than years make a difference.
    """

    sections: tuple[str, ...]
    parting: tuple[re.Pattern[str], ...]
    standard: tuple[re.Pattern[str], ...]
    figure: re.Pattern[str]
    size: int = 8
    digits: Literal["keep", "neutral"] = "keep"


class Phrase(NamedTuple):
    """A stretch of prose between two stops: as compared, as printed, and where."""

    text: str
    printed: str
    spot: Spot


class Told(NamedTuple):
    """The prose of one report: its phrases, the figures that they tell, and where it begins."""

    phrases: tuple[Phrase, ...]
    figures: tuple[str, ...]
    spot: Spot | None

    @property
    def characters(self) -> int:
        """How much there is to compare."""
        return sum(len(phrase.text) for phrase in self.phrases)


def tell(report: Report, document: Document, reading: Reading) -> Told:
    """The prose of a report, read that way."""
    phrases: list[Phrase] = []
    figures: list[str] = []
    for key in reading.sections:
        section = report.section(key)
        for text, spot in _stretches(section.paragraphs if section else (), document, reading):
            compared = _compared(text, report, reading)
            if compared and not any(pattern.search(text) for pattern in reading.standard):
                phrases.append(Phrase(compared, text, spot))
                figures.extend(match.group() for match in reading.figure.finditer(text))
    return Told(tuple(phrases), tuple(figures), phrases[0].spot if phrases else None)


def _stretches(pieces: Sequence[Piece], document: Document, reading: Reading) -> Iterator[tuple[str, Spot]]:
    """What stands between stops and headings; lines that were wrapped are put together again."""
    folded = [fold(piece) for piece in pieces]
    text = "".join(part.text for part in folded)
    starts = list(accumulate((len(part.text) for part in folded), initial=0))
    start = 0
    for match in _parting(reading.parting).finditer(text):
        if start < match.start():
            yield text[start : match.start()], document.spot(_span(folded, starts, start, match.start()))
        start = match.end()
    if start < len(text):
        yield text[start:], document.spot(_span(folded, starts, start, len(text)))


@lru_cache(maxsize=8)
def _parting(patterns: tuple[re.Pattern[str], ...]) -> re.Pattern[str]:
    return compiled("|".join([*(f"(?:{pattern.pattern})" for pattern in patterns), _STOP]))


def _span(folded: Sequence[Folded], starts: Sequence[int], start: int, end: int) -> Span:
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
    here = folded[first].span(start - starts[first], start - starts[first] + 1)
    there = folded[last].span(end - 1 - starts[last], end - starts[last])
    return Span(here.start, there.end)


def _compared(text: str, report: Report, reading: Reading) -> str:
    """The text without marks, its years counted from the report's, the agency's name put aside."""
    if report.agency:
        text = text.replace(report.agency, _OWN)
    if report.year is not None:
        about = report.year
        text = _YEAR.sub(
            lambda match: _RELATIVE + chr(0x2460 + min(max(about - int(match[0]), -9), 9) + 9), text
        )
    bare = _NOT_WORD.sub(lambda match: "".join(c for c in match[0] if c in (_OWN, _RELATIVE)), text)
    return _DIGITS.sub("0", bare) if reading.digits == "neutral" else bare


def shingles(phrases: Iterable[Phrase], size: int) -> Iterator[str]:
    """Every run of `size` characters of each phrase; a shorter phrase is one shingle."""
    for phrase in phrases:
        text = phrase.text
        if len(text) <= size:
            yield text
        else:
            for start in range(len(text) - size + 1):
                yield text[start : start + size]
