"""Colour for a terminal.

Duty: wrap texts in escape sequences where colour is wanted. May not decide whether it is.
"""

from __future__ import annotations

_CODES = {"error": "1;31", "warning": "1;33", "note": "1;36", "bold": "1", "dim": "2", "good": "32"}


class Paint:
    """Paints texts by the name of a style; without colour it gives them back as they are."""

    __slots__ = ("on",)

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        """The text in a style."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.on and text else text
