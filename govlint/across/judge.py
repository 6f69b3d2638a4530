"""Constraints × several reports → findings in the files that they concern.

Duty: choose what applies, call rules, put each result to its file, account for everything. May not gather
reports, touch files, or know a rule by name.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from govlint.beyond import Beyond
from govlint.dress import check_facts, dress
from govlint.extract import Extract
from govlint.findings import FileOutcome, Finding, Unchecked, Words
from govlint.gathered import Gathered, Government, Series, Set, Succession
from govlint.packs.model import Constraint
from govlint.places import Span
from govlint.records import dataclass, field, replace
from govlint.rule import Breach, Holds, Node, NotChecked

_CRASHED = "rule-crashed"
_TOP = Span(0, 0)


class Texts(Protocol):
    """Where the words for what could not be judged come from."""

    def words(self, key: str, **facts: object) -> Words:
        """The text of that key in both languages."""
        ...


@dataclass(slots=True)
class Ledger:
    """What constraints over several reports have come to in one file."""

    findings: list[Finding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    not_applicable: dict[str, Words] = field(default_factory=dict)
    nodes: dict[str, int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    crashes: set[str] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        """The names of what was found."""
        return frozenset(finding.name for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Judge:
    """Runs constraints; `crashed` words a rule that raised; `ledgers` gathers what comes of it, by file."""

    constraints: Sequence[Constraint]
    crashed: Constraint
    scope: Beyond
    texts: Texts
    ledgers: dict[str, Ledger]

    def run(self, kind: str, values: Iterable[Gathered]) -> None:
        """Every constraint on this kind of value, on every value."""
        wanted = [constraint for constraint in self.constraints if constraint.each == kind]
        for value in values:
            node, home = _node(kind, value), home_of(value)
            for constraint in wanted:
                self._constraint(constraint, node, self.ledger(home))

    def exclude(self, kind: str, path: str, reason: Words) -> None:
        """Say that the constraints on a kind of value do not apply to a file."""
        for constraint in self.constraints:
            if constraint.each == kind:
                self.ledger(path).not_applicable.setdefault(constraint.code, reason)

    def unjudged(self, kind: str, path: str, reason: Words) -> None:
        """Say that the constraints on a kind of value could not be evaluated for a file."""
        for constraint in self.constraints:
            if constraint.each == kind:
                entry = Unchecked(constraint.code, constraint.name, reason)
                self.ledger(path).unchecked.append(entry)

    def ledger(self, path: str) -> Ledger:
        """The ledger of a file."""
        return self.ledgers.setdefault(path, Ledger())

    def _constraint(self, constraint: Constraint, node: Node, home: Ledger) -> None:
        home.met.add(constraint.code)
        reason = self._unfit(constraint, node)
        if reason is not None:
            home.not_applicable[constraint.code] = reason
            return
        try:
            judged = self._results(constraint, node, home)
        except Exception as error:  # noqa: BLE001  # a rule of anybody's; told as a finding of its own
            home.crashes.add(constraint.code)
            home.findings.append(self._crash(constraint, error))
            return
        if judged:
            home.nodes[constraint.code] = home.nodes.get(constraint.code, 0) + 1

    def _results(self, constraint: Constraint, node: Node, home: Ledger) -> bool:
        """Whether the rule could judge the node as far as its own file is concerned."""
        assert constraint.rule is not None
        judged = True
        for result in constraint.rule.function(node, self.scope, **constraint.arguments):
            if isinstance(result, Holds):
                raise TypeError("rules over several reports are not joint")
            ledger = self.ledger(result.path) if result.path else home
            if isinstance(result, NotChecked):
                judged = judged and ledger is not home
                ledger.unchecked.append(self._not_checked(constraint, node, result))
            else:
                ledger.findings.append(self._dressed(constraint, node, result))
        return judged

    def _dressed(self, constraint: Constraint, node: Node, breach: Breach) -> Finding:
        check_facts(constraint, breach)
        codes = {other.name: other.code for other in self.constraints}
        further = tuple(
            replace(proof, constraint=codes.get(proof.constraint, constraint.code))
            for proof in breach.further
        )
        section = breach.cell.table if breach.cell else ""
        return dress(constraint, replace(breach, further=further), node.label, section, None).finding

    def _unfit(self, constraint: Constraint, node: Node) -> Words | None:
        """Why a constraint does not apply; None where it does."""
        assert not isinstance(node.value, str)
        concerned = list(_concerned(node.value))
        for report in concerned:
            if report.form not in constraint.forms:
                return self.texts.words("not-applicable-form", form=report.form)
        if constraint.years is not None:
            first, last = constraint.years
            for report in concerned:
                if report.year is not None and not first <= report.year <= last:
                    return self.texts.words("not-applicable-year", first=first, last=last)
        return None

    def _not_checked(self, constraint: Constraint, node: Node, result: NotChecked) -> Unchecked:
        reason = result.reason
        words = reason if isinstance(reason, Words) else self.texts.words(reason, **result.facts)
        return Unchecked(constraint.code, constraint.name, words, result.span, node.label)

    def _crash(self, constraint: Constraint, error: Exception) -> Finding:
        frames = traceback.extract_tb(error.__traceback__)
        facts = {
            "constraint": constraint.code,
            "rule": constraint.rule.name if constraint.rule else "",
            "error": f"{type(error).__name__}: {error}",
            "at": f"{frames[-1].name}:{frames[-1].lineno}" if frames else "",
        }
        found = dress(self.crashed, Breach(_TOP, facts), "", "", None).finding
        return replace(found, about=constraint.code)


def home_of(value: Gathered) -> str:
    """The file that findings concern where the rule does not say: the newest, or the government's."""
    if isinstance(value, Series):
        return value.reports[-1].path
    if isinstance(value, Succession):
        return value.this.path
    if isinstance(value, Government):
        return value.head.report.path if value.head.report else ""
    return value.path


