"""Whole reports around the figures.

Duty: title, front matter and six sections whose prose agrees with the tables, in several phrasings.
May not print. All text is invented.
"""

from __future__ import annotations

import random
from datetime import date

from reports import forms
from reports.model import BOXED, Agency, Paragraph, Section, Sentence
from reports.statements import Told, facts

BASIS = {
    "gfoi-2019": (
        "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
        "（国办公开办函〔2019〕60号）"
    ),
    "gfoi-2021": (
        "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        "（国办公开办函〔2021〕30号）"
    ),
}
PERIODS = (
    "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "本报告中所列数据的统计期限从{y}年1月1日起到{y}年12月31日止。",
    "统计期限为{y}年1月1日至12月31日。",
    "本报告所列数据统计时限为{y}年1月1日至{y}年12月31日。",
    "本报告数据统计期限为{y}年1月1日-{y}年12月31日。",
    "除特别说明的外，本报告所列数据的统计时间范围为{y}年1月1日至{y}年12月31日。",
    "本报告内容涵盖{y}年1月1日至{y}年12月31日期间{own}政府信息公开工作情况。",
    "本报告的统计期为{y}年1月1日至{y}年12月31日。",
)
_META = (
    (("published", "发布日期：{d}"), ("clicks", "    浏览次数：312")),
    (("publisher", "发布机构：{name}"), ("published", "    发布时间：{d} 10:24")),
    (
        ("index", "索引号：0{n}-2/{y}-00{n}"),
        ("published", "    发布日期：{d}"),
        ("publisher", "    发布机构：{name}"),
    ),
    (("published", "发布时间：{d} 16:08"), ("source", "    信息来源：{name}")),
)
_ROADS = ("振兴路", "文汇街", "人民东路", "府前街")
SUBHEADINGS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
ASPECTS = ("proactive", "requests", "management", "platforms", "supervision")
_ENDINGS = ("", "情况", "方面")


def say(key: str, text: str) -> Sentence:
    """A marked sentence."""
    return Sentence(key, text)


def para(*sentences: Sentence, level: int = 0) -> Paragraph:
    """A paragraph of sentences."""
    return Paragraph(sentences, level)


def title(rng: random.Random, agency: Agency, year: int) -> str:
    """The title, in the canonical form mostly."""
    ways = (
        "{a}{y}年政府信息公开工作年度报告",
        "{a}{y}年政府信息公开工作年度报告",
        "{a}{y}年度政府信息公开工作年度报告",
    )
    return rng.choice(ways).format(a=agency.name, y=year)


def meta(rng: random.Random, agency: Agency, year: int, published: date) -> tuple[Paragraph, ...]:
    """The line of metadata under the title."""
    values = {"d": published.isoformat(), "name": agency.name, "y": year, "n": rng.randint(11, 99)}
    return (
        para(*(say(f"meta.{key}", text.format(**values)) for key, text in rng.choice(_META)), level=BOXED),
    )


def intro(rng: random.Random, agency: Agency, form: str, year: int) -> tuple[Paragraph, ...]:
    """Legal basis, parts, period, where to read and whom to ask."""
    basis = (
        f"{rng.choice(('根据', '依据', '按照'))}《中华人民共和国政府信息公开条例》"
        "（国务院令第711号，以下简称《条例》）"
        f"第五十条规定和{BASIS[form]}要求，编制本报告。"
    )
    parts = "、".join(name for _, _, name in forms.SECTIONS)
    listed = f"本报告由{parts}{rng.choice(('六个部分', '六部分', '等六个部分', '等六部分'))}组成。"
    period = rng.choice(PERIODS).format(y=year, own=agency.own)
    where = f"本报告电子版可在{agency.site}门户网站下载查阅。"
    address = f"{agency.area}{rng.choice(_ROADS)}{rng.randint(1, 199)}号"
    phone = f"0{rng.randint(310, 939)}-{rng.randint(2100000, 8899999)}"
    contact = (
        f"如对本报告有疑问，请与{agency.name}联系"
        f"（地址：{address}，邮编：{rng.randint(110000, 659999)}，联系电话：{phone}）。"
    )
    first = para(say("legal_basis", basis), say("parts", listed))
    rest = (say("period", period), say("where", where), say("contact", contact))
    return (first, para(*rest)) if rng.random() < 0.5 else (para(*first.sentences, *rest),)


def sections(rng: random.Random, told: Told) -> tuple[Section, ...]:
    """The six sections."""
    bodies = {
        "overview": overview(rng, told),
        "problems": problems(rng, told),
        "other_matters": other_matters(rng, told),
    }
    return tuple(
        Section(key, number, name, bodies.get(key, ()), key if key in forms.TABLES else None)
        for key, number, name in forms.SECTIONS
    )


