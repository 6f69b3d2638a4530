"""Outcomes of earlier runs, so that a file that has not changed is not checked again.

Duty: keep and give back sealed outcomes in a folder, within bounds. May not hold anything that runs when it is
read, nor be needed: where nothing can be written, everything is checked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from govlint import sealed
from govlint.cache import folder

MOST_BYTES = 512 * 1024 * 1024
MOST_DAYS = 30
"""What nobody has asked for in so many days is dropped."""
_DAY = 24 * 60 * 60
_BETWEEN = 60 * 60
"""Seconds between two looks at the whole folder."""
_UNDATED = b"null"
_MARK = "looked-through"


class Store:
    """Outcomes by name, in 256 folders; a file is a seal, a line with a day or null, a line with the outcome."""

    def __init__(self, where: str) -> None:
        self._folder = where

    def get(self, name: str, today: date) -> bytes | None:
        """The outcome of that name; None where there is none, or one that held on another day."""
        path = self._path(name)
        body = sealed.read(path)
        if body is None:
            return None
        day, _, outcome = body.partition(b"\n")
        if day not in (_UNDATED, _spelt(today)):
            return None
        with suppress(OSError):
            if time.time() - os.stat(path).st_mtime > _DAY:  # noqa: PTH116
                os.utime(path)
        return outcome

    def put(self, name: str, outcome: bytes, today: date | None) -> None:
        """Keep an outcome; for one day alone where a rule has looked at the day."""
        path = self._path(name)
        if sealed.made(os.path.dirname(path)):  # noqa: PTH120
            sealed.write(path, (_UNDATED if today is None else _spelt(today)) + b"\n" + outcome)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name[:2]}/{name[2:]}.json"

    def thin(self, *, now: bool = False) -> None:
        """Drop what is stale, and the oldest beyond the bound; at most once an hour, or `now`."""
        mark = f"{self._folder}/{_MARK}"
        with suppress(OSError):
            if not now and os.path.exists(mark) and time.time() - os.stat(mark).st_mtime < _BETWEEN:  # noqa: PTH110, PTH116
                return
            sealed.write(mark, b"")
            self._drop(sorted(self._entries(), reverse=True))

    def _drop(self, newest_first: list[tuple[float, int, str]]) -> None:
        size, now = 0, time.time()
        for used, length, path in newest_first:
            size += length
            unfinished = os.path.basename(path).startswith(sealed.BESIDE) and now - used > _BETWEEN  # noqa: PTH119
            if size > MOST_BYTES or now - used > MOST_DAYS * _DAY or unfinished:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """When each was last used, its size, its path."""
        for shelf in os.scandir(self._folder):
            if not shelf.is_dir(follow_symlinks=False) or len(shelf.name) != 2:
                continue
            for entry in os.scandir(shelf.path):
                with suppress(OSError):
                    status = entry.stat()
                    yield status.st_mtime, status.st_size, entry.path


def results_folder(asked: str | None) -> str | None:
    """The folder of outcomes, in the one asked for or else in the user's; None where there is to be none."""
    base = asked or folder()
    return f"{base}/results" if base else None


def _spelt(day: date) -> bytes:
    return f'"{day.isoformat()}"'.encode("ascii")
