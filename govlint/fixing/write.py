"""Edits put into the bytes of a file, everything else byte for byte as it was.

Duty: text and web pages; Word files through `wordfile.py`. May not check what comes of it.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from govlint.document import Document
from govlint.errors import GovlintError
from govlint.findings import Edit
from govlint.fixing.splice import spliced
from govlint.patterns import lazy
from govlint.readers import Limits

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
_LOST = lazy("[\ud800-\udfff]")
_MARKUP = lazy(r"""[<>&"'\\]""")


class UnwritableError(GovlintError):
    """Edits that cannot be made; `name` is the key of the text that says why (`fix.unwritable-…`)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def written(data: bytes, document: Document, edits: Sequence[Edit], limits: Limits) -> bytes:
    """The bytes of the file with the edits made.

    Raises:
        UnwritableError: where that cannot be done without changing anything else.
    """
    if document.kind == "docx":
        from govlint.fixing.wordfile import written_word  # noqa: PLC0415 - most runs meet no Word file

        return written_word(data, document, edits, limits)
    if document.kind not in ("text", "html") or document.encoding is None:
        raise UnwritableError(f"fix.unwritable-{'pdf' if document.kind == 'pdf' else 'kind'}")
    if document.kind == "html":
        _plain(document, edits)
    return _encoded(data, document, edits)


def _plain(document: Document, edits: Sequence[Edit]) -> None:
    """Nothing where neither what is replaced nor what replaces it is anything but text."""
    for edit in edits:
        printed = document.text[edit.span.start : edit.span.end]
        if _MARKUP.search(printed) or _MARKUP.search(edit.text):
            raise UnwritableError("fix.unwritable-markup")


def _encoded(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes:
    encoding = document.encoding or "utf-8"
    mark = _MARKS.get(encoding, b"")
    mark = mark if mark and data.startswith(mark) else b""
    errors = "surrogatepass" if encoding.startswith("utf-16-") else "surrogateescape"
    body = data[len(mark) :]
    try:
        text = body.decode(encoding, errors)
        same = _LOST.sub("\ufffd", text) == _LOST.sub("\ufffd", document.text)
        if not same or text.encode(encoding, errors) != body:
            raise UnwritableError("fix.unwritable-encoding")
        return mark + spliced(text, edits).encode(encoding, errors)
    except UnicodeError as error:
        raise UnwritableError("fix.unwritable-encoding") from error
