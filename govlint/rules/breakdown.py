"""Rules about breakdowns within a sentence.

Duty: hold parts to their total, and to being named once. May not know tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from govlint.findings import Fix, Operand, Proof, Related
from govlint.model import Count
from govlint.prose.amounts import Amount
from govlint.prose.figures import figure_at
from govlint.prose.lists import (
    Breakdown,
    Markers,
    breakdowns,
    falls_short,
    kinds_of,
    mixed,
    overlaps,
    segments,
)
from govlint.prose.passages import Passage
from govlint.prose.vocabulary import Vocabulary
from govlint.records import replace
from govlint.rule import Breach, Node, Scope, Step, Yield, rule


def _openings(*, markers: Markers, **_others: object) -> tuple[str, ...]:
    return markers.opening


@rule(facts=("total", "sum", "difference", "parts", "closed"), watch=_openings)
def breakdown(_node: Node, scope: Scope, *, vocabulary: Vocabulary, markers: Markers) -> Yield:
    """The parts of a breakdown must add up to its total, unless a hedge or an open list says otherwise."""
    for found in breakdowns(scope, vocabulary, markers):
        if scope.tell is not None:
            scope.tell(_step(found, markers))
        if found.exact and not found.open and not _adds_up(found, markers):
            yield _breach(_first_stretch(found))


def _step(found: Breakdown, markers: Markers) -> Step:
    """What is to be said of a breakdown while the rule is traced."""
    exact = found.exact and not found.open
    what = (
        "breakdown-open"
        if not exact
        else "breakdown-holds"
        if _adds_up(found, markers)
        else "breakdown-fails"
    )
    proof = _breach(_first_stretch(found)).proof
    assert proof is not None
    facts = {"total": proof.left, "sum": proof.right, "difference": proof.difference}
    return Step(what, facts, proof.operands[0].span, proof.operands)


def _adds_up(found: Breakdown, markers: Markers) -> bool:
    """Whether any reading of the list makes its sum; lists that cannot be told apart do."""
    wholes = {found.total.count, *(rival.count for rival in found.rivals), *_together(found)}
    if found.total.count < max(part.amount.count for part in found.parts):
        return True
    if any(part in wholes for part in segments(found)) or kinds_of(found, markers) > 1:
        return True
    if _first_stretch(found).sum > found.total.count:
        return overlaps(found, markers)
    return mixed(found) or falls_short(found, markers)


def _together(found: Breakdown) -> Iterator[Count]:
    """The total with the figures told just before it, which may be meant with it."""
    running: Count = found.total.count
    for rival in reversed(found.rivals[-3:]):
        running += rival.count
        yield running


def _first_stretch(found: Breakdown) -> Breakdown:
    """The list up to the first semicolon that parts two lists."""
    text = found.passage.text
    marks = [";" in text[a.amount.end : b.amount.start] for a, b in pairwise(found.parts)]
    if True in marks and (cut := marks.index(True)) >= 1:
        return replace(found, parts=found.parts[: cut + 1])
    return found


def _breach(found: Breakdown) -> Breach:
    passage, total = found.passage, found.total
    start = _clause_start(passage, total)
    operands = [Operand(_quoted(passage, start, total.end), total.count, passage.span(start, total.end))]
    operands += [
        Operand(part.label, part.amount.count, passage.span(part.amount.start, part.amount.end), "right")
        for part in found.parts
    ]
    facts = {
        "total": total.count,
        "sum": found.sum,
        "difference": total.count - found.sum,
        "parts": tuple(f"{part.label}{part.amount.count}" for part in found.parts),
        "closed": found.closed,
    }
    proof = Proof(total.count, found.sum, total.count - found.sum, "=", tuple(operands))
    return Breach(passage.span(start, total.end), facts, proof=proof, fixes=tuple(_fixes(found)))


def _fixes(found: Breakdown) -> Iterator[Fix]:
    """The total that the parts make; a part may be what is wrong as well."""
    edit = figure_at(found.passage, found.total)
    if edit:
        yield Fix(edit(found.sum), "fix.total")


def _clause_start(passage: Passage, amount: Amount) -> int:
    floor = max(amount.start - 30, 0)
    text = passage.text[floor : amount.start]
    return floor + max(text.rfind(mark) + 1 for mark in ",;。:、()")


def _quoted(passage: Passage, start: int, end: int) -> str:
    return passage.text[start:end].lstrip()


@rule(facts=("label", "first", "second"), watch=_openings)
def repeated_part(
    _node: Node, scope: Scope, *, vocabulary: Vocabulary, markers: Markers, shortest: int = 2
) -> Yield:
    """No part may be named twice in one breakdown."""
    for found in breakdowns(scope, vocabulary, markers):
        yield from _doubles(found, shortest)


def _doubles(found: Breakdown, shortest: int) -> Iterator[Breach]:
    seen: dict[str, Amount] = {}
    for part in _first_stretch(found).parts:
        known = seen.setdefault(part.label, part.amount)
        if known is not part.amount and len(part.label) >= shortest:
            passage = found.passage
            span = passage.span(part.amount.start - len(part.label), part.amount.end)
            first = passage.span(known.start - len(part.label), known.end)
            facts = {"label": part.label, "first": known.count, "second": part.amount.count}
            yield Breach(span, facts, related=(Related(first, part.label),))
