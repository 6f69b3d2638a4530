"""Planted faults are found at their place and nothing else is; consistent reports and look-alikes are silent."""

import random

import pytest
import reports
from linting import everything, line, lint, speaking

LAYOUTS = ("lines", "pipes", "markdown_rows", "tabs")
KINDS = ("county", "department", "town", "street", "city", "office", "zone")
PROFILES = ("zero", "small", "medium", "large", "sparse")

DUPLICATES = {"row-doubled"}
"""Faults that stand on two lines alike: either is right."""


@pytest.mark.parametrize("layout", reports.LAYOUTS)
@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_consistent_reports_are_silent(layout, form):
    for seed, profile in enumerate(PROFILES):
        outcome = lint(reports.write(reports.make(seed, form=form, profile=profile), layout).text)
        assert [(f.name, f.message.zh) for f in speaking(outcome)] == []
        assert outcome.assurance.crashed == 0
        assert outcome.assurance.evaluated > 0


@pytest.mark.parametrize("fault", reports.FAULTS, ids=lambda fault: fault.name)
def test_planted_faults_are_found_and_nothing_else(fault):
    if fault.check not in {constraint.name for constraint in everything().chosen}:
        pytest.fail(f"no constraint is called {fault.check}")
    for layout in LAYOUTS:
        planted = fault.plant(fault.make(0), random.Random(0))
        printed = reports.write(planted.data, layout)
        outcome = everything().check_bytes("report.txt", printed.text.encode())
        found = [finding for finding in outcome.findings if finding.name == fault.check]
        assert found, (layout, planted.text, [f.name for f in outcome.findings])
        others = [f.name for f in speaking(outcome) if f.name != fault.check and f.name not in planted.also]
        assert others == [], (layout, planted.text)
        if fault.name not in DUPLICATES and planted.place.kind == "cell":
            wanted = printed.line_of(planted.place)
            places = {line(outcome, f) for f in found}
            related = {outcome.document.position(r.span.start).line for f in found for r in f.related}
            assert wanted in places | related, (layout, planted.text)


@pytest.mark.parametrize("harmless", reports.HARMLESS, ids=lambda harmless: harmless.name)
def test_look_alikes_are_silent(harmless):
    for layout in LAYOUTS:
        data = harmless.apply(harmless.make(0), random.Random(0))
        outcome = lint(reports.write(data, layout, **(harmless.options or {})).text)
        names = [f.name for f in outcome.findings if f.name not in harmless.allowed and f.severity != "note"]
        assert names == [], layout


@pytest.mark.parametrize("layout", reports.UNREADABLE_LAYOUTS)
def test_unreadable_layouts_give_no_sums_and_no_blanks(layout):
    for seed in range(4):
        outcome = lint(reports.write(reports.make(seed, profile="sparse"), layout).text)
        names = {finding.name for finding in outcome.findings}
        assert "table-unreadable" in names
        assert not names & {"t3-row-sum", "t3-result-total", "t3-balance", "t4-group-sum", "cell-blank"}


@pytest.mark.parametrize("layout", reports.UNREADABLE_LAYOUTS)
def test_sentences_about_an_unreadable_table_are_not_checked_for_that_reason(layout):
    outcome = lint(reports.write(reports.make(1, form="gfoi-2021"), layout).text)
    reasons = {
        entry.reason.zh for entry in outcome.unchecked if entry.name in ("nt-answered", "nt-carry-out")
    }
    assert reasons == {"版面使这一格无法辨认"}


def test_a_report_too_strange_to_repair_says_so():
    text = reports.write(reports.make(1), "pipes").text
    row = next(part for part in text.split("\n") if part.startswith("4.保护第三方合法权益"))
    outcome = lint(text.replace(row, "\n".join([row] * 3000)))
    assert "parse-bound" in {finding.name for finding in outcome.findings}
    assert outcome.report.table("review").row("reconsideration").trouble == ""
