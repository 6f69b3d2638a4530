"""Findings as comments of a Word file, at their paragraphs and cells.

Duty: a copy that says what a reader of the findings must know. May not change a word of the text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from govlint.display.width import printable
from govlint.document import Document
from govlint.findings import Finding
from govlint.fixing.wordfile import Runs, runs_of
from govlint.fixing.write import UnwritableError
from govlint.places import Locus
from govlint.readers import Limits
from govlint.words import AskedError, catalogue

AUTHOR, _INITIALS = "govlint", "GL"
_COMMAND = "pip install 'govlint[docx]'"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def commented(
    data: bytes, document: Document, findings: Sequence[Finding], limits: Limits, lang: str
) -> bytes:
    """A copy of a Word file with a comment for each finding.

    Raises:
        AskedError: where what writes comments is not installed.
        UnwritableError: where the file is none that it can write.
    """
    try:
        import docx  # noqa: PLC0415 - an extra
        from docx.oxml.exceptions import InvalidXmlError  # noqa: PLC0415
    except ImportError as error:
        raise AskedError(catalogue().words("fix.extra-missing", command=_COMMAND)) from error
    runs = runs_of(data, document, limits)
    try:
        word = docx.Document(io.BytesIO(data))
        places = _Places(word, runs, document)
        for finding in findings:
            marked = places.runs(finding)
            word.add_comment(marked, text=_text(finding, lang), author=AUTHOR, initials=_INITIALS)
        out = io.BytesIO()
        word.save(out)
    except (KeyError, ValueError, AttributeError, TypeError, InvalidXmlError) as error:
        raise UnwritableError("fix.unwritable-runs") from error
    return out.getvalue()


def _text(finding: Finding, lang: str) -> str:
    words = catalogue()
    lines = [
        f"{finding.code} {finding.name} ({words.text(finding.severity, lang)})",
        finding.message.get(lang),
        words.text("remedy", lang, text=finding.remedy.get(lang)),
    ]
    return "\n".join(printable(line) for line in lines)


class _Places:
    """The runs of a Word file as the library holds them, by offsets of the document as read."""

    def __init__(self, word: Any, runs: Runs, document: Document) -> None:
        self._word = word
        self._body = word.element.body
        self._runs = runs
        self._document = document
        texts = (element for element in word.element.iter() if _local(element) == "t")
        self._texts = [element for element in texts if element.text]

    def runs(self, finding: Finding) -> list[Any]:
        """The first and the last run of a finding's place."""
        start, end = finding.span
        numbers = [n for n in self._runs.run[start : max(end, start + 1)] if n is not None]
        if numbers:
            return [self._run(min(numbers)), self._run(max(numbers))]
        locus = self._document.locus(start)
        cell = self._cell(locus) if locus is not None and locus.table is not None else None
        if cell is not None:
            return [self._blank(cell)]
        near = [n for n in self._runs.run[:start] if n is not None] or [0]
        return [self._run(near[-1])]

    def _run(self, number: int) -> Any:
        element = self._texts[number].getparent()
        if _local(element) != "r" or not hasattr(element, "insert_comment_range_start_above"):
            # A formula has runs of another kind: its paragraph is marked instead.
            paragraph = next(above for above in element.iterancestors() if _local(above) == "p")
            return self._blank(paragraph.getparent(), paragraph)
        return self._made(element)

    def _made(self, element: Any) -> Any:
        from docx.text.run import Run  # noqa: PLC0415 - an extra

        return Run(element, self._word)

    def _blank(self, holder: Any, paragraph: Any = None) -> Any:
        """A run of a paragraph of a cell, an empty one where it has none."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

        inner = paragraph if paragraph is not None else next(e for e in holder if _local(e) == "p")
        known = next((e for e in inner if _local(e) == "r"), None)
        if known is None:
            known = OxmlElement("w:r")
            inner.append(known)
        return self._made(known)

    def _cell(self, locus: Locus) -> Any:
        """The cell at a locus, or None."""
        tables = [e for e in self._body.iter() if _local(e) == "tbl" and not _replaced(e)]
        number, row, column = locus.table or 0, locus.row or 0, locus.column or 0
        if not 0 < number <= len(tables):
            return None
        rows = list(_own(tables[number - 1], "tr", tables[number - 1]))
        if not 0 < row <= len(rows):
            return None
        at = 0
        for cell in _own(rows[row - 1], "tc", tables[number - 1]):
            at += max(getattr(cell, "grid_span", 1), 1)
            if at >= column:
                return cell
        return None


def _own(parent: Any, name: str, table: Any) -> Iterator[Any]:
    """The rows or cells of a table that are not those of a table inside it."""
    for element in parent.iter():
        if (
            _local(element) == name
            and next(e for e in element.iterancestors() if _local(e) == "tbl") is table
        ):
            yield element


def _replaced(element: Any) -> bool:
    """Whether it only stands in for what another branch prints."""
    return any(above.tag == _FALLBACK for above in element.iterancestors())


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
