"""Claims: figures of sentences whose meaning a phrase tells.

Duty: find them, and leave out those that belong to something else. May not know tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govlint.model import Count, Report
from govlint.prose.passages import Amount, Passage, Sentence, passages
from govlint.prose.phrases import Phrase
from govlint.prose.vocabulary import Vocabulary

LEAD = 80
TAIL = 30
CONTEXT = 300
_CLAUSE = re.compile(r"[,;:、。]")
_JOINED = ("、", "和", "及", "与", "或")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one thing is told, and what makes it another."""

    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...] = ()
    """Where one of these fits in the same clause, the phrase means another thing."""
    units: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """Words of which one must stand before, nearer than any of `instead`."""
    instead: tuple[str, ...] = ()
    count: int | None = None
    """What a phrase without a figure states."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence states, and where; `plain` where nothing narrows whose or which figure it is."""

    count: Count
    passage: Passage
    start: int
    end: int
    amount: Amount | None
    exact: bool
    scope: str
    plain: bool

    @property
    def quoted(self) -> str:
        """The claim as folded."""
        return self.passage.text[self.start : self.end].lstrip(",;:、。( ")


def claims(report: Report, vocabulary: Vocabulary, wording: Wording) -> Iterator[Claim]:
    """Every claim of a wording in order of place."""
    year = _year_of(report, vocabulary)
    numbered = tuple(phrase for phrase in wording.phrases if phrase.figure)
    silent = tuple(phrase for phrase in wording.phrases if not phrase.figure)
    for passage in passages(report, vocabulary):
        fitting = tuple(p for p in numbered if p.likely(passage.text))
        spoken = tuple(p for p in silent if p.likely(passage.text))
        if not fitting and not spoken:
            continue
        for sentence in passage.sentences:
            finder = _Finder(report, vocabulary, wording, passage, sentence, year)
            if sentence.amounts and fitting:
                yield from finder.numbered(fitting)
            if spoken:
                yield from finder.spoken(spoken)


