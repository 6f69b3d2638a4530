"""Sums, shares, outlines and lists in prose: places, proofs, severities, bounds."""

from __future__ import annotations

import pytest
from prose_reports import found_in, outcome_of, report_of
from work import calls


def quoted(sentence: str) -> list[tuple[str, str]]:
    text = report_of(sentence)[1].text
    return [(f.name, text[f.span.start : f.span.end]) for f in outcome_of(sentence).findings]


@pytest.mark.parametrize(
    ("sentence", "name", "place"),
    [
        ("全年主动公开信息50条，其中动态30条，公告15条。", "breakdown-sum", "全年主动公开信息50条"),
        ("公开文件15件，其中规划5件、人事5件、规划5件。", "breakdown-duplicate-item", "规划5件"),
        ("公开信息50条，其中政策类20条，占45%。", "percent-mismatch", "20条，占45%"),
        ("公开信息110条，较上年100条增长15%。", "trend-mismatch", "110条，较上年100条增长15%"),
        ("全文共分五个部分。", "parts-count-headings", "全文共分五个部分"),
        ("一是加强领导；三是强化培训。", "ordinal-list-gap", "三是强化培训。"),
    ],
)
def test_findings_stand_where_the_fault_is(sentence: str, name: str, place: str) -> None:
    assert (name, place) in quoted(sentence)


def test_the_last_of_two_equal_names_is_the_one_reported() -> None:
    sentence = "公开文件15件，其中规划5件、人事5件、规划5件。"
    text = report_of(sentence)[1].text
    (finding,) = outcome_of(sentence).findings
    assert finding.span.start == text.rindex("规划")
    assert finding.related[0].span.start == text.index("规划")


def test_the_proof_of_a_breakdown_has_every_part() -> None:
    (finding,) = outcome_of("公开信息50条，其中动态30条，公告15条。").findings
    assert finding.proof is not None
    assert (finding.proof.left, finding.proof.right, finding.proof.difference) == (50, 45, 5)
    assert [operand.count for operand in finding.proof.operands] == [50, 30, 15]


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("公开信息50条，其中动态30条，公告15条。", "warning"),
        ("公开信息50条，其中动态30条，其他15条。", "error"),
        ("公开信息50条，分别为动态30条、公告15条。", "error"),
    ],
)
def test_a_closed_list_makes_it_an_error(sentence: str, severity: str) -> None:
    assert [f.severity for f in outcome_of(sentence).findings] == [severity]


def test_names_of_no_heading_are_a_note() -> None:
    names = "总体情况、主动公开情况、收到和处理申请情况、行政复议、行政诉讼情况、问题、收费减免情况"
    found = outcome_of(f"本报告由{names}六部分组成。").findings
    assert [(f.name, f.severity) for f in found] == [("parts-names", "note")]


@pytest.mark.parametrize(
    "unit", ["共9", "收到申请", "9件(", "其中9件", "一是", "一是三是", "9件占9%", "共9条,其中9条,", "未收到"]
)
def test_hostile_text_costs_no_more_for_each_character(unit: str) -> None:
    def work(size: int) -> int:
        return calls(lambda: found_in(unit * (size // len(unit))))[1]

    work(1000)
    small, large = work(5_000), work(40_000)
    assert large < 8 * 1.5 * small + 1000
