"""Faults of what is said: figures that are not the table's, names, years, documents, outlines.

Duty: say one wrong thing each, in several wordings and places. May not touch tables.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from reports.model import Place, ReportData
from reports.placing import put, put_first, told
from reports.planting import NARRATIVE, Registry
from reports.statements import Told

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
Result = tuple[ReportData, Place, str]
_REPEATED = NARRATIVE | {"same-quantity-differs"}
_OFF = (1, 2, 3, 7, 10)


def _wrong(rng: random.Random, count: int, not_this: tuple[int, ...] = ()) -> int:
    """Another count, that is none of the others which the same words might mean."""
    ways = [count + n for n in _OFF if count + n not in not_this]
    return rng.choice(ways)


def _said(
    data: ReportData,
    rng: random.Random,
    instead_of: str,
    ways: tuple[str, ...],
    front: bool = False,
    **values: object,
) -> Result:
    own = {"y": data.year, "own": data.agency.own, "a": data.agency.name, **values}
    text = rng.choice(ways).format(**own)
    return put_first(data, text) if front else put(data, rng, text, instead_of)


def _of(data: ReportData) -> Told:
    return told(data)


@fault("nt-received", also=_REPEATED)
def received_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of requests than the table's."""
    t = _of(data)
    new, old = t.total("received"), t.total("brought_forward")
    ways = (
        "{y}年，{own}共收到政府信息公开申请{n}件。",
        "{y}年度共收到公民、法人和其他组织提出的政府信息公开申请{n}件。",
        "全年新收政府信息公开申请{n}件。",
        "本年度收到依申请公开{n}件，均依法依规办理。",
        "{y}年，{own}共收到政府信息公开申请{n}件，较好满足了群众需求。",
    )
    return _said(data, rng, "received", ways, n=_wrong(rng, new, (new + old,)))


@fault("nt-carry-in", also=_REPEATED)
def carry_in_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number brought forward."""
    old = _of(data).total("brought_forward")
    ways = (
        "上年结转政府信息公开申请{n}件。",
        "另有上年度结转申请{n}件。",
        "上年结转申请{n}件，已全部纳入办理。",
    )
    return _said(data, rng, "", ways, n=_wrong(rng, old))


@fault("nt-carry-out", also=_REPEATED)
def carry_out_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number carried forward."""
    left = _of(data).total("carried_forward")
    ways = ("结转下年度继续办理{n}件。", "尚有{n}件结转下一年度办理。", "其余{n}件结转至下年度继续办理。")
    return _said(data, rng, "answered", ways, n=_wrong(rng, left))


@fault("nt-answered", also=_REPEATED)
def answered_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number disposed of."""
    done = _of(data).total("disposed")
    ways = (
        "全年共答复政府信息公开申请{n}件。",
        "全年办结政府信息公开申请{n}件。",
        "{y}年，共办理答复依申请公开{n}件。",
    )
    return _said(data, rng, "answered", ways, n=done + rng.choice((50, 70, 110)))


def _with_carried(data: ReportData) -> bool:
    return _of(data).total("carried_forward") > 0


@fault("nt-all-answered", also=_REPEATED, where=_with_carried)
def all_answered_said(data: ReportData, rng: random.Random) -> Result:
    """All are said to be answered while the table carries some forward."""
    ways = (
        "收到的政府信息公开申请均已按期办结。",
        "所有政府信息公开申请均已在法定期限内办结，无结转下年度申请。",
        "政府信息公开申请已全部办结。",
    )
    return _said(data, rng, "answered", ways)


@fault("nt-no-requests", also=_REPEATED)
def no_requests_said(data: ReportData, rng: random.Random) -> Result:
    """None are said to have come."""
    ways = (
        "{y}年，{own}未收到政府信息公开申请。",
        "本年度没有收到政府信息公开申请。",
        "全年无政府信息公开申请。",
    )
    return _said(data, rng, "received", ways)


@fault("nt-result-groups", also=_REPEATED)
def results_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """A group of results with another count."""
    key, word = rng.choice((("granted", "予以公开"), ("refused", "不予公开"), ("unavailable", "无法提供")))
    ways = ("办理结果中，{w}{n}件。", "从办理结果看，{w}{n}件，其余依法处理。")
    return _said(data, rng, "results", ways, w=word, n=_wrong(rng, _of(data).group(key)))


@fault("nt-applicants", also=_REPEATED)
def applicants_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of natural persons."""
    n = _of(data).total("received", "natural_persons")
    ways = (
        "新收申请中，自然人申请{n}件。",
        "从申请主体看，自然人申请{n}件。",
        "本年新收申请中自然人提出{n}件。",
    )
    return _said(data, rng, "applicants", ways, n=_wrong(rng, n, (n + _of(data).total("brought_forward"),)))


