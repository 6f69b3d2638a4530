"""What a reader is.

Duty: the contract of readers. May not know any one of them.
"""

from __future__ import annotations

from collections.abc import Callable

from govlint.document import Document
from govlint.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep a hostile file from taking time or memory without end."""

    bytes: int = 16 * 1024 * 1024
    """Size of a file as it lies on the disk."""
    unpacked: int = 64 * 1024 * 1024
    """Size of what a compressed file unpacks to."""
    ratio: int = 400
    """Unpacked over packed size of one part of a compressed file."""
    depth: int = 256
    """Nesting of elements."""
    elements: int = 300_000
    """Elements of one part of a compressed file."""
    tags: int = 200_000
    """Elements of a web page."""
    cells: int = 100_000
    """Cells of all grids together, merged cells counted as often as they span."""
    pages: int = 300
    seconds: int = 20
    """Time for readers that run in a process of their own."""
    memory: int = 1024 * 1024 * 1024
    """Memory for readers that run in a process of their own, in bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes with the path that findings name; `encoding` is what the user asked for."""

    path: str
    data: bytes
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one kind of file.

    `claims(data, suffix)` looks at the first bytes and the file's suffix (lower case, with dot) and
    answers 0 (not mine) to 100 (certainly mine); content counts before name. `read` gives the
    document or raises `UnreadableError`.
    """

    kind: str
    claims: Callable[[bytes, str], int]
    read: Callable[[Source], Document]
