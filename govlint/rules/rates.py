"""Rules about rates within a sentence: shares and growth.

Duty: hold a percentage to the figures it is told with. May not know tables, nor a word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import islice, pairwise

from govlint.findings import Related
from govlint.model import Count
from govlint.prose.amounts import Amount
from govlint.prose.passages import Passage, Sentence, passages
from govlint.prose.vocabulary import Vocabulary
from govlint.records import dataclass
from govlint.rule import Breach, Node, Scope, Yield, rule

_HUNDRED = Decimal(100)
_PERCENT = "%"
_MOST = 60
_MOST_BETWEEN = 16


def _percent(**_parameters: object) -> tuple[str, ...]:
    return (_PERCENT,)


@rule(facts=("part", "whole", "share", "right"), watch=_percent)
def share(_node: Node, scope: Scope, *, vocabulary: Vocabulary, words: tuple[str, ...]) -> Yield:
    """A share told of a figure must be its share of a whole told before, to the digits printed.

    Said only where the whole is beyond doubt: the other shares beside it are of that whole.
    """
    for passage in passages(scope, vocabulary):
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
    found = list(islice(_shares(passage, words), _MOST))
    fitting = [item for item in found if any(item.fits(whole.count) for whole in item.wholes)]
    for item in found:
        if item in fitting or not item.wholes:
            continue
        # One other share bears out a whole that stands alone, two one among several.
        least = min(len(item.wholes), 2)
        common = [w for w in item.wholes if sum(other.fits(w.count) for other in fitting) >= least]
        whole = common[-1] if common else _only(passage, item, fitting)
        if whole is not None:
            yield _share_breach(passage, item, whole)


def _only(passage: Passage, item: _Share, fitting: Sequence[_Share]) -> Amount | None:
    """The whole, where there is just one figure that the share can be of."""
    if len(item.wholes) != 1 or fitting:
        return None
    between = passage.text[item.wholes[0].end : item.part.start]
    return None if "。" in between else item.wholes[0]


def _shares(passage: Passage, words: tuple[str, ...]) -> Iterator[_Share]:
    pairs = list(islice((p for p in pairwise(passage.amounts) if _is_share(passage, *p, words)), _MOST))
    parts = {part for part, _ in pairs}
    for part, told in pairs:
        wholes = tuple(
            a for a in _before(passage, part)
            if a.unit == part.unit and a.count >= part.count and a not in parts
        )  # fmt: skip
        yield _Share(part, told, wholes)


def _before(passage: Passage, part: Amount) -> Sequence[Amount]:
    """The figures shortly before a part."""
    index = bisect_left(passage.amounts, part.start, key=lambda amount: amount.start)
    return passage.amounts[max(index - _MOST, 0) : index]


def _is_share(passage: Passage, part: Amount, told: Amount, words: tuple[str, ...]) -> bool:
    if told.unit != _PERCENT or part.unit == _PERCENT or not (told.exact and part.exact):
        return False
    if told.count > _HUNDRED:
        # Of a plan or of last year's figure, neither of which holds the part.
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
    carried: tuple[str, ...]
    """Words beside a figure that came over from the year before and is no figure of that year."""


@rule(facts=("now", "then", "rate", "right", "up"), watch=_percent)
def growth(_node: Node, scope: Scope, *, vocabulary: Vocabulary, words: Trend) -> Yield:
    """A rate of growth told with both figures must be theirs, to the digits printed, and of their sign."""
    for passage in passages(scope, vocabulary):
        if _PERCENT in passage.text and _any((*words.up, *words.down), passage.text):
            for sentence in passage.sentences:
                yield from _wrong_rates(passage, sentence, words)


def _wrong_rates(passage: Passage, sentence: Sentence, words: Trend) -> Iterator[Breach]:
    amounts = passage.figures(sentence)
    for first, second, rate in zip(amounts, amounts[1:], amounts[2:], strict=False):
        exact = first.exact and second.exact and rate.exact
        if not exact or rate.unit != _PERCENT or first.unit != second.unit:
            continue
        direction = _direction(passage.text[second.end : rate.start], words)
        known = _earlier(passage, sentence, first, second, words)
        if not direction or known is None:
            continue
        then, now = _both(passage, first, second, words, early=known is first)
        if not then:
            continue
        change = (Decimal(now) - Decimal(then)) * _HUNDRED / Decimal(then)
        if not _rounds(change * direction, rate):
            yield _rate_breach(passage, (first, rate), then, now, change)


def _both(
    passage: Passage, first: Amount, second: Amount, words: Trend, *, early: bool
) -> tuple[Count, Count]:
    """The figures of the year before and of this one; the second told may be the difference between them."""
    grown = _direction(passage.text[first.end : second.start][-_MOST_BETWEEN:], words) * second.count
    if grown:
        return (first.count, first.count + grown) if early else (first.count - grown, first.count)
    return (first.count, second.count) if early else (second.count, first.count)


def _direction(text: str, words: Trend) -> int:
    if len(text) > _MOST_BETWEEN or _any(words.unless, text):
        return 0
    up, down = _any(words.up, text), _any(words.down, text)
    return 0 if up == down else 1 if up else -1


def _earlier(
    passage: Passage, sentence: Sentence, first: Amount, second: Amount, words: Trend
) -> Amount | None:
    """The figure of the year before, where one of the two says so."""
    lead = passage.text[max(sentence.start, first.start - 20) : first.start]
    between = passage.text[first.end : second.start]
    if len(between) > 24 or _any(words.carried, lead + between):
        return None
    early, late = _any(words.before, lead), _any(words.before, between)
    return None if early == late else first if early else second


def _rate_breach(
    passage: Passage, place: tuple[Amount, Amount], then: Count, now: Count, change: Decimal
) -> Breach:
    first, rate = place
    right = abs(change).quantize(Decimal(1).scaleb(-max(rate.digits, 1)), ROUND_HALF_UP)
    facts = {
        "now": now,
        "then": then,
        "rate": rate.printed,
        "right": str(right),
        "up": change >= 0,
    }
    return Breach(passage.span(first.start, rate.end), facts)
