"""What a pack says, as values.

Duty: constraints and packs. May not read files nor run rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from govlint.findings import Words
from govlint.patterns import lazy
from govlint.records import dataclass, field
from govlint.rule import Rule

_PLACEHOLDER = lazy(r"(?:\{[^{}]{0,80}\})+")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One entry of a pack: what must hold, where, by which law, and what to say when it does not.

    `arguments` are the rule's parameters, converted; `parameters` are they as written. `rule` is None for
    what the engine and readers find themselves. `escalate` and `soften` map a severity to the fact that calls
    for it.
    """

    code: str
    name: str
    severity: str
    rule: Rule | None
    each: str
    forms: tuple[str, ...]
    years: tuple[int, int] | None
    message: Words
    why: Words
    basis: str
    remedy: Words
    pack: str
    path: str
    line: int
    arguments: Mapping[str, object] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    escalate: Mapping[str, str] = field(default_factory=dict)
    soften: Mapping[str, str] = field(default_factory=dict)
    enabled: bool = True
    rank: int = 100
    suppresses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def what(self) -> Words:
        """The message with an ellipsis for every fact, on one line."""
        return Words(*(" ".join(_PLACEHOLDER.sub("…", text).split()) for text in _texts(self.message)))


def _texts(words: Words) -> tuple[str, str]:
    return words.zh, words.en


@dataclass(frozen=True, slots=True)
class Patch:
    """A change that a pack makes to a constraint of a pack it extends, with its reason."""

    constraint: str
    reason: str
    severity: str | None
    enabled: bool | None
    options: Mapping[str, object]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack by itself: its own constraints, and the patches it makes to others."""

    id: str
    title: Words
    prefix: str
    version: str
    forms: tuple[str, ...]
    path: str
    constraints: tuple[Constraint, ...]
    extends: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackSet:
    """Packs put together: every constraint in force or disabled, in order of code."""

    packs: tuple[Pack, ...]
    constraints: tuple[Constraint, ...]
    parameters: Mapping[str, object]

    def find(self, word: str) -> Constraint | None:
        """The constraint of that code or name, or None."""
        return next((c for c in self.constraints if word in (c.code, c.name)), None)
