"""The engine: constraints × nodes → what came of a file.

Duty: choose what applies, call rules, leave out what another finding explains, account for everything. May
not touch files, print, or know a rule by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from govlint.document import Document, Trouble
from govlint.dress import Dressed, check_facts, dress, hushed_by, is_hushed
from govlint.findings import Assurance, FileOutcome, Finding, Unchecked, Words
from govlint.gathered import KINDS
from govlint.grammar import Form
from govlint.model import Report
from govlint.packs.model import Constraint, PackSet
from govlint.places import Span
from govlint.records import dataclass, field, replace
from govlint.root import Joint, resolve
from govlint.rule import Breach, Holds, Node, NotChecked, Scope
from govlint.selectors import Selected, has, parse, select
from govlint.watch import Watch

CRASHED, NOTHING_CHECKED = "rule-crashed", "nothing-checked"


class Texts(Protocol):
    """Where the engine's own words come from."""

    def words(self, key: str, **facts: object) -> Words:
        """The text of that key in both languages."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """Constraints in force with what they need; `own` are those of the engine and readers, by name."""

    constraints: tuple[Constraint, ...]
    own: Mapping[str, Constraint]
    parameters: Mapping[str, object]
    forms: Mapping[str, Form]
    texts: Texts

    def run(self, report: Report, document: Document, today: date, watch: Watch | None = None) -> FileOutcome:
        """What came of a report; `watch` is told what becomes of one constraint."""
        ledger = _Ledger(watch=watch)
        scope = Scope(report, document, self.parameters, today)
        for constraint in self.constraints:
            reason = self._unfit(constraint, report)
            if reason is not None:
                ledger.not_applicable[constraint.code] = reason
                continue
            self._constraint(constraint, scope, ledger)
        ledger.found.extend(self._own(trouble) for trouble in document.troubles)
        if self.constraints and not any(ledger.nodes.values()):
            ledger.found.append(self._own(Trouble(NOTHING_CHECKED, Span(0, 0))))
        findings = self._findings(ledger, report)
        return FileOutcome(
            path=document.path,
            status="checked",
            findings=findings,
            unchecked=tuple(sorted(ledger.unchecked, key=_unchecked_order)),
            assurance=self._assurance(ledger),
            document=document,
            report=report,
            dated=scope.dated,
        )

    def unread(self, path: str, trouble: Trouble, document: Document | None, *, status: str) -> FileOutcome:
        """What came of a file that is no report, or could not be read."""
        found = [self._own(trouble), *(self._own(t) for t in (document.troubles if document else ()))]
        assurance = Assurance(files=1, constraints=len(self.constraints))
        return FileOutcome(path, status, tuple(f.finding for f in found), (), assurance, document)

    def _unfit(self, constraint: Constraint, report: Report) -> Words | None:
        """Why a constraint does not apply to a report; None where it does."""
        if not set(self.forms[report.form].lineage) & set(constraint.forms):
            return self.texts.words("not-applicable-form", form=report.form)
        if constraint.years is not None and report.year is not None:
            first, last = constraint.years
            if not first <= report.year <= last:
                return self.texts.words("not-applicable-year", first=first, last=last)
        if not has(parse(constraint.each), self.forms[report.form]):
            return self.texts.words("not-applicable-place", place=constraint.each, form=report.form)
        return None

    def _constraint(self, constraint: Constraint, scope: Scope, ledger: _Ledger) -> None:
        if constraint.years is not None and scope.report.year is None:
            reason = self.texts.words("no_year")
            ledger.unchecked.append(Unchecked(constraint.code, constraint.name, reason))
            return
        key = constraint.each
        if key not in ledger.selected:
            ledger.selected[key] = select(key, scope.report)
        selected = ledger.selected[key]
        if ledger.watch is not None and ledger.watch.code == constraint.code:
            scope = replace(scope, tell=ledger.watch.step)
        if selected.missing:
            why = "unchecked-unreadable" if selected.unreadable else "unchecked-missing"
            reason = self.texts.words(why, place=selected.missing)
            ledger.unchecked.append(Unchecked(constraint.code, constraint.name, reason))
            return
        evaluated = 0
        for node in selected.nodes:
            try:
                evaluated += self._node(constraint, node, scope, ledger)
            except MemoryError:
                # The whole file is too large: the next rule would fail as well.
                raise
            except Exception as error:  # noqa: BLE001  # a rule of anybody's; told as a finding of its own
                ledger.crashes.add(constraint.code)
                ledger.found.append(self._crash(constraint, node, error))
        if evaluated or not selected.nodes:
            ledger.nodes[constraint.code] = evaluated

    def _node(self, constraint: Constraint, node: Node, scope: Scope, ledger: _Ledger) -> bool:
        """Whether the rule could judge the node."""
        judged = True
        if constraint.rule is None:
            raise AssertionError("constraints of the engine are not run")
        results = constraint.rule.function(node, scope, **constraint.arguments)
        if ledger.watch is not None and ledger.watch.code == constraint.code:
            results = ledger.watch.visit(node, results)
        for result in results:
            if isinstance(result, NotChecked):
                judged = False
                ledger.unchecked.append(self._not_checked(constraint, node, result))
            elif isinstance(result, Holds):
                ledger.holding.append(result)
            elif constraint.rule.joint:
                check_facts(constraint, result)
                ledger.failing.append((constraint, Joint(constraint.code, constraint.rank, node, result)))
            else:
                check_facts(constraint, result)
                section = result.cell.table if result.cell else _section(node)
                ledger.found.append(dress(constraint, result, node.label, section, scope.report))
        return judged

    def _not_checked(self, constraint: Constraint, node: Node, result: NotChecked) -> Unchecked:
        reason = result.reason
        words = reason if isinstance(reason, Words) else self.texts.words(reason, **result.facts)
        return Unchecked(constraint.code, constraint.name, words, result.span or node.span, node.label)

    def _crash(self, constraint: Constraint, node: Node, error: Exception) -> Dressed:
        import traceback  # noqa: PLC0415 - a rule that crashes is rare

        frames = traceback.extract_tb(error.__traceback__)
        at = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
        facts = (
            ("constraint", constraint.code), ("rule", constraint.rule.name if constraint.rule else ""),
            ("error", f"{type(error).__name__}: {error}"), ("at", at),
        )  # fmt: skip
        found = self._own(Trouble(CRASHED, node.span, facts))
        return replace(found, finding=replace(found.finding, about=constraint.code))

    def _own(self, trouble: Trouble) -> Dressed:
        """A finding of the engine itself or of a reader."""
        return dress(self.own[trouble.name], Breach(trouble.span, dict(trouble.facts)), "", "", None)

    def _findings(self, ledger: _Ledger, report: Report) -> tuple[Finding, ...]:
        """Every finding but those that another one explains, in order of place and code."""
        found = [*ledger.found]
        hushed = hushed_by(found)
        failing = [one for one in ledger.failing if not is_hushed(one[0].name, _section(one[1].node), hushed)]
        by_code = {constraint.code: constraint for constraint, _ in failing}
        for joint in resolve([joint for _, joint in failing], ledger.holding):
            section = _section(joint.node)
            found.append(dress(by_code[joint.code], joint.breach, joint.node.label, section, report))
        if ledger.watch is not None:
            ledger.watch.settle(found)
        hushed = hushed_by(found)
        kept = [f.finding for f in found if not is_hushed(f.constraint.name, f.section, hushed)]
        return tuple(sorted(dict.fromkeys(kept), key=lambda f: (f.span, f.code, f.message.zh)))

    def _assurance(self, ledger: _Ledger) -> Assurance:
        return Assurance(
            files=1,
            checked=1,
            constraints=len(self.constraints),
            evaluated=len(ledger.nodes),
            unchecked=len({entry.code for entry in ledger.unchecked}),
            crashed=len(ledger.crashes),
            not_applicable=ledger.not_applicable,
            nodes=ledger.nodes,
        )


@dataclass(slots=True)
class _Ledger:
    """What one run has come to so far."""

    found: list[Dressed] = field(default_factory=list)
    failing: list[tuple[Constraint, Joint]] = field(default_factory=list)
    holding: list[Holds] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    not_applicable: dict[str, Words] = field(default_factory=dict)
    nodes: dict[str, int] = field(default_factory=dict)
    crashes: set[str] = field(default_factory=set)
    selected: dict[str, Selected] = field(default_factory=dict)
    watch: Watch | None = None


def make_engine(packs: PackSet, chosen: Iterable[Constraint], forms: Sequence[Form], texts: Texts) -> Engine:
    """An engine that runs the chosen constraints; those of the engine itself always stand ready."""
    return Engine(
        constraints=tuple(c for c in chosen if c.rule is not None and c.each not in KINDS),
        own={c.name: c for c in packs.constraints if c.rule is None},
        parameters=packs.parameters,
        forms={form.id: form for form in forms},
        texts=texts,
    )


def _section(node: Node) -> str:
    """The section that a node's findings concern, empty where they concern the whole report."""
    return node.table.key if node.table else node.section


def _unchecked_order(entry: Unchecked) -> tuple[Span, str, str]:
    return entry.span or Span(0, 0), entry.code, entry.label
