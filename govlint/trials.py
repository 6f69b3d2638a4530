"""Run the cases of packs, and tell which constraints lack one.

Duty: lint what each case prints and compare what was found with what it states. May not print or exit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from govlint.errors import Fault, PackError
from govlint.findings import FileOutcome, Finding
from govlint.gathered import KINDS
from govlint.lint import Linter
from govlint.named import NamedTuple
from govlint.packs.cases import Base, Case, Cases, Expected, Stated, read_cases
from govlint.packs.convert import suggest
from govlint.packs.model import Constraint, Pack
from govlint.records import dataclass
from govlint.specimens import CaseError, Specimens

_NAME = "case.txt"


class Told(NamedTuple):
    """A finding in the terms of a case: message in both languages, place in every spelling, severity."""

    zh: str
    en: str
    at: tuple[str, ...]
    severity: str


class Trial(NamedTuple):
    """One case run: what it states and what came of it; `reason` is why it is not as stated, or empty.

    `reason` is `differs`, `found`, `silent`, `unchecked`, `not-applicable`, `unstated` or `checked`.
    """

    stated: Stated
    constraint: Constraint
    reason: str
    told: tuple[Told, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Trials:
    """What a run of cases came to: the trials, and the constraints without a failing or a passing case."""

    trials: tuple[Trial, ...]
    no_fail: tuple[Constraint, ...]
    no_pass: tuple[Constraint, ...]

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials whose case is not as stated."""
        return tuple(trial for trial in self.trials if trial.reason)


class Bench:
    """The cases of the packs that a linter has, ready to be run."""

    def __init__(self, linter: Linter) -> None:
        self.linter = linter
        packs = linter.packs.packs
        self.packs: tuple[Pack, ...] = packs
        self.places: dict[str, Path] = {p.id: f for p, f in zip(packs, linter.folders, strict=True)}
        self.cases: dict[str, Cases] = {name: read_cases(place) for name, place in self.places.items()}
        self.forms = {kit.form.id: kit.form for kit in linter.kits}

    def pack_at(self, word: str) -> Pack | None:
        """The pack of that name, or at that path."""
        at = Path(word).resolve()
        return next((p for p in self.packs if p.id == word or self.places[p.id].resolve() == at), None)

    def specimens(self, pack: Pack) -> Specimens:
        """What prints the cases of a pack: its own bases first, then those of the packs that it extends."""
        line, seen = [pack.id], set[str]()
        bases: list[Base] = []
        for name in line:
            if name not in seen and name in self.cases:
                seen.add(name)
                bases.extend(self.cases[name].bases)
                line.extend(next(p for p in self.packs if p.id == name).extends)
        return Specimens(bases, self.forms)

    def run(self, packs: Iterable[Pack]) -> Trials:
        """Run every case of those packs.

        Raises:
            PackError: with every case that no report can be made of.
        """
        trials: list[Trial] = []
        faults: list[Fault] = []
        chosen = tuple(packs)
        for pack in chosen:
            faults.extend(self.cases[pack.id].faults)
            specimens = self.specimens(pack)
            for stated in self.cases[pack.id].stated:
                try:
                    trials.append(self.trial(stated, specimens))
                except CaseError as error:
                    faults.append(stated.place.fault(str(error)))
        if faults:
            raise PackError(tuple(sorted(faults)))
        own = [
            c
            for c in self.linter.packs.constraints
            if c.pack in {pack.id for pack in chosen} and c.rule and c.each not in KINDS
        ]
        lacking = {
            verdict: tuple(c for c in own if not any(_is(t, c, verdict) for t in trials))
            for verdict in ("fail", "pass")
        }
        return Trials(tuple(trials), lacking["fail"], lacking["pass"])

    def constraint(self, stated: Stated) -> Constraint:
        """The constraint that a case is for.

        Raises:
            CaseError: where there is none of that code or name.
        """
        found = self.linter.packs.find(stated.constraint)
        if found is None:
            known = [word for c in self.linter.packs.constraints for word in (c.code, c.name)]
            raise CaseError(f"no constraint {stated.constraint!r}{suggest(stated.constraint, known)}")
        return found

    def trial(self, stated: Stated, specimens: Specimens) -> Trial:
        """Run one case.

        Raises:
            CaseError: where no report can be made of it.
        """
        constraint = self.constraint(stated)
        text = specimens.text(stated.case, constraint)
        outcome = self._lint(text, constraint, self._today(stated.case, specimens, constraint))
        findings = [finding for finding in outcome.findings if finding.code == constraint.code]
        told = tuple(_told(finding, outcome) for finding in findings)
        return Trial(stated, constraint, _reason(stated, constraint, told, outcome), told, text)

    def _today(self, case: Case, specimens: Specimens, constraint: Constraint) -> date:
        day = case.today
        if day is None and case.text is None:
            day = specimens.base_of(case, constraint).today
        try:
            return date.fromisoformat(day) if day is not None else self.linter.settings.today
        except ValueError as error:
            raise CaseError(f"{day!r} is no day like 2024-01-31") from error

    def _lint(self, text: str, constraint: Constraint, today: date) -> FileOutcome:
        enabled = [c for c in self.linter.packs.constraints if c.enabled or c.code == constraint.code]
        return self.linter.with_constraints(enabled, today).check_bytes(_NAME, text.encode())


def _is(trial: Trial, constraint: Constraint, verdict: str) -> bool:
    return trial.constraint.code == constraint.code and trial.stated.verdict == verdict


def _reason(stated: Stated, constraint: Constraint, told: Sequence[Told], outcome: FileOutcome) -> str:
    """Why a case is not as stated; empty where it is."""
    if stated.verdict == "fail":
        if not told:
            return "silent"
        expected = stated.case.expected
        return "" if _agree(list(told), expected) else "differs" if expected else "unstated"
    if told:
        return "found"
    open_ = any(entry.code == constraint.code for entry in outcome.unchecked)
    if stated.verdict == "unchecked":
        return "" if open_ else "checked"
    if constraint.code in outcome.assurance.not_applicable:
        return "not-applicable"
    return "unchecked" if open_ or (constraint.rule and outcome.status != "checked") else ""


def _agree(told: list[Told], expected: Sequence[Expected]) -> bool:
    """Whether just these findings are stated, in any order."""
    for wanted in expected:
        found = next((one for one in told if _same(one, wanted)), None)
        if found is None:
            return False
        told.remove(found)
    return not told


def _same(one: Told, wanted: Expected) -> bool:
    message = wanted.message
    said = one.zh == message.zh and (not message.en or one.en == message.en)
    return said and wanted.at in one.at and wanted.severity in (None, one.severity)


def _told(finding: Finding, outcome: FileOutcome) -> Told:
    return Told(finding.message.zh, finding.message.en, tuple(_places(finding, outcome)), finding.severity)


def _places(finding: Finding, outcome: FileOutcome) -> Iterator[str]:
    """A place in every spelling that a case may use: cell, words, the line that it begins on."""
    if finding.cell is not None:
        parts = (finding.cell.table, finding.cell.row, finding.cell.column)
        yield ".".join(part for part in parts if part)
    if outcome.document is not None:
        text, span = outcome.document.text, finding.span
        words = text[span.start : span.end]
        if words.strip() and "\n" not in words:
            yield words
        start = text.rfind("\n", 0, span.start) + 1
        yield text[start:].split("\n", 1)[0].strip()
