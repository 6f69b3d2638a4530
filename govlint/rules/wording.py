"""Rules on wording: words that should not be there, words twice, brackets left open.

Duty: find texts by the patterns and lists of a pack. May not know a word of any report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from govlint.document import Piece
from govlint.findings import Related
from govlint.model import Report
from govlint.normal import Folded, fold
from govlint.rule import Breach, Node, Scope, Yield, rule

_DOUBLE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_LIST = re.compile(r"[^、,。;:!?()“”《》]{2,20}(?:、[^、,。;:!?()“”《》]{2,20}){2,40}")
_SHORTEST_PARAGRAPH = 24


@lru_cache(maxsize=512)
def _folded(piece: Piece) -> Folded:
    return fold(piece)


def _paragraphs(report: Report) -> Iterator[tuple[str, Folded]]:
    """Every paragraph with the key of its section, front matter first."""
    for piece in report.preamble:
        yield "", _folded(piece)
    for section in report.sections:
        for piece in section.paragraphs:
            yield section.key, _folded(piece)


def _report(node: Node) -> Report:
    assert isinstance(node.value, Report)
    return node.value


@rule(facts=("text",))
def wording(
    node: Node,
    _scope: Scope,
    *,
    patterns: tuple[re.Pattern[str], ...],
    unless: tuple[re.Pattern[str], ...] = (),
    reach: int = 12,
    body_only: bool = False,
) -> Yield:
    """Texts that match a pattern, but for those with an exception within `reach` characters around them."""
    for section, folded in _paragraphs(_report(node)):
        if body_only and not section:
            continue
        for pattern in patterns:
            for match in pattern.finditer(folded.text):
                around = folded.text[max(match.start() - reach, 0) : match.end() + reach]
                if not any(exception.search(around) for exception in unless):
                    yield Breach(folded.span(*match.span()), {"text": match[0]})


@rule(facts=("text", "count"))
def punctuation(node: Node, _scope: Scope, *, patterns: tuple[re.Pattern[str], ...]) -> Yield:
    """Marks as printed, before any folding: one breach for the report, at the first."""
    found = [
        (folded.piece.span(*match.span()), match[0])
        for section, folded in _paragraphs(_report(node))
        for pattern in patterns
        for match in pattern.finditer(folded.piece.text)
        if section
    ]
    if found:
        span, text = min(found)
        yield Breach(span, {"text": text, "count": len(found)})


@rule(facts=("wrong", "right"))
def typing_error(
    node: Node, _scope: Scope, *, errors: Mapping[str, str], unless: tuple[re.Pattern[str], ...] = ()
) -> Yield:
    """Words that are known to be mistyped, with what is meant; a key is a pattern."""
    known = [(re.compile(wrong), right) for wrong, right in errors.items()]
    for _, folded in _paragraphs(_report(node)):
        for pattern, right in known:
            for match in pattern.finditer(folded.text):
                around = folded.text[max(match.start() - 6, 0) : match.end() + 6]
                if not any(exception.search(around) for exception in unless):
                    yield Breach(
                        folded.span(*match.span()), {"wrong": match[0], "right": match.expand(right)}
                    )


@rule(facts=("text",))
def doubled_word(node: Node, _scope: Scope, *, allowed: tuple[re.Pattern[str], ...]) -> Yield:
    """A word printed twice in a row, but for those that the language doubles."""
    for section, folded in _paragraphs(_report(node)):
        for match in _DOUBLE.finditer(folded.text) if section else ():
            around = folded.text[max(match.start() - 4, 0) : match.end() + 4]
            if not any(pattern.search(around) for pattern in allowed):
                yield Breach(folded.span(*match.span()), {"text": match[0]})


@rule(facts=("text", "count"))
def repeated_paragraph(node: Node, _scope: Scope) -> Yield:
    """The same long paragraph at several places of the body."""
    seen: dict[str, list[Folded]] = {}
    for section, folded in _paragraphs(_report(node)):
        if section and len(folded.text) >= _SHORTEST_PARAGRAPH:
            seen.setdefault(folded.text, []).append(folded)
    for text, places in seen.items():
        if len(places) > 1:
            spans = [folded.span(0, len(text)) for folded in places]
            related = tuple(Related(span, text[:20]) for span in spans[:1])
            yield Breach(spans[1], {"text": text[:30], "count": len(places)}, related=related)


@rule(facts=("text",))
def repeated_item(node: Node, _scope: Scope) -> Yield:
    """The same item twice in one enumeration."""
    for section, folded in _paragraphs(_report(node)):
        for match in _LIST.finditer(folded.text) if section else ():
            first, *items = match[0].split("、")
            # Words that lead to the list stand before its first item.
            double = next((x for i, x in enumerate(items) if x in items[:i] or first.endswith(x)), None)
            if double is not None:
                yield Breach(folded.span(*match.span()), {"text": double})


@rule(facts=("text", "near"))
def unbalanced(
    node: Node, _scope: Scope, *, pairs: tuple[str, ...], lists: tuple[re.Pattern[str], ...] = ()
) -> Yield:
    """A mark without its other half in its section; `lists` are marks of numbering, which need none."""
    for section in _report(node).sections:
        folded = [_folded(piece) for piece in section.paragraphs]
        texts = [_without(one.text, lists) for one in folded]
        for pair in pairs:
            alone = _alone(texts, pair)
            # Several without their halves are damage of the text, not a slip.
            if len(alone) == 1:
                where, at = alone[0]
                near = folded[where].text[max(at - 8, 0) : at + 9]
                yield Breach(folded[where].span(at, at + 1), {"text": folded[where].text[at], "near": near})


def _without(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _alone(texts: list[str], pair: str) -> list[tuple[int, int]]:
    """(paragraph, index) of each mark of the pair whose other half does not stand in the section."""
    waiting: list[tuple[int, int]] = []
    alone: list[tuple[int, int]] = []
    for where, text in enumerate(texts):
        for at, char in enumerate(text):
            if char == pair[0]:
                waiting.append((where, at))
            elif char == pair[1]:
                if waiting:
                    waiting.pop()
                else:
                    alone.append((where, at))
    return alone + waiting


@rule(facts=())
def lacking(node: Node, scope: Scope, *, words: tuple[str, ...]) -> Yield:
    """None of the words stands anywhere in the report."""
    text = scope.document.text
    if not any(word in text for word in words):
        yield Breach(node.span._replace(end=node.span.start + 1), {})
