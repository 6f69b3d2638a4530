"""Reports that belong together: years of one agency, a province with its members.

Duty: figures that carry on from year to year and that add up from members to governments, prose of its own for
each report. May not know what is checked.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from reports import agencies, figures, forms
from reports.edit import with_sentence
from reports.make import make
from reports.model import Agency, ReportData

Tables = dict[str, figures.Table]
_WHO = (
    "办公室",
    "各科室",
    "分管领导",
    "业务骨干",
    "值班人员",
    "窗口单位",
    "信息专员",
    "联络小组",
    "档案人员",
    "督查专班",
    "热线坐席",
    "驻点社区",
)
_WHEN = (
    "年初",
    "春季",
    "汛期之前",
    "入夏以后",
    "秋收时节",
    "岁末",
    "每月上旬",
    "每个季度",
    "月末例会",
    "节前",
    "开学季",
    "雨季",
)
_DO = (
    "梳理",
    "核对",
    "张贴",
    "汇编",
    "录制",
    "走访",
    "登记",
    "翻印",
    "校读",
    "抽查",
    "归并",
    "标注",
    "讲解",
    "试点",
    "更换",
    "整修",
)
_WHAT = (
    "水库巡查记录",
    "校车线路图",
    "老旧小区台账",
    "菜价公示牌",
    "河道清淤清单",
    "医保问答手册",
    "幼儿园招生名册",
    "路灯报修单",
    "农机补贴花名册",
    "公厕保洁表",
    "桥梁检测档案",
    "图书借阅目录",
    "古树名木卡片",
    "公交站点简介",
    "灌渠养护日志",
    "粮库轮换通知",
)
_HOW = (
    "逐条",
    "分批",
    "当场",
    "按村",
    "按街巷",
    "连夜",
    "反复",
    "随时",
    "集中",
    "交叉",
)
_THEN = (
    "请群众挑错",
    "交居委会传阅",
    "贴到集市门口",
    "印成折页分送",
    "放进便民服务角",
    "录进村头广播",
    "存入档案柜备查",
    "挂上院坝墙面",
)


def chatter(rng: random.Random, sentences: int = 12) -> str:
    """Prose that no other report is likely to have."""
    pick = rng.choice
    return "".join(
        f"{pick(_WHEN)}{pick(_WHO)}{pick(_HOW)}{pick(_DO)}{pick(_WHAT)}，{pick(_THEN)}，"
        f"共{rng.randint(3, 97)}件。"
        for _ in range(sentences)
    )


def written(data: ReportData, text: str) -> ReportData:
    """The report with that prose in section one."""
    return with_sentence(data, "management", text)


def years_of(
    seed: int,
    years: Sequence[int],
    kind: str = "county",
    profile: str = "medium",
    names: dict[int, str] | None = None,
) -> list[ReportData]:
    """Reports of one agency whose figures go on from year to year; `names` gives another name to a year."""
    rng = random.Random(f"series/{seed}/{kind}")
    agency = agencies.invent(rng, kind)
    made: list[ReportData] = []
    for year in years:
        form = "gfoi-2019" if year < 2021 else "gfoi-2021"
        drawn = figures.figures(random.Random(f"{seed}/{year}"), form, profile)
        if made and made[-1].year == year - 1:
            go_on(made[-1], drawn, form)
        own = replace(agency, name=(names or {}).get(year, agency.name))
        data = make(seed, form, profile, kind, year, own, drawn)
        made.append(written(data, chatter(random.Random(f"{seed}/{year}/prose"))))
    return made


def go_on(last: ReportData, drawn: Tables, form: str) -> None:
    """Make figures go on from those of the year before."""
    requests, before = drawn["requests"], last.figures["requests"]
    for column in forms.SIX:
        brought = before["carried_forward"][column] or 0
        lacking = brought - requests["disposed"][column] - requests["carried_forward"][column]
        if lacking > 0:
            requests["granted"][column] += lacking
            requests["disposed"][column] += lacking
        requests["brought_forward"][column] = brought
        requests["received"][column] = (
            requests["disposed"][column] + requests["carried_forward"][column] - brought
        )
    for row in requests.values():
        row["total"] = sum(row[column] for column in forms.SIX)
    two, old = drawn["proactive"], last.figures["proactive"]
    if form == "gfoi-2021" and last.form == form:
        for row in ("regulations", "normative_documents"):
            stock = old[row]["in_force"] + two[row]["issued"]
            two[row]["repealed"] = min(two[row]["repealed"], stock)
            two[row]["in_force"] = stock - two[row]["repealed"]
    if form == last.form == "gfoi-2019":
        for row in ("licences", "other_services", "penalties", "coercive_measures", "fees"):
            now = old[row]["items_last_year"] + old[row]["change"]
            two[row]["items_last_year"] = now
            two[row]["change"] = max(two[row]["change"], -now)
            if "decisions" in two[row] and not now and not two[row]["change"]:
                two[row]["decisions"] = 0
    for row, cells in drawn["review"].items():
        cells["upheld"] += last.figures["review"][row]["pending"]
        cells["total"] = sum(cells[column] for column in forms.FOUR)


@dataclass
class Body:
    """A member of a province: its report, and the members below it."""

    data: ReportData
    members: list[Body] = field(default_factory=list)
    level: str = ""

    @property
    def name(self) -> str:
        return self.data.agency.name

    def all(self) -> Iterable[Body]:
        yield self
        for member in self.members:
            yield from member.all()


def added(tables: Iterable[Tables]) -> Tables:
    """The sum of tables, cell by cell."""
    first, *rest = [deepcopy(dict(table)) for table in tables]
    for other in rest:
        for table, rows in other.items():
            for row, cells in rows.items():
                for column, count in cells.items():
                    first[table][row][column] += count
    return first


def leaf(seed: int, agency: Agency, year: int, profile: str) -> Body:
    """A body that sums nobody up."""
    rng = random.Random(f"leaf/{seed}")
    drawn = figures.figures(rng, "gfoi-2021", profile)
    data = make(seed, "gfoi-2021", profile, agency.kind, year, agency, drawn)
    return Body(written(data, chatter(rng)), level=agency.kind)


def head(seed: int, agency: Agency, year: int, members: list[Body]) -> Body:
    """A government whose figures are the sum of its members'."""
    drawn = added(member.data.figures for member in members)
    data = make(seed, "gfoi-2021", "large", agency.kind, year, agency, drawn)
    return Body(written(data, chatter(random.Random(f"head/{seed}"))), members, agency.kind)


