"""Rules about the report year: where it is told, whether it is told alike, whether the period is that year.

Duty: compare the years and the period that a report gives for itself. May not look at when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govlint.calendar_text import day_of, year_of
from govlint.findings import Edit, Fix, Related
from govlint.model import Fact, Report
from govlint.patterns import lazy
from govlint.places import Span
from govlint.rule import Breach, Node, NotChecked, Scope, Step, Yield, rule

_YEAR = lazy(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_NEAR = 20
"""How far from the start of its paragraph an opening sentence may begin."""


@rule(facts=("title",))
def title_year(node: Node, scope: Scope) -> Yield:
    """The report has a title, and none of its forms gives a year."""
    report = scope.report
    titles = [fact for fact in report.facts_of("title") if not fact.section]
    if not titles:
        yield NotChecked("no_title", node.span)
    elif not any(year_of(fact) for fact in titles) and not report.facts_of("year_line"):
        yield Breach(titles[0].span, {"title": titles[0].get("text") or ""})


@rule(facts=("text", "year", "other"))
def year_conflict(node: Node, scope: Scope, *, sources: tuple[str, ...], history: re.Pattern[str]) -> Yield:
    """The title, the period, the first sentence and the announcement name different report years.

    A sentence that matches `history` tells of something that happened in its year.
    """
    report = scope.report
    if report.year is None:
        yield NotChecked("no_year", node.span)
        return
    told = list(_told(report, sources))
    right = tuple(Related(fact.span, fact.get("text") or "") for fact, year in told if year == report.year)
    for fact, year in told:
        if year != report.year and not history.search(fact.get("rest") or ""):
            facts = {"text": fact.get("text") or "", "year": report.year, "other": year}
            yield Breach(fact.span, facts, related=right[:3])


def _told(report: Report, sources: tuple[str, ...]) -> Iterator[tuple[Fact, int]]:
    """The first fact of each source with its year, each place once."""
    places: set[int] = set()
    settled = report.year in _period_years(report)
    opening = _opening(report)
    for name in sources:
        for fact in _facing(report, name, opening):
            year = _period_year(fact) if name == "period" else year_of(fact)
            if year is not None and (name != "period" or not settled):
                if fact.span.end not in places:
                    yield fact, year
                places.add(fact.span.end)
                break


def _facing(report: Report, name: str, opening: Fact | None) -> Iterator[Fact]:
    """The facts of that name that speak of the whole report, as the year of its first sentence does."""
    first = report.sections[0].key if report.sections else ""
    for fact in report.facts_of(name):
        if name == "period" or fact is opening or (name != "subject_year" and fact.section in ("", first)):
            yield fact


def _period_years(report: Report) -> set[int | None]:
    return {_period_year(fact) for fact in report.facts_of("period")}


def _period_year(fact: Fact) -> int | None:
    first, last = year_of(fact, "y1"), year_of(fact, "y2")
    return first if last in (None, first) else None


_SUBHEADING = lazy(r"^\s*(?:[(（][一1]|[一1第][、.．)是,，])")


def _opening(report: Report) -> Fact | None:
    """The year that the first sentence of the first section begins with."""
    if not report.sections:
        return None
    for piece in report.sections[0].paragraphs[:2]:
        if _SUBHEADING.match(piece.text):
            return None
        start, near = piece.span().start, piece.span().start + _NEAR
        for fact in report.facts_of("subject_year"):
            if start <= fact.span.start <= near and str(report.year) not in (fact.get("rest") or ""):
                return fact
    return None


@rule(facts=("text", "year", "other"))
def subject_year(
    node: Node,
    scope: Scope,
    *,
    sections: tuple[str, ...],
    compared: re.Pattern[str],
    planned: re.Pattern[str],
) -> Yield:
    """A sentence in one of the sections tells of another year as if it were the report's.

    A sentence that matches `compared` sets years side by side; one of the year after that matches
    `planned` tells of plans. The first sentence of the first section is `year_conflict`'s.
    """
    report = scope.report
    if report.year is None:
        yield NotChecked("no_year", node.span)
        return
    opening = _opening(report)
    for fact in report.facts_of("subject_year"):
        year, rest = year_of(fact), fact.get("rest") or ""
        if fact is opening or fact.section not in sections or year in (None, report.year):
            continue
        if (
            str(report.year) in rest
            or compared.search(rest)
            or (year == report.year + 1 and planned.search(rest))
        ):
            continue
        yield Breach(fact.span, {"text": fact.get("text") or "", "year": report.year, "other": year})


@rule(facts=("text",))
def fact_told(_node: Node, scope: Scope, *, fact: str) -> Yield:
    """The report has a fact that no report should have."""
    seen: set[str] = set()
    for found in scope.report.facts_of(fact):
        text = found.get("text") or ""
        if text not in seen:
            seen.add(text)
            yield Breach(found.span, {"text": text})


@rule()
def fact_untold(node: Node, scope: Scope, *, any_of: tuple[str, ...], whole: tuple[str, ...]) -> Yield:
    """The report has none of the facts that tell what it should tell.

    A text without any of the sections `whole`, or without anything before the first section and a title, may
    be cut off before or after it tells; nothing is said of it.
    """
    report = scope.report
    if any(report.facts_of(name) for name in any_of):
        return
    ends = any((section := report.section(key)) and section.heading for key in whole)
    if not ends or not report.preamble:
        yield NotChecked("cut_off", node.span)
    else:
        yield Breach(report.title.span if report.title else report.preamble[0].span())


@rule(facts=("text", "year"))
def full_year(node: Node, scope: Scope) -> Yield:
    """The period is not the report year from its first day to its last.

    Where one period is, the others are about something else.
    """
    year = scope.report.year
    periods = list(_periods(scope.report))
    if year is None:
        yield NotChecked("no_year", node.span)
        return
    whole = (date(year, 1, 1), date(year, 12, 31))
    if scope.tell is not None:
        for fact, first, last in periods:
            told = {"text": fact.get("text") or "", "first": first or "?", "last": last or "?"}
            scope.tell(Step("period", {**told, "from": whole[0], "to": whole[1]}, fact.span))
    if any((first, last) == whole for _, first, last in periods):
        return
    for fact, first, last in periods[:1]:
        if first is None or last is None:
            yield NotChecked("unreadable_date", fact.span)
        elif first <= last:
            facts = {"text": fact.get("text") or "", "year": year}
            yield Breach(fact.span, facts, fixes=tuple(_fixes(fact.span, scope.document.text, year)))


def _fixes(span: Span, text: str, year: int) -> Iterator[Fix]:
    """The report year in place of another one."""
    matches = _YEAR.finditer(text, span.start, span.end)
    edits = tuple(Edit(Span(*match.span()), str(year)) for match in matches if match[0] != str(year))
    if edits:
        yield Fix(edits, "fix.year")


@rule(facts=("text",))
def reversed_period(_node: Node, scope: Scope) -> Yield:
    """The period ends before it begins."""
    for fact, first, last in _periods(scope.report):
        if first is not None and last is not None and last < first:
            yield Breach(fact.span, {"text": fact.get("text") or ""})


def _periods(report: Report) -> Iterator[tuple[Fact, date | None, date | None]]:
    """The periods told, each place once; a year left out is the one before it, or the report's."""
    for fact in report.facts_of("period"):
        first = day_of(fact, "1", report.year)
        yield fact, first, day_of(fact, "2", first.year if first else report.year)
