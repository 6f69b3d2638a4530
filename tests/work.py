"""Work, counted: what a machine does the same number of times however busy it is.

Duty: count calls and the memory that is held. May not look at a clock.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


def calls(work: Callable[[], T]) -> tuple[T, int]:
    """What the work gives, and how many functions it called, of Python and of C."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        found = work()
    finally:
        sys.setprofile(before)
    return found, count


def held(work: Callable[[], T]) -> tuple[T, int]:
    """What the work gives, and the most bytes that Python held for it at one time."""
    tracemalloc.start()
    try:
        found = work()
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
