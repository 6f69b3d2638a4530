"""Edits that turn what is printed into what is meant, touching no other character.

Duty: from a stretch of folded or printed text to spans of the document. May not decide what is meant, nor
whether a document can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlint.findings import Edit
from govlint.places import Span

SpanOf = Callable[[int, int], Span]
"""The document's span of a part of a text."""


def rewritten(span_of: SpanOf, start: int, old: str, right: str) -> tuple[Edit, ...]:
    """Edits that make `right` of `old`, which starts at `start` of the text that `span_of` knows.

    Characters that stay are left as they are spelt in the document, and so is what folding left out.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - for what is printed wrongly

    matcher = SequenceMatcher(None, old, right, autojunk=False)
    edits: list[Edit] = []
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "insert":
            edits.append(Edit(_gap(span_of, start, first), right[begin:end]))
        elif tag != "equal":
            edits += _replaced(span_of, start + first, start + last, right[begin:end])
    return tuple(edits)


def replaced(span_of: SpanOf, start: int, end: int, right: str) -> tuple[Edit, ...]:
    """Edits that put `right` in place of a part of a text as a whole."""
    return tuple(_replaced(span_of, start, end, right))


def _gap(span_of: SpanOf, start: int, index: int) -> Span:
    near = span_of(start + index - 1, start + index) if index else span_of(start, start + 1)
    at = near.end if index else near.start
    return Span(at, at)


def _replaced(span_of: SpanOf, start: int, end: int, right: str) -> Iterator[Edit]:
    """One edit where the characters adjoin in the document, else the first run gets the new text."""
    text = right
    for run in _runs(span_of, start, end):
        yield Edit(run, text)
        text = ""


def _runs(span_of: SpanOf, start: int, end: int) -> list[Span]:
    runs: list[Span] = []
    for index in range(start, end):
        span = span_of(index, index + 1)
        if runs and runs[-1].end == span.start:
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return runs
