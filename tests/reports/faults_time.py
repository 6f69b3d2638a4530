"""Faults of year, period and day of publication.

Duty: plant one contradiction in time each. May not touch tables.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from reports import agencies
from reports.edit import with_sentence, without_sentences
from reports.model import Place, ReportData, Sentence
from reports.planting import Registry, sentence

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
_TITLE = Place("title")
Result = tuple[ReportData, Place, str]


def _period(data: ReportData, text: str, what: str) -> Result:
    return with_sentence(data, "period", text), sentence("period"), what


def _published(data: ReportData, day: date, what: str) -> Result:
    """The same report with another day in its metadata and under its signature."""
    plain = without_sentences(data, ("signature", "signed"))
    old = data.published.isoformat()
    lines = tuple(
        replace(
            p, sentences=tuple(Sentence(s.key, s.text.replace(old, day.isoformat())) for s in p.sentences)
        )
        for p in plain.meta
    )
    return replace(plain, meta=lines, published=day), sentence("meta.published"), f"{what}: {day}"


@fault("year-title-missing")
def title_without_year(data: ReportData, rng: random.Random) -> Result:
    """The title names no year."""
    title = f"{data.agency.name}政府信息公开工作年度报告"
    return replace(data, title=title), _TITLE, "no year in the title"


_OTHER_YEAR = frozenset(
    {
        "period-not-full-year",
        "format-version-mismatch",
        "date-inconsistent",
        "deadline-missed",
        "doc-number-stale",
        "year-in-subsection",
    }
)
"""What follows when a reader takes the wrong year for the report's."""


@fault("year-conflict", also=_OTHER_YEAR)
def title_of_last_year(data: ReportData, rng: random.Random) -> Result:
    """Last year's title over this year's report."""
    title = data.title.replace(str(data.year), str(data.year - 1))
    return replace(data, title=title), _TITLE, "the title's year is not the period's"


@fault("year-in-subsection", also=frozenset({"year-conflict"}))
def last_years_sentence(data: ReportData, rng: random.Random) -> Result:
    """A sentence of last year's report left in a sub-section."""
    text = f"{data.year - 1}年，{data.agency.own}{data.sentence('management').text}"
    return with_sentence(data, "management", text), sentence("management"), "last year as the subject"


@fault("year-garbled", also=frozenset({"period-not-full-year", "period-missing", "year-conflict"}))
def year_typed_twice(data: ReportData, rng: random.Random) -> Result:
    """A year of six digits."""
    y = data.year
    text = f"本报告所列数据的统计期限自{y}年1月1日起至20{y}年12月31日止。"
    return _period(data, text, f"the year 20{y}")


@fault("period-missing")
def no_period(data: ReportData, rng: random.Random) -> Result:
    """No statistics period anywhere."""
    return with_sentence(data, "period", ""), Place("report"), "no statistics period"


@fault("period-not-full-year", also=frozenset({"year-conflict", "period-reversed"}))
def period_cut_short(data: ReportData, rng: random.Random) -> Result:
    """A period that is not the whole year."""
    y = data.year
    first, last = rng.choice(
        (("1月1日", "11月30日"), ("2月1日", "12月31日"), ("1月1日", "12月30日"), ("1月1日", "6月30日"))
    )
    text = f"本报告所列数据的统计期限自{y}年{first}起至{y}年{last}止。"
    return _period(data, text, f"the period is {first} to {last}")


@fault("period-not-full-year", also=frozenset({"year-conflict"}))
def period_of_last_year(data: ReportData, rng: random.Random) -> Result:
    """Last year's period."""
    y = data.year - 1
    return _period(data, f"本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。", "last year's period")


@fault("period-reversed", also=frozenset({"period-not-full-year", "year-conflict"}))
def period_backwards(data: ReportData, rng: random.Random) -> Result:
    """It ends before it begins."""
    y = data.year
    text = f"本报告所列数据的统计期限自{y}年1月1日起至{y - 1}年12月31日止。"
    return _period(data, text, "the period ends before it begins")


@fault("date-before-period-end", also=frozenset({"date-inconsistent"}))
def published_too_early(data: ReportData, rng: random.Random) -> Result:
    """Published before the year was over."""
    return _published(data, date(data.year, 12, rng.randint(20, 31)), "published early")


@fault("deadline-missed", kinds=("bureau",))
def department_late(data: ReportData, rng: random.Random) -> Result:
    """A department after 31 January."""
    return _published(data, date(data.year + 1, 2, rng.randint(1, 27)), "a department published late")


@fault("deadline-missed", kinds=("county", "city"))
def government_late(data: ReportData, rng: random.Random) -> Result:
    """A government after 31 March."""
    return _published(data, date(data.year + 1, 4, rng.randint(1, 29)), "a government published late")


@fault("deadline-missed", kinds=("town", "street"))
def township_late(data: ReportData, rng: random.Random) -> Result:
    """A township after 31 January: a warning."""
    return _published(data, date(data.year + 1, 2, rng.randint(1, 27)), "a township published late")


@fault("deadline-missed", kinds=("town", "street"))
def township_very_late(data: ReportData, rng: random.Random) -> Result:
    """A township after 31 March: an error."""
    return _published(data, date(data.year + 1, 5, rng.randint(1, 27)), "a township published very late")


@fault("date-inconsistent", also=frozenset({"date-before-period-end", "year-conflict", "deadline-missed"}))
def signed_after_publication(data: ReportData, rng: random.Random) -> Result:
    """Signed weeks after the day on which it is said to have been published."""
    late = data.published + timedelta(days=40)
    text = f"{late.year}年{late.month}月{late.day}日"
    if not any(s.key == "signed" for s in data.sentences):
        tail = (replace(data.intro[0], sentences=(Sentence("signed", text),)),)
        return replace(data, tail=tail), sentence("signed"), f"signed on {late}"
    return with_sentence(data, "signed", text), sentence("signed"), f"signed on {late}"


def on_last_day(data: ReportData) -> ReportData:
    """Published on the last day, which is in time."""
    return _published(data, agencies.latest(data.kind, data.year), "published on the last day")[0]
