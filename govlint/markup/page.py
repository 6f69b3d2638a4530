"""A web page as a document.

Duty: bytes to a document whose places are those of the file. May not know any form.
"""

from __future__ import annotations

import re

from govlint.document import Document, Grid, Paragraph, Piece
from govlint.encodings import decode
from govlint.errors import UnreadableError
from govlint.markup.body import find
from govlint.markup.escaped import unwrap
from govlint.markup.flow import Flow
from govlint.markup.ink import Ink, compose
from govlint.markup.measure import Survey, survey
from govlint.markup.tree import Element, parse
from govlint.patterns import lazy
from govlint.readers import Source

_CHARSET = lazy(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_.:-]{1,40})""", re.IGNORECASE)
_LINE_BLOCKS = frozenset(
    {"p", "div", "br", "li", "section", "article", "h1", "h2", "h3", "h4", "center", "pre"}
)
_PART = lazy(r"[^-_|\u2014\u2013]+")
_NO_TITLE = lazy(r"[。；：:]|\d$")
_SHORT_LINE = 60


def read_page(source: Source) -> Document:
    """The paragraphs and grids of a page's body."""
    limits = source.limits
    if len(source.data) > limits.bytes:
        raise UnreadableError("limit-exceeded", limit="bytes", allowed=limits.bytes)
    decoded = decode(source.data, declared=_declared(source.data), asked=source.encoding)
    page = unwrap(decoded.text)
    root = parse(page.text, limits.depth, limits.tags)
    surveyed = survey(page.text, root)
    title = _title(surveyed)
    body = find(surveyed, "".join(title.text.split()))
    flow = Flow(surveyed, body, limits.cells, loose=_is_loose(root))
    blocks = tuple(_placed(block, page) for block in _titled(list(flow.blocks()), title))
    return Document(source.path, "html", decoded.text, blocks, decoded.encoding, troubles=decoded.troubles)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def _title(page: Survey) -> Piece:
    """What the page's head calls it."""
    ink = Ink(page.page)
    title = next((element for element in page.ignored if element.name == "title"), None)
    for child in title.children if title else ():
        if not isinstance(child, Element):
            ink.add(*child)
    return ink.piece(0)


def _is_loose(root: Element) -> bool:
    """Whether no tag parts the text outside tables, so that only its line ends can."""
    agenda = [root]
    for element in agenda:
        for child in element.children:
            if isinstance(child, Element) and child.name in _LINE_BLOCKS:
                return False
            if isinstance(child, Element) and child.name != "table":
                agenda.append(child)
    return True


def _titled(blocks: list[Paragraph | Grid], title: Piece) -> list[Paragraph | Grid]:
    """With the head's title in front where the body does not begin with a line that may be one."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not title.text or _may_be_title(first.piece.text):
        return blocks
    # The longest part is the report's; the others name the site.
    name = max(_PART.finditer(title.text), key=lambda match: match.end() - match.start(), default=None)
    return [Paragraph(title.part(*name.span())), *blocks] if name else blocks


def _may_be_title(text: str) -> bool:
    return len(text) <= _SHORT_LINE and not _NO_TITLE.search(text)


def _placed(block: Paragraph | Grid, page: Piece) -> Paragraph | Grid:
    """The block with places in the file instead of the unescaped page."""
    if page.runs == ((0, 0),):
        return block
    if isinstance(block, Paragraph):
        return Paragraph(compose(block.piece, page), block.marker)
    cells = tuple(cell._replace(piece=compose(cell.piece, page)) for cell in block.cells)
    return Grid(cells, block.rows, block.columns, page.span(*block.span))
