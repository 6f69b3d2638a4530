"""Documents written in traditional characters, as if they were written in simplified ones.

Duty: give each character its simplified form in place. May not change where anything stands.

Labels know such characters one by one; sentences, names and wordings are read by words that know none. A document that
is written in them throughout is read whole in the other script, character for character, and every place stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from govlint.document import Document, Grid, Paragraph, Piece, Strip
from govlint.forms import Kit
from govlint.labels import Simplifier
from govlint.records import replace

_SAMPLE = 60
"""So many pieces at the head of a document tell how it is written."""


def simplified(document: Document, kits: Sequence[Kit]) -> Document:
    """The document; in simplified characters where it is written in traditional ones."""
    if not kits:
        return document
    simplify = kits[0].lexicon.simplify
    sample = "".join(piece.text for piece in islice(_pieces(document.blocks), _SAMPLE))
    if not simplify.written_in(sample):
        return document
    return replace(document, blocks=tuple(_block(block, simplify) for block in document.blocks))


def _pieces(blocks: Iterable[Paragraph | Grid | Strip]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (cell.piece for cell in block.cells)
        else:
            yield block.line if isinstance(block, Strip) else block.piece


def _block(block: Paragraph | Grid | Strip, simplify: Simplifier) -> Paragraph | Grid | Strip:
    if isinstance(block, Paragraph):
        return block._replace(piece=_piece(block.piece, simplify), marker=simplify(block.marker))
    if isinstance(block, Strip):
        cells = tuple(_piece(piece, simplify) for piece in block.cells)
        return block._replace(cells=cells, line=_piece(block.line, simplify))
    return block._replace(cells=tuple(c._replace(piece=_piece(c.piece, simplify)) for c in block.cells))


def _piece(piece: Piece, simplify: Simplifier) -> Piece:
    return piece._replace(text=simplify.whole(piece.text))
