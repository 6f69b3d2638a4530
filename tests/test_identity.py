"""Who issues the report, what it calls itself, what it cites: a bank of sentences with what must be found."""

import pytest
from bank_reports import cases, lint

BANK = cases("identity")


@pytest.mark.parametrize("case", BANK, ids=[case["id"] for case in BANK])
def test_what_a_sentence_gives(case):
    outcome = lint(case)
    assert outcome.status == "checked"
    assert sorted(f.name for f in outcome.findings if f.code[:3] == "GL6") == sorted(case["expect"])


def test_at_least_two_in_five_stay_silent():
    assert sum(not case["expect"] for case in BANK) >= 0.4 * len(BANK)
