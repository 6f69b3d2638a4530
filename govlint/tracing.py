"""Why a constraint fired or did not: one run of it over one report, laid out as plain values.

Duty: run the engine with an eye on one constraint and gather what it saw. May not print or word it.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.dress import Dressed
from govlint.findings import FileOutcome, Finding, Words
from govlint.lint import Linter
from govlint.packs.model import Constraint, Patch
from govlint.records import dataclass
from govlint.rule import Breach
from govlint.watch import Visit, Watch
from govlint.words import catalogue, fill


@dataclass(frozen=True, slots=True)
class Verdict:
    """A breach, what its message says, what became of it, and the finding concerned."""

    breach: Breach
    message: Words
    fate: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that is to be told of one constraint on one report."""

    constraint: Constraint
    off: str
    """Why it is not in force (`ignored`, `unselected`, `disabled`), or nothing."""
    decided: str
    patches: tuple[tuple[str, Patch], ...]
    outcome: FileOutcome
    watch: Watch

    @property
    def reason(self) -> Words | None:
        """Why it does not apply, or was not run on any node."""
        applied = self.outcome.assurance.not_applicable.get(self.constraint.code)
        if applied is not None or self.watch.visits:
            return applied
        return next((e.reason for e in self.outcome.unchecked if e.code == self.constraint.code), None)

    def verdicts(self, visit: Visit) -> Iterator[Verdict]:
        """The breaches at a node and what became of them."""
        for result in visit.results:
            if isinstance(result, Breach):
                fate, other = self.watch.fate(visit, result)
                yield Verdict(
                    result, self._message(visit, result, other), fate, other.finding if other else None
                )

    def _message(self, visit: Visit, breach: Breach, other: Dressed | None) -> Words:
        """The finding's own words where it became one: facts that the engine adds are in them."""
        if other is not None and other.finding.code == self.constraint.code:
            return other.finding.message
        return fill(self.constraint.message, {"node": visit.node.label, **breach.facts})

    def severities(self, breach: Breach) -> Iterator[tuple[str, str, str, bool]]:
        """(`softens` or `escalates`, severity, fact, whether the fact is there)."""
        report = self.outcome.report
        for severity, fact in self.constraint.soften.items():
            yield "softens", severity, fact, bool(report and report.facts_of(fact))
        for severity, fact in self.constraint.escalate.items():
            yield "escalates", severity, fact, bool(breach.facts.get(fact))


def trace(linter: Linter, constraint: Constraint, path: str, data: bytes) -> Trace:
    """What becomes of a constraint on the report that the bytes print.

    It is run even where it is not in force, so that there is something to see.

    Raises:
        UnreadableError: where the bytes make no document.
    """
    off = _off(linter, constraint)
    chosen = [*linter.chosen, *([constraint] if off else ())]
    watched = Watch(constraint.code, constraint.name)
    outcome = linter.with_constraints(chosen, linter.settings.today).check_watched(path, data, watched)
    patches = tuple(
        (pack.id, patch)
        for pack in linter.packs.packs
        for patch in pack.patches
        if patch.constraint in (constraint.code, constraint.name)
    )
    decided = "" if off else linter.settings.choice.decided(constraint)
    return Trace(constraint, off, decided, patches, outcome, watched)


def _off(linter: Linter, constraint: Constraint) -> str:
    choice = linter.settings.choice
    if constraint.rule is None or constraint in linter.chosen:
        return ""
    if choice.drops(constraint):
        return "ignored"
    return "unselected" if constraint.enabled else "disabled"


def said(step: str) -> str:
    """The name of the text that words a step; empty where there is none of that name."""
    key = f"trace.step-{step}"
    return key if key in catalogue() else ""
