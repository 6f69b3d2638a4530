"""Cases: a report that fails a constraint and one that passes, each a small change of one consistent report.

Every constraint has a failing case here or among the planted faults (`reports.FAULTS`), or is proven elsewhere.
"""

from functools import cache
from pathlib import Path

import pytest
import reports
import yaml
from linting import lint, linter

from govlint.gathered import KINDS

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.yaml"))
OTHERWISE_PROVEN = {"table-unreadable", "parse-bound"}
"""Proven in `test_faults.py`: a layout that loses cells, a report that is too strange."""
SEVERAL = ("test_series.py", "test_sets.py")
"""Where constraints on several reports are proven, each by its name."""


@cache
def base(kind: str = "county") -> str:
    data = reports.make(11, form="gfoi-2021", profile="small", kind=kind, year=2023)
    return reports.write(data, "lines").text


def printed(case) -> str:
    """The base report with a sentence more, in section one or before it, or with words replaced or dropped."""
    text = base(case.get("kind", "county"))
    if "say" in case:
        mark = next(line for line in text.split("\n") if line.startswith(("（三）", "(三)")))
        return text.replace(mark, f"{case['say']}\n\n{mark}", 1)
    if "intro" in case:
        return text.replace("一、总体情况", f"{case['intro']}\n\n一、总体情况", 1)
    if "drop" in case:
        for word in case["drop"]:
            text = text.replace(word, "")
        return text
    assert case["replace"] in text
    return text.replace(case["replace"], case["by"], 1)


def cases():
    for path in FILES:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for verdict in ("fail", "pass"):
            for number, case in enumerate(data.get(verdict, ())):
                yield pytest.param(data["code"], verdict, case, id=f"{data['code']}-{verdict}-{number}")


def test_the_base_is_consistent():
    assert [f.name for f in lint(base()).findings if f.severity != "note"] == []


@pytest.mark.parametrize(("code", "verdict", "case"), list(cases()))
def test_case(code, verdict, case):
    findings = [f for f in lint(printed(case)).findings if f.code == code]
    if verdict == "pass":
        assert [f.message.zh for f in findings] == []
    else:
        assert findings
        assert all(f.message.zh and f.message.en and f.remedy.zh for f in findings)


def test_every_constraint_has_a_failing_case():
    cased = {yaml.safe_load(path.read_text(encoding="utf-8"))["code"] for path in FILES}
    planted = {fault.check for fault in reports.FAULTS}
    constraints = [c for c in linter().packs.constraints if c.rule is not None and c.enabled]
    texts = "".join((CASES.parent / name).read_text(encoding="utf-8") for name in SEVERAL)
    cased |= {c.code for c in constraints if c.each in KINDS and f'"{c.name}"' in texts}
    lacking = [
        c.code for c in constraints if c.code not in cased and c.name not in planted | OTHERWISE_PROVEN
    ]
    assert lacking == []
    assert len(constraints) > 80


def test_files_are_named_after_their_constraint():
    for path in FILES:
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["code"] == path.stem
