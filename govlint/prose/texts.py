"""The prose of a report as one folded text.

Duty: join lines that were wrapped, fold each paragraph once, say which words stand in it. May not know a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from govlint.document import Piece
from govlint.model import Report
from govlint.normal import Folded, fold
from govlint.patterns import lazy
from govlint.prose import numerals
from govlint.records import dataclass
from govlint.rule import Scope
from govlint.sightings import Sightings, Watched

WRAPPED = 30
_ENDS = tuple("。!?;:！？；：.")
_OPENS = lazy(
    rf"\s{{0,40}}(?:[(（](?:{numerals.DIGIT}|\d)|{numerals.DIGIT}{{1,3}}[、是]|\d{{1,2}}[.、]\D|第{numerals.DIGIT})"
)


@dataclass(frozen=True)
class Texts:
    """Paragraphs in order of place, their sections, and `text`: all of them, joined by line ends.

    No paragraph holds a line end. `starts` are their places in `text`.
    """

    paragraphs: tuple[Folded, ...]
    sections: tuple[str, ...]
    text: str
    starts: tuple[int, ...]
    watched: Watched

    @cached_property
    def sightings(self) -> Sightings:
        """Where the words that rules look for stand in `text`."""
        return Sightings(self.text, self.watched)

    def having(self, words: Iterable[str]) -> list[int]:
        """The paragraphs in which one of the words stands, by index and in order."""
        places = (at for word in words for at in self.sightings.places(word))
        return sorted({bisect_right(self.starts, at) - 1 for at in places})


def texts_of(scope: Scope) -> Texts:
    """The prose of a report, joined once."""
    return scope.once("prose.texts", lambda: _texts(scope.report, scope.watched))


def _texts(report: Report, watched: Watched) -> Texts:
    parts = [("", report.preamble), *((section.key, section.paragraphs) for section in report.sections)]
    paragraphs: list[Folded] = []
    sections: list[str] = []
    for section, pieces in parts:
        for piece in _unwrapped(pieces):
            paragraphs.append(fold(piece))
            sections.append(section)
    starts = list(accumulate((len(folded.text) + 1 for folded in paragraphs), initial=0))
    text = "\n".join([folded.text for folded in paragraphs])
    return Texts(tuple(paragraphs), tuple(sections), text, tuple(starts[:-1]), watched)


def _unwrapped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those joined that one sentence runs through."""
    held: list[Piece] = []
    last = ""
    for piece in pieces:
        if held and ((len(held) == 1 and len(last) < WRAPPED) or _complete(last, piece.text)):
            yield _joined(held)
            held, last = [], ""
        held.append(piece)
        last = piece.text.rstrip() or last
    if held:
        yield _joined(held)


def _complete(last: str, following: str) -> bool:
    """Whether a line ends its sentence, or the next one begins an item."""
    return last.endswith(_ENDS) or _OPENS.match(following) is not None


def _joined(pieces: list[Piece]) -> Piece:
    """One piece of several that follow each other."""
    if len(pieces) == 1:
        return pieces[0]
    starts = accumulate((len(piece.text) for piece in pieces), initial=0)
    runs = tuple(
        (index + start, offset)
        for start, piece in zip(starts, pieces, strict=False)
        for index, offset in piece.runs
    )
    return Piece("".join([piece.text for piece in pieces]), runs, pieces[-1].end)
