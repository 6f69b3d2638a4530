"""All the prose of a report as one folded text.

Duty: join the passages that every rule on prose shares, and find the way back to sections and places. May not
know a word.
"""

from __future__ import annotations

from bisect import bisect_right

from govlint.places import Span
from govlint.prose.passages import Passage, read
from govlint.prose.passages import Prose as Known
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass
from govlint.rule import Scope
from govlint.sightings import Sightings

_AROUND = 12
_STOPS = "。!?;\n"


@dataclass(frozen=True, slots=True)
class Prose:
    """Passages joined by line ends; `starts` are their places in `text`."""

    text: str
    starts: tuple[int, ...]
    passages: tuple[Passage, ...]
    sightings: Sightings

    def span(self, start: int, end: int) -> Span:
        """The document's span of a part of the text that lies within one passage."""
        index = bisect_right(self.starts, start) - 1
        base = self.starts[index]
        passage = self.passages[index]
        return passage.span(start - base, min(end - base, len(passage.text)))

    def section(self, at: int) -> str:
        """The section at a place, empty before the first."""
        return self.passages[bisect_right(self.starts, at) - 1].section

    def line(self, at: int) -> tuple[int, int]:
        """Where the passage at a place begins and ends."""
        index = bisect_right(self.starts, at) - 1
        return self.starts[index], self.starts[index] + len(self.passages[index].text)

    def near(self, start: int, end: int, before: int = _AROUND, behind: int = _AROUND) -> str:
        """The text around a part of a passage, no more than so many characters of that passage."""
        first, last = self.line(start)
        return self.text[max(first, start - before) : min(last, end + behind)]

    def sentence(self, at: int) -> str:
        """The sentence at a place."""
        first, last = self.line(at)
        start = max(self.text.rfind(stop, first, at) for stop in _STOPS) + 1
        ends = (self.text.find(stop, at, last) for stop in _STOPS)
        return self.text[max(first, start) : min((end for end in ends if end >= 0), default=last)]


def prose_of(scope: Scope, vocabulary: Vocabulary) -> Prose:
    """The prose of a report, joined once."""
    return scope.once("wordings.prose", lambda: _prose(read(scope, vocabulary)))


def _prose(known: Known) -> Prose:
    texts = known.texts
    return Prose(texts.text, texts.starts, known.passages, texts.sightings)
