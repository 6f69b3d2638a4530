"""Frames on a pipe between a worker and its parent.

Duty: lengths and bytes. May not know what is in them.
"""

from __future__ import annotations

import struct
from typing import IO

from govlint.named import NamedTuple

READY, FAILED = b"ready", b"failed"
_HEAD = struct.Struct("<II")


class Frame(NamedTuple):
    """Two strings of bytes."""

    body: bytes
    more: bytes


def send(stream: IO[bytes], body: bytes, more: bytes = b"") -> None:
    """Write a frame at once.

    Raises:
        OSError: where nobody reads any more.
    """
    stream.write(_HEAD.pack(len(body), len(more)) + body + more)
    stream.flush()


def receive(stream: IO[bytes]) -> Frame | None:
    """The next frame; None where the other end is gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    first, second = _HEAD.unpack(head)
    data = stream.read(first + second)
    return Frame(data[:first], data[first:]) if len(data) == first + second else None
