"""Rules about whose report it is: another body's name, its words for itself, a scope too wide.

Duty: hold what the text says of its body against the body of the title. May not know any body or kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govlint.bodies import Body, Naming, body_of, same_body, within
from govlint.findings import Related
from govlint.model import Fact
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule

_SHOWN = 12


@rule(facts=("name", "agency"))
def foreign_name(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Scope,
    *,
    issuers: tuple[str, ...],
    others: tuple[str, ...],
    bodies: tuple[Body, ...],
    naming: Naming,
) -> Yield:
    """The facts `issuers` name a body as the issuer of the report, and it is none of the report's own names.

    The report's names are its agency and those in the facts `others`.
    """
    agency = scope.report.agency
    if agency is None:
        yield NotChecked("no_agency", node.span)
        return
    known = (agency, *_names(scope, others))
    seen: set[str] = set()
    for fact in (fact for name in issuers for fact in scope.report.facts_of(name)):
        name = fact.get("agency") or ""
        if name in seen or not _foreign(name, known, bodies, naming):
            continue
        seen.add(name)
        yield Breach(fact.span, {"name": name, "agency": agency})


def _names(scope: Scope, facts: tuple[str, ...]) -> Iterator[str]:
    for name in facts:
        yield from (agency for fact in scope.report.facts_of(name) if (agency := fact.get("agency")))


def _foreign(name: str, known: Sequence[str], bodies: tuple[Body, ...], naming: Naming) -> bool:
    """Whether a name, with a name of its own and a kind that can be told, is none of the known."""
    body = body_of(name, bodies)
    if body is None or naming.vague.search(name):
        return False
    return not any(_same(name, body, other, bodies, naming) for other in known)


def _same(name: str, body: Body, other: str, bodies: tuple[Body, ...], naming: Naming) -> bool:
    kind = body_of(other, bodies)
    if kind is not None and kind.group != body.group:
        return body.group in kind.hosts and within(name, other, naming)
    return same_body(name, other, naming)


@rule(facts=("word", "agency", "count", "mixed"))
def self_reference(
    _node: Node,
    scope: Scope,
    *,
    bodies: tuple[Body, ...],
    areas: Mapping[str, int],
    always: tuple[str, ...],
    judged: tuple[str, ...],
) -> Yield:
    """The report says "my X" with a word that does not fit its kind of body, or with words of several kinds.

    `areas` maps words for areas to levels: an area wider than the body's is a place, not the body.
    `always` fit every body; only the words in `judged` are held against the kind.
    """
    agency = scope.report.agency
    body = body_of(agency, bodies) if agency else None
    words = _words(scope)
    if body is None or agency is None:
        yield from _mixed(words, agency or "", judged, areas)
        return
    level = body.level or _level(agency, areas)
    for word, facts in words.items():
        fits = word in always or word not in judged or _fits(word, body, agency)
        if fits or (word in areas and areas[word] > level):
            continue
        yield _wrong_word(word, facts, agency, mixed=False)


def _words(scope: Scope) -> dict[str, list[Fact]]:
    words: dict[str, list[Fact]] = {}
    for fact in scope.report.facts_of("self_reference"):
        words.setdefault(fact.get("kind") or "", []).append(fact)
    return words


def _fits(word: str, body: Body, agency: str) -> bool:
    """Whether a word is one of the kind's, or stands at the end of the body's own name."""
    return word in body.own or agency.endswith(word)


def _mixed(
    words: Mapping[str, list[Fact]], agency: str, judged: tuple[str, ...], areas: Mapping[str, int]
) -> Yield:
    """Words that no one body can say together; the one said most is taken for right."""
    found = [(len(facts), word) for word, facts in words.items() if word in judged]
    kinds = {word[0] for _, word in found}
    if len(kinds) < 2 or not any(word in areas for _, word in found):
        return
    right = max(found)[1]
    for _, word in found:
        if word[0] != right[0]:
            yield _wrong_word(word, words[word], agency or right, mixed=True)


def _wrong_word(word: str, facts: list[Fact], agency: str, *, mixed: bool) -> Breach:
    related = tuple(Related(fact.span, fact.get("text") or word) for fact in facts[1:_SHOWN])
    found = {"word": word, "agency": agency, "count": len(facts), "mixed": mixed}
    return Breach(facts[0].span, found, related=related)


def _level(agency: str, areas: Mapping[str, int]) -> int:
    """The level of the last area in a name; 0 where it has none."""
    inner = next((char for char in reversed(agency[1:-1]) if char in areas), "")
    return areas.get(inner, 0)


@rule(facts=("text", "agency"))
def scope_level(node: Node, scope: Scope, *, bodies: tuple[Body, ...], areas: Mapping[str, int]) -> Yield:
    """The report says that it was put together for an area wider than its body's."""
    agency = scope.report.agency
    body = body_of(agency, bodies) if agency else None
    if agency is None or body is None:
        yield NotChecked("no_agency" if agency is None else "unknown_body", node.span)
        return
    level = body.level or _level(agency, areas)
    for fact in scope.report.facts_of("scope"):
        if level and areas.get(fact.get("scope") or "", 0) > level:
            yield Breach(fact.span, {"text": fact.get("text") or "", "agency": agency})
