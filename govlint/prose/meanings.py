"""Meanings: what wordings may mean, and whether anything can be said against what is stated.

Duty: the records that packs fill, and a quick look that spares understanding figures that fit. May not breach.
"""

from __future__ import annotations

from functools import cached_property

from govlint.findings import Words
from govlint.model import Count
from govlint.prose.claims import Wording, claims, figures_near, may_speak, phrase_at
from govlint.prose.passages import Prose
from govlint.prose.phrases import Phrase
from govlint.prose.targets import Reading
from govlint.records import dataclass


@dataclass(frozen=True)
class Meaning:
    """A wording and the readings that it admits: one that fits is enough."""

    phrases: tuple[Phrase, ...]
    means: tuple[Reading, ...]
    unless: tuple[Phrase, ...] = ()
    units: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    count: int | None = None
    least: int | None = None
    most: int | None = None
    """Figures below `least` or above `most` are left to another constraint."""
    sure: bool = False
    """Whether the wording admits no other sense."""

    def takes(self, count: Count) -> bool:
        """Whether a figure lies within the bounds."""
        return (self.least is None or count >= self.least) and (self.most is None or count <= self.most)

    @cached_property
    def wording(self) -> Wording:
        """The part that finds claims."""
        return Wording(self.phrases, self.unless, self.units, self.about, self.instead, self.count)


@dataclass(frozen=True)
class Quantity:
    """A thing that a report may state several times."""

    name: Words
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...] = ()
    units: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    apart: tuple[Phrase, ...] = ()
    """Where one of these fits in what a figure stands under, it is the figure of a part."""

    @cached_property
    def wording(self) -> Wording:
        """The part that finds claims."""
        return Wording(self.phrases, self.unless, self.units, self.about, self.instead, count=0)


def all_fit(prose: Prose, meaning: Meaning) -> bool:
    """Whether nothing can be said against the claims, found without looking at figures that fit."""
    wording = meaning.wording
    spoken = may_speak(prose, wording)
    near = figures_near(prose, wording)
    if not near and not spoken:
        return True
    stated = prose.stated
    told = {reading.count(prose.scope, prose.told) for reading in meaning.means}
    odd = [
        number
        for number in near
        if (count := stated[number]) is not None
        and count not in told
        and meaning.takes(count)
        and phrase_at(prose, wording, number) >= 0
    ]
    if not odd and (not spoken or wording.count in told):
        return True
    misfits = (claim for claim in claims(prose, wording, odd) if claim.count not in told)
    if any(isinstance(count, str) for count in told):
        return next(misfits, None) is None
    return not any(claim.ours() for claim in misfits)


def alike(prose: Prose, wording: Wording) -> bool:
    """Whether the figures that may be claimed are all the same, those of each unit by themselves."""
    stated: set[tuple[str, Count]] = {("", 0)} if may_speak(prose, wording) else set()
    for number in figures_near(prose, wording):
        amount = prose.figures[number].amount
        if amount.exact:
            stated.add(("" if wording.units else amount.unit, amount.count))
    return len(stated) == len({unit for unit, _ in stated})
