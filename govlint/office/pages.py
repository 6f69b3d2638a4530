"""Pages to lines of text and tables.

Duty: reading order; what repeats on every page is left out, what a page's end cuts is put together. May not
know labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from govlint.office.lattice import Lattice, lattices
from govlint.office.lines import Line, lines
from govlint.office.marks import Glyph, Page, middle
from govlint.office.paragraphs import Text
from govlint.office.sheets import Sheet, append, continues, sheet
from govlint.patterns import lazy
from govlint.records import dataclass

_PAGE_NUMBER = lazy(
    r"^[-—–－~·\s]{0,4}\d{1,4}[-—–－~·\s]{0,4}$|^第\s?\d{1,4}\s?页(?:[,，/\s]{0,2}共\s?\d{1,4}\s?页)?$"
    r"|^\d{1,4}\s?/\s?\d{1,4}$"
)
_DIGITS = lazy(r"\d{1,9}")
_FEWEST_HEADS = 3
"""A line that stands in one place on so many pages is a running head."""
_MARGIN = 0.12
"""Running heads and page numbers stand within this part of the page's height from its ends."""
Block = Text | Sheet
_Key = tuple[str, int]


@dataclass(slots=True)
class _Shown:
    """What a page shows; a frame is a table of one column, kept with the lines that it is if it is none."""

    blocks: list[Block]
    frames: list[tuple[Sheet, list[Block]]]


class Pages:
    """Collects what pages show; afterwards `blocks` has it in reading order."""

    def __init__(self) -> None:
        self._pages: list[_Shown] = []
        self._heads: Counter[_Key] = Counter()
        self._margins: dict[int, _Key] = {}

    def add(self, page: Page) -> None:
        """Take the next page."""
        number = len(self._pages) + 1
        areas = lattices(page.across, page.down)
        tables = [area for area in areas if not area.is_frame]
        loose = lines(glyph for glyph in page.glyphs if not _is_inside(tables, glyph))
        texts = [Text(line, number) for line in loose if not self._furniture(line, page)]
        placed: list[tuple[float, Block]] = [
            (area.ys[0], sheet(area, page.glyphs, number)) for area in tables
        ]
        placed += [(text.line.base, text) for text in texts]
        placed.sort(key=lambda pair: pair[0])
        frames = [(sheet(area, page.glyphs, number), _framed(area, texts)) for area in areas if area.is_frame]
        self._pages.append(_Shown([block for _, block in placed], frames))

    def _furniture(self, line: Line, page: Page) -> bool:
        """Whether a line is a page's number; what may be a running head is noted."""
        edge = _MARGIN * page.height
        if edge < line.base < page.height - edge:
            return False
        if _PAGE_NUMBER.match(line.text):
            return True
        key = (_DIGITS.sub("0", line.text), round(line.base / 4))
        self._heads[key] += 1
        self._margins[id(line)] = key
        return False

    def blocks(self) -> list[Block]:
        """Lines and tables; a table goes on over pages."""
        result: list[Block] = []
        before: _Shown | None = None
        for page in self._pages:
            page.blocks = [block for block in page.blocks if not self._is_head(block)]
            if before is not None:
                _frames_to_tables(result, before, page)
            _put(result, page.blocks)
            before = page
        return result

    def _is_head(self, block: Block) -> bool:
        if not isinstance(block, Text):
            return False
        key = self._margins.get(id(block.line))
        return key is not None and self._heads[key] >= _FEWEST_HEADS


def _put(result: list[Block], blocks: list[Block]) -> None:
    first = blocks[0] if blocks else None
    last = result[-1] if result else None
    if isinstance(first, Sheet) and isinstance(last, Sheet) and continues(last, first):
        append(last, first)
        blocks = blocks[1:]
    result.extend(blocks)


def _frames_to_tables(result: list[Block], before: _Shown, page: _Shown) -> None:
    """A frame at a page's end or start is a row of the table on the other side of the break."""
    if page.blocks and isinstance(page.blocks[0], Sheet):
        for frame, texts in before.frames:
            if _same(result[-len(texts) :], texts) and continues(frame, page.blocks[0]):
                result[-len(texts) :] = [frame]
    elif result and isinstance(result[-1], Sheet):
        for frame, texts in page.frames:
            if _same(page.blocks[: len(texts)], texts) and continues(result[-1], frame):
                page.blocks[: len(texts)] = [frame]


def _same(blocks: list[Block], texts: list[Block]) -> bool:
    return (
        bool(texts) and len(blocks) == len(texts) and all(a is b for a, b in zip(blocks, texts, strict=True))
    )


def _framed(area: Lattice, texts: Iterable[Text]) -> list[Block]:
    return [text for text in texts if area.owner(text.line.box.left + 1, text.line.base) is not None]


def _is_inside(areas: Iterable[Lattice], glyph: Glyph) -> bool:
    return any(area.owner(*middle(glyph)) is not None for area in areas)
