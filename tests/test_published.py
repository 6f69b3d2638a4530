"""Published reports: what a careful reader found, and what he would not accept. Skipped where they are absent."""

import csv
import os
from functools import cache
from pathlib import Path

import pytest
from linting import linter

FOLDER = Path(os.environ.get("GOVLINT_REPORTS") or Path(__file__).parents[1].parent / "shared" / "reports")
SUMS = {"t3-row-sum", "t3-result-total", "t3-balance", "t4-group-sum"}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"published reports are not at {FOLDER}")


def expected():
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def outcome(name):
    return linter().check(str(FOLDER / name))


def quoted(finding, result, quote):
    """Whether a finding stands at the words quoted, or says them."""
    text = result.document.text
    around = text[max(finding.span.start - 80, 0) : finding.span.end + 80]
    labels = (finding.message.zh, finding.cell.label if finding.cell else "", around)
    return any(quote in label for label in labels)


@pytest.mark.parametrize(
    "row", expected(), ids=lambda row: f"{row['file']}-{row['check']}-{row['where'][:12]}"
)
def test_what_a_careful_reader_found(row):
    result = outcome(row["file"])
    assert result.status == "checked"
    names = set(row["check"].split("|"))
    if row["expect"] == "finding":
        found = [f for f in result.findings if f.name in names]
        assert found, [f.name for f in result.findings]
        if row["where"] in result.document.text and len(row["where"]) > 4:
            assert any(quoted(f, result, row["where"]) for f in found), [f.message.zh for f in found]
    elif row["where"] == "errors":
        assert [f.message.zh for f in result.findings if f.severity == "error"] == []
    elif row["where"] == "errors in tables":
        assert [f.message.zh for f in result.findings if f.name in SUMS] == []
    else:
        assert [f.message.zh for f in result.findings if f.name in names] == []


def test_no_rule_crashes():
    for path in sorted(FOLDER.iterdir()):
        if path.suffix not in (".md", ".csv"):
            assert outcome(path.name).assurance.crashed == 0