@fault("nt-review", also=_REPEATED)
def review_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of reviews."""
    ways = (
        "因政府信息公开被申请行政复议{n}件。",
        "全年发生政府信息公开行政复议案件{n}件。",
        "{y}年，{own}因政府信息公开工作被申请行政复议{n}起。",
    )
    return _said(data, rng, "review", ways, n=_wrong(rng, _of(data).review("reconsideration")))


@fault("nt-litigation", also=_REPEATED)
def suits_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of suits."""
    t = _of(data)
    direct, after = t.review("direct_suits"), t.review("suits_after_reconsideration")
    ways = (
        "因政府信息公开被提起行政诉讼{n}件。",
        "全年发生政府信息公开行政诉讼案件{n}件。",
        "{y}年，因政府信息公开工作引发行政诉讼{n}件。",
    )
    return _said(data, rng, "review", ways, n=_wrong(rng, direct + after, (direct, after)))


def _disputed(data: ReportData) -> bool:
    t = _of(data)
    return t.review("reconsideration") > 0 and t.review("direct_suits") > 0


@fault("nt-no-review", also=_REPEATED, where=_disputed)
def no_review_said(data: ReportData, rng: random.Random) -> Result:
    """None are said to have happened while the table counts some."""
    ways = (
        "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
        "本年度没有发生政府信息公开行政复议、行政诉讼案件。",
        "{y}年，{own}未发生因政府信息公开申请引起的行政复议和行政诉讼。",
    )
    return _said(data, rng, "review", ways)


@fault("nt-normative-docs", also=_REPEATED, forms=("gfoi-2021",))
def documents_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of documents issued."""
    n = _of(data).two("normative_documents", "issued")
    ways = (
        "本年制发行政规范性文件{n}件。",
        "全年共制定行政规范性文件{n}件。",
        "{y}年，{own}制发行政规范性文件{n}件。",
    )
    return _said(data, rng, "normative", ways, n=_wrong(rng, n))


@fault("nt-enforcement", also=_REPEATED)
def decisions_said_wrong(data: ReportData, rng: random.Random) -> Result:
    """Another number of decisions."""
    row, word = rng.choice(
        (("licences", "行政许可"), ("penalties", "行政处罚"), ("coercive_measures", "行政强制"))
    )
    ways = ("全年作出{w}决定{n}件。", "{y}年，{own}共作出{w}决定{n}件。")
    return _said(data, rng, "enforcement", ways, w=word, n=_wrong(rng, _of(data).two(row, "decisions")))


@fault("nt-fee", also=frozenset({"same-quantity-differs"}), forms=("gfoi-2021",))
def two_fees(data: ReportData, rng: random.Random) -> Result:
    """Two different fees."""
    one = rng.randint(2, 9) * 100
    ways = (
        "{y}年，{own}收取信息处理费{n}元。{y}年度{own}共收取信息处理费{m}元。",
        "收取信息处理费{n}元。全年共收取信息处理费{m}元。",
    )
    return _said(data, rng, "fee", ways, n=one, m=one + 300)


# ---- sums, shares and comparisons inside the prose ----


def _parts(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(5, 90), rng.randint(30, 700), rng.randint(2, 40)


@fault("breakdown-sum", also=frozenset({"same-quantity-differs"}))
def parts_do_not_add_up(data: ReportData, rng: random.Random) -> Result:
    """Parts that do not add up to their total."""
    a, b, c = _parts(rng)
    ways = (
        "全年主动公开政府信息{n}条，其中，政策文件类{a}条，工作动态类{b}条，财政信息类{c}条。",
        "通过门户网站公开信息{n}条，其中：机构职能{a}条、动态信息{b}条、财政信息{c}条。",
        "政务微信发布信息共{n}条，其中政策解读{a}条，便民服务{b}条，通知公告{c}条。",
    )
    return _said(data, rng, "breakdown", ways, n=_wrong(rng, a + b + c), a=a, b=b, c=c)


@fault("breakdown-duplicate-item", also=frozenset({"same-quantity-differs"}))
def a_part_named_twice(data: ReportData, rng: random.Random) -> Result:
    """The same name for two parts."""
    a, b, c = _parts(rng)
    name = rng.choice(("通知公告", "政策文件", "工作动态"))
    ways = (
        "全年公开信息{n}条，其中{w}{a}条，财政信息{b}条，{w}{c}条。",
        "发布信息共{n}条，其中：{w}{a}条、会议{b}条、{w}{c}条。",
    )
    return _said(data, rng, "breakdown", ways, n=a + b + c, w=name, a=a, b=b, c=c)


@fault("percent-mismatch", also=frozenset({"same-quantity-differs", "breakdown-sum"}))
def a_wrong_share(data: ReportData, rng: random.Random) -> Result:
    """A share that is not the part's."""
    part, whole = rng.choice(((50, 200), (30, 120), (90, 360)))
    ways = (
        "全年公开信息{n}条，其中政策文件{a}条，占{p}%。",
        "全年主动公开政府信息{n}条，其中政策解读类{a}条，占比{p}%。",
        "全年公开政府信息{n}条，其中民生领域{a}条，占总数的{p}%。",
    )
    return _said(data, rng, "breakdown", ways, n=whole, a=part, p=rng.choice((35, 15, 42)))


