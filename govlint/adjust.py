"""Severities and options that configuration sets, laid over what packs say.

Duty: change constraints, or say what is wrong with the change. May not read configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from govlint.choose import EVERYTHING, Choice, Word, known, means, unknown, weight
from govlint.errors import Fault, GovlintError, PackError
from govlint.findings import SEVERITIES, FileOutcome
from govlint.packs.model import Constraint, PackSet, Patch
from govlint.packs.source import Fields, Items, Scalar, Value
from govlint.records import dataclass, field, replace
from govlint.words import AskedError, unknown_word


@dataclass(frozen=True, slots=True)
class Severe:
    """The severity of every constraint that a word means."""

    word: Word
    severity: str


@dataclass(frozen=True, slots=True)
class Options:
    """Parameters of the constraint of a code or name, as written; two are the same where they say the same."""

    constraint: str
    written: Fields = field(compare=False)
    said: str

    @classmethod
    def of(cls, constraint: str, written: Fields) -> Options:
        """The parameters, with what they say."""
        import json  # noqa: PLC0415 - few set options

        return cls(constraint, written, json.dumps(_bare(written), sort_keys=True))


def _bare(value: Value) -> object:
    """A value without places, in which text and what only looks like it stay apart."""
    if isinstance(value, Scalar):
        return [value.text, value.plain]
    if isinstance(value, Items):
        return [_bare(item) for item in value.items]
    return {key: _bare(inner) for key, inner in value.fields.items()}


def severity_of(constraint: Constraint, severities: Iterable[Severe]) -> Severe | None:
    """The severity that the most exact word asks for, of equals the one said last at the highest level."""
    fitting = [one for one in severities if means(one.word, constraint)]
    best = max(enumerate(fitting), key=lambda one: (weight(one[1].word, constraint), one[0]), default=None)
    return best[1] if best else None


def with_severity(constraint: Constraint, severities: Iterable[Severe]) -> Constraint:
    """The constraint with the severity asked for, which facts may still soften and no longer raise."""
    asked = severity_of(constraint, severities)
    if asked is None:
        return constraint
    severity = asked.severity
    milder = SEVERITIES[SEVERITIES.index(severity) + 1 :]
    soften = {to: fact for to, fact in constraint.soften.items() if to in milder}
    return replace(constraint, severity=severity, escalate={}, soften=soften)


def set_by(
    constraint: Constraint, severities: Iterable[Severe], options: Iterable[Options]
) -> dict[str, str]:
    """Where configuration set the severity and the parameters of a constraint, by name."""
    severe = severity_of(constraint, severities)
    found = {"severity": severe.word.origin} if severe else {}
    for one in options:
        if one.constraint in (constraint.code, constraint.name):
            found |= {
                key: f"{value.place.path}:{value.place.line}" for key, value in one.written.fields.items()
            }
    return found


def adjusted(
    packs: PackSet, severities: Sequence[Severe], options: Sequence[Options], mistakes: list[GovlintError]
) -> PackSet:
    """The packs with severities and options as asked; what is wrong is added to `mistakes`."""
    if not severities and not options:
        return packs
    changed, faults = with_options(packs.constraints, options, mistakes)
    if faults:
        mistakes.append(PackError(faults))
    return replace(packs, constraints=tuple(with_severity(c, severities) for c in changed))


def unknown_codes(
    words: Iterable[str], severities: Iterable[Severe], constraints: Sequence[Constraint]
) -> Iterator[AskedError]:
    """A mistake for each word that means no constraint."""
    every = dict.fromkeys((*words, *(one.word.text for one in severities)))
    listed = [word for word in known(constraints) if word != EVERYTHING]
    yield from (unknown_word("code", word, listed) for word in unknown(list(every), constraints))


def with_options(
    constraints: Sequence[Constraint],
    options: Iterable[Options],
    mistakes: list[GovlintError],
) -> tuple[tuple[Constraint, ...], tuple[Fault, ...]]:
    """The constraints with their options changed, and what is wrong with the options, as in a pack's patch.

    An option's constraint that is not known is added to `mistakes`.
    """
    from govlint.packs.convert import Converter  # noqa: PLC0415 - few set options
    from govlint.packs.patches import changed  # noqa: PLC0415

    by_code = {constraint.code: constraint for constraint in constraints}
    codes = {word: c.code for c in constraints for word in (c.code, c.name)}
    converter = Converter({})
    for one in options:
        code = codes.get(one.constraint)
        if code is None:
            mistakes.append(unknown_word("code", one.constraint, known(constraints)))
        else:
            by_code[code] = changed(_patch(one), one.written, by_code[code], converter)
    return tuple(by_code.values()), tuple(converter.faults)


def _patch(options: Options) -> Patch:
    place = options.written.place
    return Patch(options.constraint, "", None, None, {}, place.path, place.line)


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """What becomes of findings of readers and the engine itself, by code.

    They hold for a file that was checked; that one could not be is never made less of.
    """

    dropped: frozenset[str]
    severities: Mapping[str, str]

    @classmethod
    def of(
        cls, constraints: Iterable[Constraint], choice: Choice, severities: Sequence[Severe]
    ) -> OwnChanges:
        """The changes that a choice and severities mean for these constraints."""
        own = list(constraints)
        asked = {c.code: severity_of(c, severities) for c in own}
        return cls(
            frozenset(c.code for c in own if choice.drops(c)),
            {code: severe.severity for code, severe in asked.items() if severe is not None},
        )

    def applied(self, outcome: FileOutcome) -> FileOutcome:
        """The outcome with the findings that are left, each at its severity."""
        if not self.dropped and not self.severities:
            return outcome
        kept = (f for f in outcome.findings if f.code not in self.dropped)
        findings = tuple(replace(f, severity=self.severities.get(f.code, f.severity)) for f in kept)
        return replace(outcome, findings=findings)
