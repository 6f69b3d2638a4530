"""How far a run has come, in one line that is drawn over itself.

Duty: the line, not more often than an eye can follow. May not write: it hands texts to whoever does.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

_BETWEEN = 0.1
_WIDTH = 30
_FULL, _EMPTY = "#", "."


class Bar:
    """A line of progress; nothing at all where `show` is None."""

    def __init__(self, total: int, say: Callable[..., str], show: Callable[[str], None] | None) -> None:
        self._total = total
        self._say = say
        self._show = show
        self._drawn = False
        self._next = 0.0
        self._start = monotonic()

    def reach(self, done: int) -> None:
        """So many files are done."""
        if self._show is None or (now := monotonic()) < self._next:
            return
        self._next = now + _BETWEEN
        full = _WIDTH * done // max(self._total, 1)
        rate = done / max(now - self._start, 0.001)
        left = round((self._total - done) / rate) if done else 0
        bar = _FULL * full + _EMPTY * (_WIDTH - full)
        text = self._say(
            bar=bar, done=done, total=self._total, rate=f"{rate:.0f}", left=f"{left // 60}:{left % 60:02}"
        )
        self._show(text)
        self._drawn = True

    def clear(self) -> None:
        """Make room for whatever else is printed."""
        if self._show is not None and self._drawn:
            self._show("")
            self._drawn = False