@fault("trend-mismatch", also=frozenset({"same-quantity-differs"}))
def a_wrong_trend(data: ReportData, rng: random.Random) -> Result:
    """A change that is not that of the two counts."""
    old, new = rng.choice(((100, 120), (200, 240), (50, 60)))
    ways = ("全年共发布信息{n}条，比上年（{m}条）增长{p}%。", "全年发布信息{n}条，较上年的{m}条增长{p}%。")
    return _said(data, rng, "breakdown", ways, n=new, m=old, p=rng.choice((30, 12, 45)))


@fault("same-quantity-differs")
def one_thing_counted_twice(data: ReportData, rng: random.Random) -> Result:
    """Two counts for the same thing."""
    a = rng.randint(300, 900)
    ways = (
        "全年主动公开政府信息{n}条。{y}年共主动公开政府信息{m}条。",
        "{y}年，{own}共主动公开政府信息{n}条。全年主动公开政府信息{m}条。",
    )
    return _said(data, rng, "breakdown", ways, n=a, m=a + 71)


def _listed(data: ReportData, rng: random.Random, new: Callable[[str], str], what: str) -> Result:
    text = data.sentence("parts").text
    return put(data, rng, new(text), "parts", what)


_LISTS = frozenset({"parts-count-headings", "parts-count-list", "parts-names"})


@fault("parts-count-list", also=_LISTS)
def parts_miscounted(data: ReportData, rng: random.Random) -> Result:
    """More parts are said than listed."""
    return _listed(data, rng, lambda text: text.replace("六", rng.choice("五七八"), 1), "miscounted")


@fault("parts-count-headings", also=_LISTS)
def parts_unlike_headings(data: ReportData, rng: random.Random) -> Result:
    """A list of seven parts over six headings."""
    extra = rng.choice(("、建议提案办理情况", "、收费和减免情况", "、平台建设情况"))
    return _listed(
        data,
        rng,
        lambda text: text.replace("其他需要报告的事项", f"其他需要报告的事项{extra}", 1).replace(
            "六", "七", 1
        ),
        "seven parts",
    )


@fault("parts-names", also=_LISTS)
def a_part_of_another_name(data: ReportData, rng: random.Random) -> Result:
    """A part is listed that no heading names."""
    other = rng.choice(("信息发布情况", "制度建设情况", "会议培训情况"))
    return _listed(data, rng, lambda text: text.replace("主动公开政府信息情况", other, 1), "another name")


