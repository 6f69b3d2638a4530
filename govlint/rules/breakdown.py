"""Rules about sums within a sentence: breakdowns, shares, growth.

Duty: hold parts to their total, shares and rates to their figures. May not know tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import pairwise

from govlint.findings import Operand, Proof, Related
from govlint.model import Count
from govlint.prose.lists import Breakdown, Markers, breakdowns, kinds_of, overlaps, segments
from govlint.prose.passages import Amount, Passage, Sentence, passages
from govlint.prose.vocabulary import Vocabulary
from govlint.rule import Breach, Node, Scope, Yield, rule

_HUNDRED = Decimal(100)
_PERCENT = "%"


@rule(facts=("total", "sum", "difference", "parts", "closed"))
def breakdown(node: Node, scope: Scope, *, vocabulary: Vocabulary, markers: Markers) -> Yield:
    """The parts of a breakdown must add up to its total, unless a hedge or an open list says otherwise."""
    for passage in passages(scope.report, vocabulary):
        for found in breakdowns(passage, markers):
            if found.exact and not found.open and not _adds_up(found, markers):
                yield _breach(_first_stretch(found))


def _adds_up(found: Breakdown, markers: Markers) -> bool:
    """Whether any reading of the list makes its sum; lists that cannot be told apart do."""
    wholes = {found.total.count, *(rival.count for rival in found.rivals)}
    if any(part in wholes for part in segments(found)) or kinds_of(found, markers) > 1:
        return True
    return _first_stretch(found).sum > found.total.count and overlaps(found, markers)


def _first_stretch(found: Breakdown) -> Breakdown:
    """The list up to the first semicolon that parts two lists."""
    text = found.passage.text
    marks = [";" in text[a.amount.end : b.amount.start] for a, b in zip(found.parts, found.parts[1:], strict=False)]
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
    return Breach(passage.span(start, total.end), facts, proof=proof)


def _clause_start(passage: Passage, amount: Amount) -> int:
    floor = max(amount.start - 30, 0)
    text = passage.text[floor : amount.start]
    return floor + max(text.rfind(mark) + 1 for mark in ",;。:、()")


def _quoted(passage: Passage, start: int, end: int) -> str:
    return passage.text[start:end].lstrip()


@rule(facts=("label", "first", "second"))
def repeated_part(
    node: Node, scope: Scope, *, vocabulary: Vocabulary, markers: Markers, shortest: int = 2
) -> Yield:
    """No part may be named twice in one breakdown."""
    for passage in passages(scope.report, vocabulary):
        for found in breakdowns(passage, markers):
            yield from _doubles(found, shortest)


def _doubles(found: Breakdown, shortest: int) -> Iterator[Breach]:
    seen: dict[str, Amount] = {}
    for part in found.parts:
        known = seen.setdefault(part.label, part.amount)
        if known is not part.amount and len(part.label) >= shortest:
            passage = found.passage
            span = passage.span(part.amount.start - len(part.label), part.amount.end)
            first = passage.span(known.start - len(part.label), known.end)
            facts = {"label": part.label, "first": known.count, "second": part.amount.count}
            yield Breach(span, facts, related=(Related(first, part.label),))


@rule(facts=("part", "whole", "share", "right"))
def share(node: Node, scope: Scope, *, vocabulary: Vocabulary, words: tuple[str, ...]) -> Yield:
    """A share told of a figure must be its share of a whole told before, to the digits printed.

    Said only where the whole is beyond doubt: the other shares beside it are of that whole.
    """
    for passage in passages(scope.report, vocabulary):
        if _PERCENT in passage.text:
            yield from _wrong_shares(passage, words)


@dataclass(frozen=True, slots=True)
class _Share:
    part: Amount
    share: Amount
    wholes: tuple[Amount, ...]

    def fits(self, whole: Count) -> bool:
        return whole != 0 and _rounds(Decimal(self.part.count) * _HUNDRED / Decimal(whole), self.share)


def _wrong_shares(passage: Passage, words: tuple[str, ...]) -> Iterator[Breach]:
    found = list(_shares(passage, words))
    fitting = [item for item in found if any(item.fits(whole.count) for whole in item.wholes)]
    for item in found:
        if item in fitting or not item.wholes:
            continue
        common = [w for w in item.wholes if sum(other.fits(w.count) for other in fitting) >= 2]
        whole = common[-1] if common else _only(item, fitting)
        if whole is not None:
            yield _share_breach(passage, item, whole)


def _only(item: _Share, fitting: Sequence[_Share]) -> Amount | None:
    """The whole, where there is just one figure that the share can be of."""
    return item.wholes[0] if len(item.wholes) == 1 and not fitting else None


def _shares(passage: Passage, words: tuple[str, ...]) -> Iterator[_Share]:
    pairs = [pair for pair in pairwise(passage.amounts) if _is_share(passage, *pair, words)]
    parts = {part for part, _ in pairs}
    for part, told in pairs:
        wholes = tuple(
            a for a in passage.amounts
            if a.end <= part.start and a.unit == part.unit and a.count >= part.count and a not in parts
        )  # fmt: skip
        yield _Share(part, told, wholes)


def _is_share(passage: Passage, part: Amount, told: Amount, words: tuple[str, ...]) -> bool:
    if told.unit != _PERCENT or part.unit == _PERCENT or not (told.exact and part.exact):
        return False
    between = passage.text[part.end : told.start]
    return len(between) <= 14 and "。" not in between and ";" not in between and _any(words, between)


def _any(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)


def _rounds(exact: Decimal, printed: Amount) -> bool:
    """Whether a rate is what is printed, rounded or cut off."""
    step = Decimal(1).scaleb(-printed.digits)
    ways = (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)
    return any(exact.quantize(step, way) == Decimal(printed.count) for way in ways)


def _share_breach(passage: Passage, item: _Share, whole: Amount) -> Breach:
    span = passage.span(item.part.start, item.share.end)
    right = (Decimal(item.part.count) * _HUNDRED / Decimal(whole.count)).quantize(
        Decimal(1).scaleb(-max(item.share.digits, 1)), ROUND_HALF_UP
    )
    facts = {
        "part": item.part.count,
        "whole": whole.count,
        "share": item.share.printed,
        "right": str(right),
    }
    place = passage.span(whole.start, whole.end)
    return Breach(span, facts, related=(Related(place, passage.text[whole.start : whole.end]),))


@dataclass(frozen=True, slots=True)
class Trend:
    """The words of growth: data of a pack."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    before: tuple[str, ...]
    """Words beside the figure of the year before."""
    unless: tuple[str, ...]
    """Words that make the rate one of something else."""


