"""Markdown in which foreign text stays text.

Duty: escape and lay out. May not know findings.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.patterns import lazy

_ACTIVE = lazy(r"([\\`*_{}\[\]()#+!|<>~$])")


def inline(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would act on."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split())).replace("@", "&#64;")


def row(cells: Iterable[str]) -> str:
    """One row of a table."""
    return "| " + " | ".join(cells) + " |\n"
