"""Look-alikes of faults.

Duty: changes that a linter must not mind. May not break an identity.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from reports import agencies, forms
from reports.edit import (
    Rows,
    with_column_label,
    with_numbers,
    with_paragraphs,
    with_row_label,
    with_rows,
    with_section,
    with_sentence,
    with_text,
    with_words,
)
from reports.faults_time import on_last_day
from reports.make import make
from reports.model import CellKey, Paragraph, ReportData, RowShape, Sentence
from reports.prose import PERIODS

Change = Callable[[ReportData, random.Random], ReportData]
_2019 = ("gfoi-2019",)
_2021 = ("gfoi-2021",)


@dataclass(frozen=True, slots=True)
class Harmless:
    """A change that must stay silent; `allowed` are checks of severity note that may speak."""

    name: str
    act: Change
    forms: tuple[str, ...] = forms.FORMS
    kinds: tuple[str, ...] = agencies.KINDS
    allowed: frozenset[str] = frozenset()
    options: Mapping[str, object] = field(default_factory=dict)
    """For `write`."""
    aimed: str = ""
    """The check that might mistake it."""

    def make(self, seed: int) -> ReportData:
        """A consistent report that it fits."""
        return make(seed, self.forms[seed % len(self.forms)], "medium", self.kinds[seed % len(self.kinds)])

    def apply(self, data: ReportData, rng: random.Random) -> ReportData:
        """The changed report."""
        return self.act(data, rng)


_TITLES = (
    "{a}{y}年度政府信息公开工作年度报告",
    "{y}年{a}政府信息公开工作年度报告",
    "{a}政府信息公开工作{y}年度报告",
    "{a}{y}年政府信息公开年度报告",
    "{a}关于{y}年政府信息公开工作的年度报告",
)
_HEADINGS = {
    "overview": ("总体概述", "政府信息公开总体情况", "工作基本情况", "概述", "政府信息公开工作的基本情况"),
    "proactive": ("行政机关主动公开政府信息情况", "行政机关主动公开政府信息的情况", "主动公开信息情况"),
    "requests": ("行政机关收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况"),
    "review": (
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "被申请行政复议、提起行政诉讼情况",
    ),
    "problems": (
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题及改进情况",
        "存在的主要问题和改进措施",
        "存在问题及改进措施",
    ),
    "other_matters": ("其它需要报告事项", "其他需要报告事项"),
}
_MORE_PERIODS = (
    "本报告中所列数据的统计期限自{y}年1月1日起至12月31日止。",
    "本报告数据统计期为{y}年1月1日到{y}年12月31日。",
    "本报告使用数据统计期限为{y}年1月1日至{y}年12月31日。",
    "本报告所列统计数据时间范围为{y}年1月1日至{y}年12月31日。",
    "本报告内容涵盖{y}年1月1日至{y}年12月31日期间的情况。",
    "报告期为{y}年1月1日至{y}年12月31日。",
    "所列数据的统计期限从 {y} 年 1 月 1 日起至 {y} 年 12 月 31 日止。",
    "本报告所列数据统计时间为{y}年1月1日—{y}年12月31日。",
)
_SIMPLE = (
    "规范项内处罚强业费请况组织构计结转数复议诉讼维纠审总开关过执询务类属国没现补确举报访无当认获机单万额购"
    "减对办发废决许"
)
_TRADITIONAL = (
    "規範項內處罰強業費請況組織構計結轉數復議訴訟維糾審總開關過執詢務類屬國沒現補確舉報訪無當認獲機單萬額購"
    "減對辦發廢決許"
)


def _titled(way: str) -> Change:
    return lambda data, rng: replace(data, title=way.format(a=data.agency.name, y=data.year))


def _headed(key: str, title: str) -> Change:
    return lambda data, rng: with_section(data, key, title=title)


def _period(way: str) -> Change:
    return lambda data, rng: with_sentence(data, "period", way.format(y=data.year, own=data.agency.own))


def _same(data: ReportData, rng: random.Random) -> ReportData:
    return data


def _row_noted(row: str, note: str) -> Change:
    def act(data: ReportData, rng: random.Random) -> ReportData:
        shape = data.tables["proactive"]
        label = next(r.label for b in shape.blocks for r in b.rows if r.key == row)
        return with_row_label(data, "proactive", row, label + note)

    return act


def _column(key: str, label: str) -> Change:
    return lambda data, rng: with_column_label(data, "proactive", key, label)


def _extra_row(data: ReportData, rng: random.Random) -> ReportData:
    """The row that Hubei prints."""
    new = RowShape("other_documents", "其他主动公开文件")

    def insert(rows: Rows) -> Rows:
        return (*rows, new) if any(r.key == "normative_documents" for r in rows) else rows

    values: dict[CellKey, int] = {
        ("proactive", "other_documents", c): n
        for c, n in zip(("made", "published", "total_public"), (31, 28, 59), strict=True)
    }
    return with_numbers(with_rows(data, "proactive", insert), dict(values))


def _traditional(data: ReportData, rng: random.Random) -> ReportData:
    table = str.maketrans(_SIMPLE, _TRADITIONAL)
    for key in forms.TABLES:
        data = with_words(data, key, lambda text: text.translate(table))
    return data


def _half_width_labels(data: ReportData, rng: random.Random) -> ReportData:
    table = str.maketrans("（）：，", "():,")
    for key in forms.TABLES:
        data = with_words(data, key, lambda text: text.translate(table))
    return data


def _spaced_labels(data: ReportData, rng: random.Random) -> ReportData:
    return with_words(data, "review", lambda text: "总 计" if text == "总计" else text)


def _ideographic_numbering(data: ReportData, rng: random.Random) -> ReportData:
    return with_words(data, "requests", lambda t: t.replace(".", "、", 1) if t[:1].isdigit() else t)


def _extra_subheading(name: str) -> Change:
    def act(data: ReportData, rng: random.Random) -> ReportData:
        head = Paragraph((Sentence("heading.extra", f"（六）{name}"),), 2)
        text = "召开专题会议研究部署年度任务，明确责任分工，组织经办人员参加业务学习。"
        old = data.section("overview").paragraphs
        return with_section(data, "overview", paragraphs=(*old, head, Paragraph((Sentence("extra", text),))))

    return act


def _subheadings(way: str) -> Change:
    """Sub-headings numbered otherwise, or run into their text."""

    def act(data: ReportData, rng: random.Random) -> ReportData:
        numbers = dict(zip("一二三四五", "12345", strict=True))

        def change(paragraph: Paragraph) -> Iterable[Paragraph]:
            if paragraph.level != 2:
                return [paragraph]
            old = paragraph.sentences[0]
            text = way.format(n=numbers[old.text[1]], h=old.text[1], name=old.text[3:])
            return [replace(paragraph, sentences=(Sentence(old.key, text),))]

        return with_paragraphs(data, change, "overview")

    return act


def _numbers_as(way: Callable[[int], str]) -> Change:
    def act(data: ReportData, rng: random.Random) -> ReportData:
        for row, cells in data.figures["requests"].items():
            for column, value in cells.items():
                data = with_text(data, ("requests", row, column), way(int(value or 0)))
        return data

    return act


def _signed_changes(data: ReportData, rng: random.Random) -> ReportData:
    for row, cells in data.figures["proactive"].items():
        if cells.get("change"):
            data = with_text(data, ("proactive", row, "change"), f"{cells['change']:+d}")
    return data


def _said_too(key: str, text: str) -> Change:
    """A sentence more behind the marked one."""

    def act(data: ReportData, rng: random.Random) -> ReportData:
        more = text.format(y=data.year, last=data.year - 1, next=data.year + 1)
        return with_sentence(data, key, data.sentence(key).text + more)

    return act


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_VARIANT = frozenset({"heading-variant"})
_TITLE_NOTES = frozenset({"year-title-missing"})


def _catalogue() -> Iterable[Harmless]:
    yield Harmless("untouched", _same)
    for index, way in enumerate(_TITLES):
        yield Harmless(f"title-{index}", _titled(way), allowed=_TITLE_NOTES if index > 2 else frozenset())
    for key, titles in _HEADINGS.items():
        for index, title in enumerate(titles):
            also = frozenset({"legacy-outline"}) if title == "概述" else frozenset()
            yield Harmless(f"heading-{key}-{index}", _headed(key, title), allowed=_VARIANT | also)
    for index, way in enumerate((*PERIODS, *_MORE_PERIODS)):
        yield Harmless(f"period-{index}", _period(way))
    yield from _labels()
    yield from _contents()


def _labels() -> Iterable[Harmless]:
    note = "（设区的市、自治州人民政府应提供相关数据）"
    yield Harmless("note-on-rules", _row_noted("regulations", note))
    documents = "（指以本机关名义制发的规范性文件）"
    yield Harmless("note-on-documents", _row_noted("normative_documents", documents))
    items = _column("items_last_year", "上一年项目数量（指上一年度事项数）")
    yield Harmless("note-on-items", items, forms=_2019)
    yield Harmless("note-on-decisions", _column("decisions", "处理决定数量（指本年度办件量）"), forms=_2019)
    yield Harmless("extra-row-of-hubei", _extra_row, forms=_2019)
    yield Harmless("amount-in-yuan-by-head", _column("amount", "采购总金额（元）"), forms=_2019)
    yield Harmless("traditional-labels", _traditional)
    yield Harmless("half-width-labels", _half_width_labels)
    yield Harmless("spaced-labels", _spaced_labels)
    yield Harmless("numbering-with-stop", _ideographic_numbering)
    yield Harmless("split-labels", _same, options={"split_labels": True})


def _contents() -> Iterable[Harmless]:
    for name in ("组织领导", "教育培训", "政民互动", "解读回应"):
        yield Harmless(f"extra-subheading-{name}", _extra_subheading(name))
    for index, way in enumerate(("（{h}）{name}。", "{n}.{name}", "{n}、{name}", "({h}) {name}")):
        yield Harmless(f"subheading-{index}", _subheadings(way))
    yield Harmless("full-width-figures", _numbers_as(lambda n: str(n).translate(_FULL_WIDTH)))
    yield Harmless("thousands-separators", _numbers_as(lambda n: f"{n:,}"))
    yield Harmless("spaces-around-figures", _numbers_as(lambda n: f" {n} "))
    yield Harmless("padded-figures", _same, options={"pad": True})
    yield Harmless("signed-changes", _signed_changes, forms=_2019)
    yield Harmless("last-day", lambda data, rng: on_last_day(data))
    yield Harmless("half-width-punctuation", _same, options={"punctuation": "half"})
    yield Harmless("indented", _same, options={"indent": "\u3000\u3000"})
    yield Harmless("page-break-in-table", _same, options={"page_numbers": True})
    yield Harmless("last-year-compared", _said_too("management", "与{last}年相比，公开内容的更新更加及时。"))
    yield Harmless("next-year-planned", _said_too("measures", "上述措施将在{next}年继续落实。"))


HARMLESS: list[Harmless] = list(_catalogue())
