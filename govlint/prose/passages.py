"""Prose as rules read it: passages, sentences and the figures in them.

Duty: join lines that were wrapped, fold each passage once, split sentences. May not know what a figure means.
What was read of the last reports is kept, so that all constraints share it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from govlint.document import Piece
from govlint.model import Report
from govlint.normal import Folded, fold
from govlint.patterns import lazy
from govlint.places import Span
from govlint.prose import numerals
from govlint.prose.amounts import Amount, amounts_in
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass, field

WRAPPED = 30
LEAD = 80
TAIL = 30
YEAR = lazy(r"(?<!\d)(20\d\d)年")
_STOP = lazy("[。!?.]")
_INNER_POINT = lazy(r"[0-9A-Za-z.]\.|[^.]\.[0-9A-Za-z.]")
_ENDS = tuple("。!?;:！？；：.")
_OPENS = lazy(
    rf"\s{{0,40}}(?:[(（](?:{numerals.DIGIT}|\d)|{numerals.DIGIT}{{1,3}}[、是]|\d{{1,2}}[.、]\D|第{numerals.DIGIT})"
)
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and the text around it: from the figure before to the one behind, within bounds."""

    amount: Amount
    start: int
    """Where `lead` begins."""
    lead: str
    tail: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a passage up to a full stop, and the figures in it."""

    start: int
    end: int
    text: str
    amounts: tuple[Amount, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A folded paragraph, of one or more wrapped lines."""

    text: str
    folded: Folded
    section: str
    sentences: tuple[Sentence, ...]
    amounts: tuple[Amount, ...]

    def span(self, start: int, end: int) -> Span:
        """The document's span of a part of the text."""
        return self.folded.span(start, end)


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a report in order of place, and the year that it speaks of.

    `text` is all of it; `starts` are the places there at which the sentences begin.
    """

    passages: tuple[Passage, ...]
    year: int | None
    text: str
    starts: tuple[int, ...]
    sentences: tuple[tuple[Passage, Sentence], ...]
    _places: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def sentences_with(self, word: str) -> tuple[int, ...]:
        """Indices of the sentences in which a word stands; looked for once."""
        found = self._places.get(word)
        if found is None:
            found = self._places[word] = tuple(self._look(word))
        return found

    def _look(self, word: str) -> Iterator[int]:
        at = self.text.find(word)
        while at >= 0:
            index = bisect_right(self.starts, at) - 1
            yield index
            end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
            at = self.text.find(word, end)


_read: list[tuple[Report, Vocabulary, Prose]] = []
_same: dict[int, tuple[Vocabulary, Vocabulary]] = {}


def read(report: Report, vocabulary: Vocabulary) -> Prose:
    """The prose of a report; kept for the other constraints that will ask for it."""
    words = _canonical(vocabulary)
    for known, its, prose in tuple(_read):
        if known is report and its is words:
            return prose
    prose = _prose(report, words)
    _read.append((report, words, prose))
    del _read[:-_KEPT]
    return prose


def _canonical(vocabulary: Vocabulary) -> Vocabulary:
    """One of all vocabularies that are equal: each constraint of a pack has its own copy."""
    known = _same.get(id(vocabulary))
    if known is None:
        first = next((one for _, one in _same.values() if one == vocabulary), vocabulary)
        known = _same[id(vocabulary)] = (vocabulary, first)
    return known[1]


def passages(report: Report, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The passages of a report in order of place."""
    return read(report, vocabulary).passages


def _prose(report: Report, vocabulary: Vocabulary) -> Prose:
    parts = [("", report.preamble), *((section.key, section.paragraphs) for section in report.sections)]
    found = tuple(
        _passage(fold(piece), section, vocabulary)
        for section, pieces in parts
        for piece in _unwrapped(pieces)
    )
    return _indexed(found, report.year if report.year is not None else _year_in(found))


def _indexed(found: tuple[Passage, ...], year: int | None) -> Prose:
    starts: list[int] = []
    offset = 0
    for passage in found:
        starts.extend(offset + sentence.start for sentence in passage.sentences)
        offset += len(passage.text) + 1
    sentences = tuple((passage, sentence) for passage in found for sentence in passage.sentences)
    return Prose(found, year, "\n".join(passage.text for passage in found), tuple(starts), sentences)


def _year_in(found: Iterable[Passage]) -> int | None:
    """The year named most often, where the report has none."""
    years = Counter(int(match[1]) for passage in found for match in YEAR.finditer(passage.text))
    return years.most_common(1)[0][0] if years else None


def _unwrapped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those joined that one sentence runs through."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _runs_on(held.text, piece.text):
            shifted = tuple((index + len(held.text), offset) for index, offset in piece.runs)
            held = Piece(held.text + piece.text, (*held.runs, *shifted), piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _runs_on(text: str, following: str) -> bool:
    bare = text.rstrip()
    return len(bare) >= WRAPPED and not bare.endswith(_ENDS) and not _OPENS.match(following)


def _passage(folded: Folded, section: str, words: Vocabulary) -> Passage:
    text = folded.text
    amounts = tuple(amounts_in(text, words))
    return Passage(text, folded, section, tuple(_sentences(text, amounts)), amounts)


def _sentences(text: str, amounts: tuple[Amount, ...]) -> Iterator[Sentence]:
    start = index = 0
    for end in (*_stops(text), len(text)):
        first = index
        while index < len(amounts) and amounts[index].start < end:
            index += 1
        if end > start:
            inner = amounts[first:index]
            yield Sentence(start, end, text[start:end], inner, tuple(_mentions(text, start, end, inner)))
        start = end


def _stops(text: str) -> Iterator[int]:
    for match in _STOP.finditer(text):
        if match[0] != "." or not _INNER_POINT.match(text, match.start() - 1):
            yield match.end()


def _mentions(text: str, start: int, end: int, amounts: tuple[Amount, ...]) -> Iterator[Mention]:
    for index, amount in enumerate(amounts):
        behind = amounts[index + 1].start if index + 1 < len(amounts) else end
        begin = max(start, amount.start - LEAD)
        tail = text[amount.end : min(behind, amount.end + TAIL)]
        yield Mention(amount, begin, text[begin : amount.start], tail)
        start = amount.end
