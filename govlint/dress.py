"""Breaches to findings: severity, words, place; and which findings leave out which.

Duty: make a finding of a breach and a constraint. May not call rules nor look for anything in a report.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.findings import Finding
from govlint.model import Report
from govlint.packs.model import Constraint
from govlint.records import dataclass
from govlint.rule import Breach
from govlint.words import fill

Hushed = frozenset[tuple[str, str]]
"""(name, section) pairs that are left out; an empty section means everywhere."""


@dataclass(frozen=True, slots=True)
class Dressed:
    """A finding with the constraint that it comes of and the section that it concerns."""

    constraint: Constraint
    section: str
    finding: Finding


def dress(constraint: Constraint, breach: Breach, label: str, section: str, report: Report | None) -> Dressed:
    """The finding of a breach at a node of that label.

    Raises:
        KeyError: where the message asks for a fact that the breach does not have.
        ValueError: where a fact does not suit the message's format.
    """
    finding = Finding(
        code=constraint.code,
        name=constraint.name,
        severity=_severity(constraint, breach, report),
        message=fill(constraint.message, {"node": label, **breach.facts}),
        remedy=constraint.remedy,
        span=breach.span,
        cell=breach.cell,
        proof=breach.proof,
        further=breach.further,
        related=breach.related,
        section=section,
        fixes=breach.fixes,
    )
    return Dressed(constraint, section, finding)


def check_facts(constraint: Constraint, breach: Breach) -> None:
    """Nothing where a breach carries just the facts that its rule promises.

    Raises:
        ValueError: with the facts that are too many or too few.
    """
    expected = set(constraint.rule.facts) if constraint.rule else set()
    if set(breach.facts) != expected:
        wrong = ", ".join(sorted(set(breach.facts) ^ expected))
        raise ValueError(f"the breach's facts are not those of the rule: {wrong}")


def _severity(constraint: Constraint, breach: Breach, report: Report | None) -> str:
    """A softening fact of the report counts for more than an escalating one of the breach."""
    for severity, fact in constraint.soften.items() if report is not None else ():
        if report is not None and report.facts_of(fact):
            return severity
    for severity, fact in constraint.escalate.items():
        if breach.facts.get(fact):
            return severity
    return constraint.severity


def hushed_by(found: Iterable[Dressed]) -> Hushed:
    """What findings leave out: those they suppress in the same section, or everywhere."""
    return frozenset(
        (name, f.section) for f in found for name in f.constraint.suppresses if name != f.constraint.name
    )


def is_hushed_by(name: str, section: str, other: Dressed) -> bool:
    """Whether one finding leaves out those of that name in that section."""
    return is_hushed(name, section, hushed_by([other]))


def is_hushed(name: str, section: str, hushed: Hushed) -> bool:
    """Whether a constraint's findings in a section are left out."""
    return (name, section) in hushed or (name, "") in hushed
