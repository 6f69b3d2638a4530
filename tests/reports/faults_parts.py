"""Faults of sections, headings and their contents.

Duty: damage the outline or empty a section. May not touch tables.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from reports.agencies import GOVERNMENTS
from reports.edit import with_paragraphs, with_section, with_sections, with_sentence, without_sentences
from reports.model import Paragraph, Place, ReportData, Section, Sentence
from reports.planting import NARRATIVE, Registry, section, sentence
from reports.prose import ASPECTS

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
_2021 = ("gfoi-2021",)
_PARTS = frozenset({"parts-count-headings", "parts-names"})
Result = tuple[ReportData, Place, str]
_KEYS = ("overview", "proactive", "requests", "review", "problems", "other_matters")


@fault("section-missing", also=_PARTS | NARRATIVE | {"heading-number", "other-matters-fee", "table-missing"})
def section_left_out(data: ReportData, rng: random.Random) -> Result:
    """A section is not there at all; the numbers of the others stay."""
    key = rng.choice(("problems", "other_matters", "review"))
    left = with_sections(data, lambda all_: tuple(s for s in all_ if s.key != key))
    return left, Place("report"), f"no section {key}"


@fault("section-missing", also=_PARTS | {"row-unexpected", "table-missing", "problems-empty"})
def heading_left_out(data: ReportData, rng: random.Random) -> Result:
    """A section closes up to the one before; the others are numbered anew."""
    numbers = iter("一二三四五")
    left = with_sections(
        data,
        lambda all_: tuple(replace(s, number=f"{next(numbers)}、") for s in all_ if s.key != "problems"),
    )
    return left, Place("report"), "no section problems, the others numbered anew"


@fault("section-order", also=_PARTS | {"heading-number"})
def sections_swapped(data: ReportData, rng: random.Random) -> Result:
    """Two neighbours in the wrong order, their numbers with them."""
    at = rng.randint(0, 4)
    renumber = rng.random() < 0.5

    def swap(all_: tuple[Section, ...]) -> tuple[Section, ...]:
        one, two = all_[at], all_[at + 1]
        if renumber:
            one, two = replace(one, number=two.number), replace(two, number=one.number)
        return (*all_[:at], two, one, *all_[at + 2 :])

    return with_sections(data, swap), section(_KEYS[at + 1]), f"{_KEYS[at + 1]} stands before {_KEYS[at]}"


def _numbered(data: ReportData, key: str, number: str) -> Result:
    return with_section(data, key, number=number), section(key), f"the number of {key} is {number!r}"


@fault("heading-number")
def number_missing(data: ReportData, rng: random.Random) -> Result:
    """A heading without its number."""
    return _numbered(data, rng.choice(_KEYS[1:]), "")


@fault("heading-number")
def number_repeated(data: ReportData, rng: random.Random) -> Result:
    """A heading with its neighbour's number."""
    at = rng.randint(1, 5)
    return _numbered(data, _KEYS[at], data.sections[at - 1].number)


@fault("heading-number")
def number_skipped(data: ReportData, rng: random.Random) -> Result:
    """The last heading with a number too high."""
    return _numbered(data, "other_matters", "七、")


@fault("heading-number")
def number_is_dash(data: ReportData, rng: random.Random) -> Result:
    """A dash for the first number."""
    return _numbered(data, "overview", "—、")


@fault("heading-variant")
def heading_reworded(data: ReportData, rng: random.Random) -> Result:
    """A heading that says the same in other words."""
    key, title = rng.choice(
        (
            ("overview", "总体概述"),
            ("proactive", "行政机关主动公开政府信息的情况"),
            ("problems", "存在问题及改进措施"),
            ("other_matters", "其它需要报告事项"),
        )
    )
    return with_section(data, key, title=title), section(key), f"{key} is headed {title}"