def _node(kind: str, value: Gathered) -> Node:
    if isinstance(value, Series):
        return Node(kind, value, value.agency, _TOP)
    if isinstance(value, Succession):
        return Node(kind, value, value.this.agency or "", _TOP)
    if isinstance(value, Government):
        return Node(kind, value, value.head.member.name, _TOP)
    return Node(kind, value, str(value.year), _TOP)


def _concerned(value: object) -> Iterator[Extract]:
    """The reports whose form and year decide whether a constraint applies."""
    if isinstance(value, Succession):
        yield from (value.this, value.last)
    elif isinstance(value, Government) and value.head.report is not None:
        yield value.head.report
    elif not isinstance(value, Series | Set | Government):
        raise TypeError(f"{type(value).__name__} is not several reports")


def merged(file: FileOutcome, ledger: Ledger) -> FileOutcome:
    """The outcome of a file with what constraints over several reports have come to."""
    old = file.assurance
    codes = {entry.code for entry in ledger.unchecked}
    concerned = {*ledger.nodes, *ledger.not_applicable, *codes, *ledger.crashes, *ledger.met}
    assurance = replace(
        old,
        constraints=old.constraints + len(concerned),
        evaluated=old.evaluated + len(ledger.nodes),
        unchecked=old.unchecked + len(codes),
        crashed=old.crashed + len(ledger.crashes),
        not_applicable={**old.not_applicable, **_idle(ledger)},
        nodes={**old.nodes, **ledger.nodes},
    )
    findings = sorted((*file.findings, *ledger.findings), key=lambda f: (f.span, f.code, f.message.zh))
    return replace(
        file, findings=tuple(findings), unchecked=(*file.unchecked, *ledger.unchecked), assurance=assurance
    )


def _idle(ledger: Ledger) -> Mapping[str, Words]:
    """What did not apply anywhere in the file."""
    done = {*ledger.nodes, *ledger.crashes}
    return {code: reason for code, reason in ledger.not_applicable.items() if code not in done}
