"""The printed line that a finding is about, with carets right under its words.

Duty: cut a line around a place. May not know findings.
"""

from __future__ import annotations

from govlint.display.width import ELLIPSIS, cells, cut, printable, tail
from govlint.document import Document
from govlint.places import Span
from govlint.records import dataclass

_MOST_LINES = 3
_SCANNED = 2000
"""Code points looked at on each side of a place, so that one endless line costs no more than a short one."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line number (0 where the source has none), the line as far as it fits, and its carets."""

    line: int
    text: str
    carets: str


def snippet(document: Document, span: Span, width: int) -> Snippet | None:
    """The line at the start of `span`; None where the span is wide or the line prints nothing."""
    start = document.position(span.start)
    if document.position(span.end).line - start.line >= _MOST_LINES:
        return None
    begin = document.lines.start(start.line)
    stop = document.lines.start(start.line + 1) if start.line < len(document.lines) else len(document.text)
    stop = max(stop - _line_end(document.text[max(stop - 2, begin) : stop]), begin)
    last = min(max(span.end, span.start), stop)
    text = document.text
    parts = (
        text[max(begin, span.start - _SCANNED) : span.start],
        text[span.start : min(last, span.start + _SCANNED)],
        text[last : min(stop, last + _SCANNED)],
    )
    if not "".join(parts).strip():
        return None
    return _cut(0 if document.loci else start.line, parts, width)


def _line_end(end: str) -> int:
    return len(end) - len(end.rstrip("\r\n"))


def _cut(line: int, parts: tuple[str, str, str], width: int) -> Snippet:
    before, marked, after = (printable(part) for part in parts)
    before = before.lstrip() if not parts[0].strip() else before
    marked = cut(marked, width * 2 // 3)
    room = width - cells(marked)
    if cells(before) + cells(after) > room:
        kept = max(room - min(cells(after), room // 3), room // 2)
        if cells(before) > kept:
            before = ELLIPSIS + tail(before, kept - 1)
    text = before + marked + cut(after, max(room - cells(before), 1))
    return Snippet(line, text.rstrip(), " " * cells(before) + "^" * max(cells(marked), 1))
