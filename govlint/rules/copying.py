"""Rules on prose that stands in another report too.

Duty: hold a report's prose and its figures against last year's and against those of other agencies. May not know
what every report says; that comes with the pack's reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govlint.across.passages import Copied, copied
from govlint.across.reading import Reading
from govlint.across.sketch import alike, candidates
from govlint.beyond import Beyond
from govlint.bodies import Body, body_of
from govlint.extract import Extract
from govlint.findings import Related
from govlint.gathered import Seat, Set, Succession
from govlint.places import Span
from govlint.rule import Breach, Node, NotChecked, Yield, rule

_SHOWN = 4
_EXCERPT = 40
_UNSURE = 0.25
"""By how much an estimate may be off (six times its standard error) before two texts are compared exactly."""
_TRIED = 3
"""Likely originals of a report that it is compared with exactly, the likeliest first."""
_FIGURES = 8
_FEWEST = 3


@rule(facts=("share", "year", "before", "most", "passages"), nodes=("succession",))
def copied_from_last_year(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node, scope: Beyond, *, reading: Reading, threshold: Decimal, most: Decimal, least: int
) -> Yield:
    """More than `threshold` of the prose stands in last year's report; `most` says when nearly all does."""
    years = node.value
    assert isinstance(years, Succession)
    this, last = years.this, years.last
    if min(this.characters, last.characters) < least:
        yield NotChecked("across-little-prose", facts={"least": least})
        return
    if _most_likely(this, last) + _UNSURE < threshold:
        return
    found = _compare(this, last, scope, reading)
    if found is None:
        yield NotChecked("across-not-read-again")
    elif found.share > threshold:
        facts = {
            "share": _percent(found.share),
            "year": this.year,
            "before": last.year,
            "most": found.share > most,
            "passages": len(found.passages),
        }
        yield Breach(_first(found, this), facts, related=tuple(_side_by_side(found, last)))


@rule(facts=("count", "year", "before", "figures"), nodes=("succession",))
def figures_repeated(
    node: Node,
    scope: Beyond,  # noqa: ARG001 - every rule is given it
    *,
    reading: Reading,  # noqa: ARG001 - by it the figures were read
    least: int,
) -> Yield:
    """All figures of the prose, at least so many, are those of last year's report in the same order."""
    years = node.value
    assert isinstance(years, Succession)
    this, last = years.this, years.last
    if len(this.figures) < least or len(set(this.figures)) < _FEWEST:
        yield NotChecked("across-few-figures", facts={"least": least})
    elif this.figures == last.figures:
        facts = {
            "count": len(this.figures),
            "year": this.year,
            "before": last.year,
            "figures": this.figures[:_FIGURES],
        }
        spot = last.spot(last.prose_place)
        related = Related(spot.span, str(last.year), last.path, spot)
        yield Breach(this.spot(this.prose_place).span, facts, related=(related,))


@rule(facts=("share", "agency", "other", "passages"), nodes=("set",))
def copied_between(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Beyond,
    *,
    reading: Reading,
    threshold: Decimal,
    least: int,
    bodies: tuple[Body, ...],
    offices: tuple[str, ...],
) -> Yield:
    """Two agencies' reports have more than `threshold` of their prose in common.

    A government and its office (a body of a kind in `offices`) may share theirs. Each report is told once.
    """
    found = node.value
    assert isinstance(found, Set)
    reports, parents = _reports(found)
    told = [report for report in reports if report.characters >= least]
    for report in reports:
        if report.characters < least:
            yield NotChecked("across-little-prose", facts={"least": least}, path=report.path)
    homes: set[str] = set()
    tried: dict[int, int] = {}
    likely = float(threshold / (2 - threshold)) - _UNSURE / 1.5
    for this, other, _ in candidates([report.sketch for report in told], likely):
        pair = told[this], told[other]
        if tried.get(this, 0) >= _TRIED or _one_house(pair, parents, bodies, offices):
            continue
        tried[this] = tried.get(this, 0) + 1
        later, earlier = _in_order(pair, homes)
        copy = _compare(later, earlier, scope, reading)
        if copy is None:
            yield NotChecked("across-not-read-again", path=later.path)
        elif copy.mutual > threshold:
            tried[this] = _TRIED
            if later.path not in homes:
                homes.add(later.path)
                yield _shared(copy, later, earlier)


def _reports(found: Set) -> tuple[list[Extract], dict[str, str]]:
    """The reports of the set in order of path, and whose government's report is above each."""
    reports = [report for seat in found.seats for report in seat.reports]
    parents = {r.path: _above(seat) for seat in found.seats for r in seat.reports}
    return sorted([*reports, *found.unlisted], key=lambda report: report.path), parents


def _above(seat: Seat) -> str:
    above = seat.parent.report if seat.parent else None
    return above.path if above else ""


def _one_house(
    pair: tuple[Extract, Extract], parents: dict[str, str], bodies: Sequence[Body], offices: Sequence[str]
) -> bool:
    """Whether one is the office of the other, or both are reports of one member."""
    for report, other in (pair, pair[::-1]):
        if parents.get(report.path) == other.path:
            body = body_of(report.agency or "", bodies)
            return body is not None and body.kind in offices
    return pair[0].agency == pair[1].agency


def _in_order(pair: tuple[Extract, Extract], homes: set[str]) -> tuple[Extract, Extract]:
    """The one that came out later first; one that is told already makes way."""
    this, other = pair
    if this.day and other.day and this.day < other.day:
        this, other = other, this
    return (other, this) if this.path in homes and other.path not in homes else (this, other)


def _shared(copy: Copied, later: Extract, earlier: Extract) -> Breach:
    facts = {
        "share": _percent(copy.mutual),
        "agency": later.agency or "",
        "other": earlier.agency or "",
        "passages": len(copy.passages),
    }
    related = tuple(_side_by_side(copy, earlier))
    return Breach(_first(copy, later), facts, related=related, path=later.path)


def _most_likely(this: Extract, last: Extract) -> float:
    """The estimated share of this text that stands in the other."""
    likeness = alike(this.sketch, last.sketch)
    return likeness / (1 + likeness) * (this.characters + last.characters) / this.characters


def _compare(this: Extract, other: Extract, scope: Beyond, reading: Reading) -> Copied | None:
    mine, theirs = scope.prose(this.path, reading), scope.prose(other.path, reading)
    return None if mine is None or theirs is None else copied(mine, theirs, reading.size)


def _first(found: Copied, report: Extract) -> Span:
    """Where the longest passage stands; the beginning of the prose where only scraps are shared."""
    if found.passages:
        return found.passages[0].here.spot.span
    return report.spot(report.prose_place).span


def _side_by_side(found: Copied, other: Extract) -> Iterator[Related]:
    for passage in found.passages[:_SHOWN]:
        here, there = passage.here, passage.there
        yield Related(here.spot.span, _excerpt(here.printed))
        yield Related(there.spot.span, _excerpt(there.printed), other.path, there.spot)


def _excerpt(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _percent(share: float) -> int:
    """A share in per cent, rounded down, so that no part is told as all."""
    return int(share * 100)
