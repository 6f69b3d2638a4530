"""What is said of published reports, where they are to be had (`GOVLINT_REPORTS`)."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from govlint.choose import Choice
from govlint.lint import Linter, Settings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("GOVLINT_REPORTS") or ROOT.parent / "shared" / "reports")


@dataclass(frozen=True, slots=True)
class Held:
    """Findings of a careful reader that were made, and things he would not accept that were said."""

    reports: int
    findings: int
    made: int
    refusals: int
    said: int
    spoken: dict[str, int]
    """In how many reports each constraint speaks."""


def published() -> Held | None:
    """The comparison; None where the reports are absent."""
    expected = FOLDER / "expected.csv"
    if not expected.is_file():
        return None
    run = Linter(Settings(choice=Choice()))
    names = sorted(p.name for p in FOLDER.iterdir() if p.suffix not in (".md", ".csv"))
    outcomes = {name: run.check(str(FOLDER / name)) for name in names}
    spoken = Counter(name for o in outcomes.values() for name in {f.name for f in o.findings})
    findings = made = refusals = said = 0
    with expected.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = outcomes[row["file"]].findings
            asked = set(row["check"].split("|"))
            if row["expect"] == "finding":
                findings += 1
                made += any(f.name in asked for f in found)
            elif row["where"] not in ("errors", "errors in tables"):
                refusals += 1
                said += any(f.name in asked for f in found)
    return Held(len(names), findings, made, refusals, said, dict(spoken))
