"""Rules about marks in prose: pairs, one width, and days that the calendar has.

Duty: what is wrong with punctuation and dates whatever the words. May not hold a mark of the form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from govlint.findings import Related
from govlint.patterns import lazy
from govlint.prose.passages import Passage, passages, read
from govlint.prose.vocabulary import Vocabulary
from govlint.rule import Breach, Node, Scope, Yield, rule
from govlint.wordings.bounded import Bounded
from govlint.wordings.pairs import unpaired
from govlint.wordings.prose import prose_of

_LEAP = 2024
_AROUND = 14
_MANY = 12
_ENDS = ("。", "!", "?", ";")
_MONTH = lazy(r"(?:(?P<y>(?:19|20)[0-9]{2})年|(?P<to>[-年~至—到]))?(?<![0-9.])(?P<m>[0-9]{1,2})\Z")


@rule(facts=("mark", "other", "around"))
def paired(
    _node: Node, scope: Scope, *, vocabulary: Vocabulary, pairs: tuple[str, ...], unless: Bounded
) -> Yield:
    """Every mark of `pairs` has its counterpart in its section; those of a section are told as one.

    `unless` is searched in what leads up to the mark and the character behind it. Sections with a table are
    left alone.
    """
    last = passages(scope, vocabulary)[-1:]
    key = ("marks.untabled", id(read(scope, vocabulary)))
    runs = scope.once(key, lambda: list(_untabled(scope, vocabulary)))
    for parts, text in runs:
        found = [
            (part, at, other)
            for part, at, other in _lonely(parts, text, pairs)
            if not unless.inside(part.text[max(at - 8, 0) : at + 2]) and not _cut(part, other, last, pairs)
        ]
        if found:
            part, at, other = found[0]
            around = part.text[max(at - _AROUND, 0) : at + _AROUND]
            related = tuple(Related(p.span(i, i + 1), p.text[i]) for p, i, _ in found[1:_MANY])
            facts = {"mark": part.text[at], "other": other, "around": around}
            yield Breach(part.span(at, at + 1), facts, related=related)


def _lonely(parts: list[Passage], text: str, pairs: tuple[str, ...]) -> Iterator[tuple[Passage, int, str]]:
    """Each mark of a section without its counterpart: its passage, its place in it and the counterpart."""
    starts: list[int] = []
    for at, other in unpaired(text, pairs):
        starts = starts or [0, *accumulate(len(part.text) + 1 for part in parts)]
        index = bisect_right(starts, at) - 1
        yield parts[index], at - starts[index], other


def _cut(part: Passage, other: str, last: tuple[Passage, ...], pairs: tuple[str, ...]) -> bool:
    """Whether the closing mark may stand behind the end of a text that was cut off."""
    opening = any(pair[1] == other for pair in pairs)
    return opening and part in last and not part.text.endswith(_ENDS)


def _untabled(scope: Scope, vocabulary: Vocabulary) -> Iterator[tuple[list[Passage], str]]:
    """The passages of each section without a table, and their text."""
    tabled = {section.key for section in scope.report.sections if section.table is not None}
    runs: dict[str, list[Passage]] = {}
    for passage in passages(scope, vocabulary):
        if passage.section not in tabled:
            runs.setdefault(passage.section, []).append(passage)
    yield from ((parts, "\n".join([part.text for part in parts])) for parts in runs.values())


@rule(facts=("text", "count"))
def one_width(_node: Node, scope: Scope, *, half: Bounded, full: Bounded, others: Bounded) -> Yield:
    """Marks are of one width: `half` and `full` are not both found; nor is any of `others`."""
    pieces = [*scope.report.preamble, *(p for s in scope.report.sections for p in s.paragraphs)]
    mixed = any(full.inside(piece.text) for piece in pieces)
    wrong = [bad for bad in (half if mixed else None, others) if bad is not None]
    found = [(p, m) for p in pieces for bad in wrong for m in bad.pattern.finditer(p.text)]
    if found:
        piece, match = min(found, key=lambda one: one[0].span(one[1].start(), one[1].end()))
        around = piece.text[max(match.start() - 6, 0) : match.end() + 6]
        yield Breach(piece.span(match.start(), match.end()), {"text": around, "count": len(found)})


@rule(facts=("text", "around"))
def real_dates(_node: Node, scope: Scope, *, vocabulary: Vocabulary, days: Bounded) -> Yield:
    """Every day is one that the calendar has, and none is broken off.

    `days` matches from the sign of the month on: the group `d` is the day, `sign` its sign, if any.
    """
    prose = prose_of(scope, vocabulary)
    for match in days.pattern.finditer(prose.text):
        lead = _MONTH.search(prose.text[max(match.start() - 8, 0) : match.start()])
        if lead is not None and _wrong(lead, int(match["d"]), broken=not match["sign"]):
            start = match.start() - len(lead.group())
            facts = {"text": prose.text[start : match.end()], "around": prose.near(start, match.end())}
            yield Breach(prose.span(start, match.end()), facts)


def _wrong(lead: re.Match[str], day: int, *, broken: bool) -> bool:
    """Whether there is no such day; a broken one counts where a year or a range leads to it."""
    try:
        date(int(lead["y"] or _LEAP), int(lead["m"]), day)
    except ValueError:
        return True
    return broken and bool(lead["y"] or lead["to"])
