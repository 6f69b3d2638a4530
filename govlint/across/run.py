"""A run over several reports: gather what was extracted, judge, and give each file what concerns it.

Duty: the order of the steps. May not do any of their work, nor know an option's spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from govlint.across.judge import Judge, Ledger, Texts, merged
from govlint.across.members import Tree
from govlint.across.naming import Ways
from govlint.across.reading import Reading, Told
from govlint.across.seating import governments, seat
from govlint.across.series import as_series, series_of, successions
from govlint.beyond import Beyond
from govlint.bodies import Body, Naming
from govlint.document import Document
from govlint.findings import Assurance, FileOutcome
from govlint.gathered import Series
from govlint.packs.model import Constraint
from govlint.records import dataclass, field, replace

_KEPT = 64
"""Texts kept while they are compared; a report is read again where it is compared later."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to compare: years of each agency, years of one (`named`), members of a tree."""

    series: bool = False
    named: bool = False
    members: Tree | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)


class Again(Protocol):
    """Reads files again that are compared or found at fault."""

    def told(self, path: str, reading: Reading) -> Told | None:
        """The prose of a file, or None where it cannot be read again."""
        ...

    def shown(self, file: FileOutcome) -> FileOutcome:
        """The outcome with its document, so that findings can show their places."""
        ...

    def kept(self, file: FileOutcome) -> FileOutcome:
        """The outcome with no more of its document than formats show."""
        ...


@dataclass(frozen=True, slots=True)
class Ground:
    """What constraints over several reports need of a run beside the files."""

    constraints: Sequence[Constraint]
    crashed: Constraint
    parameters: Mapping[str, object]
    texts: Texts
    today: date
    names: frozenset[str]


def ways_of(constraints: Iterable[Constraint], renamed: Mapping[str, str]) -> Ways:
    """How names are compared, as constraints on series have it; exactly, where none says."""
    for constraint in constraints:
        arguments: Mapping[str, Any] = constraint.arguments
        naming = next((a for a in arguments.values() if isinstance(a, Naming)), None)
        if constraint.each == "series" and naming is not None:
            bodies = [a for a in arguments.values() if isinstance(a, tuple) and a and isinstance(a[0], Body)]
            return Ways(bodies[0] if bodies else (), naming, renamed)
    return Ways(renamed=renamed)


def across(
    files: Iterable[FileOutcome], asked: Asked, ground: Ground, ways: Ways, again: Again
) -> list[FileOutcome]:
    """The files with what was found between them, and the tree's file where something is found there."""
    known = list(files)
    ledgers: dict[str, Ledger] = {}
    found = _Found(known, ledgers)
    prose: Callable[..., Told | None] = lru_cache(maxsize=_KEPT)(again.told)
    scope = Beyond(ground.parameters, ground.today, ground.names, found, prose)
    judge = Judge(ground.constraints, ground.crashed, scope, ground.texts, ledgers)
    if asked.series:
        _series(judge, known, asked, ways)
    if asked.members is not None:
        _members(judge, known, asked.members, ways)
    return list(_merged(known, ledgers, asked.members, again))


class _Found(Mapping[str, frozenset[str]]):
    """Names of what was found so far in each file."""

    def __init__(self, files: Sequence[FileOutcome], ledgers: Mapping[str, Ledger]) -> None:
        self._files = {file.path: frozenset(f.name for f in file.findings) for file in files}
        self._ledgers = ledgers

    def __getitem__(self, path: str) -> frozenset[str]:
        ledger = self._ledgers.get(path)
        return self._files[path] | ledger.names if ledger else self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _series(judge: Judge, files: Sequence[FileOutcome], asked: Asked, ways: Ways) -> None:
    """Years of each agency, or the files named as years of one."""
    reports = [file.extract for file in files if file.extract is not None]
    dated = []
    for report in reports:
        if report.year is not None and (asked.named or report.agency):
            dated.append(report)
        else:
            reason = judge.texts.words("no_year" if report.year is None else "no_agency")
            judge.unjudged("succession", report.path, reason)
    found = (
        (as_series(dated, ways),) if asked.named and dated else () if asked.named else series_of(dated, ways)
    )
    judge.run("series", found)
    for series in found:
        steps = list(successions(series))
        judge.run("succession", steps)
        _first_years(judge, series, {step.this.path for step in steps})


def _first_years(judge: Judge, series: Series, done: set[str]) -> None:
    """Reports that no report of the year before stands beside."""
    twice = {report.path for group in series.doubles for report in group}
    doubled = {group[0].year for group in series.doubles}
    for report in (*series.reports, *(r for group in series.doubles for r in group[1:])):
        year = (report.year or 1) - 1
        if report.path in twice or year in doubled:
            which = report.year if report.path in twice else year
            judge.unjudged("succession", report.path, judge.texts.words("across-two-reports", year=which))
        elif report.path not in done:
            judge.exclude("succession", report.path, judge.texts.words("across-no-last-year", year=year))


def _members(judge: Judge, files: Sequence[FileOutcome], tree: Tree, ways: Ways) -> None:
    """The members of a tree, each year for itself."""
    reports = [file.extract for file in files if file.extract is not None]
    unread = tuple(
        file.path for file in files if file.extract is None or not (file.extract.agency and file.extract.year)
    )
    sets = list(seat(tree.members, tree.years, tree.path, reports, ways))
    if not sets:
        judge.unjudged("set", tree.path, judge.texts.words("across-no-reports"))
    for found in sets:
        whole = replace(found, unread=unread)
        judge.run("government", (g for g in governments(whole) if g.head.report is not None))
        judge.run("set", [whole])


def _merged(
    files: Sequence[FileOutcome], ledgers: Mapping[str, Ledger], tree: Tree | None, again: Again
) -> Iterator[FileOutcome]:
    for file in files:
        ledger = ledgers.get(file.path)
        if ledger is None:
            yield file
        else:
            shown = bool(ledger.findings) or any(entry.span for entry in ledger.unchecked)
            yield again.kept(merged(again.shown(file), ledger)) if shown else merged(file, ledger)
    if tree is not None and tree.path in ledgers and tree.path not in {file.path for file in files}:
        document = Document(tree.path, "members", tree.text, ())
        empty = FileOutcome(tree.path, "checked", (), (), Assurance(), document)
        yield merged(empty, ledgers[tree.path])
