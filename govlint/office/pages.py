"""Pages to paragraphs, strips and tables.

Duty: reading order; what repeats on every page is left out. May not know labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from govlint.office.lattice import Lattice, lattices
from govlint.office.lines import Line, lines
from govlint.office.marks import Glyph, Page, middle
from govlint.office.paragraphs import Text
from govlint.office.sheets import Sheet, append, continues, sheet

_PAGE_NUMBER = re.compile(
    r"^[-—–－~·\s]{0,4}\d{1,4}[-—–－~·\s]{0,4}$|^第\s?\d{1,4}\s?页(?:[,，/\s]{0,2}共\s?\d{1,4}\s?页)?$"
    r"|^\d{1,4}\s?/\s?\d{1,4}$"
)
_DIGITS = re.compile(r"\d{1,9}")
_FEWEST_HEADS = 3
"""A line that stands in one place on so many pages is a running head."""
_MARGIN = 0.12
"""Running heads and page numbers stand within this part of the page's height from its ends."""
Block = Text | Sheet
_Key = tuple[str, int]


class Pages:
    """Collects what pages show; afterwards `blocks` has it in reading order."""

    def __init__(self) -> None:
        self._pages: list[list[Block]] = []
        self._heads: Counter[_Key] = Counter()
        self._margins: dict[int, _Key] = {}

    def add(self, page: Page) -> None:
        """Take the next page."""
        number = len(self._pages) + 1
        tables = lattices(page.across, page.down)
        loose = lines(glyph for glyph in page.glyphs if not _in_table(tables, glyph))
        sheets = [(table.ys[0], sheet(table, page.glyphs, number)) for table in tables]
        texts = [(line.base, Text(line, number)) for line in loose if not self._furniture(line, page)]
        placed: list[tuple[float, Block]] = [*sheets, *texts]
        self._pages.append([block for _, block in sorted(placed, key=lambda pair: pair[0])])

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
        for page in self._pages:
            shown = [block for block in page if not self._is_head(block)]
            first = shown[0] if shown else None
            last = result[-1] if result else None
            if isinstance(first, Sheet) and isinstance(last, Sheet) and continues(last, first):
                append(last, first)
                shown = shown[1:]
            result.extend(shown)
        return result

    def _is_head(self, block: Block) -> bool:
        if not isinstance(block, Text):
            return False
        key = self._margins.get(id(block.line))
        return key is not None and self._heads[key] >= _FEWEST_HEADS


def _in_table(tables: Iterable[Lattice], glyph: Glyph) -> bool:
    return any(table.owner(*middle(glyph)) is not None for table in tables)
