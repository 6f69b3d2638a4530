"""Claims: figures of sentences whose meaning a phrase tells.

Duty: find them, and tell whether they are this report's own. May not know tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from govlint.model import Count
from govlint.patterns import lazy
from govlint.prose.amounts import Amount
from govlint.prose.passages import Passage, Prose
from govlint.prose.phrases import Phrase
from govlint.prose.surroundings import Surroundings, fits
from govlint.records import dataclass

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
    def figured(self) -> dict[str, tuple[int, ...]]:
        """The words of phrases with a figure, and which phrases have them."""
        return _by_word(self.phrases, figure=True)

    @cached_property
    def spoken(self) -> dict[str, tuple[int, ...]]:
        """The words of phrases without a figure, and which phrases have them."""
        return _by_word(self.phrases, figure=False)


def _by_word(phrases: tuple[Phrase, ...], *, figure: bool) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for index, phrase in enumerate(phrases):
        for word in phrase.words if phrase.figure is figure else ():
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


def claims(prose: Prose, wording: Wording, figures: Sequence[int] | None = None) -> Iterator[Claim]:
    """Every claim of a wording in order of place; in a sentence those with a figure come first.

    `figures` are the indices of those that are asked for, all that stand near its words where not given.
    """
    near = figures_near(prose, wording) if figures is None else figures
    spoken = _spoken(prose, wording) if wording.spoken else {}
    if not spoken:
        for number in near:
            yield from _numbered(prose, wording, number)
        return
    told: dict[Place, list[Claim]] = {}
    places = {id(passage): place for place, passage in enumerate(prose.passages)}
    for number in near:
        figure = prose.figures[number]
        at = (places[id(figure.passage)], figure.sentence)
        told.setdefault(at, []).extend(_numbered(prose, wording, number))
    for at in sorted({*told, *spoken}):
        yield from told.get(at, ())
        yield from _unnumbered(prose, wording, at, spoken.get(at, ()))


def figures_near(prose: Prose, wording: Wording) -> list[int]:
    """The figures of a wording's units beside which one of its words stands, by index and in order."""
    words, beside = wording.figured, prose.beside
    near = [beside[word] for word in words.keys() & beside.keys()]
    if not words.keys() <= prose.texts.watched.words:
        near += [prose.near(word) for word in words.keys() - prose.texts.watched.words]
    found = near[0] if len(near) == 1 else sorted({*chain.from_iterable(near)}) if near else []
    units = wording.units
    return [number for number in found if prose.figures[number].amount.unit in units] if units else found


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


def _numbered(prose: Prose, wording: Wording, number: int) -> Iterator[Claim]:
    """The claim that one of the phrases makes of a figure, if any."""
    mention = prose.mention(number)
    lead, tail = mention.lead, mention.tail
    for phrase in wording.with_figure:
        if not (phrase.likely(lead) or phrase.likely(tail)):
            continue
        start = phrase.before(lead) if phrase.behind(tail) else -1
        if start >= 0 and not _compound(lead, start):
            figure = prose.figures[number]
            begin = figure.passage.sentences[figure.sentence].start
            yield _made(prose, wording, (figure.passage, begin, mention.start + start), mention.amount)
            return


def _unnumbered(prose: Prose, wording: Wording, at: Place, phrases: Sequence[Phrase]) -> Iterator[Claim]:
    """Claims without a figure in a sentence."""
    passage = prose.passages[at[0]]
    text, sentence = passage.text, passage.sentences[at[1]]
    start = sentence.start
    for end in (*(m.end() for m in _STRONG.finditer(text, start, sentence.end)), sentence.end):
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


_STRONG = lazy(";")


def _compound(lead: str, at: int) -> bool:
    """Whether the phrase is only the last of several things counted together."""
    before = lead[:at]
    return before.endswith(_JOINED) and len(before) > 1
