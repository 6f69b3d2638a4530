"""Rules about what the report cites: documents stale or misnumbered, plans of another year, old outlines.

Duty: hold documents cited against the pack's list of documents. May not know any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from govlint.calendar_text import year_of
from govlint.model import Fact, Report
from govlint.places import Span
from govlint.records import dataclass
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that reports cite: its number and, where they tell it apart, patterns of its title.

    `first` and `last` are the report years for which it is in force; `year` is 0 for orders, which have none.
    `telling` says that its number with another year is this document misquoted and no other.
    """

    number: int
    name: str
    issuer: str = ""
    year: int = 0
    titles: tuple[re.Pattern[str], ...] = ()
    first: int = 0
    last: int = 9999
    telling: bool = False

    def entitled(self, title: str) -> bool:
        """Whether a title is this document's."""
        return any(pattern.search(title) for pattern in self.titles)


@dataclass(frozen=True, slots=True)
class _Citation:
    span: Span
    text: str
    title: str
    issuer: str
    year: int
    number: int


@rule(facts=("text", "year", "instead"))
def stale_document(
    node: Node, scope: Scope, *, documents: tuple[Cited, ...], also: tuple[str, ...] = ()
) -> Yield:
    """A document is cited that is not in force for the report year, and none of the list that is.

    `also` names facts that cite a document no longer in force without its number.
    """
    year = scope.report.year
    if year is None:
        yield NotChecked("no_year", node.span)
        return
    current = tuple(document for document in documents if document.first <= year <= document.last)
    stale = tuple(document for document in documents if not document.first <= year <= document.last)
    cited = _citations(scope)
    if _cited(cited, current):
        return
    places = [(citation.span, citation.text) for citation in _cited(cited, stale)]
    if any(document.last < year for document in stale):
        places += [
            (fact.span, fact.get("text") or "") for name in also for fact in scope.report.facts_of(name)
        ]
    for span, text in sorted(places)[:1]:
        yield Breach(
            span, {"text": text, "year": year, "instead": tuple(document.name for document in current)}
        )


@rule(facts=("text", "right"))
def wrong_number(_node: Node, scope: Scope, *, documents: tuple[Cited, ...]) -> Yield:
    """A document is cited by a number that is not its own."""
    for citation in _citations(scope):
        if not citation.number or any(_same_number(citation, document) for document in documents):
            continue
        named = [document for document in documents if _comparable(citation, document)]
        if named:
            yield Breach(citation.span, {"text": citation.text, "right": tuple(d.name for d in named)})


def _comparable(citation: _Citation, document: Cited) -> bool:
    """Whether a citation means a document: by its title, or by its number with another year."""
    if document.issuer != citation.issuer:
        return False
    if citation.title and document.titles:
        return document.entitled(citation.title)
    return document.telling and document.number == citation.number


def _same_number(citation: _Citation, document: Cited) -> bool:
    return (citation.issuer, citation.year, citation.number) == (
        document.issuer,
        document.year,
        document.number,
    )


def _cited(citations: Iterable[_Citation], documents: Sequence[Cited]) -> list[_Citation]:
    """The citations of documents: by their numbers, or by a title without a number."""
    numbers = {(document.issuer, document.year, document.number) for document in documents}
    return [
        citation
        for citation in citations
        if (
            (citation.issuer, citation.year, citation.number) in numbers
            if citation.number
            else citation.title and any(document.entitled(citation.title) for document in documents)
        )
    ]


def _citations(scope: Scope) -> tuple[_Citation, ...]:
    """Every citation, read once for a report."""
    return scope.once("references.citations", lambda: tuple(_read(scope.report)))


def _read(report: Report) -> Iterator[_Citation]:
    """Every citation, each place once, those with a title first."""
    seen: set[Span] = set()
    for name in ("book", "document", "order"):
        for fact in report.facts_of(name):
            if fact.span not in seen:
                seen.add(fact.span)
                yield _citation(fact)


def _citation(fact: Fact) -> _Citation:
    order = fact.get("order")
    return _Citation(
        span=fact.span,
        text=fact.get("text") or "",
        title=fact.get("title") or "",
        issuer=fact.get("issuer") or "",
        year=int(fact.get("year") or 0),
        number=int(order or fact.get("number") or 0),
    )


@rule(facts=("text", "year"))
def plan_year(node: Node, scope: Scope, *, sections: tuple[str, ...]) -> Yield:
    """The plan of another year is cited, and that of the report year is not."""
    year = scope.report.year
    if year is None:
        yield NotChecked("no_year", node.span)
        return
    plans = [fact for fact in scope.report.facts_of("plan") if fact.section in sections]
    if any(year_of(fact) == year for fact in plans):
        return
    for fact in plans:
        other = year_of(fact)
        if other is not None and other not in (year, year + 1):
            yield Breach(fact.span, {"text": fact.get("text") or "", "year": year})


@rule(facts=("names",))
def legacy_outline(_node: Node, scope: Scope, *, names: tuple[re.Pattern[str], ...], least: int = 2) -> Yield:
    """The outline that the report gives of itself names at least so many parts of an older form."""
    for fact in scope.report.facts_of("outline"):
        text = fact.get("names") or ""
        found = tuple(match.group() for pattern in names if (match := pattern.search(text)))
        if len(found) >= least:
            yield Breach(fact.span, {"names": found})
            return
