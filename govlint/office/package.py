"""Office packages: zip files of XML parts, opened so that no file can do harm.

Duty: give the bytes of a part within the limits. May not write a file, follow a path or open a connection.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NoReturn

from govlint.errors import UnreadableError
from govlint.readers import Limits

_CHUNK = 64 * 1024
_SMALL = 1024 * 1024
"""Parts up to this size may be packed as tightly as they like."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises on damaged files."""


def damaged(detail: str) -> NoReturn:
    """Say that the file is damaged.

    Raises:
        UnreadableError: always.
    """
    raise UnreadableError("file-damaged", detail=detail)


def exceeded(limit: str, allowed: int) -> NoReturn:
    """Say which limit the file goes beyond.

    Raises:
        UnreadableError: always.
    """
    raise UnreadableError("limit-exceeded", limit=limit, allowed=allowed)


class Package:
    """A zip file in memory; all parts read together unpack to at most `limits.unpacked` bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if len(data) > limits.bytes:
            exceeded("bytes", limits.bytes)
        self._limits = limits
        self._left = limits.unpacked
        self._size = len(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            damaged(str(error))
        self._names = Counter(info.filename for info in self._zip.infolist())

    def has(self, name: str) -> bool:
        """Whether the package has a part of that name."""
        return name in self._names

    def part(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, chunk by chunk, unpacked no faster than they are asked for.

        Raises:
            UnreadableError: where the part is missing, damaged, encrypted or too large.
        """
        info = self._info(name)
        packed = min(info.compress_size, self._size)
        most = max(_SMALL, packed * self._limits.ratio)
        if info.file_size > self._left:
            exceeded("unpacked", self._limits.unpacked)
        if info.file_size > most:
            exceeded("ratio", self._limits.ratio)
        # The stated size may lie: what really comes out is counted too.
        seen = 0
        for chunk in self._chunks(info):
            seen += len(chunk)
            self._left -= len(chunk)
            if self._left < 0:
                exceeded("unpacked", self._limits.unpacked)
            if seen > most:
                exceeded("ratio", self._limits.ratio)
            yield chunk

    def _info(self, name: str) -> zipfile.ZipInfo:
        if self._names[name] != 1:
            damaged(f"{name}: {self._names[name]} parts of this name")
        info = self._zip.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("file-encrypted")
        if info.compress_type not in _METHODS:
            # Other methods are not allowed in these packages, and unpack without a bound.
            damaged(f"{name}: compression method {info.compress_type}")
        return info

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _BROKEN as error:
            damaged(f"{info.filename}: {error}")
