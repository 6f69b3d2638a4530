"""The words by which figures in prose are told: data of a pack.

Duty: the record that a pack fills. May not hold a word itself.
"""

from __future__ import annotations

from functools import cached_property

from govlint.prose.amounts import Figures
from govlint.prose.phrases import Phrase
from govlint.records import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """Units, hedges, and the words that say whose or which figure it is."""

    units: tuple[str, ...]
    """What is counted, the longest match wins: a figure without a unit is none."""
    before: tuple[str, ...]
    """Hedges before a figure: it is not exact."""
    after: tuple[str, ...]
    """Hedges behind a unit."""
    more: tuple[str, ...]
    """Hedges between a figure and its unit."""
    foreign: tuple[Phrase, ...]
    """Where a figure of the same clause belongs to another time or is a comparison."""
    others: tuple[Phrase, ...]
    """Where the figures of the rest of the sentence belong to another body, time or purpose."""
    own: tuple[str, ...]
    """Words that bring the sentence back to the report's own year."""
    scopes: tuple[str, ...]
    """Words that say how wide a figure is meant, and bring the sentence back from another body."""
    speakers: tuple[str, ...]
    """What the scopes begin with that are the report's own body."""
    bodies: tuple[str, ...]
    """Endings of bodies' names; one before a verb is the sentence's subject."""
    verbs: tuple[str, ...]
    """What such a subject does with requests."""
    selves: tuple[str, ...]
    """Words before an ending of a name that make it the report's own body."""

    @cached_property
    def figures(self) -> Figures:
        """What finds figures of these units."""
        return Figures(self.units, self.before, self.more, self.after)
