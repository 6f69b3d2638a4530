"""Phrases: how a pack writes the wording around a figure.

Duty: parse a phrase, refuse what could run away, match it beside a figure. May not know any word.

A phrase is text with `{n}` where the figure stands (at most once), `…` for up to twelve characters without
punctuation, `~` for up to thirty of any kind, `(a|b)` for a choice and `(a|b)?` for what may be left out.
There is no other repetition, so matching one takes bounded time at every place.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import chain

from govlint.patterns import compiled, lazy
from govlint.records import dataclass, field

GAP = r"[^,。;:()!?]{0,12}?"
LEAP = r"[^。]{0,30}?"
GAPS = 3
LONGEST = 200
FIGURE = "{n}"
_MARK = lazy(r"\{[^}]{0,9}\}|[…~()|?]|[^…~()|?{]")
_REFUSED = set("*+[]\\^$}")


Ends = frozenset[str] | None
_EMPTY: frozenset[str] = frozenset(("",))


@dataclass(frozen=True)
class Phrase:
    """A phrase: its lead ends at the figure, its tail begins behind the unit; compiled when first needed."""

    text: str
    lead_source: str = field(compare=False)
    tail_source: str | None = field(compare=False)
    figure: bool = field(compare=False)
    words: tuple[str, ...] = field(compare=False)
    """One of these stands in every text that the phrase matches."""
    ends: Ends = field(default=None, compare=False)
    """Characters of which one stands right before the figure; None where any may."""

    @classmethod
    def parse(cls, text: str) -> Phrase:
        """The phrase that a text makes; `ValueError` where it makes none."""
        return _parse(text)

    # Most phrases hold a word that a report does not, and a start compiles none of them.
    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What stands before the figure."""
        return compiled(self.lead_source)

    @cached_property
    def tail(self) -> re.Pattern[str] | None:
        """What stands behind its unit."""
        return None if self.tail_source is None else compiled(self.tail_source)

    def before(self, lead: str) -> int:
        """Where the phrase begins in `lead`, the text that ends at the figure; -1 where it does not fit."""
        if self.ends is not None and lead[-1:] not in self.ends:
            return -1
        match = self.lead.search(lead)
        return match.start() if match else -1

    def behind(self, tail: str) -> bool:
        """Whether the text behind the figure fits."""
        return self.tail is None or self.tail.match(tail) is not None

    def likely(self, text: str) -> bool:
        """Whether the phrase can match in `text` at all; cheap."""
        for word in self.words:
            if word in text:
                return True
        return not self.words


@cache
def _parse(text: str) -> Phrase:
    _refuse(text)
    lead, found, tail = text.partition(FIGURE)
    first, second = _Reader(lead), _Reader(tail)
    pattern = first.read() + (r"\Z" if found else "")
    behind = second.read() if tail else None
    if first.gaps + second.gaps > GAPS:
        raise ValueError(f"a phrase has at most {GAPS} gaps")
    words = first.words or second.words
    if not words:
        raise ValueError("a phrase needs a word that is always there")
    return Phrase(text, pattern, behind, bool(found), words, _last_characters(first.ends))


def _last_characters(ends: Ends) -> Ends:
    """The same for a whole side, any character where it may be empty."""
    return None if ends is None or "" in ends else ends


def _behind(ends: Ends, part: Ends) -> Ends:
    """How a text ends behind which there is a part, which may be empty."""
    if part is None or (ends is None and "" in part):
        return None
    return part if ends is None or "" not in part else (part - _EMPTY) | ends


def _refuse(text: str) -> None:
    if not text or len(text) > LONGEST:
        raise ValueError(f"a phrase has between 1 and {LONGEST} characters")
    if text.count(FIGURE) > 1:
        raise ValueError(f"a phrase has at most one {FIGURE}")
    odd = _REFUSED.intersection(text.replace(FIGURE, ""))
    if odd or "{" in text.replace(FIGURE, ""):
        raise ValueError(
            f"a phrase cannot hold {' '.join(sorted(odd)) or '{'}: it has no repetition but … and ~"
        )


_Part = tuple[str, tuple[str, ...], Ends]


class _Reader:
    """Turns one side of a phrase into a regular expression, and notes a word that must be there."""

    def __init__(self, text: str) -> None:
        self.marks = _MARK.findall(text)
        self.at = 0
        self.gaps = 0
        self.words: tuple[str, ...] = ()
        self.ends: Ends = _EMPTY

    def read(self) -> str:
        """The whole side."""
        pattern, self.words, self.ends = self._choice(depth=0)
        if self.at < len(self.marks):
            raise ValueError("a ')' closes nothing")
        return pattern

    def _choice(self, depth: int) -> _Part:
        parts = [self._sequence(depth)]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._sequence(depth))
        if len(parts) == 1:
            return parts[0]
        known = all(words for _, words, _ in parts)
        words = tuple(word for _, words, _ in parts for word in words) if known else ()
        ends = [end for _, _, end in parts if end is not None]
        joined = frozenset(chain.from_iterable(ends)) if len(ends) == len(parts) else None
        return "|".join(pattern for pattern, _, _ in parts), words, joined

    def _sequence(self, depth: int) -> _Part:
        pattern, literal = "", ""
        ends: Ends = _EMPTY
        candidates: list[tuple[str, ...]] = []
        while (mark := self._peek()) and mark not in ("|", ")"):
            self.at += 1
            if mark in ("…", "~", "("):
                candidates.append((literal,))
                literal = ""
                part, words, end = self._special(mark, depth)
                pattern += part
                ends = _behind(ends, end)
                candidates.append(words)
            elif mark == "?":
                raise ValueError("'?' stands behind a choice in brackets only")
            else:
                pattern += re.escape(mark)
                literal += mark
                ends = frozenset(mark)
        candidates.append((literal,))
        return pattern, _best(candidates), ends

    def _special(self, mark: str, depth: int) -> _Part:
        if mark in "…~":
            self.gaps += 1
            return (GAP if mark == "…" else LEAP), (), None
        if depth == 2:
            raise ValueError("brackets nest at most twice")
        pattern, words, ends = self._choice(depth + 1)
        if self._peek() != ")":
            raise ValueError("a '(' is not closed")
        self.at += 1
        if self._peek() != "?":
            return f"(?:{pattern})", words, ends
        self.at += 1
        return f"(?:{pattern})?", (), None if ends is None else ends | frozenset(("",))

    def _peek(self) -> str:
        return self.marks[self.at] if self.at < len(self.marks) else ""


def _best(candidates: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The words least likely to stand in any text: the longest, then the fewest."""
    known = [words for words in candidates if words and all(words)]
    return max(known, key=lambda words: (min(map(len, words)) > 1, -len(words), len(words[0])), default=())
