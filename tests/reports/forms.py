"""The two forms of the report as the notices print them.

Duty: keys and labels of the tables of 2019 and 2021, written down independently of the grammars.
May not know figures.
"""

from __future__ import annotations

from reports.model import Block, ColumnShape, RowShape, TableShape

FORMS = ("gfoi-2019", "gfoi-2021")
YEARS = {"gfoi-2019": (2019, 2020), "gfoi-2021": (2021, 2022, 2023, 2024, 2025)}
TABLES = ("proactive", "requests", "review")
TABLE_SECTIONS = {"proactive": "二", "requests": "三", "review": "四"}

SECTIONS = (
    ("overview", "一、", "总体情况"),
    ("proactive", "二、", "主动公开政府信息情况"),
    ("requests", "三、", "收到和处理政府信息公开申请情况"),
    ("review", "四、", "政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五、", "存在的主要问题及改进情况"),
    ("other_matters", "六、", "其他需要报告的事项"),
)

APPLICANTS = {
    "natural_persons": "自然人",
    "businesses": "商业企业",
    "research_institutions": "科研机构",
    "public_interest": "社会公益组织",
    "legal_services": "法律服务机构",
    "others": "其他",
    "total": "总计",
}
SIX = tuple(key for key in APPLICANTS if key != "total")
OUTCOMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other_outcome": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
FOUR = tuple(key for key in OUTCOMES if key != "total")

GROUPS = {
    "refused": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "otherwise": "（六）其他处理",
}
_WORDS = {
    "content": "信息内容",
    "balance_note": "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "applicants": "申请人情况",
    "organisations": "法人或其他组织",
    "results": "三、本年度办理结果",
    "suits": "行政诉讼",
    **GROUPS,
}
_DOCUMENTS_2019 = {
    "made": "本年新制作数量",
    "published": "本年新公开数量",
    "total_public": "对外公开总数量",
}
_ITEMS_2019 = {"items_last_year": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"}
_DOCUMENTS_2021 = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
_DECISIONS_2021 = {"decisions": "本年处理决定数量"}

_GRANTS = {
    "granted": "（一）予以公开",
    "partially_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
}
_REASONS = {
    "refused": {
        "state_secret": "1.属于国家秘密",
        "prohibited_by_law": "2.其他法律行政法规禁止公开",
        "security_and_stability": "3.危及“三安全一稳定”",
        "third_party": "4.保护第三方合法权益",
        "internal_affairs": "5.属于三类内部事务信息",
        "deliberative": "6.属于四类过程性信息",
        "enforcement_file": "7.属于行政执法案卷",
        "administrative_inquiry": "8.属于行政查询事项",
    },
    "unavailable": {
        "not_held": "1.本机关不掌握相关政府信息",
        "not_created": "2.没有现成信息需要另行制作",
        "still_unclear": "3.补正后申请内容仍不明确",
    },
    "not_processed": {
        "petition": "1.信访举报投诉类申请",
        "repeated": "2.重复申请",
        "published": "3.要求提供公开出版物",
        "excessive": "4.无正当理由大量反复申请",
        "reissue": "5.要求行政机关确认或重新出具已获取信息",
    },
}
_OTHERWISE_2021 = {
    "clarification_lapsed": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "fee_lapsed": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other": "3.其他",
}


def _columns(labels: dict[str, str]) -> tuple[ColumnShape, ...]:
    return tuple(ColumnShape(key, label) for key, label in labels.items())


def _block(item: str, columns: dict[str, str], rows: dict[str, str]) -> Block:
    shapes = tuple(RowShape(key, label) for key, label in rows.items())
    return Block(f"第二十条第（{item}）项", _columns(columns), shapes)


def _proactive_2019() -> tuple[Block, ...]:
    fees = {key: _ITEMS_2019[key] for key in ("items_last_year", "change")}
    return (
        _block("一", _DOCUMENTS_2019, {"regulations": "规章", "normative_documents": "规范性文件"}),
        _block("五", _ITEMS_2019, {"licences": "行政许可", "other_services": "其他对外管理服务事项"}),
        _block("六", _ITEMS_2019, {"penalties": "行政处罚", "coercive_measures": "行政强制"}),
        _block("八", fees, {"fees": "行政事业性收费"}),
        _block(
            "九",
            {"purchases": "采购项目数量", "amount": "采购总金额（万元）"},
            {"procurement": "政府集中采购"},
        ),
    )


def _proactive_2021() -> tuple[Block, ...]:
    return (
        _block("一", _DOCUMENTS_2021, {"regulations": "规章", "normative_documents": "行政规范性文件"}),
        _block("五", _DECISIONS_2021, {"licences": "行政许可"}),
        _block("六", _DECISIONS_2021, {"penalties": "行政处罚", "coercive_measures": "行政强制"}),
        _block("八", {"amount": "本年收费金额（单位：万元）"}, {"fees": "行政事业性收费"}),
    )


def _result_rows(form: str) -> list[RowShape]:
    rows = [RowShape(key, label, ("results",)) for key, label in _GRANTS.items()]
    for group, reasons in _REASONS.items():
        rows += [RowShape(f"{group}.{key}", text, ("results", group)) for key, text in reasons.items()]
    if form == "gfoi-2019":
        rows.append(RowShape("otherwise", GROUPS["otherwise"], ("results",)))
    else:
        parents = ("results", "otherwise")
        rows += [RowShape(f"otherwise.{key}", text, parents) for key, text in _OTHERWISE_2021.items()]
    return rows


def _requests(form: str) -> Block:
    rows = (
        RowShape("received", "一、本年新收政府信息公开申请数量"),
        RowShape("brought_forward", "二、上年结转政府信息公开申请数量"),
        *_result_rows(form),
        RowShape("disposed", "（七）总计", ("results",)),
        RowShape("carried_forward", "四、结转下年度继续办理"),
    )
    return Block("", _columns(APPLICANTS), rows)


def _review() -> Block:
    rows = (
        RowShape("reconsideration", "行政复议"),
        RowShape("direct_suits", "未经复议直接起诉", ("suits",)),
        RowShape("suits_after_reconsideration", "复议后起诉", ("suits",)),
    )
    return Block("", _columns(OUTCOMES), rows)


def shapes(form: str) -> dict[str, TableShape]:
    """The three tables of a form."""
    blocks = _proactive_2019() if form == "gfoi-2019" else _proactive_2021()
    return {
        "proactive": TableShape("proactive", blocks, dict(_WORDS)),
        "requests": TableShape("requests", (_requests(form),), dict(_WORDS)),
        "review": TableShape("review", (_review(),), dict(_WORDS)),
    }


def result_rows(form: str) -> tuple[str, ...]:
    """Keys of the rows that add up to `disposed`."""
    return tuple(row.key for row in _result_rows(form))


def other_form(form: str) -> str:
    """The form that is not this one."""
    return next(name for name in FORMS if name != form)
