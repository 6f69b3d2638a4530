"""Encoded outcomes put by, so that several formats can go through a run of any length.

Duty: append and give back; in memory at first, in a temporary file beyond a bound. May not decode.
"""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

_IN_MEMORY = 8 * 1024 * 1024


class Spool:
    """Strings of bytes by number."""

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self._file = SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 - open for as long as the run
        self._ends = [0]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, data: bytes) -> None:
        """Put by one more."""
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number]
        self._file.seek(start)
        return self._file.read(self._ends[number + 1] - start)
