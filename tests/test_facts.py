"""Facts that the grammar's patterns read: periods, titles, days, names, numbers of documents."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from govlint.calendar_text import DATED, day_of, number, year_of
from govlint.document import Piece
from govlint.facts import compile_facts, identify, read_facts
from govlint.tables import compile_form

GRAMMARS = Path(__file__).parent.parent / "grammars"


@cache
def finders():
    form = compile_form(GRAMMARS / "gfoi_2021.lark", [GRAMMARS])
    return compile_facts(form.facts, form.signs)


def facts(*paragraphs, section=""):
    offset, pieces = 0, []
    for text in paragraphs:
        pieces.append((section, Piece.verbatim(text, offset)))
        offset += len(text) + 1
    return read_facts(finders(), pieces)


def named(name, *paragraphs):
    return [fact for fact in facts(*paragraphs) if fact.name == name]


FULL = (date(2023, 1, 1), date(2023, 12, 31))
PERIODS = [
    ("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。", FULL),
    ("本报告中所列数据的统计期限从2023年1月1日起到12月31日截止。", FULL),
    ("本报告列数据统计期限为2023年1月1日-2023年12月31日。", FULL),
    ("统计期为2023年1月1日至2023年12月31日。", FULL),
    ("统计时限：2023年1月1日—2023年12月31日", FULL),
    ("统计时间从2023年01月01日到2023年12月31日", FULL),
    ("统计时间范围为2023年1月1日～12月31日", FULL),
    ("数据统计期限为2023年1月1日至12月31日", FULL),
    ("本报告使用数据统计期限为2023年1月1日至2023年12月31日", FULL),
    ("所列统计数据时间范围为2023年1月1日至2023年12月31日", FULL),
    ("内容涵盖2023年1月1日至2023年12月31日期间的工作", FULL),
    ("报告期为2023年1月1日至2023年12月31日", FULL),
    ("（统计期限：2023年1月1日至2023年12月31日）", FULL),
    ("除特别说明的外，本报告所列数据统计期限为2023年1月1日至2023年12月31日。", FULL),
    ("统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止", FULL),
    ("统计期限自２０２３年１月１日起至２０２３年１２月３１日止", FULL),
    ("统计期限自2023年1月1日零时起，至2023年12月31日止", FULL),
    ("统计期限为2023.1.1-2023.12.31", FULL),
    ("统计期限为2023-01-01至2023-12-31", FULL),
    ("统计期限为2023/1/1-2023/12/31", FULL),
    ("统计期限自二〇二三年一月一日起至二〇二三年十二月三十一日止", FULL),
    ("统计期限自二○二三年一月一日至十二月三十一日", FULL),
    ("统计期限自2023年1月1日起至同年12月31日止", FULL),
    ("统计期限为1月1日至12月31止", FULL),
    ("数据统计期限为2022年7月1日至2023年6月30日", (date(2022, 7, 1), date(2023, 6, 30))),
    ("统计期限自2023年1月1日起至2022年12月31日止", (date(2023, 1, 1), date(2022, 12, 31))),
    ("统计期限自2023年2月30日起至2023年12月31日止", (None, date(2023, 12, 31))),
]
NO_PERIODS = [
    "意见征集期限为2023年3月1日至4月1日。",
    "2023年1月1日至3月31日，开展专项行动。",
    "开展数据安全检查，1月5日至2月3日完成。",
    "统计期限自202111日起至20211231日止。",
    "统计期限自2020年1月1日至202020年12月31日止。",
    "统计工作会议于2023年1月1日召开。",
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_a_period_is_read_in_every_phrasing(text, period):
    (fact,) = named("period", text)
    first = day_of(fact, "1", 2023)
    assert (first, day_of(fact, "2", first.year if first else 2023)) == period
    assert text[fact.span.start : fact.span.end].replace(" ", "")[0] in "2二1２"


@pytest.mark.parametrize("text", NO_PERIODS)
def test_another_range_of_days_is_no_period(text):
    assert named("period", text) == []


LOST = [
    "统计期限自202111日起至20211231日止。",
    "统计期限自20191月1日起至201912月31日止。",
    "截至202419日，共公开信息。",
    "依据国办公开办函〔202130号编制。",
    "期限为2018年11日至2018年1231日。",
]
KEPT = [
    "统计期限自2021年1月1日起至2021年12月31日止。",
    "依据国办公开办函〔2021〕30号编制。",
    "编号20210012号，共202112月刊。",
    "发布日期：20210112",
    "信息20211条，访问202112次。",
]


@pytest.mark.parametrize("text", LOST)
def test_lost_digits_are_recognised_as_damage(text):
    assert identify(facts(text)).digit_loss


@pytest.mark.parametrize("text", KEPT)
def test_whole_digits_are_no_damage(text):
    assert not identify(facts(text)).digit_loss


TITLES = [
    ("云溪县教育局2023年政府信息公开工作年度报告", "云溪县教育局", 2023),
    ("云溪县教育局2023年度政府信息公开工作年度报告", "云溪县教育局", 2023),
    ("2023年云溪县教育局政府信息公开工作年度报告", "云溪县教育局", 2023),
    ("2023年度云溪县教育局政府信息公开年度报告", "云溪县教育局", 2023),
    ("云溪县教育局政府信息公开工作2023年度报告", "云溪县教育局", 2023),
    ("云溪县教育局关于2023年政府信息公开工作的年度报告", "云溪县教育局", 2023),
    ("云溪县教育局2015年年度政府信息公开工作报告", "云溪县教育局", 2015),
    ("云溪县教育局二〇一九年政府信息公开工作年度报告", "云溪县教育局", 2019),
    ("云溪县人民政府2023年政府信息公开工作年度报告", "云溪县人民政府", 2023),
    ("云溪县人民政府信息公开工作年度报告", "云溪县人民政府", None),
    ("云溪县政府信息公开工作年度报告", "云溪县", None),
    ("岚浦街道办事处信息公开工作年度报告", "岚浦街道办事处", None),
    ("岚浦街道办事处2019年政务公开年报", "岚浦街道办事处", 2019),
    ("澄岭镇2019年政府政务公开年报", "澄岭镇", 2019),
    ("澄岭镇政府信息公开工作年度报告（2022年度）", "澄岭镇", 2022),
    ("# 云溪县人民政府 2025 年 政府信息公开工作年度报告", "云溪县人民政府", 2025),
    ("标题: 云溪综合实验区2019年度政府信息公开工作年度报告", "云溪综合实验区", 2019),
    ("云溪县教育局２０２３年政府信息公开工作年度报告", "云溪县教育局", 2023),
    ("云溪县教育局2023年政府信息公开工作年度报告 根据《条例》规定，编制本报告。", "云溪县教育局", 2023),
    ("国家税务总局云溪县税务局2023年政府信息公开工作年度报告", "国家税务总局云溪县税务局", 2023),
]
NO_TITLES = [
    "根据条例规定，现公布云溪县教育局2023年政府信息公开工作年度报告。",
    "关于做好2023年政府信息公开工作年度报告编制工作的通知",
    "栏目: 政府信息公开年报",
    "上一篇：云溪县水务局2023年政府信息公开工作年度报告",
    "当前位置：首页 > 政府信息公开年度报告",
    "编制本年度政府信息公开工作年度报告的要求如下",
]


@pytest.mark.parametrize(("text", "agency", "year"), TITLES)
def test_a_title_gives_agency_and_year(text, agency, year):
    identity = identify(facts(text))
    assert (identity.agency, identity.year) == (agency, year)
    assert identity.title is not None


@pytest.mark.parametrize("text", NO_TITLES)
def test_a_sentence_about_a_report_is_no_title(text):
    assert identify(facts(text)).title is None


AGENCIES = [
    (("政府信息公开工作年度报告", "发布机构：云溪县教育局    发布日期：2024-01-10"), "云溪县教育局"),
    (("云溪县人民政府", "2023年政府信息公开工作年度报告"), "云溪县人民政府"),
    (("2023年政府信息公开工作年度报告", "来源：岚浦街道办事处 时间：2024-01-10"), "岚浦街道办事处"),
    (
        ("来源：云溪县人民政府办公室发布日期：2024-01-10", "2023年政府信息公开工作年度报告"),
        "云溪县人民政府办公室",
    ),
    (("2023年政府信息公开工作年度报告", "云溪县教育局2024年1月10日"), "云溪县教育局"),
    (("2023年政府信息公开工作年度报告",), None),
]


@pytest.mark.parametrize(("paragraphs", "agency"), AGENCIES)
def test_the_agency_is_found_where_the_title_has_none(paragraphs, agency):
    assert identify(facts(*paragraphs)).agency == agency


DAYS = [
    ("发布日期:2024-01-10", "published", date(2024, 1, 10)),
    ("发布时间：2024-01-10 18:11", "published", date(2024, 1, 10)),
    ("公开日期：2024年1月10日", "published", date(2024, 1, 10)),
    ("发布日期：2024/1/10", "published", date(2024, 1, 10)),
    ("发布日期：20240110", "published", date(2024, 1, 10)),
    ("时间：2024-01-10", "dated", date(2024, 1, 10)),
    ("2024-01-10 来源：云溪县教育局", "stamped", date(2024, 1, 10)),
    ("2024年1月10日 18:11", "stamped", date(2024, 1, 10)),
    ("成文日期：2024-01-10", "written", date(2024, 1, 10)),
    ("生成日期：二〇二四年一月十日", "written", date(2024, 1, 10)),
    ("2024年1月10日", "signed", date(2024, 1, 10)),
    ("（2024年1月10日）", "signed", date(2024, 1, 10)),
    ("二〇二四年一月三十一日", "signed", date(2024, 1, 31)),
    ("云溪县教育局2024年1月10日", "signed", date(2024, 1, 10)),
]
NO_DAYS = [
    "更新日期：2024-01-10",
    "统计时间：2024-01-10",
    "索引号：2024-01-10-3",
    "2024年1月10日，召开会议。",
]


@pytest.mark.parametrize(("text", "name", "day"), DAYS)
def test_days_are_read_with_what_they_are(text, name, day):
    found = [fact for fact in facts(text) if fact.name in DATED]
    assert [(fact.name, day_of(fact)) for fact in found] == [(name, day)]


@pytest.mark.parametrize("text", NO_DAYS)
def test_other_days_are_none_of_the_reports(text):
    assert [f.name for f in facts(text) if f.name in DATED] == []


NUMERALS = [
    ("2019", 2019),
    ("二〇一九", 2019),
    ("二○二三", 2023),
    ("十", 10),
    ("十二", 12),
    ("三十一", 31),
    ("七", 7),
]


@pytest.mark.parametrize(("text", "value"), [*NUMERALS, ("", None), ("几", None)])
def test_numerals_are_read(text, value):
    assert number(text) == value


def test_two_sources_that_agree_outvote_the_title():
    title = "云溪县教育局2022年政府信息公开工作年度报告"
    period = "统计期限自2023年1月1日起至2023年12月31日止。"
    told = "现公布云溪县教育局2023年政府信息公开工作年度报告。"
    assert identify(facts(title, period)).year == 2022
    assert identify(facts(title, period, told)).year == 2023


def test_a_citation_keeps_title_and_number():
    (fact,) = named(
        "book", "依据《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。"
    )
    assert [fact.get(key) for key in ("issuer", "year", "number")] == ["国办公开办函", "2021", "30"]
    assert (fact.get("title") or "").endswith("年度报告格式")
    assert year_of(fact) == 2021


HOSTILE = [
    "共",
    "20",
    "2019年",
    "现公布",
    "《",
    "由",
    "统计期限",
    "1月",
    "我",
    "（",
    "年度报告",
    "政府信息公开",
    "现将就",
    ",根据",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_runs_of_what_patterns_begin_with_are_got_through(unit):
    text = unit * (100_000 // len(unit))
    assert all(fact.span.end <= len(text) for fact in facts(text))


BOXES = [
    (("发布日期：", "2024-01-10"), "published"),
    (("发布日期", "2024-01-10"), "published"),
    (("更新日期", "2024-06-10"), None),
    (("有效期至", "2024年6月10日"), None),
    (("云溪县教育局", "2024年1月10日"), "signed"),
    (("截至2023年12月31日",), None),
]


@pytest.mark.parametrize(("paragraphs", "name"), BOXES)
def test_a_label_and_its_day_may_stand_apart(paragraphs, name):
    found = [f for f in facts(*paragraphs) if f.name in DATED]
    assert [f.name for f in found] == ([name] if name else [])
    assert all(f.get("y") == "2024" and f.span.start >= len(paragraphs[0]) for f in found)
