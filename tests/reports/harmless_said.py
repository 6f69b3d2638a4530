"""Sentences that look like faults of what is said, and are none.

Duty: for each check of prose, wording or privacy, what a report may well say. May not contradict a table.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from reports.harmless import Change, Harmless
from reports.model import ReportData
from reports.placing import put, put_in

SAID: Mapping[str, tuple[str, ...]] = {
    "nt-received": (
        "与{last}年收到的9999件申请相比，申请数量总体平稳。",
        "上半年收到政府信息公开申请3件。",
        "各乡镇和部门收到的申请由其自行答复。",
        "收到群众信访申请218件，均转有关单位办理。",
    ),
    "nt-carry-in": ("上年结转的培训计划3项全部完成。",),
    "nt-carry-out": ("将3项整改任务结转下年度继续推进。",),
    "nt-answered": (
        "全年办结行政许可事项1812件。",
        "答复网民留言96条。",
        "办理人大代表建议12件、政协提案18件。",
    ),
    "nt-all-answered": ("人大代表建议和政协提案均已按期办结。", "群众留言办结率100%。"),
    "nt-no-requests": ("未收到关于信息处理费的异议。", "未收到公民当面提出的意见建议。"),
    "nt-result-groups": (
        "拟予以公开的文件须经过三级审核。",
        "不予公开的，应当说明理由。",
        "会议材料予以公开12件次以后统一归档。",
    ),
    "nt-applicants": ("受理自然人提出的行政许可申请312件。",),
    "nt-review": ("办理行政复议案件应诉培训2次。", "全市收到的各类行政复议案件由司法行政部门统一受理。"),
    "nt-litigation": ("组织旁听行政诉讼庭审1次。",),
    "nt-no-review": ("未发生因行政复议导致的赔偿案件。",),
    "nt-normative-docs": ("解读规范性文件4件。", "清理历年规范性文件36件。"),
    "nt-enforcement": ("公示行政许可信息97条、行政处罚信息88条。", "评查行政处罚案卷20件。"),
    "breakdown-sum": (
        "发布解读材料20余件，其中图解8件，视频3件。",
        "发布信息100条，其中政策文件40条，工作动态50条等。",
        "召开新闻发布会6场，其中主要负责人出席2场。",
        "组织培训4期，其中线上2期、线下2期，参训150人次，其中基层干部98人次。",
    ),
    "breakdown-duplicate-item": ("发布信息10条，其中通知公告4条，会议公告3条，公告栏更新3条。",),
    "percent-mismatch": ("全年公开民生信息64条，占比约三成。", "满意率98.6%，较上年提高2.1个百分点。"),
    "trend-mismatch": ("浏览量达12万次，同比增长15%。", "发布信息120条，比上年（100条）增长20%。"),
    "same-quantity-differs": ("门户网站发布信息754条，政务微信发布信息1014条。",),
    "parts-count-list": ("领导小组由牵头、责任、协作三类单位组成。",),
    "ordinal-list-gap": (
        "一是建章立制：一是修订目录，二是细化流程；二是强化培训；三是抓好落实。",
        "依据《条例》第二十条第（一）项、第（五）项和第（八）项规定公开信息。",
    ),
    "org-foreign-name": ("赴外省市学习调研政务公开工作经验。", "按照上级人民政府办公室的部署开展自查。"),
    "org-self-reference": ("配合上级部门做好信息报送工作。",),
    "org-level-mismatch": ("在全省政务公开评估中取得较好成绩。", "按照全市统一部署推进政务公开工作。"),
    "year-in-subsection": ("{last}年制定的公开指南继续执行。", "对照{last}年度考核反馈的问题逐项整改。"),
    "law-stale": ("2008年5月1日条例施行以来，公开制度不断健全。",),
    "doc-number-stale": ("国办公开办函文件要求已组织学习。",),
    "doc-number-wrong": ("印发《政府信息公开审查办法》（办字〔{y}〕12号）。",),
    "plan-year-mismatch": ("认真落实《{y}年政务公开工作要点》，逐项分解任务。",),
    "anachronism": ("深入学习贯彻党的十九大精神。",),
    "placeholder": ("推行“互联网+X”公开模式。", "联系电话：0123-4567890。", "设置A、B两类查阅点。"),
    "template-leftover": ("有关数据见下表。", "按表格要求填报数据并逐级审核。"),
    "repeated-word": (
        "一件一件抓落实，一项一项促整改。",
        "时时更新、事事留痕，人人参与、处处规范。",
        "公开公平公正办理，常态长效推进。",
    ),
    "list-item-repeated": ("公开预算信息、预算调整信息、决算信息和绩效信息。",),
    "common-typo": (
        "意见征集截止日期为{y}年6月30日。",
        "为群众提供有力的保障。",
        "登录门户网站查阅有关信息。",
    ),
    "quote-unbalanced": (
        "深化“一件事”集成改革，推行‘一窗受理’。",
        "印发《关于做好〈条例〉贯彻实施工作的通知》。",
    ),
    "bracket-unbalanced": ("抓好以下工作：1）健全机制；2）强化培训。", "更新目录（含子目录（二级））32项。"),
    "doc-number-brackets": ("印发〔{y}〕5号通知。",),
    "date-impossible": ("{y}年2月28日完成目录更新。", "每月31日前报送信息。"),
    "pii-id-number": ("登记编号为110105194912310021。", "统一社会信用代码为11330100002489021X。"),
    "pii-mobile": ("咨询热线：13800138000。", "24小时服务电话12345。"),
    "pii-private-mail": ("邮箱：gongkai@moe.gov.cn。",),
    "pii-names": ("县长王建国主持会议研究部署政务公开工作。", "邀请张教授作专题辅导。"),
    "foreign-content": ("优化网站首页布局，便于群众打印和查阅。",),
    "generic-text": ("个别村（社区）公开栏更新不够及时。",),
    "pii-bank-card": ("受理编号为6222020200112230005。",),
    "punctuation-mix": ("健全机制，细化分工；完善流程。",),
}
"""Texts by the check that might mistake them."""


def _saying(text: str) -> Change:
    def act(data: ReportData, rng: random.Random) -> ReportData:
        said = text.format(y=data.year, last=data.year - 1)
        where = rng.choice(("overview", "overview", "problems"))
        return (put(data, rng, said) if where == "overview" else put_in(data, where, said))[0]

    return act


def _catalogue() -> Iterator[Harmless]:
    for check, texts in SAID.items():
        for index, text in enumerate(texts):
            yield Harmless(f"said-{check}-{index}", _saying(text), aimed=check)


HARMLESS_SAID: list[Harmless] = list(_catalogue())
