"""Values of options: the types that options are held to.

Duty: a text to a value, mistakes to `AskedError`. May not know an option.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.records import dataclass
from govlint.words import AskedError, catalogue


def words_list(text: str) -> list[str]:
    """The words of a list with commas."""
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


_MOST_DIGITS = 9


def whole_number(text: str) -> int:
    """A whole number of 0 or more, as an option's type."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise AskedError(catalogue().words("bad-number", word=text))
    return int(text)


@dataclass(frozen=True, slots=True)
class OneOf:
    """An option's type that takes the words known and no others."""

    known: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The word itself."""
        if text not in self.known:
            raise AskedError(catalogue().words("unknown-choice", word=text, known=self.known))
        return text


def one_of(*known: str) -> OneOf:
    """An option's type that takes these words alone."""
    return OneOf(known)


def flat(lists: Iterable[Iterable[str]] | None) -> tuple[str, ...]:
    """The words of an option that may be given many times."""
    return tuple(word for words in lists or () for word in words)
