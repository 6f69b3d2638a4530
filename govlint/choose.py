"""Which constraints a run is about, by codes, prefixes, names, tags and `ALL`.

Duty: selection. May not read packs or run anything. The more exact word decides; where two are as exact, the one
said at the higher level does; where these are the same, to ignore wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govlint.named import NamedTuple
from govlint.packs.model import Constraint
from govlint.records import dataclass, field

EVERYTHING = "ALL"
_NEVER, _ALL, _TAG, _PREFIX, _EXACT = -1, 0, 1, 2, 100


@dataclass(frozen=True, slots=True)
class Word:
    """A word that chooses, the level at which it was said (command line above files), and who said it."""

    text: str
    level: int = 0
    origin: str = field(default="", compare=False)


class _Weight(NamedTuple):
    """How much a word counts for a constraint."""

    exactness: int
    level: int = 0


_NONE = _Weight(_NEVER)


@dataclass(frozen=True, slots=True)
class Choice:
    """Words as the user gave them, plain or with level and origin; no `select` means all that is enabled."""

    select: tuple[str | Word, ...] = ()
    extend: tuple[str | Word, ...] = ()
    ignore: tuple[str | Word, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word given."""
        return tuple(word.text for word in _words((*self.select, *self.extend, *self.ignore)))

    def takes(self, constraint: Constraint) -> bool:
        """Whether a constraint is in force."""
        taken = _best(self.select, constraint)
        if not self.select and (constraint.enabled or constraint.rule is None):
            taken = _Weight(_ALL)
        taken = max(taken, _best(self.extend, constraint))
        if not constraint.enabled and _ALL < taken.exactness < _EXACT:
            # What a pack leaves off is switched on by its own name, or by asking for everything.
            return False
        return taken > _best(self.ignore, constraint)

    def decided(self, constraint: Constraint) -> str:
        """Who said the word by which a constraint is in force, and the word; `default` where nobody did."""
        options = (("--select", self.select), ("--extend-select", self.extend))
        tried = [
            (weight(word, constraint), f"{word.origin or option} {word.text}")
            for option, words in options
            for word in _words(words)
        ]
        best = max(tried, default=(_NONE, ""))
        return best[1] if best[0] > _NONE else "default"

    def drops(self, constraint: Constraint) -> bool:
        """Whether a constraint is ignored by a word of its own kind, rather than merely not selected."""
        return _best(self.ignore, constraint) > max(
            _best(self.extend, constraint), _best(self.select, constraint)
        )


def unknown(words: Sequence[str], constraints: Sequence[Constraint]) -> list[str]:
    """The words that mean no constraint."""
    return [
        word
        for word in words
        if not any(weight(Word(word), c) > _NONE for c in constraints) and word != EVERYTHING
    ]


def known(constraints: Sequence[Constraint]) -> list[str]:
    """Every code, name and tag, for suggestions."""
    return [EVERYTHING, *(word for c in constraints for word in (c.code, c.name, *c.tags))]


def weight(word: Word, constraint: Constraint) -> tuple[int, int]:
    """How exactly a word means a constraint, and the level at which it was said; below all others, not at all."""
    exactness = _exactness(word.text, constraint)
    return _Weight(exactness, word.level) if exactness > _NEVER else _NONE


def means(word: Word, constraint: Constraint) -> bool:
    """Whether a word means a constraint."""
    return weight(word, constraint) > _NONE


def _words(words: Iterable[str | Word]) -> list[Word]:
    return [Word(word) if isinstance(word, str) else word for word in words]


def _best(words: Iterable[str | Word], constraint: Constraint) -> _Weight:
    found = (weight(word, constraint) for word in _words(words))
    return _Weight(*max(found, default=_NONE))


def _exactness(word: str, constraint: Constraint) -> int:
    if word in (constraint.code, constraint.name):
        return _EXACT
    if word == EVERYTHING:
        return _ALL
    if word in constraint.tags:
        return _TAG
    return _PREFIX + len(word) if word and constraint.code.startswith(word) else _NEVER
