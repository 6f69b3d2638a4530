"""Alphabets: the letters that a form's labels are made of.

Duty: tell at a glance that a text is no label and no part of one, as most prose. May not look a label up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from govlint.labels import NUMBERING, Simplifier
from govlint.patterns import lazy

_RANGES = (("A", "Z"), ("a", "z"), ("\u3400", "\u9fff"))
"""Letters that folding leaves as they are."""
_BRACKET = lazy(
    "[(\\[\u207d\u208d\u2474-\u2487\u249c-\u24b5\u3010\u3200-\u3243\ufe35\ufe3b\ufe47\ufe59\uff08\uff3b\U0001f110-\U0001f129]"
)
"""Opens a note, as it is printed or when it is folded; a note may hold other letters than its label."""


class Alphabet:
    """The letters of some labels."""

    def __init__(self, labels: Iterable[str], simplify: Simplifier) -> None:
        self.letters = frozenset("".join(labels))
        self._foreign = _beyond(simplify.spellings(self.letters | NUMBERING))

    def lacks(self, text: str) -> bool:
        """Whether a letter stands in a text that no label has, so that neither it nor what it is joined to is one."""
        return self._foreign.search(text) is not None

    def is_strange(self, text: str) -> bool:
        """Whether a text is no label, with its notes or without them."""
        return self._foreign.search(text) is not None and _BRACKET.search(text) is None


def _beyond(letters: Iterable[str]) -> re.Pattern[str]:
    """A pattern of the letters that are not among these."""
    ranges: list[str] = []
    known = sorted(letters)
    for first, last in _RANGES:
        at = ord(first)
        for letter in [*(one for one in known if first <= one <= last), chr(ord(last) + 1)]:
            if at < ord(letter):
                ranges.append(f"{chr(at)}-{chr(ord(letter) - 1)}")
            at = ord(letter) + 1
    return lazy(f"[{''.join(ranges)}]")
