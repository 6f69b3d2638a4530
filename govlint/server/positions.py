"""Places as a client of the protocol counts them: lines from 0, columns in units of an encoding.

Duty: spans to ranges and positions to offsets. May not know findings. Lines end at LF, CRLF or CR and nowhere
else, which is also what the protocol says; the library's own conversion splits at more characters.
"""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from govlint.places import LineIndex, Span

_WIDE = 0x10000
"""From this code point on, UTF-16 takes two units."""


class Ruler:
    """Measures one text in the encoding that client and server agreed on.

    Args:
        text: the text as the client holds it.
        encoding: what columns count: UTF-8 bytes, UTF-16 units (what clients assume) or UTF-32 code points.
    """

    __slots__ = ("_encoding", "_lines", "_text")

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self._encoding = PositionEncodingKind(encoding)

    def range(self, span: Span) -> Range:
        """The range of a span of code points."""
        return Range(self.position(span.start), self.position(span.end))

    def position(self, offset: int) -> Position:
        """The position of the code point at `offset`; beyond the text, its end."""
        place = self._lines.position(min(offset, len(self._text)))
        start = self._lines.start(place.line)
        return Position(place.line - 1, self._units(self._text[start : start + place.column - 1]))

    def offset(self, position: Position) -> int:
        """The offset of a position; beyond the line, its end."""
        if position.line >= len(self._lines):
            return len(self._text)
        start = self._lines.start(position.line + 1)
        last = position.line + 1 >= len(self._lines)
        end = len(self._text) if last else self._lines.start(position.line + 2)
        line = self._text[start:end].rstrip("\r\n")
        left = position.character
        for index, character in enumerate(line):
            if left <= 0:
                return start + index
            left -= self._units(character)
        return start + len(line)

    def _units(self, text: str) -> int:
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        if self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        return len(text) + sum(ord(character) >= _WIDE for character in text)
