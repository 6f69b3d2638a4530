"""Proposals as a unified diff.

Duty: the lines of the diff. May not choose proposals.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from govlint.patterns import lazy

_LINE = lazy(r"[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+")


def diff(path: str, before: str, after: str) -> Iterator[str]:
    """The unified diff of two texts of a file; a carriage return before a line's end stays in the line."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
        if line.endswith(("\n", "\r")):
            yield line
        else:
            yield line + "\n\\ No newline at end of file\n"
