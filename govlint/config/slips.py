"""Mistakes in configuration, each at its place, in both languages.

Duty: gather them and raise them together. May not know any key.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.errors import Fault
from govlint.findings import Words
from govlint.named import NamedTuple
from govlint.packs.source import Place
from govlint.words import AskedError, catalogue, nearest


class Slip(NamedTuple):
    """One mistake and where it stands."""

    place: Place
    words: Words


class ConfigError(AskedError):
    """Configuration that cannot be used; carries every mistake of every file."""

    def __init__(self, slips: Iterable[Slip]) -> None:
        self.slips = tuple(sorted(set(slips), key=lambda slip: (slip.place, slip.words.en, slip.words.zh)))
        super().__init__(Words(*("\n".join(_lines(self.slips, lang)) for lang in ("zh", "en"))))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The mistakes as other files' are told, in English."""
        return tuple(slip.place.fault(slip.words.get("en")) for slip in self.slips)


class Slips(list[Slip]):
    """Mistakes found so far."""

    def add(self, place: Place, key: str, **facts: object) -> None:
        """Record a mistake; `key` names its text."""
        self.append(Slip(place, catalogue().words(key, **facts)))

    def unknown(self, place: Place, key: str, word: str, known: Iterable[str]) -> None:
        """Record a word that is not known, with the nearest one that is."""
        listed = list(known)
        self.add(place, key, word=word, hint=hint(word, listed), known=tuple(listed))


def hint(word: str, known: Iterable[str]) -> Words:
    """The question whether the nearest known word is meant; empty where none is near."""
    close = nearest(word, known)
    return catalogue().words("did-you-mean", word=close) if close else Words("", "")


def _lines(slips: Iterable[Slip], lang: str) -> Iterable[str]:
    for place, words in slips:
        yield f"{place.path}:{place.line}:{place.column}: {words.get(lang)}"