@dataclass(frozen=True, slots=True)
class _Finder:
    report: Report
    vocabulary: Vocabulary
    wording: Wording
    passage: Passage
    sentence: Sentence
    year: int | None

    def numbered(self, phrases: Sequence[Phrase]) -> Iterator[Claim]:
        """Claims whose figure stands in the sentence."""
        start = self.sentence.start
        amounts = self.sentence.amounts
        for index, amount in enumerate(amounts):
            end = amounts[index + 1].start if index + 1 < len(amounts) else self.sentence.end
            if not self.wording.units or amount.unit in self.wording.units:
                claim = self._claim(
                    phrases, max(start, amount.start - LEAD), amount, min(end, amount.end + TAIL)
                )
                if claim is not None:
                    yield claim
            start = amount.end

    def spoken(self, phrases: Sequence[Phrase]) -> Iterator[Claim]:
        """Claims without a figure."""
        text = self.passage.text
        start = self.sentence.start
        for end in (*(m.end() for m in _STRONG.finditer(text, start, self.sentence.end)), self.sentence.end):
            stretch = text[start:end]
            for phrase in phrases:
                if phrase.likely(stretch) and (match := phrase.lead.search(stretch)):
                    claim = self._made(start + match.start(), start + match.end(), None)
                    if claim is not None:
                        yield claim
                        break
            start = end

    def _claim(self, phrases: Sequence[Phrase], start: int, amount: Amount, end: int) -> Claim | None:
        lead, tail = self.passage.text[start : amount.start], self.passage.text[amount.end : end]
        for phrase in phrases:
            if not phrase.likely(lead + tail):
                continue
            at = phrase.before(lead)
            if at >= 0 and phrase.behind(tail) and not _compound(lead, at):
                return self._made(start + at, amount.end, amount)
        return None

    def _made(self, start: int, end: int, amount: Amount | None) -> Claim | None:
        text = self.passage.text
        floor = max(self.sentence.start, start - LEAD)
        clause = max([floor, *(m.end() for m in _CLAUSE.finditer(text, floor, start))])
        here = text[clause:end]
        before = text[self.sentence.start : end]
        earlier = text[self.sentence.start : start]
        vocabulary = self.vocabulary
        if _fits(self.wording.unless, here) or self._foreign(clause, amount, end):
            return None
        if not self._about(end) or self._others(earlier, before):
            return None
        scope = "".join(word for word in vocabulary.scopes if word in before)
        count = amount.count if amount else self.wording.count
        assert count is not None
        exact = amount.exact if amount else True
        return Claim(count, self.passage, start, end, amount, exact, scope, plain=not scope)

    def _foreign(self, clause: int, amount: Amount | None, end: int) -> bool:
        """Whether the clause compares, or speaks of a part of the year."""
        text = self.passage.text[clause : amount.start if amount else end]
        return _fits(self.vocabulary.foreign, text)

    def _about(self, end: int) -> bool:
        if not self.wording.about:
            return True
        context = self.passage.text[max(end - CONTEXT, 0) : end]
        near = max(context.rfind(word) for word in self.wording.about)
        return near >= 0 and near >= max((context.rfind(word) for word in self.wording.instead), default=-1)

    def _others(self, earlier: str, before: str) -> bool:
        """Whether the sentence has turned to another body, year or purpose, and not back.

        `earlier` ends where the phrase begins, `before` where it ends: a body stands before its verb.
        """
        turned = max((_last(phrase, earlier) for phrase in self.vocabulary.others), default=-1)
        turned = max(turned, self._other_year(earlier))
        if turned >= 0 and turned >= self._own_time(earlier):
            return True
        body = self._other_body(before)
        return body >= 0 and body >= max(before.rfind(word) for word in self.vocabulary.scopes)

    def _own_time(self, before: str) -> int:
        words = self.vocabulary.own if self.year is None else (*self.vocabulary.own, f"{self.year}年")
        return max(before.rfind(word) for word in words)

    def _other_year(self, before: str) -> int:
        if self.year is None:
            return -1
        return max((m.start() for m in _YEAR.finditer(before) if int(m[1]) != self.year), default=-1)

    def _other_body(self, before: str) -> int:
        pattern = _subjects(self.vocabulary.bodies, self.vocabulary.verbs)
        found = -1
        for match in pattern.finditer(before):
            if not _is_own(match["name"] + match["ending"], self.report, self.vocabulary):
                found = match.start()
        return found


_STRONG = re.compile(";")


def _compound(lead: str, at: int) -> bool:
    """Whether the phrase is only the last of several things counted together."""
    before = lead[:at]
    return before.endswith(_JOINED) and len(before) > 1


def _fits(phrases: Sequence[Phrase], text: str) -> bool:
    return any(phrase.likely(text) and phrase.lead.search(text) for phrase in phrases)


def _last(phrase: Phrase, text: str) -> int:
    if not phrase.likely(text):
        return -1
    return max((match.start() for match in phrase.lead.finditer(text)), default=-1)


@lru_cache(maxsize=8)
def _subjects(bodies: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str]:
    endings, doing = "|".join(map(re.escape, bodies)), "|".join(map(re.escape, verbs))
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff]{{0,16}}?)(?P<ending>{endings})[\u4e00-\u9fff]{{0,4}}?(?:{doing})"
    )


def _is_own(name: str, report: Report, vocabulary: Vocabulary) -> bool:
    if any(word in name for word in vocabulary.selves):
        return True
    titles = [report.agency or "", report.title.printed if report.title else ""]
    titles += [piece.text[:60] for piece in report.preamble[:4]]
    return any(name[at:] in title for at in range(max(len(name) - 3, 1)) for title in titles)


@lru_cache(maxsize=4)
def _year_in(text: str) -> int | None:
    years = Counter(int(match[1]) for match in _YEAR.finditer(text))
    return years.most_common(1)[0][0] if years else None


def _year_of(report: Report, vocabulary: Vocabulary) -> int | None:
    if report.year is not None:
        return report.year
    return _year_in("".join(passage.text for passage in passages(report, vocabulary))[:6000])
