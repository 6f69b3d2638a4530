"""Faults of wording, leftovers and privacy.

Duty: say one wrong thing each, anywhere in section one, five or six. May not touch figures of tables.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from reports.edit import replaced, with_blocks, with_sentence, with_words
from reports.model import ColumnShape, Paragraph, Place, ReportData
from reports.placing import put, put_in
from reports.planting import Fault, Plant, Registry

_registry = Registry()
fault = _registry.fault
FAULTS: list[Fault] = _registry.faults
Result = tuple[ReportData, Place, str]

SAID: Mapping[str, tuple[str, ...]] = {
    "placeholder": (
        "全年组织业务培训XX次，参训人员明显增加。",
        "本机关于20XX年修订公开指南。",
        "主动公开部门文件____件。",
        "全年召开新闻发布会（）场。",
        "××单位公开专栏运行平稳。",
    ),
    "template-leftover": (
        "该部分以表格形式报告。",
        "此部分以文字描述为主。",
        "收取信息处理费情况在此处报告。",
        "（各单位可根据实际情况增加内容）",
    ),
    "repeated-word": (
        "持续健全信息公开公开审查制度。",
        "进一步加强队伍建设队伍建设，提升能力。",
        "及时回应社会社会关切。",
        "严格落实保密审查保密审查要求。",
    ),
    "list-item-repeated": (
        "公开内容包括机构职能、财政预算、重大项目、财政预算、民生保障。",
        "通过公告栏、广播、微信、公告栏、村务公开栏等渠道发布信息。",
    ),
    "common-typo": (
        "截止12月31日，各项任务均已完成。",
        "进一步畅通依申申请公开渠道。",
        "有力的促进了政务公开工作。",
        "请登陆门户网站查阅有关信息。",
        "少数栏目公开质量仍及待提高。",
        "部分单位公开时效性残差不齐。",
    ),
    "quote-unbalanced": (
        "持续深化“一网通办改革，方便企业办事。",
        "修订《公开审查办法，规范流程。",
        "落实“三审三校制度，严把审核关。",
    ),
    "bracket-unbalanced": (
        "组织专题培训3场（参训120人次，提升业务水平。",
        "更新公开目录5类）32项，方便查询。",
        "发布解读材料（图解、视频等，回应群众关切。",
    ),
    "doc-number-brackets": (
        "落实国办函[2020]109号文件规定。",
        "依照国办公开办函（2021）30号明确的格式编写。",
        "执行国办发【2019】14号部署的任务。",
    ),
    "date-impossible": (
        "{y}年4月31日召开工作推进会。",
        "{y}年9月31日前完成目录更新。",
        "{y}年13月2日开展业务培训。",
    ),
    "pii-id-number": (
        "申请人身份证号码为11010519491231002X，申请已办结。",
        "补充材料载明公民身份号码11010519491231002X。",
    ),
    "pii-mobile": (
        "申请人留存的手机13700137000已核实。",
        "经向13912345678回访，申请人表示满意。",
    ),
    "pii-private-mail": (
        "意见建议请发送至gongkai_2020@163.com。",
        "监督邮箱：zwgkjd@qq.com。",
    ),
    "pii-names": (
        "申请人李国强，男，1976年出生，申请公开征地补偿信息。",
        "申请人陈桂兰（女，61岁）申请公开低保信息。",
    ),
    "foreign-content": (
        "精彩内容尽在365bet平台。",
        "政(zheng)府(fu)网站公开专栏运行平稳。",
        "打印本页 关闭窗口",
    ),
    "pii-bank-card": (
        "费用已退回申请人银行卡6222021234567890128。",
        "退款至其银行账号6222020200112230004。",
    ),
}
"""Texts by the check that must find them."""
_ALSO: Mapping[str, frozenset[str]] = {
    "pii-names": frozenset({"pii-mobile", "pii-id-number"}),
    "repeated-word": frozenset({"common-typo"}),
    "doc-number-brackets": frozenset({"doc-number-wrong", "doc-number-stale"}),
    "quote-unbalanced": frozenset({"bracket-unbalanced"}),
}


def _saying(check: str, texts: tuple[str, ...]) -> Plant:
    def act(data: ReportData, rng: random.Random) -> Result:
        text = rng.choice(texts).format(y=data.year)
        where = rng.choice(("overview", "overview", "problems", "other_matters"))
        return put(data, rng, text) if where == "overview" else put_in(data, where, text)

    act.__name__ = f"said_{check.replace('-', '_')}"
    return act


for _check, _texts in SAID.items():
    fault(_check, also=_ALSO.get(_check, frozenset()))(_saying(_check, _texts))


@fault("repeated-paragraph", also=frozenset({"list-item-repeated"}))
def paragraph_printed_twice(data: ReportData, rng: random.Random) -> Result:
    """A paragraph once more in another section."""
    text = "坚持以公开为常态、不公开为例外，围绕群众关切的重点领域推进各项任务落地见效，取得良好成效。"
    first = rng.choice(("overview", "problems"))
    once, place, _ = put_in(data, first, text)
    again, _, _ = put_in(once, "other_matters", text, key="again")
    return again, place, "a paragraph printed twice"


@fault("contact-missing", also=frozenset({"parts-names"}))
def no_contact(data: ReportData, rng: random.Random) -> Result:
    """Nobody is named whom to ask and no place where to read."""
    bare = with_sentence(data, "platforms", "线上线下同步公开信息，方便群众了解政策。")
    for key in ("where", "contact"):
        bare = replace(bare, intro=tuple(_without(p, key) for p in bare.intro))
    for word in ("查阅", "咨询", "电话", "网站", "检索", "联系", "下载", "服务点", "公开专栏", "门户"):
        bare = replaced(bare, word, "")
    return bare, Place("report"), "no contact"


def _without(paragraph: Paragraph, key: str) -> Paragraph:
    return replace(paragraph, sentences=tuple(s for s in paragraph.sentences if s.key != key))


@fault("generic-text", kinds=("town", "street", "bureau"))
def text_of_a_higher_level(data: ReportData, rng: random.Random) -> Result:
    """What only a higher body could say."""
    texts = ("一是部分地区公开不够及时。", "仍有一些地区信息公开不够主动。")
    return put_in(data, "problems", rng.choice(texts))


@fault("punctuation-mix")
def mixed_punctuation(data: ReportData, rng: random.Random) -> Result:
    """Half-width marks among full-width ones."""
    return put(data, rng, rng.choice(("健全机制,细化分工；完善流程。", "加强培训;规范流程，压实责任。")))


@fault("group-label-missing")
def no_group_label(data: ReportData, rng: random.Random) -> Result:
    """A spanning label of table 3 is not printed."""
    gone = data.tables["requests"].words["refused"]
    changed = with_words(data, "requests", lambda text: "" if text == gone else text)
    return changed, Place("report"), "no label of the group refused"


@fault("column-head-missing")
def no_column_head(data: ReportData, rng: random.Random) -> Result:
    """A column of counts without its head."""
    key = rng.choice(("research_institutions", "public_interest", "legal_services"))

    def blank(column: ColumnShape) -> ColumnShape:
        return replace(column, label="") if column.key == key else column

    changed = with_blocks(data, "requests", lambda b: replace(b, columns=tuple(map(blank, b.columns))))
    return changed, Place("table", ("requests",)), f"no head over {key}"
