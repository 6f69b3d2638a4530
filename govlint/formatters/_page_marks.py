"""Where findings stand in the printed text, as marks with a number.

Duty: HTML of a piece of the report with its findings marked. May not lay out blocks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence

from govlint.document import Piece
from govlint.findings import SEVERITIES, Finding
from govlint.formatters._hypertext import tag, text
from govlint.places import Span
from govlint.records import dataclass

_NARROW = 300
"""Code points up to which a finding is marked as a whole; of a longer one only the start is."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding and its number on the page."""

    number: int
    finding: Finding

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.finding.span

    @property
    def style(self) -> str:
        """The name of its looks."""
        return self.finding.severity if self.finding.waived is None else "waived"


class Marks:
    """Marks the findings of one file; each gets one anchor, where it is first shown."""

    def __init__(self, findings: Sequence[Numbered]) -> None:
        self.findings = sorted(findings, key=lambda found: found.span.start)
        self.starts = [found.span.start for found in self.findings]
        self.anchored: set[int] = set()

    def inside(self, span: Span) -> list[Numbered]:
        """The findings that stand in a span or start there."""
        near = self.findings[
            bisect_left(self.starts, span.start - _NARROW) : bisect_left(self.starts, _stop(span))
        ]
        return [found for found in near if found.span.start >= span.start or _reaches(found.span, span)]

    def starting(self, span: Span) -> list[Numbered]:
        """The findings that start in a span."""
        return self.findings[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def reference(self, found: Numbered) -> str:
        """The number of a finding, linked to what is said of it."""
        first = found.number not in self.anchored
        self.anchored.add(found.number)
        name = f"m{found.number}" if first else None
        return tag("a", str(found.number), class_=f"ref {found.style}", id=name, href=f"#f{found.number}")

    def piece(self, piece: Piece) -> str:
        """The text of a piece with its marks."""
        found = [(_indices(piece, one.span), one) for one in self.inside(piece.span())]
        if not found:
            return text(piece.text)
        heads = {one.number for _, one in found if one.span.start >= piece.at(0)}
        return "".join(self._segments(piece.text, found, heads))

    def _segments(
        self, printed: str, found: Sequence[tuple[Span, Numbered]], heads: Container[int]
    ) -> Iterator[str]:
        """Marked and plain parts; `heads` are the numbers of the findings that start here."""
        bounds = sorted({0, len(printed), *(bound for span, _ in found for bound in span)})
        for start, end in zip(bounds, [*bounds[1:], len(printed)], strict=True):
            yield from (
                self.reference(one) for span, one in found if span.start == start and one.number in heads
            )
            over = [one for span, one in found if span.start <= start and end <= span.end and start < end]
            part = text(printed[start:end])
            yield tag("mark", part, class_=worst(over)) if over else part


def worst(found: Iterable[Numbered]) -> str:
    """The looks of the worst of some findings; nothing where there is none."""
    order = (*SEVERITIES, "waived")
    return min((one.style for one in found), key=order.index, default="")


def _stop(span: Span) -> int:
    """Where a place ends; an empty one still holds what starts there."""
    return max(span.end, span.start + 1)


def _reaches(finding: Span, span: Span) -> bool:
    return finding.end - finding.start <= _NARROW and span.start < finding.end


def _indices(piece: Piece, span: Span) -> Span:
    """The part of a piece's text that a span covers."""
    whole = range(len(piece.text))
    start = bisect_left(whole, span.start, key=piece.at)
    if span.end - span.start > _NARROW and span.end > piece.end:
        return Span(start, start)
    return Span(start, max(bisect_left(whole, span.end, key=piece.at), start))
