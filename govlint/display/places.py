"""How a place in a source is named: line and column, or paragraph, table cell and page.

Duty: name places for people and for machines. May not read sources.
"""

from __future__ import annotations

import os

from govlint.document import Document
from govlint.places import Locus, Span
from govlint.words import Catalogue

_FIELDS = ("story", "paragraph", "table", "row", "column", "page", "box")
_PARTS = ("page", "table", "row", "column", "paragraph")


def working_folder() -> str:
    """The folder that machine formats count paths from, with `/`."""
    return os.getcwd().replace(os.sep, "/")  # noqa: PTH109 - a text, not a path, is wanted


def address(path: str, document: Document | None, span: Span, words: Catalogue, lang: str) -> str:
    """`path:line:column`, or the path and the place in a source without lines."""
    if document is None:
        return f"{path}:1:1"
    locus = document.locus(span.start)
    if locus is None:
        line, column = document.position(span.start)
        return f"{path}:{line}:{column}"
    place = locus_text(locus, words, lang)
    return f"{path}: {place}" if place else path


def locus_text(locus: Locus, words: Catalogue, lang: str) -> str:
    """A locus in words, like `page 3, table 2, row 4, column 1`."""
    parts = [(part, getattr(locus, part)) for part in _PARTS]
    joiner = words.text("place.joiner", lang)
    return joiner.join(words.text(f"place.{part}", lang, number=n) for part, n in parts if n is not None)


def within(document: Document | None, span: Span, words: Catalogue, lang: str) -> str:
    """The place within its file: `57:1`, or the locus in words."""
    return address("", document, span, words, lang).removeprefix(":").strip()


def region(document: Document | None, span: Span) -> dict[str, object]:
    """Line, column, end line and end column; null where the source has no lines."""
    if document is None:
        return {"line": 1, "column": 1, "end_line": 1, "end_column": 1}
    if document.loci:
        return {"line": None, "column": None, "end_line": None, "end_column": None}
    start, end = document.position(span.start), document.position(span.end)
    return {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}


def locus_record(document: Document | None, span: Span) -> dict[str, object] | None:
    """The locus as a mapping of what is known, or None where the source has lines."""
    locus = document.locus(span.start) if document else None
    return None if locus is None else locus_fields(locus)


def locus_fields(locus: Locus) -> dict[str, object]:
    """What is known of a locus."""
    known = {name: getattr(locus, name) for name in _FIELDS}
    return {name: value for name, value in known.items() if value is not None}