_PLACES = [a + b for a in "云岚澄榆栖澜沅翎霁珩" for b in "溪泽岭浦陌垣川坪汀屿"]
_BUREAUS = (
    "教育",
    "民政",
    "统计",
    "水务",
    "审计",
    "医疗保障",
    "文化和旅游",
    "档案",
    "气象",
    "卫生健康",
    "交通运输",
    "林业",
)


def province(seed: int, cities: int, counties: int, towns: int, bureaus: int, year: int = 2023) -> Body:
    """A province of three levels: cities with bureaus and counties, counties with bureaus, towns and an office."""
    rng = random.Random(f"province/{seed}")
    places = rng.sample(_PLACES, len(_PLACES))
    numbers = iter(range(seed * 100_000, (seed + 1) * 100_000))

    def bodies(area: str, kind: str, names: Iterable[str]) -> list[Body]:
        own = {"bureau": "我局", "town": "我镇", "office": "我办"}[kind]
        site = f"{area}人民政府"
        return [leaf(next(numbers), Agency(n, kind, own, area, site), year, "small") for n in names]

    def county(name: str) -> Body:
        members = bodies(name, "bureau", (f"{name}{b}局" for b in _BUREAUS[:bureaus]))
        members += bodies(name, "town", (f"{name}{places.pop()}镇人民政府" for _ in range(towns)))
        members += bodies(name, "office", [f"{name}人民政府办公室"])
        agency = Agency(f"{name}人民政府", "county", "我县", name, f"{name}人民政府")
        return head(next(numbers), agency, year, members)

    def city(name: str) -> Body:
        members = bodies(name, "bureau", (f"{name}{b}局" for b in _BUREAUS[:bureaus]))
        members += [county(f"{places.pop()}县") for _ in range(counties)]
        agency = Agency(f"{name}人民政府", "city", "我市", name, f"{name}人民政府")
        return head(next(numbers), agency, year, members)

    whole = [city(f"{places.pop()}市") for _ in range(cities)]
    agency = Agency("云江省人民政府", "city", "我省", "云江省", "云江省人民政府")
    return head(next(numbers), agency, year, whole)
