"""Values of options: the types that options are held to.

Duty: a text to a value, mistakes to `AskedError`. May not know an option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def one_of(*known: str) -> Callable[[str], str]:
    """An option's type that takes these words alone."""

    def check(text: str) -> str:
        if text not in known:
            raise AskedError(catalogue().words("unknown-choice", word=text, known=known))
        return text

    return check


def flat(lists: Iterable[Iterable[str]] | None) -> tuple[str, ...]:
    """The words of an option that may be given many times."""
    return tuple(word for words in lists or () for word in words)
