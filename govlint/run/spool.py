"""Encoded outcomes put by, so that several formats can go through a run of any length.

Duty: append and give back; in memory at first, in a temporary file beyond a bound. May not decode.
"""

from __future__ import annotations

from array import array
from io import BytesIO
from typing import IO

_IN_MEMORY = 1024 * 1024


class Spool:
    """Strings of bytes by number."""

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self._file: IO[bytes] = BytesIO()
        self._in_memory = in_memory
        self._ends = array("Q", (0,))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, data: bytes) -> None:
        """Put by one more."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        if isinstance(self._file, BytesIO) and self._ends[-1] > self._in_memory:
            self._move()

    def _move(self) -> None:
        """Go on in a file that nobody else sees, and that is gone with this process."""
        from tempfile import TemporaryFile  # noqa: PLC0415 - few runs are that long

        before, self._file = self._file, TemporaryFile()  # noqa: SIM115 - open for as long as the run
        before.seek(0)
        self._file.writelines(before)

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number]
        self._file.seek(start)
        return self._file.read(self._ends[number + 1] - start)
