"""What looks like a count.

Duty: tell a printed count, or what is printed in place of one, from words. May not read its number.
"""

from __future__ import annotations

from functools import lru_cache

from govlint.patterns import lazy

_VALUE = lazy(
    r"^[+\-−－—–]{0,3}[¥￥]?\d(?:[\d,，.．\s]{0,30}\d)?(?:[\u4e00-\u9fff%％]{0,3})$|^[/\\\-−－—–_*]{1,6}$"
    r"|^[无零〇○OoＯ]$"
    r"|^[+\-−－—–]{0,3}[\dOoＯ,，.．]{1,24}$"
)
_LONGEST = 48
"""The pattern matches nothing longer."""
_COUNT = r"[+\-−－]{0,2}[\d０-９][\d０-９,.]{0,20}(?:(?<=[\d０-９])[\u4e00-\u9fff]{1,2})?|[/—–－\-无零]{1,3}"
_COUNTS = rf"((?:{_COUNT})(?:\s+|$))+$"
TAIL = lazy(rf"(?<=\S)\s+{_COUNTS}")
"""Counts at the end of a line, with single spaces between."""
COLON_TAIL = lazy(rf"(?<=\S)[：:]\s{{0,8}}{_COUNTS}")
"""The same behind a colon."""


def is_value(text: str) -> bool:
    """Whether a text looks like a count, or like what is printed in place of one."""
    return len(text) <= _LONGEST and _known(text)


@lru_cache(maxsize=2048)
def _known(text: str) -> bool:
    return _VALUE.match(text) is not None
