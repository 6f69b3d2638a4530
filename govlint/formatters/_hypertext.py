"""HTML in which foreign text stays text.

Duty: escape and nest. May not know findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from govlint.display.width import printable


def text(content: str) -> str:
    """The text as HTML; characters that do not print are shown by number."""
    return escape(printable(content), quote=True)


def tag(name: str, *parts: str, **attributes: object) -> str:
    """An element around parts that are HTML already; an attribute that is None or empty is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value not in (None, "", False)
    )
    return f"<{name}{given}>{''.join(parts)}</{name}>"


def cells(texts: Iterable[str], name: str = "td") -> str:
    """A row of cells of plain texts."""
    return tag("tr", *(tag(name, text(content)) for content in texts))
