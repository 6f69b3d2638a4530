"""Signs on a page to lines of text.

Duty: put signs that stand on one line in order, with spaces where they stand apart. May not know tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.office.marks import Glyph, Rect
from govlint.records import dataclass

_SAME_LINE = 0.4
"""Signs whose feet differ by less than this part of their size stand on one line."""
_SPACE = 0.35
_SPACE_WIDE = 0.9
"""Signs this far apart (in sizes) have a space between them; wide ones are often spread to fill a line."""
_WIDE = 1.5
"""Signs this far apart stand in different columns."""
_TWICE = 0.2
"""The same sign again this close is the same sign, printed twice to look bold."""


@dataclass(slots=True)
class Line:
    """Signs on one line; `words` are what wide gaps tell apart."""

    words: list[tuple[str, Rect]]
    base: float
    size: float

    @property
    def text(self) -> str:
        """The line as printed."""
        return "  ".join(text for text, _ in self.words)

    @property
    def box(self) -> Rect:
        """Where the line stands."""
        boxes = [box for _, box in self.words]
        return Rect(boxes[0].left, min(b.top for b in boxes), boxes[-1].right, max(b.bottom for b in boxes))


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that signs make, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda sign: sign.base):
        if rows and glyph.base - rows[-1][0].base <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    made = (_line(row) for row in rows)
    return [line for line in made if line is not None]


def _line(row: list[Glyph]) -> Line | None:
    words: list[list[Glyph]] = []
    blank = False
    last: Glyph | None = None
    parts: list[str] = []
    texts: list[str] = []
    for glyph in sorted(row, key=lambda sign: sign.left):
        if not glyph.text.strip():
            blank = True
            continue
        if last is not None and _again(last, glyph):
            continue
        gap = (glyph.left - last.right) / max(glyph.size, last.size, 1) if last is not None else 0
        if last is None or gap > _WIDE:
            texts.append("".join(parts))
            parts = []
            words.append([])
        elif _spaced(last, glyph, gap, blank=blank):
            parts.append(" ")
        parts.append(glyph.text)
        words[-1].append(glyph)
        last, blank = glyph, False
    texts.append("".join(parts))
    if not words:
        return None
    boxed = [(text, _box(word)) for text, word in zip(texts[1:], words, strict=True)]
    return Line(boxed, row[0].base, max(glyph.size for word in words for glyph in word))


def _spaced(last: Glyph, glyph: Glyph, gap: float, *, blank: bool) -> bool:
    if not last.text[-1].isascii() and not glyph.text[0].isascii():
        return gap > _SPACE_WIDE
    return gap > (_SPACE / 2 if blank else _SPACE)


def _again(last: Glyph, glyph: Glyph) -> bool:
    return last.text == glyph.text and glyph.left - last.left < _TWICE * glyph.size


def _box(glyphs: list[Glyph]) -> Rect:
    return Rect(
        glyphs[0].left,
        min(glyph.base - 0.85 * glyph.size for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.base + 0.15 * glyph.size for glyph in glyphs),
    )


def joined(texts: Iterable[str], *, narrow: bool) -> str:
    """Lines of one cell as one text; in a narrow cell the figures of one number may stand on two lines."""
    whole = ""
    for text in texts:
        if whole and text and _apart(whole[-1], text[0], narrow=narrow):
            whole += " "
        whole += text
    return whole


def _apart(before: str, after: str, *, narrow: bool) -> bool:
    if before.isdigit() and after.isdigit():
        return not narrow
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
