"""Years, periods and days: a bank of sentences with what must be found."""

import random

import pytest
import reports
from bank_reports import cases, lint, linter

BANK = cases("time")


@pytest.mark.parametrize("case", BANK, ids=[case["id"] for case in BANK])
def test_what_a_sentence_gives(case):
    outcome = lint(case)
    assert outcome.status == "checked"
    assert sorted(f.name for f in outcome.findings if f.code[:3] == "GL6") == sorted(case["expect"])


def test_half_of_the_bank_stays_silent():
    assert 2 * sum(not case["expect"] for case in BANK) >= len(BANK)


LINTER = linter(None)
NAMES = {constraint.name for constraint in LINTER.engine.constraints}
FAULTS = [fault for fault in reports.FAULTS if fault.check in NAMES]


def findings(data, seed, **options):
    layout = list(reports.LAYOUTS)[seed % len(reports.LAYOUTS)]
    printed = reports.write(data, layout, **options)
    outcome = LINTER.check_bytes("report.txt", printed.text.encode())
    position = outcome.document.position
    return printed, [(f.name, position(f.span.start).line) for f in outcome.findings if f.code[:3] == "GL6"]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_planted_fault_is_found_at_its_line(fault):
    for seed in range(8):
        planted = fault.plant(fault.make(seed), random.Random(seed))
        printed, found = findings(planted.data, seed)
        line = printed.line_of(planted.place)
        assert [f for f in found if f[0] == planted.check and line in (None, f[1])], (seed, found)
        assert {name for name, _ in found} <= {planted.check, *planted.also}


def test_consistent_reports_stay_silent():
    for seed in range(42):
        kind = reports.KINDS[seed % len(reports.KINDS)]
        assert findings(reports.make(seed, reports.FORMS[seed % 2], "small", kind), seed)[1] == [], seed


@pytest.mark.parametrize("change", reports.HARMLESS, ids=[change.name for change in reports.HARMLESS])
def test_harmless_changes_stay_silent(change):
    data = change.apply(change.make(1), random.Random(1))
    found = findings(data, 0, **change.options)[1]
    assert {name for name, _ in found} <= change.allowed
