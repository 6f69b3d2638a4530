"""Pages of a PDF, by pdfminer's interpreter and a device of our own.

Duty: signs and straight lines of each page within the limits. May not put them together. Nothing else imports
pdfminer: its layout analysis takes more time than reading does, and tables do not need it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from govlint.office.marks import BoundError, Glyph, Page, Ruling

_GLYPHS = 200_000
_RULINGS = 20_000
_THICKEST = 3.0
"""A filled rectangle up to this thick is a line."""
_STRAIGHT = 0.5
"""How far the ends of a line along an axis may be off it."""
_UNKNOWN = "\ufffd"
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Device(PDFTextDevice):
    """Collects what one page draws."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.page = Page(0, 0, [], [], [])

    def begin_page(self, page: Any, ctm: Sequence[float]) -> None:
        """A page begins: note its size as it is turned."""
        left, top, right, bottom = page.mediabox
        one, other = _at(ctm, left, top), _at(ctm, right, bottom)
        width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
        self.page = Page(width, height, [], [], [])

    def render_char(  # noqa: PLR0913, PLR0917 - pdfminer's signature
        self,
        matrix: Sequence[float],
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """A sign is drawn; the answer is how far it moves the pen."""
        advance: float = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = _UNKNOWN
        self._glyph(text, matrix, fontsize, advance if not font.is_vertical() else fontsize, rise)
        return advance

    def _glyph(self, text: str, matrix: Sequence[float], size: float, advance: float, rise: float) -> None:
        a, b, c, d, _, _ = matrix
        if len(self.page.glyphs) >= _GLYPHS:
            raise BoundError("glyphs", _GLYPHS)
        if abs(b) > abs(a) / 4 and abs(a) > abs(b) / 4:
            # Slanting text is a stamp or a watermark.
            return
        one, other = _at(matrix, 0, rise), _at(matrix, advance, rise)
        # Signs that stand on their side have their feet at the lower end of the box.
        lower = max if abs(a) >= abs(b) else min
        base = self.page.height - lower(one[1], other[1])
        left, right = sorted((one[0], other[0]))
        height = abs(size) * math.hypot(c, d)
        if all(map(math.isfinite, (left, right, base, height))):
            self.page.glyphs.append(Glyph(text, left, right, base, height))

    def paint_path(
        self,
        graphicstate: Any,  # noqa: ARG002 - pdfminer's signature
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Sequence[Any],
    ) -> None:
        """A path is drawn: keep its straight lines."""
        for points in _subpaths(path, self.ctm or _UPRIGHT):
            if stroke:
                for one, other in pairwise(points):
                    self._line(one, other)
            elif fill:
                self._bar(points)

    def _bar(self, points: list[tuple[float, float]]) -> None:
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        low, high = min(y for _, y in points), max(y for _, y in points)
        if high - low <= _THICKEST and high - low <= right - left:
            middle = (low + high) / 2
            self._line((left, middle), (right, middle))
        elif right - left <= _THICKEST:
            middle = (left + right) / 2
            self._line((middle, low), (middle, high))

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        if not all(map(math.isfinite, (*one, *other))):
            return
        if len(self.page.across) + len(self.page.down) >= _RULINGS:
            raise BoundError("rulings", _RULINGS)
        (x, y), (u, v) = one, other
        top, bottom = self.page.height - max(y, v), self.page.height - min(y, v)
        if abs(y - v) <= _STRAIGHT < abs(x - u):
            self.page.across.append(Ruling((top + bottom) / 2, min(x, u), max(x, u)))
        elif abs(x - u) <= _STRAIGHT < abs(y - v):
            self.page.down.append(Ruling((x + u) / 2, top, bottom))


def _at(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _subpaths(path: Sequence[Any], ctm: Sequence[float]) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for operator, *numbers in path:
        if operator == "m" and points:
            yield points
            points = []
        if operator == "h" and points:
            points.append(points[0])
        elif len(numbers) >= 2:
            points.append(_at(ctm, numbers[-2], numbers[-1]))
    if points:
        yield points


class EncryptedError(Exception):
    """The file needs a password."""


class DamagedError(Exception):
    """The file is no PDF that can be read."""


def pages(data: bytes, most: int) -> Iterator[Page]:
    """The pages of a PDF.

    Raises:
        EncryptedError: where a password is needed.
        DamagedError: where the file cannot be read.
        BoundError: where it goes beyond a limit.
    """
    try:
        yield from _pages(data, most)
    except (BoundError, MemoryError, EncryptedError):
        raise
    except Exception as error:
        # A damaged file makes the interpreter fail in any way at all.
        raise DamagedError(f"{type(error).__name__}: {error}"[:200]) from error


def _pages(data: bytes, most: int) -> Iterator[Page]:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        raise EncryptedError from error
    manager = PDFResourceManager()
    device = _Device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for index, page in enumerate(PDFPage.create_pages(document)):
        if index >= most:
            raise BoundError("pages", most)
        interpreter.process_page(page)
        yield device.page