def overview(rng: random.Random, told: Told) -> tuple[Paragraph, ...]:
    """Section 一 with its five aspects."""
    opening = (
        f"{told.year}年，{told.agency.own}坚持以习近平新时代中国特色社会主义思想为指导，"
        f"认真贯彻落实《条例》，{rng.choice(_OPENINGS)}"
    )
    ending = rng.choice(_ENDINGS)
    result = [para(say("opening", opening))]
    for number, aspect, name in zip("一二三四五", ASPECTS, SUBHEADINGS, strict=True):
        head = say(f"heading.{aspect}", f"（{number}）{name}{ending}")
        result += [para(head, level=2), para(*_aspect(rng, told, aspect))]
    return tuple(result)


_OPENINGS = (
    "围绕群众关切持续推进各项公开任务，工作质量稳步提升。",
    "紧扣年度重点任务，健全机制、压实责任，各项工作有序开展。",
    "聚焦企业和群众办事需求，公开内容更加规范，服务更加便捷。",
)


def _aspect(rng: random.Random, told: Told, aspect: str) -> tuple[Sentence, ...]:
    if aspect in {"proactive", "requests"}:
        return facts(rng, told, aspect)
    if aspect == "management":
        return (say("management", rng.choice(_MANAGEMENT)),)
    if aspect == "platforms":
        return (say("platforms", rng.choice(_PLATFORMS).format(site=told.agency.site)),)
    return (*facts(rng, told, "supervision"), *_supervision(rng, told))


_MANAGEMENT = (
    "健全信息发布审核机制，落实先审后发要求，对已公开信息开展定期清理，动态调整更新公开目录。",
    "严格执行信息发布保密审查制度，规范公文属性认定，及时更新失效内容，确保信息准确、完整。",
    "完善信息从制作、审核到发布的全流程管理，统一文本格式，做好历史文件的整理归档。",
)
_PLATFORMS = (
    "依托{site}门户网站设置公开专栏，优化栏目分类和检索功能，同步运用政务新媒体和线下查阅点提供服务。",
    "持续优化{site}门户网站公开专栏，规范政务新媒体运行维护，在便民服务场所设置查阅点方便群众。",
)


def _supervision(rng: random.Random, told: Told) -> tuple[Sentence, ...]:
    training = f"年内组织业务培训{rng.randint(1, 6)}期，提升经办人员能力。"
    assessment = (
        "将政府信息公开纳入年度工作考核，开展社会评议并采纳合理意见，年内未发生责任追究情形。",
        "把政府信息公开列入绩效考核内容，通过问卷方式组织社会评议，未发现需要责任追究的情形。",
    )
    return (say("training", training), say("assessment", rng.choice(assessment)))


_PROBLEMS = (
    "政策解读形式还比较单一，图表和视频类解读材料偏少",
    "部分栏目更新不够及时，信息检索还不够便捷",
    "基层经办人员变动较多，业务能力有待加强",
    "公开内容与群众实际需求之间还存在差距",
)
_MEASURES = (
    "丰富政策解读形式，围绕民生实事推出更多通俗易懂的解读材料",
    "建立栏目更新台账，定期检查并通报更新情况，完善检索功能",
    "加强业务培训和案例指导，保持经办队伍相对稳定，提升规范办理水平",
    "通过问卷和座谈了解群众关切，把需求集中的事项列为公开重点",
)


def problems(rng: random.Random, told: Told) -> tuple[Paragraph, ...]:
    """Section 五: what is wrong and what is done about it, point by point."""
    picked = rng.sample(range(4), 3)
    wrong = "；".join(f"{n}是{_PROBLEMS[i]}" for n, i in zip("一二三", picked, strict=True))
    better = "；".join(f"{n}是{_MEASURES[i]}" for n, i in zip("一二三", picked, strict=True))
    first = f"{told.year}年，{told.agency.own}政府信息公开工作取得一定成效，但仍存在一些问题：{wrong}。"
    second = f"针对上述问题，{told.agency.own}采取以下改进措施：{better}。"
    both = (say("problems", first), say("measures", second))
    return (para(*both),) if rng.random() < 0.5 else (para(both[0]), para(both[1]))


def other_matters(rng: random.Random, told: Told) -> tuple[Paragraph, ...]:
    """Section 六 with the fee for processing."""
    lapsed = told.fee_lapsed
    if lapsed:
        fee = (
            f"{told.year}年，{told.agency.own}依法发出信息处理费收费通知{lapsed}件，"
            "申请人均逾期未缴纳，实际收取信息处理费0元。"
        )
    else:
        ways = ("{y}年，{own}未收取政府信息公开信息处理费。", "{y}年度{own}收取信息处理费0元。")
        fee = rng.choice(ways).format(y=told.year, own=told.agency.own)
    closing = rng.choice(("除此之外，无其他需要报告的事项。", "本年度没有其他需要报告的事项。"))
    return (para(say("fee", fee), say("nothing_else", closing)),)


def tail(rng: random.Random, agency: Agency, published: date) -> tuple[Paragraph, ...]:
    """Name and day at the end, as some bodies sign."""
    if rng.random() < 0.5:
        return ()
    day = f"{published.year}年{published.month}月{published.day}日"
    return (para(say("signature", agency.name)), para(say("signed", day)))
