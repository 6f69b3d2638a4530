"""Plans: which constraints apply to the reports of one form and year, worked out once for all of them.

Duty: say what is run, and why the rest is not. May not run a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Protocol

from govlint.findings import Words
from govlint.grammar import Form
from govlint.model import Report
from govlint.named import NamedTuple
from govlint.packs.model import Constraint
from govlint.rule import Rule
from govlint.selectors import has, parse
from govlint.sightings import Watched

_KEPT = 64


class Texts(Protocol):
    """Where the engine's own words come from."""

    def words(self, key: str, **facts: object) -> Words:
        """The text of that key in both languages."""
        ...


class Step(NamedTuple):
    """A constraint that applies, and what it takes to run it."""

    constraint: Constraint
    rule: Rule
    dated: bool
    """It needs a report year, and the report has none."""
    watched: frozenset[str]
    """Words of the prose without any of which its rule has nothing to say; empty where there are none such."""


class Plan(NamedTuple):
    """What is run on the reports of one form and year."""

    steps: tuple[Step, ...]
    not_applicable: Mapping[str, Words]


class Planner:
    """Plans for constraints in force; `watched` are the words that any of their rules looks for."""

    def __init__(self, constraints: Sequence[Constraint], forms: Mapping[str, Form], texts: Texts) -> None:
        self._constraints = constraints
        self._forms = forms
        self._texts = texts
        self._words = {
            c.code: frozenset(c.rule.watch(**c.arguments)) for c in constraints if c.rule and c.rule.watch
        }
        self.watched = Watched(chain.from_iterable(self._words.values()))
        self._plans: dict[tuple[str, int | None], Plan] = {}

    def plan(self, report: Report) -> Plan:
        """What applies to a report."""
        key = (report.form, report.year)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _KEPT:
                self._plans.clear()
            plan = self._plans[key] = self._planned(report)
        return plan

    def _planned(self, report: Report) -> Plan:
        unfit = {constraint.code: self._unfit(constraint, report) for constraint in self._constraints}
        steps = [
            Step(c, c.rule, c.years is not None and report.year is None, self._words.get(c.code, frozenset()))
            for c in self._constraints
            if c.rule is not None and unfit[c.code] is None
        ]
        return Plan(tuple(steps), {code: reason for code, reason in unfit.items() if reason is not None})

    def _unfit(self, constraint: Constraint, report: Report) -> Words | None:
        """Why a constraint does not apply to a report; None where it does."""
        if not set(self._forms[report.form].lineage) & set(constraint.forms):
            return self._texts.words("not-applicable-form", form=report.form)
        if constraint.years is not None and report.year is not None:
            first, last = constraint.years
            if not first <= report.year <= last:
                return self._texts.words("not-applicable-year", first=first, last=last)
        if not has(parse(constraint.each), self._forms[report.form]):
            return self._texts.words("not-applicable-place", place=constraint.each, form=report.form)
        return None
