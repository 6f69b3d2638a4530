"""Prose as rules read it: passages, sentences and the figures in them.

Duty: find figures, split sentences where somebody asks for them. May not know what a figure means.
What was read of a report is kept with its scope, so that all constraints share it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from govlint.model import Count
from govlint.named import NamedTuple
from govlint.normal import Folded
from govlint.patterns import lazy
from govlint.places import Span
from govlint.prose.amounts import Amount
from govlint.prose.texts import Texts, texts_of
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass
from govlint.rule import Scope

LEAD = 80
TAIL = 30
YEAR = lazy(r"(?<!\d)(20\d\d)年")
_STOP = lazy("[。!?.]")
_INNER_POINT = lazy(r"[0-9A-Za-z.]\.|[^.]\.[0-9A-Za-z.]")


class Mention(NamedTuple):
    """A figure and the text around it: from the figure before to the one behind, within bounds."""

    amount: Amount
    start: int
    """Where the text before it begins."""
    around: tuple[str, str]
    """The text before it and that behind it."""


class Sentence(NamedTuple):
    """A stretch of a passage up to a full stop; `first` and `last` are where its figures begin and end."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Passage:
    """A folded paragraph, of one or more wrapped lines, and the figures in it."""

    text: str
    folded: Folded
    section: str
    amounts: Sequence[Amount]

    def span(self, start: int, end: int) -> Span:
        """The document's span of a part of the text."""
        return self.folded.span(start, end)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order."""
        found: list[Sentence] = []
        places = [amount.start for amount in self.amounts]
        start = first = 0
        for end in [*self._stops(), len(self.text)]:
            last = bisect_left(places, end, first) if places else 0
            if end > start:
                found.append(Sentence(start, end, first, last))
            start, first = end, last
        return tuple(found)

    def _stops(self) -> list[int]:
        text = self.text
        ends = [match.end() for match in _STOP.finditer(text)]
        if "." in text:
            ends = [end for end in ends if text[end - 1] != "." or not _INNER_POINT.match(text, end - 2)]
        return ends

    def figures(self, sentence: Sentence) -> Sequence[Amount]:
        """The figures of a sentence."""
        return self.amounts[sentence.first : sentence.last]

    def around(self, at: int) -> int:
        """The index of the sentence at a place."""
        return bisect_right(self._ends, at)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(sentence.end for sentence in self.sentences)


class Figure(NamedTuple):
    """A figure, the passage that it stands in, its index there and the place of the passage among all."""

    amount: Amount
    passage: Passage
    index: int  # type: ignore[assignment]  # hides a method that nobody needs
    place: int

    @property
    def sentence(self) -> int:
        """The index of its sentence in the passage."""
        return self.passage.around(self.amount.start)

    def mention(self) -> Mention:
        """The figure and the text around it."""
        amount, passage, index, _ = self
        amounts = passage.amounts
        sentence = passage.sentences[self.sentence]
        begin = amounts[index - 1].end if index > sentence.first else sentence.start
        behind = amounts[index + 1].start if index + 1 < sentence.last else sentence.end
        begin = max(begin, amount.start - LEAD)
        tail = passage.text[amount.end : min(behind, amount.end + TAIL)]
        return Mention(amount, begin, (passage.text[begin : amount.start], tail))


@dataclass(frozen=True)
class Prose:
    """The prose of a report in order of place, and the words of the figures in it."""

    scope: Scope
    vocabulary: Vocabulary
    texts: Texts
    passages: tuple[Passage, ...]

    @cached_property
    def year(self) -> int | None:
        """The year that it speaks of: the report's or, where it has none, the year named most often."""
        if self.scope.report.year is not None:
            return self.scope.report.year
        years = Counter(int(match[1]) for match in YEAR.finditer(self.texts.text))
        return years.most_common(1)[0][0] if years else None

    @cached_property
    def told(self) -> dict[str, Count | str]:
        """What the tables say, by the text of the reading; `targets.py` fills it."""
        return {}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure in order of place."""
        return tuple(
            Figure(amount, passage, index, place)
            for place, passage in enumerate(self.passages)
            for index, amount in enumerate(passage.amounts)
        )

    @cached_property
    def stated(self) -> list[Count | None]:
        """The counts of the figures; None where one is hedged."""
        return [amount.count if amount.exact else None for p in self.passages for amount in p.amounts]

    @cached_property
    def units(self) -> list[str]:
        """The units of the figures."""
        return [amount.unit for p in self.passages for amount in p.amounts]

    @cached_property
    def beside(self) -> dict[str, list[int]]:
        """Watched words that stand near figures, and those figures' indices, in order."""
        found: dict[str, list[int]] = {}
        sightings, starts = self.texts.sightings.found, self.texts.sightings.starts
        number = 0
        for passage, base in zip(self.passages, self.texts.starts, strict=True):
            amounts = passage.amounts
            last = base
            for index, amount in enumerate(amounts):
                start, end = base + amount.start, base + amount.end
                behind = amounts[index + 1].start if index + 1 < len(amounts) else len(passage.text)
                first = bisect_left(starts, max(last, start - LEAD))
                for _, word in sightings[first : bisect_left(starts, min(base + behind, end + TAIL), first)]:
                    near = found.setdefault(word, [])
                    if not near or near[-1] != number:
                        near.append(number)
                last = end
                number += 1
        return found

    @cached_property
    def _mentions(self) -> dict[int, Mention]:
        return {}

    def mention(self, number: int) -> Mention:
        """A figure by its index, and the text around it."""
        known = self._mentions.get(number)
        if known is None:
            known = self._mentions[number] = self.figures[number].mention()
        return known

    def near(self, word: str) -> list[int]:
        """The same for a word that nobody watches: the figures of the passages in which it stands."""
        starts = self.texts.starts
        places = {bisect_right(starts, at) - 1 for at in self.texts.sightings.places(word)}
        having = {id(self.passages[place]) for place in places}
        return [number for number, figure in enumerate(self.figures) if id(figure.passage) in having]


def read(scope: Scope, vocabulary: Vocabulary) -> Prose:
    """The prose of a report; kept for the other constraints that will ask for it."""
    return scope.once(("prose.read", id(vocabulary)), lambda: _read(scope, vocabulary))


def _read(scope: Scope, vocabulary: Vocabulary) -> Prose:
    # Each constraint of a pack may have a copy of the words of its own.
    known: list[Prose] = scope.once("prose.known", list)
    for prose in known:
        if prose.vocabulary == vocabulary:
            return prose
    texts = texts_of(scope)
    amounts: dict[int, list[Amount]] = {}
    for start, amount in vocabulary.figures.find(texts.text):
        amounts.setdefault(start, []).append(amount)
    passages = tuple(
        Passage(folded.text, folded, section, amounts.get(start, ()))
        for folded, section, start in zip(texts.paragraphs, texts.sections, texts.starts, strict=True)
    )
    known.append(Prose(scope, vocabulary, texts, passages))
    return known[-1]


def passages(scope: Scope, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The passages of a report in order of place."""
    return read(scope, vocabulary).passages
