"""A trace as lines for a person and as a record for a program.

Duty: lay a trace out. May not run anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from govlint.display.figures import number
from govlint.display.places import address, region, within
from govlint.findings import Operand, Words
from govlint.places import Span
from govlint.rule import NotChecked, Step
from govlint.tracing import Trace, Verdict, said
from govlint.watch import REPORTED, Visit
from govlint.words import Catalogue


class Teller:
    """Tells one trace in one language."""

    def __init__(self, trace: Trace, words: Catalogue, lang: str) -> None:
        self.trace = trace
        self.words = words
        self.lang = lang
        self.document = trace.outcome.document

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self.words.text(f"trace.{key}", self.lang, **facts)

    def lines(self) -> Iterator[str]:
        """The trace for a terminal."""
        trace, constraint = self.trace, self.trace.constraint
        severity = self.words.text(constraint.severity, self.lang)
        yield f"{constraint.code} {constraint.name}  {severity}  {constraint.path}:{constraint.line}"
        yield from (f"  {line}" for line in self.standing())
        if constraint.rule is None:
            yield f"  {self.say('engine')}"
            return
        if trace.reason is not None:
            key = (
                "not-applicable" if constraint.code in trace.outcome.assurance.not_applicable else "unchecked"
            )
            yield f"  {self.say(key, reason=trace.reason)}"
            return
        yield f"  {self.say('selector', each=constraint.each, number=len(trace.watch.visits))}"
        for index, visit in enumerate(trace.watch.visits, 1):
            yield from (f"    {line}" for line in self.visit(index, visit))
        yield f"  {self.say('total', **self.counts())}"

    def standing(self) -> Iterator[str]:
        """Whether it is in force, who changed it, and whom it is for."""
        trace, constraint = self.trace, self.trace.constraint
        if trace.off:
            yield self.say(f"off-{trace.off}")
        else:
            default = trace.decided in ("", "default")
            yield self.say("in-force", decided=self.say("decided-default") if default else trace.decided)
        for pack, patch in trace.patches:
            yield self.say("patched", pack=pack, path=patch.path, line=patch.line, reason=patch.reason)
        report = trace.outcome.report
        if report is not None:
            yield self.say("report", form=report.form, year=report.year or self.say("unknown"))
        if constraint.rule is not None:
            years = "–".join(map(str, constraint.years)) if constraint.years else self.say("any-year")
            yield self.say("wants", forms=constraint.forms, years=years)

    def visit(self, index: int, visit: Visit) -> Iterator[str]:
        """One node: what the rule looked at, what it yielded, what became of that."""
        label = visit.node.label or self.say("node-unnamed")
        yield self.say("node", index=index, label=label, place=self.place(visit.node.span))
        for step in visit.steps:
            yield f"  {self.step(step)}"
            worked = step.what != "unworked"
            yield from (f"    {self.operand(operand, worked=worked)}" for operand in step.operands)
        verdicts = list(self.trace.verdicts(visit))
        for verdict in verdicts:
            yield from (f"  {line}" for line in self.verdict(verdict))
        for result in visit.results:
            if isinstance(result, NotChecked):
                text = self.say("unchecked", reason=self.reason(result))
                yield f"  {text if result.span is None else self.say('at', text=text, place=self.place(result.span))}"
        if visit.crash:
            yield f"  {self.say('crashed', message=visit.crash)}"
        elif not verdicts and not any(isinstance(result, NotChecked) for result in visit.results):
            yield f"  {self.say('silent')}"

    def place(self, span: Span) -> str:
        """A place within the file."""
        return within(self.document, span, self.words, self.lang)

    def reason(self, result: NotChecked) -> Words:
        """Why a node could not be judged."""
        if isinstance(result.reason, str):
            return self.words.words(result.reason, **result.facts)
        return result.reason

    def step(self, step: Step) -> str:
        """What a rule told, in one line."""
        key = said(step.what)
        text = self.words.text(key, self.lang, **step.facts) if key else f"{step.what} {dict(step.facts)}"
        return text if step.span is None else self.say("at", text=text, place=self.place(step.span))

    def operand(self, operand: Operand, *, worked: bool) -> str:
        """One figure with its cell, what is printed, and its place; a blank is zero only where it was counted."""
        blank = self.say("blank" if worked else "no-count")
        count = blank if operand.blank else number(operand.count)
        return self.say(
            "operand",
            side=self.words.text(f"side-{operand.side}", self.lang),
            sign="-" if operand.sign < 0 else "+",
            label=operand.label,
            count=count,
            printed=self.printed(operand),
            place=self.place(operand.span),
        )

    def printed(self, operand: Operand) -> str:
        """What the source prints at a figure."""
        text = self.document.text if self.document else ""
        return " ".join(text[operand.span.start : operand.span.end].split())

    def verdict(self, verdict: Verdict) -> Iterator[str]:
        """A breach, what became of it, and why it is as severe as it is."""
        yield self.say("breach", message=verdict.message)
        finding = verdict.finding
        if finding is None:
            yield self.say(f"fate-{verdict.fate}")
            return
        yield self.say(
            f"fate-{verdict.fate}",
            code=finding.code,
            name=finding.name,
            severity=self.words.words(finding.severity),
            place=address(self.trace.outcome.path, self.document, finding.span, self.words, self.lang),
        )
        for kind, severity, fact, met in self.trace.severities(verdict.breach):
            told = self.words.words(severity)
            yield self.say(
                f"severity-{kind}", severity=told, fact=fact, met=self.say("met" if met else "unmet")
            )

    def counts(self) -> dict[str, int]:
        """How many breaches there were, how many were reported, how often it could not be told."""
        verdicts = [v for visit in self.trace.watch.visits for v in self.trace.verdicts(visit)]
        results = [r for visit in self.trace.watch.visits for r in visit.results]
        return {
            "breaches": len(verdicts),
            "reported": sum(verdict.fate == REPORTED for verdict in verdicts),
            "unchecked": sum(isinstance(result, NotChecked) for result in results),
        }

    def record(self) -> dict[str, object]:
        """The trace for a program."""
        trace, constraint = self.trace, self.trace.constraint
        report = trace.outcome.report
        return {
            "code": constraint.code,
            "name": constraint.name,
            "path": trace.outcome.path,
            "in_force": not trace.off,
            "off": trace.off or None,
            "decided": trace.decided or None,
            "patches": [
                {"pack": pack, "path": p.path, "line": p.line, "reason": p.reason}
                for pack, p in trace.patches
            ],
            "report": {"form": report.form, "year": report.year} if report else None,
            "forms": list(constraint.forms),
            "years": list(constraint.years) if constraint.years else None,
            "each": constraint.each if constraint.rule else None,
            "reason": trace.reason.get(self.lang) if trace.reason else None,
            "nodes": [self._node(visit) for visit in trace.watch.visits],
            **self.counts(),
        }

    def _node(self, visit: Visit) -> dict[str, object]:
        return {
            "label": visit.node.label,
            "kind": visit.node.kind,
            **region(self.document, visit.node.span),
            "steps": [self._step(step) for step in visit.steps],
            "breaches": [self._breach(verdict) for verdict in self.trace.verdicts(visit)],
            "crashed": visit.crash or None,
            "unchecked": [self.reason(r).get(self.lang) for r in visit.results if isinstance(r, NotChecked)],
        }

    def _step(self, step: Step) -> dict[str, object]:
        return {
            "what": step.what,
            "facts": {name: plain_fact(fact) for name, fact in step.facts.items()},
            "place": region(self.document, step.span) if step.span else None,
            "operands": [
                {
                    "label": operand.label,
                    "count": plain(operand.count),
                    "blank": operand.blank,
                    "printed": self.printed(operand),
                    "side": operand.side,
                    "sign": operand.sign,
                    **region(self.document, operand.span),
                }
                for operand in step.operands
            ],
        }

    def _breach(self, verdict: Verdict) -> dict[str, object]:
        finding = verdict.finding
        return {
            "message": verdict.message.get(self.lang),
            "fate": verdict.fate,
            "finding": finding
            and {"code": finding.code, "severity": finding.severity, **region(self.document, finding.span)},
            "severities": [
                {"kind": kind, "severity": severity, "fact": fact, "met": met}
                for kind, severity, fact, met in self.trace.severities(verdict.breach)
            ],
        }


def plain_fact(fact: object) -> object:
    """A fact as JSON takes it."""
    return fact if isinstance(fact, (int, str, type(None))) else str(plain(fact))


def plain(value: object) -> object:
    """A count as JSON can carry it: `int` as it is, `Decimal` as its exact text, others unchanged."""
    return format(value, "f") if isinstance(value, Decimal) else value
