"""What a page shows, with coordinates in points from its upper left corner.

Duty: plain values that the worker's stages hand on. May not know PDF.
"""

from __future__ import annotations

from govlint.named import NamedTuple


class Glyph(NamedTuple):
    """A printed sign; `base` is the line that it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float


def middle(glyph: Glyph) -> tuple[float, float]:
    """A point well inside a sign."""
    return (glyph.left + glyph.right) / 2, glyph.base - glyph.size / 3


class Ruling(NamedTuple):
    """A straight line along an axis: `at` across it, `start` and `end` along it."""

    at: float
    start: float
    end: float


class Rect(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """One page: its size, its signs in the order drawn, and its lines across and down."""

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Ruling]
    down: list[Ruling]


class BoundError(Exception):
    """A page goes beyond a limit; `limit` names it."""

    def __init__(self, limit: str, allowed: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.allowed = allowed