@fault("heading-level", also=_PARTS | {"heading-number", "overall-aspect-missing", "section-missing"})
def aspects_on_top_level(data: ReportData, rng: random.Random) -> Result:
    """The sub-topics of the first section numbered like sections."""

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        if paragraph.level != 2:
            return [paragraph]
        old = paragraph.sentences[0]
        text = old.text.replace("（", "", 1).replace("）", "、", 1)
        return [replace(paragraph, sentences=(Sentence(old.key, text),))]

    return (
        with_paragraphs(data, change, "overview"),
        sentence("heading.proactive"),
        "aspects numbered 一、二、三",
    )


@fault("overall-aspect-missing", also=NARRATIVE | {"assessment-missing"})
def aspect_left_out(data: ReportData, rng: random.Random) -> Result:
    """One of the five aspects is not told; the others are numbered anew."""
    gone = rng.choice(ASPECTS[2:4])
    numbers = iter("一二三四")

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        key = paragraph.sentences[0].key
        if key in {gone, f"heading.{gone}"}:
            return []
        if paragraph.level != 2:
            return [paragraph]
        return [replace(paragraph, sentences=(Sentence(key, f"（{next(numbers)}）{paragraph.text[3:]}"),))]

    return with_paragraphs(data, change, "overview"), section("overview"), f"{gone} is not told"


@fault("assessment-missing", kinds=tuple(sorted(GOVERNMENTS)))
def assessment_left_out(data: ReportData, rng: random.Random) -> Result:
    """A government says nothing of assessment and accountability."""
    return without_sentences(data, ("assessment",)), Place("report"), "no word of assessment"


def _problems(data: ReportData, text: str, what: str) -> Result:
    paragraphs = (Paragraph((Sentence("problems", text),)),) if text else ()
    return with_section(data, "problems", paragraphs=paragraphs), section("problems"), what


@fault("problems-empty")
def problems_blank(data: ReportData, rng: random.Random) -> Result:
    """Nothing under the heading."""
    return _problems(data, "", "section problems is empty")


@fault("problems-empty")
def problems_none(data: ReportData, rng: random.Random) -> Result:
    """None, it says."""
    return _problems(data, rng.choice(("无。", "无", "不存在问题。")), "section problems says none")


@fault("problems-empty")
def problems_short(data: ReportData, rng: random.Random) -> Result:
    """Too short to say anything."""
    return _problems(data, "存在一些问题，今后将加以改进。", "section problems is too short")


@fault("problems-empty")
def only_measures(data: ReportData, rng: random.Random) -> Result:
    """Measures without problems."""
    text = "下一步，" + data.sentence("measures").text.partition("以下改进措施：")[2]
    return _problems(data, text, "measures without problems")


@fault("problems-empty")
def only_problems(data: ReportData, rng: random.Random) -> Result:
    """Problems without measures."""
    return without_sentences(data, ("measures",)), section("problems"), "problems without measures"


@fault("other-matters-fee", forms=_2021, also=frozenset({"nt-fee", "other-matters-offtopic"}))
def fee_not_told(data: ReportData, rng: random.Random) -> Result:
    """Section 六 does not mention the fee."""
    return without_sentences(data, ("fee",)), section("other_matters"), "no word of the fee"


@fault("other-matters-offtopic", also=frozenset({"other-matters-fee", "nt-fee"}))
def promises_only(data: ReportData, rng: random.Random) -> Result:
    """General promises where other matters belong."""
    own = data.agency.own
    text = f"今后，{own}将继续努力，进一步提高认识，不断提升政府信息公开工作水平，为群众提供更加优质的服务。"
    changed = without_sentences(data, ("nothing_else",))
    return with_sentence(changed, "fee", text), section("other_matters"), "promises only"


_PADDING = (
    "在{n}月份，组织各承办科室对照目录逐项核对公开内容，对群众关注的办事流程、申报材料和咨询渠道作了补充说明，"
    "并将核对结果反馈各有关单位落实。"
)


@fault("overall-too-long")
def overview_too_long(data: ReportData, rng: random.Random) -> Result:
    """More than a thousand characters."""
    extra = "".join(_PADDING.format(n=n) for n in "一二三四五六七八九十") + _PADDING.format(n="十一")
    text = data.sentence("platforms").text + extra + _PADDING.format(n="十二")
    return with_sentence(data, "platforms", text), section("overview"), "section overview is too long"
