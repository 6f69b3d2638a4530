"""Rules about figures claimed in prose: against the tables, and against each other.

Duty: `statement` and `agreement`. May not know a phrase, nor which cell it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from govlint.findings import Fix, Operand, Proof, Related
from govlint.prose.claims import Claim, claims
from govlint.prose.figures import figure_at
from govlint.prose.meanings import Meaning, Quantity, alike, all_fit
from govlint.prose.passages import Prose, read
from govlint.prose.phrases import Phrase
from govlint.prose.setting import setting
from govlint.prose.surroundings import fits
from govlint.prose.targets import Evaluated
from govlint.prose.vocabulary import Vocabulary
from govlint.records import replace
from govlint.rule import Breach, Node, NotChecked, Scope, Step, Yield, rule

_SHOWN = 8


def _words_of_claims(*, claims: tuple[Meaning, ...], **_others: object) -> Iterator[str]:
    return (word for meaning in claims for phrase in meaning.phrases for word in phrase.words)


@rule(facts=("claim", "stated", "found", "cells", "sure"), watch=_words_of_claims)
def statement(
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    claims: tuple[Meaning, ...],
    pardons: tuple[Phrase, ...] = (),
) -> Yield:
    """A figure claimed in prose must fit one of the readings that its wording admits.

    A paragraph in which one of `pardons` stands says itself why it does not.
    """
    prose = read(scope, vocabulary)
    told: set[int] = set()
    for meaning in claims:
        if _nothing_to_say(scope, prose, meaning):
            continue
        for result in _judged(scope, prose, meaning, pardons):
            # Two wordings may tell of one figure.
            if result.span is None or result.span.end not in told:
                yield result
            if result.span is not None:
                told.add(result.span.end)


_UNREAD = ("unreadable", "not_a_number", "missing_row")


def _nothing_to_say(scope: Scope, prose: Prose, meaning: Meaning) -> bool:
    # Whoever watches wants to see the claims that fit, too.
    return scope.tell is None and all_fit(prose, meaning)


def _judged(
    scope: Scope, prose: Prose, meaning: Meaning, pardons: Sequence[Phrase]
) -> Iterator[Breach | NotChecked]:
    report = scope.report
    found = [claim for claim in claims(prose, meaning.wording) if claim.exact and meaning.takes(claim.count)]
    if not found:
        return
    if scope.tell is not None:
        _told(found, meaning, scope)
    known: list[Evaluated | str] = []
    for reading in meaning.means:
        known.append(reading.evaluate(report))
        counts = {value.count for value in known if isinstance(value, Evaluated)}
        if all(claim.count in counts for claim in found):
            return
    told = [value for value in known if isinstance(value, Evaluated)]
    unread = next((value for value in known if value in _UNREAD), None)
    if not told or unread is not None:
        # A reading that cannot be told might be the one that fits.
        ours = next((claim for claim in found if claim.ours()), None)
        if ours is not None and set(known) != {"absent"}:
            yield NotChecked(str(unread or known[0]), ours.passage.span(ours.start, ours.end))
        return
    yield from _misfits(found, told, meaning, pardons)


def _told(found: Sequence[Claim], meaning: Meaning, scope: Scope) -> None:
    """Tell the claims found and what the readings come to."""
    assert scope.tell is not None
    for claim in found:
        facts = {"claim": claim.quoted, "count": claim.count}
        step = "claim" if claim.ours() else "claim-of-others"
        scope.tell(Step(step, facts, claim.passage.span(claim.start, claim.end)))
    for reading in meaning.means:
        value = reading.evaluate(scope.report)
        if isinstance(value, Evaluated):
            facts = {"reading": reading.text, "count": value.count}
            scope.tell(Step("reading", facts, None, value.operands))
        else:
            scope.tell(Step("no-reading", {"reading": reading.text, "reason": value}))


def _misfits(
    found: Sequence[Claim], told: Sequence[Evaluated], meaning: Meaning, pardons: Sequence[Phrase]
) -> Iterator[Breach]:
    """Claims that fit no reading; one of another scope than a claim that fits is taken for another figure."""
    counts = {value.count for value in told}
    misfits = [claim for claim in found if claim.count not in counts]
    fitting = {claim.scope for claim in found if claim.count in counts} if misfits else set()
    for claim in misfits:
        excused = bool(fitting) and claim.scope not in fitting
        if not excused and not _pardoned(claim, pardons) and claim.ours():
            yield replace(_breach(claim, told[0], meaning), fixes=tuple(_fixes(claim, told)))


def _fixes(claim: Claim, told: Sequence[Evaluated]) -> Iterator[Fix]:
    """The figures that the readings give, in place of the one claimed; none is likelier than another."""
    edit = claim.amount and figure_at(claim.passage, claim.amount)
    for count in dict.fromkeys(value.count for value in told):
        if edit and count >= 0:
            yield Fix(edit(count), "fix.claim")


def _pardoned(claim: Claim, pardons: Sequence[Phrase]) -> bool:
    text = claim.passage.text
    return any(phrase.likely(text) and phrase.lead.search(text) for phrase in pardons)


def _breach(claim: Claim, told: Evaluated, meaning: Meaning) -> Breach:
    span = claim.passage.span(claim.start, claim.end)
    stated = Operand(claim.quoted, claim.count, span)
    proof = Proof(claim.count, told.count, claim.count - told.count, "=", (stated, *told.operands))
    cells = tuple(operand for operand in told.operands if operand.count) or told.operands
    facts = {
        "claim": claim.quoted,
        "stated": claim.count,
        "found": told.count,
        "cells": tuple(operand.label for operand in cells[:_SHOWN]),
        "sure": meaning.sure and not claim.scope and told.sure,
    }
    related = tuple(Related(operand.span, operand.label) for operand in cells[:_SHOWN])
    return Breach(span, facts, proof=proof, related=related)


def _words_of_quantities(
    *, quantities: tuple[Quantity, ...], against: tuple[Meaning, ...] = (), **_others: object
) -> Iterator[str]:
    known = chain((quantity.phrases for quantity in quantities), (meaning.phrases for meaning in against))
    return (word for phrases in known for phrase in phrases for word in phrase.words)


@rule(facts=("quantity", "claim", "stated", "other", "found"), watch=_words_of_quantities)
def agreement(
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    quantities: tuple[Quantity, ...],
    against: tuple[Meaning, ...] = (),
) -> Yield:
    """What is stated twice, of the same scope and in the same unit, must be stated alike.

    `against` are wordings that the tables can contradict.
    """
    prose = read(scope, vocabulary)
    for meaning in against:
        if _nothing_to_say(scope, prose, meaning):
            continue
        for result in _judged(scope, prose, meaning, ()):
            yield _contradicted(result, quantities[0]) if isinstance(result, Breach) else result
    for quantity in quantities:
        if scope.tell is None and alike(prose, quantity.wording):
            continue
        first: dict[tuple[tuple[str, ...], str], Claim] = {}
        for claim in claims(prose, quantity.wording):
            if scope.tell is not None:
                step = "claim" if claim.exact and claim.ours() else "claim-of-others"
                facts = {"claim": claim.quoted, "count": claim.count}
                scope.tell(Step(step, facts, claim.passage.span(claim.start, claim.end)))
            if not claim.exact or not claim.ours() or _of_a_part(prose, claim, quantity):
                continue
            unit = claim.amount.unit if claim.amount and not quantity.units else ""
            known = first.setdefault((claim.scope, unit), claim)
            if known.count != claim.count:
                yield _differing(quantity, known, claim)
                break


def _of_a_part(prose: Prose, claim: Claim, quantity: Quantity) -> bool:
    """Whether what a claim stands under makes it that of a channel, a topic, a body of several."""
    return bool(quantity.apart) and fits(quantity.apart, setting(prose, claim))


def _contradicted(breach: Breach, quantity: Quantity) -> Breach:
    """A breach of a statement in the words of this rule."""
    known = breach.facts
    cells = known["cells"]
    assert isinstance(cells, tuple)
    told = f"{cells[0]} {known['found']}"
    facts = {key: known[key] for key in ("claim", "stated", "found")} | {
        "quantity": quantity.name,
        "other": told,
    }
    return replace(breach, facts=facts)


def _differing(quantity: Quantity, known: Claim, claim: Claim) -> Breach:
    spans = [c.passage.span(c.start, c.end) for c in (known, claim)]
    operands = (
        Operand(claim.quoted, claim.count, spans[1]),
        Operand(known.quoted, known.count, spans[0], "right"),
    )
    facts = {
        "quantity": quantity.name,
        "claim": claim.quoted,
        "stated": claim.count,
        "other": known.quoted,
        "found": known.count,
    }
    proof = Proof(claim.count, known.count, claim.count - known.count, "=", operands)
    return Breach(spans[1], facts, proof=proof, related=(Related(spans[0], known.quoted),))
