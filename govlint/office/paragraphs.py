"""Lines of text to paragraphs.

Duty: tell where a paragraph ends: indents, short lines, sizes, distances. May not know labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from govlint.named import NamedTuple
from govlint.office.lines import Line
from govlint.patterns import lazy
from govlint.records import dataclass

_NUMBERED = lazy(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d))"
)
_SENTENCE_END = "。！？；：.!?;:”』」）)"
_INDENT = 0.9
_SHORT = 1.6
"""A line that ends so many sizes before the others is the last of its paragraph."""
_OTHER_SIZE = 0.15
_FARTHER = 1.5
_TITLE_PITCH = 2.2


@dataclass(slots=True)
class Text:
    """A line of text outside tables, and its page."""

    line: Line
    page: int


class Measure(NamedTuple):
    """The sides of the text area, the usual distance between lines, and the usual size."""

    left: float
    right: float
    pitch: float
    size: float


def measure(texts: Sequence[Text]) -> Measure:
    """The text area, by the lines that fill most of it."""
    if not texts:
        return Measure(0, 0, 0, 0)
    widest = max(text.line.box.right - text.line.box.left for text in texts)
    full = [text.line.box for text in texts if text.line.box.right - text.line.box.left >= 0.8 * widest]
    left = min(box.left for box in full)
    pairs = pairwise(texts)
    steps = [b.line.base - a.line.base for a, b in pairs if a.page == b.page and b.line.base > a.line.base]
    size = median(text.line.size for text in texts)
    return Measure(left, median(box.right for box in full), median(steps) if steps else 0, size)


def paragraphs(texts: Iterable[Text], area: Measure) -> Iterator[list[Text]]:
    """The lines of each paragraph; a line with wide gaps stands alone."""
    current: list[Text] = []
    for text in texts:
        if current and _begins(current[-1], text, area):
            yield current
            current = []
        current.append(text)
    if current:
        yield current


def _begins(before: Text, text: Text, area: Measure) -> bool:
    """Whether a new paragraph begins with `text`."""
    one, other = before.line, text.line
    size = max(one.size, other.size)
    if len(one.words) > 1 or len(other.words) > 1:
        return True
    if abs(one.size - other.size) > _OTHER_SIZE * size:
        return True
    if before.page == text.page and _is_title(one, area) and _is_title(other, area):
        return other.base - one.base > _TITLE_PITCH * size
    if other.box.left > area.left + _INDENT * size or one.box.right < area.right - _SHORT * size:
        return True
    if before.page == text.page and other.base - one.base > _FARTHER * max(area.pitch, size):
        return True
    return one.text[-1] in _SENTENCE_END and _NUMBERED.match(other.text) is not None


def _is_title(line: Line, area: Measure) -> bool:
    """Whether a line is set larger and in the middle: the lines of a title make one paragraph."""
    middle = (line.box.left + line.box.right) / 2
    centred = abs(middle - (area.left + area.right) / 2) <= 1.5 * line.size
    return centred and line.size > (1 + _OTHER_SIZE) * area.size
