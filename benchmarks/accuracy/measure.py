"""Lint every document and count: found, at its place, told as not checked, spoken of without reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import reports
from linting import everything

from benchmarks.accuracy import files
from benchmarks.accuracy.corpus import LAYOUTS, Made, alike, consistent, planted
from benchmarks.accuracy.places import Standing, standing
from govlint.findings import FileOutcome
from govlint.lint import Linter

SLOW = ("pdf",)
"""Layouts of which only every `Extent.slow`-th document is made."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How many reports of each fault and layout, every which layout, every which slow document."""

    seeds: int
    every: int
    slow: int


@dataclass(slots=True)
class Tally:
    """What came of it; keys are (check, layout), layout or check."""

    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Not found, but the constraint is listed among those that could not be evaluated."""
    placed: Counter[tuple[str, str]] = field(default_factory=Counter)
    at: Counter[tuple[str, str]] = field(default_factory=Counter)
    celled: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Of faults in cells: found with that very cell named."""
    clean: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    looked: Counter[str] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)
    aimed: Counter[str] = field(default_factory=Counter)
    spoken: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    severities: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    crashes: int = 0

    @property
    def documents(self) -> int:
        """How many were linted."""
        return sum(self.planted.values()) + sum(self.clean.values()) + sum(self.looked.values())


def measure(extent: Extent) -> Tally:
    """Every fault, look-alike and consistent report."""
    tally, run = Tally(), everything()
    tally.severities = {
        c.name: (c.code, c.severity, c.enabled) for c in run.packs.constraints if c.rule is not None
    }
    turn = 0
    for fault in reports.FAULTS:
        for seed in range(extent.seeds):
            for index, layout in enumerate(LAYOUTS):
                turn += 1
                if _chosen(layout, index + len(fault.name), turn, extent):
                    made = planted(fault, layout, seed)
                    _planted(tally, made, run.check_bytes(made.path, made.data))
    for made in files.PLANTED():
        outcome = run.check_bytes(made.path, made.data)
        _planted(tally, made, outcome)
    _harmless(tally, run, extent)
    return tally


def _chosen(layout: str, index: int, turn: int, extent: Extent) -> bool:
    slow = layout in SLOW and (turn // len(LAYOUTS)) % extent.slow != 0
    return not slow and index % extent.every == 0


def _planted(tally: Tally, made: Made, outcome: FileOutcome) -> None:
    key = (made.check, made.layout)
    tally.planted[key] += 1
    tally.crashes += outcome.assurance.crashed
    result = standing(made, outcome)
    if result is Standing.MISSED:
        told = any(u.name == made.check for u in outcome.unchecked)
        told = told or any(f.name in ("table-unreadable", "table-missing") for f in outcome.findings)
        tally.told[key] += told
        names = sorted({f.name for f in outcome.findings})
        tally.missed.append(f"{made.check} ({made.group}, {made.layout}): {made.words} {names}")
        return
    tally.found[key] += 1
    if result is Standing.UNPLACED:
        return
    tally.placed[key] += 1
    tally.at[key] += result in (Standing.NAMED, Standing.AT)
    if made.place is not None and made.place.kind == "cell":
        tally.celled[key] += 1
        tally.named[key] += result is Standing.NAMED
    if result is Standing.ELSEWHERE:
        tally.missed.append(f"elsewhere: {made.check} ({made.group}, {made.layout}): {made.words}")


def _harmless(tally: Tally, run: Linter, extent: Extent) -> None:
    turn = 0
    for harmless in (*reports.HARMLESS, *reports.HARMLESS_SAID):
        for seed in range(extent.seeds):
            for index, layout in enumerate(LAYOUTS):
                turn += 1
                if _chosen(layout, index + len(harmless.name), turn, extent):
                    made = alike(harmless, layout, seed)
                    outcome = run.check_bytes(made.path, made.data)
                    _alike(tally, made, outcome, harmless.allowed)
    for index, layout in enumerate(LAYOUTS):
        for seed in range(10 * extent.seeds + 60 // extent.every):
            if not (layout in SLOW and seed % (2 * extent.slow)):
                made = consistent(layout, seed)
                _clean(tally, made, run.check_bytes(made.path, made.data), index)


def _alike(tally: Tally, made: Made, outcome: FileOutcome, allowed: frozenset[str]) -> None:
    tally.looked[made.layout] += 1
    names = {f.name for f in outcome.findings} - allowed
    for name in names:
        tally.alarms[name, made.layout] += 1
    loud = {f.name for f in outcome.findings if f.severity != "note"} - allowed
    if loud:
        tally.false.append(f"{made.group} ({made.layout}): {sorted(loud)}")
    if made.check:
        tally.aimed[made.check] += 1
        tally.spoken[made.check] += made.check in names


def _clean(tally: Tally, made: Made, outcome: FileOutcome, _index: int) -> None:
    tally.clean[made.layout] += 1
    loud = [f.name for f in outcome.findings if f.severity != "note"]
    tally.flagged[made.layout] += bool(loud)
    tally.crashes += outcome.assurance.crashed
    if loud:
        tally.false.append(f"consistent ({made.layout}): {sorted(loud)}")
