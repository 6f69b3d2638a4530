"""PDF files with a text layer.

Duty: tell them by their first bytes. May not load what reads one before there is one.
"""

from __future__ import annotations

from govlint.document import Document
from govlint.readers import Reader, Source

_MAGIC = b"%PDF-"
_HEAD = 1024
"""Readers of PDF look for the magic number within so many bytes."""


def read(source: Source) -> Document:
    """The document of a PDF file, read by a process with limits.

    Raises:
        UnreadableError: where the file is damaged, encrypted, has no text or goes beyond a limit, or where
            the library is not installed.
    """
    from govlint.office.portable import read_pages  # noqa: PLC0415 - most runs meet no PDF file

    return read_pages(source)


def _claims(data: bytes, suffix: str) -> int:
    if _MAGIC in data[:_HEAD]:
        return 95 if data.startswith(_MAGIC) else 70
    return 30 if suffix == ".pdf" else 0


READER = Reader("pdf", _claims, read)
