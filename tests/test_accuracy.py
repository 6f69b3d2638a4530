"""The measured corpus has a fault for every constraint, and each fault is missed without its constraint."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import reports
from linting import TODAY, everything

from govlint.understand import understand

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.accuracy import corpus, files, places, table
from benchmarks.accuracy.measure import Extent, Tally, _planted
from govlint.gathered import KINDS

OTHERWISE = {"table-unreadable", "parse-bound"}
"""Proven in `test_faults.py` by layouts that lose cells and by a report too strange."""
FAULTS = {fault.check: fault for fault in reversed(reports.FAULTS)}


def constraints():
    """Those that judge one report; those on several are proven in `test_series.py` and `test_sets.py`."""
    return [c for c in everything().packs.constraints if c.rule is not None and c.each not in KINDS]


def names(text, without=""):
    """What is found in a text, by all constraints or all but one."""
    document = everything().read("report.txt", text.encode())
    report = understand(document, everything().recogniser)
    engine = everything().engine
    kept = tuple(c for c in engine.constraints if c.name != without)
    found = replace(engine, constraints=kept).run(report, document, TODAY).findings
    return {finding.name for finding in found}


def test_every_constraint_has_a_planted_fault():
    assert {c.name for c in constraints()} - set(FAULTS) == OTHERWISE
    assert {made.check for made in files.PLANTED()} >= {"file-damaged", "file-encrypted", "tracked-changes"}


@pytest.mark.parametrize("check", sorted(FAULTS))
def test_without_its_constraint_the_fault_is_missed(check):
    fault = FAULTS[check]
    planted = fault.plant(fault.make(0), random.Random(0))
    text = reports.write(planted.data, "pipes").text
    assert check in names(text)
    assert check not in names(text, without=check)


@pytest.mark.parametrize("made", list(files.PLANTED()), ids=lambda made: f"{made.group}-{made.path}")
def test_what_is_wrong_with_a_file_is_told(made):
    outcome = everything().check_bytes(made.path, made.data)
    assert made.check in [finding.name for finding in outcome.findings]


@pytest.mark.parametrize("harmless", reports.HARMLESS_SAID, ids=lambda harmless: harmless.name)
def test_sentences_that_look_wrong_are_silent(harmless):
    data = harmless.apply(harmless.make(1), random.Random(1))
    found = everything().check_bytes("r.txt", reports.write(data, "lines").text.encode()).findings
    assert [f.message.zh for f in found if f.severity != "note" or f.name == harmless.aimed] == []


def test_a_missed_fault_and_a_wrong_place_are_counted():
    made = corpus.planted(FAULTS["t3-row-sum"], "lines", 0)
    right = everything().check_bytes(made.path, made.data)
    clean = everything().check_bytes("r.txt", corpus.consistent("lines", 0).data)
    tally = Tally()
    _planted(tally, made, right)
    _planted(tally, made, clean)
    assert (sum(tally.planted.values()), sum(tally.found.values()), len(tally.missed)) == (2, 1, 1)
    shown = table.page(tally, None, Extent(1, 1, 1))
    assert "t3-row-sum: found 1 of 2 (`lines` 1/2)" in shown
    moved = replace(made, place=reports.Place("cell", ("review", "reconsideration", "upheld")))
    assert places.standing(moved, right) is places.Standing.ELSEWHERE
