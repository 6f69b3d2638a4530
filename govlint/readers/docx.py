"""Word files (`.docx`).

Duty: tell them by their first bytes and the names inside. May not load what reads one before there is one.
"""

from __future__ import annotations

from govlint.document import Document
from govlint.readers import Reader, Source

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED = "EncryptedPackage"
"""The name of the stream in which Office keeps a package with a password."""
_WORD = b"word/"


def read(source: Source) -> Document:
    """The document of a Word file; what tracked changes delete is left out.

    Raises:
        UnreadableError: where the file is damaged, encrypted or goes beyond a limit.
    """
    from govlint.office.word import read_word  # noqa: PLC0415 - most runs meet no Word file

    return read_word(source)


def _claims(data: bytes, suffix: str) -> int:
    """Zip files that hold `word/`, and encrypted ones; other zip files only by their name."""
    if data.startswith(_ZIP):
        return 95 if _WORD in data else 60 if suffix == ".docx" else 0
    if data.startswith(_COMPOUND):
        return 95 if _SEALED.encode("utf-16-le") in data else 0
    return 30 if suffix == ".docx" else 0


READER = Reader("docx", _claims, read)
