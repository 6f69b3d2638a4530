"""Numbers, phrases and readings: what a figure in prose says and what it is held against."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from prose_reports import engine, outcome_of, report_of

from govlint.prose import numerals
from govlint.prose.amounts import Amount
from govlint.prose.passages import passages
from govlint.prose.phrases import Phrase
from govlint.prose.targets import Evaluated, Reading
from govlint.rule import Scope


def amounts_in(text: str) -> list[Amount]:
    report, document = report_of(text)
    vocabulary = next(c.arguments["vocabulary"] for c in engine().constraints if c.name == "nt-received")
    scope = Scope(report, document, {}, date(2026, 11, 24))
    return [amount for passage in passages(scope, vocabulary) for amount in passage.amounts]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("二十三", 23),
        ("十", 10),
        ("十五", 15),
        ("三百零六", 306),
        ("一千二百", 1200),
        ("两", 2),
        ("二〇二三", 2023),
        ("三三十", None),
    ],
)
def test_chinese_numbers(text: str, count: int | None) -> None:
    assert numerals.chinese(text) == count


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("收到3,119件", [(3119, "件", True)]),
        ("收到３１件", [(31, "件", True)]),
        ("收到二十三件", [(23, "件", True)]),
        ("公开18万余条", [(180000, "条", False)]),
        ("公开1.2万条", [(12000, "条", True)]),
        ("约50件", [(50, "件", False)]),
        ("50件以上", [(50, "件", False)]),
        ("十余件", [(10, "件", False)]),
        ("占51.85%", [(Decimal("51.85"), "%", True)]),
        ("收取2950元", [(2950, "元", True)]),
        ("收费3.5万元", [(Decimal("3.5") * 10000, "元", True)]),
        ("2024年1月1日起", []),
        ("第3期", []),
        ("第二十条", []),
        ("国办公开办函〔2021〕30号", [(30, "号", True)]),
        ("拨打12345热线", []),
        ("高效办成一件事", []),
        ("电话0517-83605210", []),
        ("5至10件", [(10, "件", False)]),
        ("增加到100件", [(100, "件", True)]),
        ("53个部门2261项", [(53, "个部门", True), (2261, "项", True)]),
        ("A4纸3页", [(3, "页", True)]),
    ],
)
def test_figures_with_unit_and_hedge(text: str, read: list[tuple[object, str, bool]]) -> None:
    found = [(a.count, a.unit, a.exact) for a in amounts_in(text)]
    assert [(n, u) for n, u, _ in found if u != "日"] == [(n, u) for n, u, _ in read]
    assert [exact for _, u, exact in found if u != "日"] == [exact for _, _, exact in read]


@pytest.mark.parametrize(
    "text",
    [
        "", "收到*{n}", "收+{n}", "收[到]{n}", "{n}件{n}", "(收到{n}", "收到){n}", "收到?{n}", "…{n}",
        "收{2,}到", "收…到…申…请…{n}", "(((收)))到", "收到" * 200, "收到\\d{n}", "(收到|){n}",
    ],
)  # fmt: skip
def test_phrases_that_could_run_away_or_match_anything_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Phrase.parse(text)


@pytest.mark.parametrize(
    ("phrase", "lead", "fits"),
    [
        ("收到…申请{n}", "共收到政府信息公开申请", True),
        ("收到…申请{n}", "共收到群众来信,申请", False),
        ("收到~申请{n}", "共收到群众来信,申请", True),
        ("(收到|受理)(了)?申请{n}", "受理了申请", True),
        ("(收到|受理)(了)?申请{n}", "受理申请共", False),
        ("上年(度)?结转{n}", "上年度结转", True),
    ],
)
def test_phrases_match_up_to_the_figure(phrase: str, lead: str, fits: bool) -> None:
    assert (Phrase.parse(phrase).before(lead) >= 0) is fits


def test_phrases_look_behind_the_figure_too() -> None:
    phrase = Phrase.parse("{n}(申请)?结转")
    assert phrase.behind("申请结转下年度")
    assert not phrase.behind("答复")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("requests.received.total", 31),
        ("requests.received.total + requests.brought_forward.total", 33),
        ("requests.refused.total", 3),
        ("requests.received.total - requests.received.natural_persons", 5),
        ("review.direct_suits.total + review.suits_after_reconsideration.total", 3),
    ],
)
def test_readings_sum_cells_and_groups(text: str, count: int) -> None:
    found = Reading.parse(text).evaluate(report_of("无。")[0])
    assert isinstance(found, Evaluated)
    assert found.count == count
    assert sum(o.sign * o.count for o in found.operands) == count


def test_readings_of_blank_cells_are_none() -> None:
    assert Reading.parse("requests.received.total").evaluate(report_of("无。", "blank")[0]) == "all_blank"
    assert Reading.parse("requests.nothing.total").evaluate(report_of("无。")[0]) == "missing_row"


@pytest.mark.parametrize("text", ["received", "requests.received.total = 3", "", "requests..total"])
def test_readings_that_name_no_cell_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Reading.parse(text)


def test_a_finding_quotes_the_claim_and_shows_the_cell() -> None:
    (finding,) = outcome_of("2024年，全年共收到政府信息公开申请35件。").findings
    assert finding.name == "nt-received"
    assert "收到政府信息公开申请35件" in finding.message.zh
    assert finding.proof is not None
    assert (finding.proof.left, finding.proof.right) == (35, 31)
    assert finding.related[0].label == "requests / received / total"


def test_a_figure_in_an_unreadable_table_is_unchecked_not_found() -> None:
    outcome = outcome_of("全年共收到政府信息公开申请35件。", "blank")
    assert not outcome.findings
    assert [entry.name for entry in outcome.unchecked] == ["nt-received"]


def test_unambiguous_contradictions_are_errors_and_narrowed_ones_warnings() -> None:
    plain = outcome_of("新收政府信息公开申请35件。").findings
    narrowed = outcome_of("全县新收政府信息公开申请35件。").findings
    assert [f.severity for f in plain] == ["error"]
    assert [f.severity for f in narrowed] == ["warning"]


def test_a_fee_notice_denied_and_lapsed_is_a_contradiction() -> None:
    said = "全年未发出信息处理费收费通知。"
    report, document = report_of(said, changed=("otherwise.fee_lapsed.total",))
    found = engine().run(report, document, date(2026, 11, 24)).findings
    assert [finding.name for finding in found] == ["nt-fee"]
    assert not outcome_of(said).findings
