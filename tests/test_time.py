"""Years, periods and days: a bank of sentences with what must be found."""

import pytest
from bank_reports import cases, lint

BANK = cases("time")


@pytest.mark.parametrize("case", BANK, ids=[case["id"] for case in BANK])
def test_what_a_sentence_gives(case):
    outcome = lint(case)
    assert outcome.status == "checked"
    assert sorted(f.name for f in outcome.findings if f.code[:3] == "GL6") == sorted(case["expect"])


def test_half_of_the_bank_stays_silent():
    assert 2 * sum(not case["expect"] for case in BANK) >= len(BANK)
