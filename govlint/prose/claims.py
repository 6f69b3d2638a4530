"""Claims: figures of sentences whose meaning a phrase tells.

Duty: find them, and tell whether they are this report's own. May not know tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain

from govlint.model import Count
from govlint.prose.amounts import Amount
from govlint.prose.passages import Passage, Prose
from govlint.prose.phrases import Phrase
from govlint.prose.surroundings import Surroundings, fits
from govlint.records import dataclass

_MOST_AROUND = 64
_JOINED = ("、", "和", "及", "与", "或")


@dataclass(frozen=True)
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

    @cached_property
    def with_figure(self) -> tuple[Phrase, ...]:
        """The phrases with a figure."""
        return tuple(phrase for phrase in self.phrases if phrase.figure)

    @cached_property
    def around(self) -> dict[tuple[str, str], int]:
        """What came of recent texts around a figure, see `phrase_at`."""
        return {}

    @cached_property
    def figured(self) -> frozenset[str]:
        """The words of phrases with a figure."""
        return frozenset([word for phrase in self.with_figure for word in phrase.words])

    @cached_property
    def spoken(self) -> dict[str, tuple[int, ...]]:
        """The words of phrases without a figure, and which phrases have them."""
        found: dict[str, tuple[int, ...]] = {}
        for index, phrase in enumerate(self.phrases):
            for word in () if phrase.figure else phrase.words:
                found[word] = (*found.get(word, ()), index)
        return found


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


Place = tuple[int, int]


def claims(prose: Prose, wording: Wording, figures: Collection[int] | None = None) -> Iterator[Claim]:
    """Every claim of a wording in order of place; in a sentence those with a figure come first.

    `figures` are the indices of those that are asked for, all that stand near its words where not given.
    """
    near = sorted(figures_near(prose, wording) if figures is None else figures)
    spoken = _spoken(prose, wording) if wording.spoken else {}
    if not spoken:
        for number in near:
            if (claim := _numbered(prose, wording, number)) is not None:
                yield claim
        return
    told: dict[Place, list[Claim]] = {}
    for number in near:
        figure = prose.figures[number]
        if (claim := _numbered(prose, wording, number)) is not None:
            told.setdefault((figure.place, figure.sentence), []).append(claim)
    for at in sorted({*told, *spoken}):
        yield from told.get(at, ())
        yield from _unnumbered(prose, wording, at, spoken.get(at, ()))


def figures_near(prose: Prose, wording: Wording) -> Collection[int]:
    """The figures of a wording's units beside which one of its words stands, by index."""
    words, beside, watched = wording.figured, prose.beside, prose.texts.watched.words
    near = [beside[word] for word in words if word in beside]
    if not words <= watched:
        near += [prose.near(word) for word in words - watched]
    if not near:
        return ()
    found = near[0] if len(near) == 1 else {*chain.from_iterable(near)}
    units = wording.units
    return [number for number in found if prose.units[number] in units] if units else found


def may_speak(prose: Prose, wording: Wording) -> bool:
    """Whether a word of a phrase without a figure stands in the prose."""
    return bool(wording.spoken) and prose.texts.sightings.any_of(wording.spoken)


def _spoken(prose: Prose, wording: Wording) -> dict[Place, list[Phrase]]:
    """The sentences in which a phrase without a figure may stand, and which."""
    found: dict[Place, set[int]] = {}
    texts = prose.texts
    for word, indices in wording.spoken.items():
        for at in texts.sightings.places(word):
            place = bisect_right(texts.starts, at) - 1
            sentence = prose.passages[place].around(at - texts.starts[place])
            found.setdefault((place, sentence), set()).update(indices)
    return {at: [wording.phrases[i] for i in sorted(indices)] for at, indices in found.items()}


def _numbered(prose: Prose, wording: Wording, number: int) -> Claim | None:
    """The claim that one of the phrases makes of a figure, if any."""
    start = phrase_at(prose, wording, number)
    if start < 0:
        return None
    mention = prose.mention(number)
    figure = prose.figures[number]
    begin = figure.passage.sentences[figure.sentence].start
    return _made(prose, wording, (figure.passage, begin, mention.start + start), mention.amount)


def phrase_at(prose: Prose, wording: Wording, number: int) -> int:
    """Where the first phrase that fits around a figure begins in what leads up to it; -1 where none does.

    Reports lead up to their figures in the same words, so that what came of recent ones is remembered.
    """
    known, around = wording.around, prose.mention(number).around
    start = known.get(around)
    if start is None:
        if len(known) >= _MOST_AROUND:
            known.clear()
        start = known[around] = next(_starts(wording, *around), -1)
    return start


def _starts(wording: Wording, lead: str, tail: str) -> Iterator[int]:
    for phrase in wording.with_figure:
        if phrase.likely(lead) or phrase.likely(tail):
            start = phrase.before(lead) if phrase.behind(tail) else -1
            if start >= 0 and not _compound(lead, start):
                yield start


def _unnumbered(prose: Prose, wording: Wording, at: Place, phrases: Sequence[Phrase]) -> Iterator[Claim]:
    """Claims without a figure in a sentence."""
    passage = prose.passages[at[0]]
    text, sentence = passage.text, passage.sentences[at[1]]
    start = sentence.start
    for end in [*_stops(text, start, sentence.end), sentence.end]:
        stretch = text[start:end]
        for phrase in phrases:
            if phrase.likely(stretch) and (match := phrase.lead.search(stretch)):
                begin = (passage, sentence.start, start + match.start())
                claim = _made(prose, wording, begin, start + match.end())
                if claim.ours():
                    yield claim
                    break
        start = end


def _made(prose: Prose, wording: Wording, begin: tuple[Passage, int, int], figure: Amount | int) -> Claim:
    """The claim that begins at a place: its passage, where the sentence begins and where the phrase does.

    It ends with its figure or, where it has none, at that place.
    """
    passage, sentence, start = begin
    amount = figure if isinstance(figure, Amount) else None
    end = figure if isinstance(figure, int) else figure.end
    count = amount.count if amount else wording.count
    assert count is not None
    place = end if amount is None else amount.start
    around = Surroundings(
        prose.scope.report, prose.vocabulary, prose.year, passage.text, sentence, start, end, place
    )
    return Claim(count, passage, start, end, amount, around, wording)


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """The places behind the semicolons of a sentence."""
    while (start := text.find(";", start, end) + 1) > 0:
        yield start


def _compound(lead: str, at: int) -> bool:
    """Whether the phrase is only the last of several things counted together."""
    before = lead[:at]
    return before.endswith(_JOINED) and len(before) > 1
