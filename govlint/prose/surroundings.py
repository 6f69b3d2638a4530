"""What stands around a claim: whose figure it is, and of what time.

Duty: tell a report's own figures from comparisons, other bodies, other years, plans. May not know tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from govlint.model import Report
from govlint.patterns import lazy
from govlint.prose.passages import LEAD, YEAR
from govlint.prose.phrases import Phrase
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass

CONTEXT = 300
_CLAUSE = lazy(r"[,;:、。]")
_YEARS = lazy(r"(20\d\d)年?度?(?:[、~]|和|与|及|至|到|-{1,2}|—{1,2})(20\d\d)年")
"""Years told together: what follows is of neither alone."""
_HAN = "[\u4e00-\u9fff]"


class Nearness(Protocol):
    """Words of which one must stand before a phrase, nearer than any of the others."""

    @property
    def about(self) -> tuple[str, ...]:
        """Those that must."""
        ...

    @property
    def instead(self) -> tuple[str, ...]:
        """Those that must not be nearer."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text around a phrase that begins at `start` and ends at `end` of a sentence of `text`."""

    report: Report
    vocabulary: Vocabulary
    year: int | None
    text: str
    sentence: int
    start: int
    end: int
    figure: int
    """Where the phrase's figure begins."""

    @property
    def clause(self) -> str:
        """From the last mark before the phrase to its end."""
        return self.text[self._clause() : self.end]

    @property
    def scope(self) -> tuple[str, ...]:
        """The words of scope before the phrase's end, but those of the report's own body."""
        before, speakers = self._before(self.end), self.vocabulary.speakers
        return tuple(w for w in self.vocabulary.scopes if w in before and not w.startswith(speakers))

    def about(self, wording: Nearness) -> bool:
        """Whether the phrase stands in the context that its wording asks for."""
        if not wording.about:
            return True
        context = self.text[max(self.end - CONTEXT, 0) : self.end]
        near = max(context.rfind(word) for word in wording.about)
        return near >= 0 and near >= max((context.rfind(word) for word in wording.instead), default=-1)

    def foreign(self) -> bool:
        """Whether the figure compares, or is of a part of the year, another year, another body, or a plan."""
        return fits(self.vocabulary.foreign, self.text[self._clause() : self.figure]) or self._turned()

    def _clause(self) -> int:
        floor = max(self.sentence, self.start - LEAD)
        return max([floor, *(m.end() for m in _CLAUSE.finditer(self.text, floor, self.start))])

    def _before(self, end: int) -> str:
        return self.text[max(self.sentence, self.start - CONTEXT) : end]

    def _turned(self) -> bool:
        """Whether the sentence has turned to something else, and not back.

        A year or a plan stands before the phrase, a body before its verb, which is in the phrase.
        """
        earlier, before = self._before(self.start), self._before(self.end)
        turned = max((_last(phrase, earlier) for phrase in self.vocabulary.others), default=-1)
        turned = max(turned, self._other_year(earlier))
        if turned >= 0 and turned >= self._own_time(earlier):
            return True
        body = max(self._other_body(before), self._other_area(before))
        return body >= 0 and body >= self._own_body(before)

    def _own_body(self, before: str) -> int:
        selves = self.vocabulary.selves
        own = (word for word in self.vocabulary.scopes if word.startswith(selves))
        return max((before.rfind(word) for word in own), default=-1)

    def _own_time(self, before: str) -> int:
        words = self.vocabulary.own if self.year is None else (*self.vocabulary.own, f"{self.year}年")
        return max(before.rfind(word) for word in words)

    def _other_year(self, before: str) -> int:
        if self.year is None:
            return -1
        places = [m.start() for m in YEAR.finditer(before) if int(m[1]) != self.year]
        places += [m.end() for m in _YEARS.finditer(before) if m[1] != m[2]]
        return max(places, default=-1)

    def _other_area(self, before: str) -> int:
        """Where an area does something that the report's agency is not the government of."""
        agency = self.report.agency
        if agency is None:
            return -1
        others = tuple(w for a in self.vocabulary.areas if a.of.search(agency) is None for w in a.words)
        if not any(word in before for word in others):
            return -1
        found = _deeds(others, self.vocabulary.verbs).finditer(before)
        return max((match.end() for match in found), default=-1)

    def _other_body(self, before: str) -> int:
        pattern = _subjects(self.vocabulary.bodies, self.vocabulary.verbs)
        found = -1
        for match in pattern.finditer(before):
            if not _is_own(match["name"] + match["ending"], self.report, self.vocabulary):
                found = match.start()
        return found


def fits(phrases: Sequence[Phrase], text: str) -> bool:
    """Whether one of the phrases stands in the text."""
    return any(phrase.likely(text) and phrase.lead.search(text) for phrase in phrases)


def _last(phrase: Phrase, text: str) -> int:
    if not phrase.likely(text):
        return -1
    return max((match.start() for match in phrase.lead.finditer(text)), default=-1)


@lru_cache(maxsize=8)
def _subjects(bodies: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str]:
    endings, doing = "|".join(map(re.escape, bodies)), "|".join(map(re.escape, verbs))
    # The body named last before the verb does it: a county's brigade is not the county.
    between = rf"(?:(?!{endings})[\u4e00-\u9fff]){{0,4}}?"
    return lazy(rf"(?P<name>[\u4e00-\u9fff]{{0,16}}?)(?P<ending>{endings}){between}(?:{doing})")


@lru_cache(maxsize=32)
def _deeds(areas: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str]:
    words, doing = "|".join(map(re.escape, areas)), "|".join(map(re.escape, verbs))
    return lazy(rf"(?:{words})[\u4e00-\u9fff、]{{0,16}}?(?:{doing})")


def _is_own(name: str, report: Report, vocabulary: Vocabulary) -> bool:
    if any(word in name for word in vocabulary.selves):
        return True
    titles = [report.agency or "", report.title.printed if report.title else ""]
    titles += [piece.text[:60] for piece in report.preamble[:4]]
    return any(name[at:] in title for at in range(max(len(name) - 3, 1)) for title in titles)
