"""Rules about the outline that a report claims, and the order of its lists.

Duty: number of parts against the names given and the headings printed; gaps in lists. May not know a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.findings import Related
from govlint.places import Span
from govlint.prose.outlines import Ordinal, Outline, OutlineWords, ordinals, outlines
from govlint.prose.passages import Passage, passages, read
from govlint.prose.vocabulary import Vocabulary
from govlint.rule import Breach, Node, Scope, Yield, rule

_LEAD = 30
"""How far before a first item the words stand that lead up to it."""
_DEEPEST = 8
_NUMERALS = " 一二三四五六七八九十"


def _about(*, words: OutlineWords, **_others: object) -> tuple[str, ...]:
    return words.about


def _claimed(scope: Scope, vocabulary: Vocabulary, words: OutlineWords) -> list[Outline]:
    """Outlines claimed in the preamble and the first section, found once for all rules that ask."""
    known: list[tuple[Vocabulary, OutlineWords, list[Outline]]] = scope.once("outline.claimed", list)
    for its_vocabulary, its_words, found in known:
        if its_vocabulary == vocabulary and its_words == words:
            return found
    sections = scope.report.sections
    first = sections[0].key if sections else ""
    prose = read(scope, vocabulary)
    claimed = [
        outline
        for passage in map(prose.passages.__getitem__, prose.texts.having(words.about))
        if passage.section in ("", first)
        for outline in outlines(passage, words)
    ]
    known.append((vocabulary, words, claimed))
    return claimed


@rule(facts=("number", "count", "names"), watch=_about)
def parts_listed(_node: Node, scope: Scope, *, vocabulary: Vocabulary, words: OutlineWords) -> Yield:
    """As many parts must be named as are claimed."""
    for found in _claimed(scope, vocabulary, words):
        if found.names and not found.least <= found.number <= found.most:
            names = found.apart if found.number > found.most else found.names
            facts = {"number": found.number, "count": len(names), "names": names}
            yield Breach(_place(found), facts)


@rule(facts=("number", "count", "headings"), watch=_about)
def parts_printed(_node: Node, scope: Scope, *, vocabulary: Vocabulary, words: OutlineWords) -> Yield:
    """As many sections must be printed as parts are claimed.

    A section that the form has and the report lacks is another constraint's, and counts as printed.
    """
    report = scope.report
    headings = [section.heading for section in report.sections if section.heading is not None]
    lacking = sum(d.kind == "missing" and d.of == "section" for d in report.deviations)
    extra = sum(d.kind == "unexpected" and d.of == "section" for d in report.deviations)
    fitting = {len(headings), len(headings) + lacking, len(headings) + extra, len(headings) + lacking + extra}
    for found in _claimed(scope, vocabulary, words):
        if headings and found.number not in fitting:
            facts = {
                "number": found.number,
                "count": len(headings),
                "headings": tuple(heading.printed.strip() for heading in headings),
            }
            related = tuple(Related(heading.span, heading.printed.strip()) for heading in headings)
            yield Breach(_place(found), facts, related=related)


@rule(facts=("names", "headings"), watch=_about)
def parts_named(_node: Node, scope: Scope, *, vocabulary: Vocabulary, words: OutlineWords) -> Yield:
    """The names given must be those of sections printed."""
    headings = [section.heading for section in scope.report.sections if section.heading is not None]
    printed = {words.topic(heading.text) for heading in headings}
    for found in _claimed(scope, vocabulary, words):
        strange = tuple(name for name in found.names if words.topic(name) not in printed - {-1})
        if strange and headings and found.least == found.most:
            facts = {"names": strange, "headings": tuple(heading.text for heading in headings)}
            yield Breach(_place(found), facts)


def _place(found: Outline) -> Span:
    text = found.passage.text
    start = max(found.start, found.end - 14)
    for mark in ("、", ",", ";", "”", "和", "及"):
        start = max(start, text.rfind(mark, start, found.end - 3) + 1)
    return found.passage.span(start, found.end)


@rule(facts=("printed", "expected", "before"))
def ordinal_gap(
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    never_behind: tuple[str, ...] = (),
    anew: tuple[str, ...] = (),
    reach: int = 3000,
) -> Yield:
    """Items numbered in a list must follow each other, lists within lists counting apart.

    Where a word of `anew` leads up to a first item, the lists before it have ended.
    Sections with a table are left alone: its rows are numbered too.
    """
    tabled = {section.key for section in scope.report.sections if section.table is not None}
    runs: dict[str, list[Passage]] = {}
    for passage in passages(scope, vocabulary):
        if passage.section and passage.section not in tabled:
            runs.setdefault(passage.section, []).append(passage)
    for parts in runs.values():
        yield from _gaps(parts, never_behind, anew, reach)


def _gaps(
    parts: list[Passage], never_behind: tuple[str, ...], anew: tuple[str, ...], reach: int
) -> Iterator[Breach]:
    """Walk a section; `open_lists` holds for each style the last ordinals of the lists that are open."""
    open_lists: dict[str, list[tuple[Passage, Ordinal]]] = {}
    for passage in parts:
        for ordinal in ordinals(passage.text, never_behind):
            lists = open_lists.setdefault(ordinal.style, [])
            while lists and lists[-1][1].number != ordinal.number - 1 and _follows(lists, ordinal):
                lists.pop()
            if ordinal.number == 1:
                if any(word in passage.text[max(ordinal.start - _LEAD, 0) : ordinal.start] for word in anew):
                    lists.clear()
                lists.append((passage, ordinal))
                del lists[:-_DEEPEST]
            elif lists and lists[-1][1].number == ordinal.number - 1:
                lists[-1] = (passage, ordinal)
            elif lists:
                known, last = lists[-1]
                if ordinal.number > last.number + 1 and not _told(known, last, passage, ordinal, reach):
                    yield _gap(passage, ordinal, last)
                lists[-1] = (passage, ordinal)


def _follows(lists: list[tuple[Passage, Ordinal]], ordinal: Ordinal) -> bool:
    return any(item.number == ordinal.number - 1 for _, item in lists)


def _told(known: Passage, last: Ordinal, passage: Passage, ordinal: Ordinal, reach: int) -> bool:
    """Whether the item lacking stands between after all, numbered in another way, or too far off to tell."""
    if known is passage:
        between = passage.text[last.end : min(ordinal.start, last.end + reach)]
    else:
        between = known.text[last.end : last.end + reach] + "\n" + passage.text[: ordinal.start][-reach:]
    lacking = last.number + 1
    marks = f"{_NUMERALS[lacking]}|{lacking}" if lacking <= 10 else str(lacking)
    return re.search(rf"(?:[。;:,!?(\s第]|其|^)(?:{marks})(?!年|月)", between) is not None


def _gap(passage: Passage, ordinal: Ordinal, last: Ordinal) -> Breach:
    printed = passage.text[ordinal.start : ordinal.end]
    expected = last.number + 1
    facts = {"printed": printed.strip(",、:"), "expected": expected, "before": last.number}
    return Breach(passage.span(ordinal.start, min(ordinal.end + 12, len(passage.text))), facts)
