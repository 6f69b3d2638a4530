"""Printed text gathered from markup, with the way back to the file.

Duty: character references, collapsed white space and joined runs in one `Piece`. May not know elements.
"""

from __future__ import annotations

from bisect import bisect_right
from html import unescape

from govlint.document import Piece
from govlint.patterns import lazy

_SPECIAL = lazy(r"[ \t\r\n\f]++|&(?:#[0-9]{1,8}+|#[xX][0-9a-fA-F]{1,8}+|[a-zA-Z][a-zA-Z0-9]{1,31}+);?")
_ALNUM = lazy(r"[0-9A-Za-z０-９]")


class Ink:
    """Collects the text of one paragraph or cell; white space is collapsed as on the screen."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._parts: list[str] = []
        self._runs: list[tuple[int, int]] = []
        self._length = 0
        self._expected = -1
        self._end = 0
        self._space = -1
        self._gap = -1

    def add(self, start: int, end: int) -> None:
        """Take in the markup's text `page[start:end]`."""
        position = start
        for match in _SPECIAL.finditer(self._page, start, end):
            if match.start() > position:
                self._put(self._page[position : match.start()], position, match.start())
            position = match.end()
            if match[0][0] == "&":
                self._put(unescape(match[0]), match.start(), position)
            elif self._parts and self._space < 0:
                self._space = match.start()
        if position < end:
            self._put(self._page[position:end], position, end)

    def gap(self, position: int) -> None:
        """A line's end that is no white space: it only keeps Latin words and numbers apart."""
        if self._parts:
            self._gap = position

    def piece(self, empty_at: int) -> Piece:
        """What was gathered; an empty piece stands at `empty_at`."""
        if not self._parts:
            return Piece.verbatim("", empty_at)
        return Piece("".join(self._parts), tuple(self._runs), self._end)

    def empty(self) -> bool:
        """Whether nothing was gathered at all."""
        return not self._parts

    def blank(self) -> bool:
        """Whether nothing was gathered but white space."""
        return not any(part.strip() for part in self._parts)

    def _put(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        if self._space >= 0:
            self._write(" ", self._space, self._space + 1)
        elif self._gap >= 0 and _ALNUM.match(self._parts[-1][-1]) and _ALNUM.match(text):
            self._write(" ", self._gap, self._gap + 1)
        self._space = self._gap = -1
        self._write(text, start, end)

    def _write(self, text: str, start: int, end: int) -> None:
        if start != self._expected:
            self._runs.append((self._length, start))
        self._parts.append(text)
        self._length += len(text)
        self._expected = start + len(text)
        self._end = end


def compose(piece: Piece, page: Piece) -> Piece:
    """A piece of `page.text` as a piece of the file that `page` itself is a piece of."""
    if len(page.runs) == 1:
        shift = page.runs[0][1]
        if not shift:
            return piece
        return Piece(piece.text, tuple((i, o + shift) for i, o in piece.runs), piece.end + shift)
    runs: list[tuple[int, int]] = []
    lengths = [*(index for index, _ in piece.runs[1:]), len(piece.text)]
    for (index, offset), stop in zip(piece.runs, lengths, strict=True):
        runs.append((index, page.at(offset)))
        first = bisect_right(page.runs, offset, key=lambda run: run[0])
        last = bisect_right(page.runs, offset + stop - index - 1, key=lambda run: run[0])
        runs.extend((index + at - offset, place) for at, place in page.runs[first:last])
    return Piece(piece.text, tuple(runs), page.at(piece.end))