@fault("ordinal-list-gap", also=frozenset({"problems-empty"}))
def a_point_left_out(data: ReportData, rng: random.Random) -> Result:
    """A list that jumps over a number."""
    ways = (
        "针对上述问题，采取以下措施：一是及时更新目录；三是丰富解读材料；四是加强培训。",
        "下一步，一是加强培训；二是拓宽渠道；四是健全台账。",
        "下一步工作：第一，加强组织保障；第三，健全工作机制；第四，强化业务指导。",
    )
    return _said(data, rng, "measures", ways)


# ---- whose report, of which year, by which documents ----


@fault("org-foreign-name", also=frozenset({"org-level-mismatch"}))
def another_body(data: ReportData, rng: random.Random) -> Result:
    """Another body is said to publish the report."""
    ways = (
        "现公布丰泽县人民政府{y}年政府信息公开工作年度报告。",
        "现将丰泽县教育局{y}年政府信息公开工作年度报告公布如下。",
        "本报告由丰泽县桐木镇人民政府编制。",
    )
    return _said(data, rng, "", ways, front=True)


@fault("org-self-reference", kinds=("bureau", "town", "street"))
def another_self(data: ReportData, rng: random.Random) -> Result:
    """The body calls itself what it is not."""
    word = {"bureau": "我镇", "town": "我局", "street": "我镇"}[data.kind]
    ways = (
        "{w}及时更新公开目录，{w}信息公开工作有序开展。",
        "{y}年，{w}召开专题会议研究政务公开工作，{w}主要负责人出席。",
    )
    return _said(data, rng, "", ways, w=word)


@fault("org-level-mismatch", kinds=("bureau", "town", "street"))
def another_level(data: ReportData, rng: random.Random) -> Result:
    """A scope beyond the body's own."""
    ways = ("本报告是综合全省政府信息公开情况编制而成。", "本报告由{a}综合全省政府信息公开情况编制。")
    return _said(data, rng, "", ways, front=True)


@fault("law-stale", also=frozenset({"doc-number-wrong"}))
def old_law(data: ReportData, rng: random.Random) -> Result:
    """The regulation's old number."""
    text = data.sentence("legal_basis").text.replace("711", "492")
    return put(data, rng, text, "legal_basis", "the old regulation")


@fault("doc-number-stale", forms=("gfoi-2021",), also=frozenset({"doc-number-wrong"}))
def old_notice(data: ReportData, rng: random.Random) -> Result:
    """The notice that is no longer in force."""
    ways = (
        "按照国办公开办函〔2019〕60号要求编制本报告。",
        "根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）要求，编制本报告。",
    )
    return _said(data, rng, "legal_basis", ways)


@fault("doc-number-wrong")
def wrong_number(data: ReportData, rng: random.Random) -> Result:
    """A number that belongs to no such document."""
    ways = (
        "按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2019〕30号）要求编制。",
        "根据《中华人民共和国政府信息公开条例》（国务院令第771号）编制本报告。",
    )
    return _said(data, rng, "legal_basis", ways)


@fault("plan-year-mismatch")
def old_plan(data: ReportData, rng: random.Random) -> Result:
    """Another year's plan of work."""
    ways = (
        "认真落实《{p}年政务公开工作要点》，各项任务按期完成。",
        "对照《{p}年政务公开工作要点》逐项分解任务。",
    )
    return _said(data, rng, "", ways, p=data.year - 2)


@fault("anachronism", years=(2019, 2020, 2021, 2022))
def a_later_event(data: ReportData, rng: random.Random) -> Result:
    """An event that came later."""
    ways = ("深入学习贯彻党的二十届{n}中全会精神。", "{own}认真学习党的二十届{n}中全会精神，推进政务公开。")
    return _said(data, rng, "", ways, n=rng.choice("三四"))


@fault("legacy-outline", also=_LISTS)
def old_outline(data: ReportData, rng: random.Random) -> Result:
    """The outline of reports before 2019."""
    ways = (
        "本报告由概述、主动公开情况、依申请公开和不予公开政府信息情况、政府信息公开的收费及减免情况五部分组成。",
        "全文包括概述、主动公开情况、依申请公开和不予公开情况、收费及减免情况、存在的问题五个部分。",
    )
    return _said(data, rng, "parts", ways)
