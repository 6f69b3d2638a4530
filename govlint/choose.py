"""Which constraints a run is about, by codes, prefixes, names, tags and `ALL`.

Duty: selection. May not read packs or run anything. The more exact word decides; where two are as exact, to
ignore wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.packs.model import Constraint
from govlint.records import dataclass

EVERYTHING = "ALL"
_NEVER, _ALL, _TAG, _PREFIX, _EXACT = -1, 0, 1, 2, 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Words as the user gave them; no `select` means every constraint that is enabled."""

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word given."""
        return (*self.select, *self.extend, *self.ignore)

    def takes(self, constraint: Constraint) -> bool:
        """Whether a constraint is in force."""
        taken = _best(self.select, constraint)
        if not self.select and (constraint.enabled or constraint.rule is None):
            taken = _ALL
        taken = max(taken, _best(self.extend, constraint))
        if not constraint.enabled and _ALL < taken < _EXACT:
            # What a pack leaves off is switched on by its own name, or by asking for everything.
            return False
        return taken > _best(self.ignore, constraint)

    def decided(self, constraint: Constraint) -> str:
        """The option and word by which a constraint is in force; `default` where none had to say so."""
        options = (("--select", self.select), ("--extend-select", self.extend))
        tried = [
            (_exactness(word, constraint), f"{option} {word}") for option, words in options for word in words
        ]
        best = max(tried, default=(_NEVER, ""))
        return best[1] if best[0] > _NEVER else "default"

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
        if not any(_exactness(word, c) > _NEVER for c in constraints) and word != EVERYTHING
    ]


def known(constraints: Sequence[Constraint]) -> list[str]:
    """Every code, name and tag, for suggestions."""
    return [EVERYTHING, *(word for c in constraints for word in (c.code, c.name, *c.tags))]


def _best(words: Sequence[str], constraint: Constraint) -> int:
    return max((_exactness(word, constraint) for word in words), default=_NEVER)


def _exactness(word: str, constraint: Constraint) -> int:
    if word in (constraint.code, constraint.name):
        return _EXACT
    if word == EVERYTHING:
        return _ALL
    if word in constraint.tags:
        return _TAG
    return _PREFIX + len(word) if word and constraint.code.startswith(word) else _NEVER
