"""Claims: figures of sentences whose meaning a phrase tells.

Duty: find them, and tell whether they are this report's own. May not know tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.model import Count, Report
from govlint.patterns import lazy
from govlint.prose.amounts import Amount
from govlint.prose.passages import Mention, Passage, Prose, Sentence, read
from govlint.prose.phrases import Phrase
from govlint.prose.surroundings import Surroundings, fits
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass

CONTEXT = 300
_CLAUSE = lazy(r"[,;:、。]")
_JOINED = ("、", "和", "及", "与", "或")


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
    """What a sentence states, and where."""

    count: Count
    passage: Passage
    start: int
    end: int
    amount: Amount | None
    surroundings: Surroundings
    wording: Wording

    @property
    def exact(self) -> bool:
        """Whether no hedge stands by the figure."""
        return self.amount is None or self.amount.exact

    @property
    def quoted(self) -> str:
        """The claim as folded."""
        return self.passage.text[self.start : self.end].lstrip(",;:、。( ")

    @property
    def scope(self) -> tuple[str, ...]:
        """The words that say how wide the figure is meant; none where nothing narrows it."""
        return self.surroundings.scope

    def ours(self) -> bool:
        """Whether the phrase means what it usually does, of this body and this year."""
        around = self.surroundings
        means_it = not fits(self.wording.unless, around.clause) and around.about(self.wording)
        return means_it and not around.foreign()


def claims(report: Report, vocabulary: Vocabulary, wording: Wording) -> Iterator[Claim]:
    """Every claim of a wording in order of place."""
    prose = read(report, vocabulary)
    for index, phrases in sorted(_candidates(prose, wording.phrases).items()):
        finder = _Finder(report, vocabulary, wording, *prose.sentences[index], prose.year)
        yield from finder.numbered([phrase for phrase in phrases if phrase.figure])
        yield from finder.spoken([phrase for phrase in phrases if not phrase.figure])


def _candidates(prose: Prose, phrases: Sequence[Phrase]) -> dict[int, list[Phrase]]:
    """The sentences that may hold a phrase, and which."""
    found: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        for index in {index for word in phrase.words for index in prose.sentences_with(word)}:
            found.setdefault(index, []).append(phrase)
    return found


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
        units = self.wording.units
        for mention in self.sentence.mentions if phrases else ():
            if not units or mention.amount.unit in units:
                claim = self._claim(phrases, mention)
                if claim is not None:
                    yield claim

    def spoken(self, phrases: Sequence[Phrase]) -> Iterator[Claim]:
        """Claims without a figure."""
        if not phrases:
            return
        text = self.passage.text
        start = self.sentence.start
        for end in (*(m.end() for m in _STRONG.finditer(text, start, self.sentence.end)), self.sentence.end):
            stretch = text[start:end]
            for phrase in phrases:
                if phrase.likely(stretch) and (match := phrase.lead.search(stretch)):
                    claim = self._made(start + match.start(), start + match.end(), None)
                    if claim.ours():
                        yield claim
                        break
            start = end

    def _claim(self, phrases: Sequence[Phrase], mention: Mention) -> Claim | None:
        around = mention.lead + mention.tail
        for phrase in phrases:
            if not phrase.likely(around):
                continue
            at = phrase.before(mention.lead)
            if at >= 0 and phrase.behind(mention.tail) and not _compound(mention.lead, at):
                return self._made(mention.start + at, mention.amount.end, mention.amount)
        return None

    def _made(self, start: int, end: int, amount: Amount | None) -> Claim:
        count = amount.count if amount else self.wording.count
        assert count is not None
        figure = amount.start if amount else end
        around = Surroundings(
            self.report,
            self.vocabulary,
            self.year,
            self.passage.text,
            self.sentence.start,
            start,
            end,
            figure,
        )
        return Claim(count, self.passage, start, end, amount, around, self.wording)


_STRONG = lazy(";")


def _compound(lead: str, at: int) -> bool:
    """Whether the phrase is only the last of several things counted together."""
    before = lead[:at]
    return before.endswith(_JOINED) and len(before) > 1
