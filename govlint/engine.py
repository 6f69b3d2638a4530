"""The engine: constraints × nodes → what came of a file.

Duty: choose what applies, call rules, leave out what another finding explains, account for everything. May
not touch files, print, or know a rule by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from govlint.document import Document, Trouble
from govlint.dress import Dressed, check_facts, dress, hushed_by, is_hushed
from govlint.findings import Assurance, FileOutcome, Finding, Unchecked, Words
from govlint.gathered import KINDS
from govlint.grammar import Form
from govlint.model import Report
from govlint.packs.model import Constraint, PackSet
from govlint.places import Span
from govlint.plans import Planner, Step, Texts
from govlint.prose.texts import texts_of
from govlint.records import dataclass, field, replace
from govlint.root import Joint, resolve
from govlint.rule import Breach, Holds, Node, NotChecked, Result, Scope
from govlint.selectors import Selected, select
from govlint.watch import Watch

CRASHED, NOTHING_CHECKED = "rule-crashed", "nothing-checked"


@dataclass(frozen=True, slots=True)
class Engine:
    """Constraints in force with what they need; `own` are those of the engine and readers, by name."""

    constraints: tuple[Constraint, ...]
    own: Mapping[str, Constraint]
    parameters: Mapping[str, object]
    forms: Mapping[str, Form]
    texts: Texts
    planner: Planner = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "planner", Planner(self.constraints, self.forms, self.texts))

    def run(self, report: Report, document: Document, today: date, watch: Watch | None = None) -> FileOutcome:
        """What came of a report; `watch` is told what becomes of one constraint."""
        plan = self.planner.plan(report)
        ledger = _Ledger(not_applicable=plan.not_applicable, watch=watch)
        scope = Scope(report, document, self.parameters, today, watched=self.planner.watched)
        for step in plan.steps:
            self._step(step, scope, ledger)
        if ledger.failing:
            # Which cells are beyond suspicion is asked only where some cell must be wrong.
            for step, selected in ledger.spared:
                self._nodes(step, selected, scope, ledger)
        ledger.found.extend(self._own(trouble) for trouble in document.troubles)
        if self.constraints and not any(ledger.nodes.values()):
            ledger.found.append(self._own(Trouble(NOTHING_CHECKED, Span(0, 0))))
        findings = self._findings(ledger, report)
        dated = scope.dated
        scope.forget()
        return FileOutcome(
            path=document.path,
            status="checked",
            findings=findings,
            unchecked=tuple(sorted(ledger.unchecked, key=_unchecked_order)),
            assurance=self._assurance(ledger),
            document=document,
            report=report,
            dated=dated,
        )

    def unread(self, path: str, trouble: Trouble, document: Document | None, *, status: str) -> FileOutcome:
        """What came of a file that is no report, or could not be read."""
        found = [self._own(trouble), *(self._own(t) for t in (document.troubles if document else ()))]
        assurance = Assurance(files=1, constraints=len(self.constraints))
        return FileOutcome(path, status, tuple(f.finding for f in found), (), assurance, document)

    def _step(self, step: Step, scope: Scope, ledger: _Ledger) -> None:
        constraint = step.constraint
        if step.dated:
            reason = self.texts.words("no_year")
            ledger.unchecked.append(Unchecked(constraint.code, constraint.name, reason))
            return
        selected = ledger.selected.get(constraint.each)
        if selected is None:
            selected = ledger.selected[constraint.each] = select(constraint.each, scope.report)
        if selected.missing:
            why = "unchecked-unreadable" if selected.unreadable else "unchecked-missing"
            reason = self.texts.words(why, place=selected.missing)
            ledger.unchecked.append(Unchecked(constraint.code, constraint.name, reason))
            return
        watch = ledger.watch
        if watch is not None and watch.code == constraint.code:
            # Whoever watches wants to see the rule at work.
            self._nodes(step, selected, replace(scope, tell=watch.step), ledger, watch)
        elif (step.watched or step.rule.quiet) and self._spared(step, selected, scope, ledger):
            ledger.nodes[constraint.code] = len(selected.values)
        else:
            self._nodes(step, selected, scope, ledger)

    def _spared(self, step: Step, selected: Selected, scope: Scope, ledger: _Ledger) -> bool:
        """Whether the rule has nothing to say of any node, without its being called."""
        try:
            if step.watched:
                if ledger.seen is None:
                    ledger.seen = texts_of(scope).sightings.seen
                if step.watched.isdisjoint(ledger.seen):
                    return True
            quiet = step.rule.quiet
            arguments = step.constraint.arguments
            if quiet is None or not quiet(selected.values, selected.tables, scope, **arguments):
                return False
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # a rule of anybody's; told as a finding of its own
            ledger.crashes.add(step.constraint.code)
            node = next(iter(selected.nodes), Node("report", scope.report, "", scope.report.span))
            ledger.found.append(self._crash(step.constraint, node, error))
            return False
        if step.rule.joint:
            ledger.spared.append((step, selected))
        return True

    def _nodes(
        self, step: Step, selected: Selected, scope: Scope, ledger: _Ledger, watch: Watch | None = None
    ) -> None:
        """The rule called for every node; `watch` is told of it."""
        evaluated = 0
        function, arguments = step.rule.function, step.constraint.arguments
        for node in selected.nodes:
            try:
                results = function(node, scope, **arguments)
                judged = True
                for result in results if watch is None else watch.visit(node, results):
                    judged = self._take(step, node, result, ledger, scope.report) and judged
                evaluated += judged
            except MemoryError:
                # The whole file is too large: the next rule would fail as well.
                raise
            except Exception as error:  # noqa: BLE001  # a rule of anybody's; told as a finding of its own
                ledger.crashes.add(step.constraint.code)
                ledger.found.append(self._crash(step.constraint, node, error))
        if evaluated or not selected.nodes:
            ledger.nodes[step.constraint.code] = evaluated

    def _take(self, step: Step, node: Node, result: Result, ledger: _Ledger, report: Report) -> bool:
        """Whether the rule could judge the node, as far as this result of its says."""
        constraint = step.constraint
        if isinstance(result, NotChecked):
            ledger.unchecked.append(self._not_checked(constraint, node, result))
            return False
        if isinstance(result, Holds):
            ledger.holding.append(result)
            return True
        check_facts(constraint, result)
        if step.rule.joint:
            ledger.failing.append((constraint, Joint(constraint.code, constraint.rank, node, result)))
        else:
            section = result.cell.table if result.cell else _section(node)
            ledger.found.append(dress(constraint, result, node.label, section, report))
        return True

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
    not_applicable: Mapping[str, Words] = field(default_factory=dict)
    nodes: dict[str, int] = field(default_factory=dict)
    crashes: set[str] = field(default_factory=set)
    selected: dict[str, Selected] = field(default_factory=dict)
    spared: list[tuple[Step, Selected]] = field(default_factory=list)
    seen: frozenset[str] | None = None
    """The words that rules look for and that stand in the prose, once they are asked for."""
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
