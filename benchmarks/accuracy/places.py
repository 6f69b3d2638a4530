"""Whether a finding stands where the fault was planted."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from benchmarks.accuracy.corpus import Made
from govlint.document import Document
from govlint.findings import FileOutcome, Finding
from govlint.places import Span

WRAP = 38
"""Characters on a line of the layouts that wrap."""


TWICE = ("row-doubled",)
"""Faults that stand on two lines alike: either is right."""


class Standing(Enum):
    """Where a finding stands, if there is one."""

    MISSED = "not found"
    UNPLACED = "found; nothing in this kind of file or fault to hold its place to"
    ELSEWHERE = "found at another place"
    AT = "found at its line, or with its cell among the operands"
    NAMED = "found with its very cell named"


def standing(made: Made, outcome: FileOutcome) -> Standing:
    """What came of a planted fault."""
    found = [finding for finding in outcome.findings if finding.name == made.check]
    if not found:
        return Standing.MISSED
    place = made.place
    if place is None or place.kind in ("report", "table") or made.group in TWICE:
        return Standing.UNPLACED
    if place.kind == "cell" and any(_cell(finding) == place.key for finding in found):
        return Standing.NAMED
    if place.kind in _PARTS and place.key in {_part(place.kind, key) for key in _cells(found)}:
        return Standing.AT
    wanted = made.printed.line_of(place) if made.printed is not None else None
    if wanted is None:
        # Other kinds of file have no lines to hold a place to, but every cell has its name.
        return Standing.ELSEWHERE if place.kind == "cell" else Standing.UNPLACED
    document = outcome.document
    assert document is not None
    last = wanted + (len(made.words) + WRAP) // WRAP if made.words else wanted
    lines = {line for finding in found for line in _lines(document, finding)}
    return Standing.AT if any(wanted <= line <= last for line in lines) else Standing.ELSEWHERE


_PARTS = ("cell", "row", "column")


def _part(kind: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """The cell, its row or its column."""
    return key if kind == "cell" or len(key) < 3 else key[:2] if kind == "row" else (key[0], key[2])


def _cell(finding: Finding) -> tuple[str, ...]:
    return finding.cell[:3] if finding.cell is not None else ()


def _cells(found: list[Finding]) -> Iterator[tuple[str, ...]]:
    for finding in found:
        yield _cell(finding)
        for proof in (finding.proof, *finding.further):
            if proof is not None:
                yield from (operand.cell[:3] for operand in proof.operands if operand.cell is not None)


def _lines(document: Document, finding: Finding) -> Iterator[int]:
    spans: list[Span] = [finding.span, *(related.span for related in finding.related)]
    for span in spans:
        first = document.position(span.start).line
        yield from range(first, max(first, document.position(max(span.end - 1, span.start)).line) + 1)
