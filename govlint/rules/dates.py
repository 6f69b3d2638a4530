"""Rules about when the report came out: too early, too late, at odds with itself or with what it cites.

Duty: hold the days that a report gives for itself against its year and the law's days. May not know a law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from govlint.bodies import Body, body_of
from govlint.calendar_text import Dating, datings
from govlint.deadlines import Deadline
from govlint.findings import Related
from govlint.records import dataclass
from govlint.rule import Breach, Node, NotChecked, Scope, Step, Yield, rule


@dataclass(frozen=True, slots=True)
class Day:
    """A day as packs write it: `2022-10-16`."""

    value: date

    @classmethod
    def parse(cls, text: str) -> Day:
        """The day that a text prints."""
        return cls(date.fromisoformat(text))


def _days(scope: Scope) -> tuple[Dating, ...]:
    """The days that the report gives for itself, read once."""
    return scope.once("dates.days", lambda: tuple(datings(scope.report)))


@rule(facts=("day", "year"))
def before_end(node: Node, scope: Scope, *, months: int = 2) -> Yield:
    """The report came out before its year was over; a day of writing counts in the last months only."""
    report = scope.report
    dating = next(iter(_days(scope)), None)
    if report.year is None or dating is None:
        yield NotChecked("no_year" if report.year is None else "no_date", node.span)
    elif _early(dating, report.year, months):
        yield Breach(dating.fact.span, {"day": dating.day, "year": report.year})


def _early(dating: Dating, year: int, months: int) -> bool:
    first = date.min if dating.publication else date(year, 13 - months, 1)
    return first <= dating.day <= date(year, 12, 31)


@rule(facts=("day", "due", "late", "agency", "certain"))
def deadline(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Scope,
    *,
    bodies: tuple[Body, ...],
    deadlines: Mapping[str, Deadline],
    unknown: str,
    old: str,
    old_until: int,
    migrated: int,
) -> Yield:
    """The report was published after the last day for its kind of body.

    `unknown` and `old` name the deadlines of bodies of no known kind and of report years up to `old_until`.
    More than `migrated` days after the deadline, with a day of writing in time, the page was moved and its
    date proves nothing.
    """
    report = scope.report
    days = _days(scope)
    if scope.tell is not None:
        for dating in days:
            scope.tell(
                Step("day", {"text": dating.fact.get("text") or "", "day": dating.day}, dating.fact.span)
            )
    if report.year is None or not days:
        yield NotChecked("no_year" if report.year is None else "no_date", node.span)
        return
    body = body_of(report.agency, bodies) if report.agency else None
    name = old if report.year <= old_until else body.deadline if body else unknown
    yield from _held(days, deadlines[name], report.year, report.agency or "", timedelta(days=migrated))


def _held(days: Sequence[Dating], limit: Deadline, year: int, agency: str, migrated: timedelta) -> Yield:
    """The surest day held against a deadline."""
    dating, due = days[0], limit.due.of(year + 1)
    if dating.day <= due:
        if limit.doubtful is not None and dating.day > limit.doubtful.of(year + 1):
            yield NotChecked("unknown_body", dating.fact.span)
    elif dating.day - due > migrated and any(other.day <= due for other in days[1:]):
        yield NotChecked("page_moved", dating.fact.span)
    else:
        certain = limit.surely is not None and dating.day > limit.surely.of(year + 1)
        late = (dating.day - due).days
        facts = {"day": dating.day, "due": due, "late": late, "agency": agency, "certain": certain}
        yield Breach(dating.fact.span, facts)


@rule(facts=("day", "other", "year"))
def dates_agree(node: Node, scope: Scope, *, months: int = 2, slack: int = 3, years_after: int = 3) -> Yield:
    """A day of writing lies after the publication, or cannot be that of a report on its year.

    It may be up to `slack` days late, `months` before the end of the year and some `years_after` after it.
    """
    report = scope.report
    days = _days(scope)
    if report.year is None or not days:
        yield NotChecked("no_year" if report.year is None else "no_date", node.span)
        return
    published = next((dating for dating in days if dating.publication), None)
    early, far = date(report.year, 13 - months, 1), report.year + years_after
    latest = published.day + timedelta(days=slack) if published else date.max
    for dating in days:
        if not dating.publication and not early <= dating.day <= min(latest, date(far, 12, 31)):
            yield _odd(dating, published, report.year)
            return


def _odd(dating: Dating, published: Dating | None, year: int) -> Breach:
    related = (Related(published.fact.span, published.fact.get("text") or ""),) if published else ()
    other = published.day.isoformat() if published else "-"
    return Breach(dating.fact.span, {"day": dating.day, "other": other, "year": year}, related=related)


@rule(facts=("event", "day", "published"))
def anachronism(node: Node, scope: Scope, *, events: Mapping[str, Day]) -> Yield:
    """The report cites what had not happened when it came out."""
    cited = scope.report.facts_of("event")
    dating = next(iter(_days(scope)), None)
    if dating is None:
        if cited:
            yield NotChecked("no_date", node.span)
        return
    seen: set[str] = set()
    for fact in cited:
        event = fact.get("event") or ""
        day = events.get(event)
        if day is not None and day.value > dating.day and event not in seen:
            seen.add(event)
            yield Breach(fact.span, {"event": event, "day": day.value, "published": dating.day})