@rule(facts=("now", "then", "rate", "right", "up"))
def growth(node: Node, scope: Scope, *, vocabulary: Vocabulary, words: Trend) -> Yield:
    """A rate of growth told with both figures must be theirs, to the digits printed, and of their sign."""
    for passage in passages(scope.report, vocabulary):
        if _PERCENT not in passage.text or not (_any(words.up, passage.text) or _any(words.down, passage.text)):
            continue
        for sentence in passage.sentences:
            yield from _wrong_rates(passage, sentence, words)


def _wrong_rates(passage: Passage, sentence: Sentence, words: Trend) -> Iterator[Breach]:
    amounts = sentence.amounts
    for first, second, rate in zip(amounts, amounts[1:], amounts[2:], strict=False):
        if rate.unit != _PERCENT or first.unit != second.unit or not (first.exact and second.exact and rate.exact):
            continue
        direction = _direction(passage.text[second.end : rate.start], words)
        then = _earlier(passage, sentence, first, second, words)
        if not direction or then is None or not then.count:
            continue
        now = second if then is first else first
        exact = (Decimal(now.count) - Decimal(then.count)) * _HUNDRED / Decimal(then.count)
        if not _rounds(exact * direction, rate):
            yield _rate_breach(passage, now, then, rate, exact)


def _direction(text: str, words: Trend) -> int:
    if len(text) > 16 or _any(words.unless, text):
        return 0
    up, down = _any(words.up, text), _any(words.down, text)
    return 0 if up == down else 1 if up else -1


def _earlier(
    passage: Passage, sentence: Sentence, first: Amount, second: Amount, words: Trend
) -> Amount | None:
    """The figure of the year before, where one of the two says so."""
    lead = passage.text[max(sentence.start, first.start - 20) : first.start]
    between = passage.text[first.end : second.start]
    if len(between) > 24:
        return None
    early, late = _any(words.before, lead), _any(words.before, between)
    return None if early == late else first if early else second


def _rate_breach(passage: Passage, now: Amount, then: Amount, rate: Amount, exact: Decimal) -> Breach:
    start, end = min(now.start, then.start), rate.end
    right = abs(exact).quantize(Decimal(1).scaleb(-max(rate.digits, 1)), ROUND_HALF_UP)
    facts = {
        "now": now.count,
        "then": then.count,
        "rate": rate.printed,
        "right": str(right),
        "up": exact >= 0,
    }
    return Breach(passage.span(start, end), facts)
