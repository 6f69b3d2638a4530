"""A cache of what takes long to work out: plain data in files, found by what it was made of.

Duty: keep JSON under the digest of its sources, and give it back unharmed or not at all. May not hold anything
that runs when it is read, nor be needed: where nothing can be written, everything is worked out anew.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time_ns
from typing import Any

from govlint import __version__, sealed

FOLDER = "GOVLINT_CACHE"
"""The environment's variable that names the folder; empty, there is no cache."""
MOST_FILES = 1000
"""Beyond so many files the oldest half goes."""


def remember(kind: str, made_of: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` gives, as JSON gives it back; kept under its sources, of which govlint's version is one."""
    import json  # noqa: PLC0415 - only where something is made anew

    name = folder()
    if name is None:
        return json.loads(json.dumps(make()))
    path = f"{name}/{kind}-{sealed.digest(__version__.encode(), *made_of)}.json"
    body = sealed.read(path)
    if body is None:
        body = json.dumps(make()).encode("ascii")
        _write(path, body)
    return json.loads(body)


def kept(name: str) -> Any:
    """What was kept under a name; None where nothing was, or where it is not what was written."""
    home = folder()
    body = sealed.read(f"{home}/{name}.bin") if home is not None else None
    try:
        return None if body is None else marshal.loads(body)  # noqa: S302 - sealed, and data cannot run
    except (ValueError, EOFError, TypeError):
        return None


def keep(name: str, value: Any) -> None:
    """Keep plain data under a name that says what it was made of."""
    home = folder()
    if home is not None:
        _write(f"{home}/{name}.bin", marshal.dumps(value))


_SETTLED = 2 * 10**9
"""Nanoseconds that a file must have rested before its times tell that it is the same."""


def digest_of(value: object) -> str:
    """A name for plain data, the same for the same data."""
    return sealed.digest(repr(value).encode("utf-8", "surrogatepass"))


def stamps(folders: Iterable[str], suffixes: tuple[str, ...]) -> list[tuple[str, int, int, int]] | None:
    """Path, size and times of every file of these kinds in the folders, by which a change is seen.

    None where they cannot tell: a file has changed this very moment, or lies in no folder of the disk.
    """
    found: list[tuple[str, int, int, int]] = []
    try:
        for folder in folders:
            names = sorted(name for name in os.listdir(folder) if name.endswith(suffixes))  # noqa: PTH208
            for path in [f"{folder}/{name}" for name in names]:
                known = os.stat(path)  # noqa: PTH116 - two hundred at each start
                found.append((path, known.st_size, known.st_mtime_ns, known.st_ctime_ns))
    except OSError:
        return None
    newest = max((max(modified, changed) for _, _, modified, changed in found), default=0)
    return found if newest + _SETTLED < time_ns() else None


@cache
def source_of(module: str) -> bytes:
    """The source of a module, so that what it makes is made anew when it changes; it is not imported."""
    from importlib.util import find_spec  # noqa: PLC0415 - only where something is made anew

    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return b""
    loader: Any = spec.loader
    found: bytes = loader.get_data(spec.origin)
    return found


def folder() -> str | None:
    """The folder of the cache; None where there is none."""
    return _folder(os.environ.get(FOLDER))


@cache
def _folder(asked: str | None) -> str | None:
    """The folder, made where it is not there yet; None where there can be none."""
    name = sealed.user_folder() if asked is None else asked
    return name if name and sealed.made(name) else None


def _write(path: str, body: bytes) -> None:
    """Keep data, and drop the oldest half where there are too many files."""
    if sealed.write(path, body):
        with suppress(OSError):
            _thin(Path(path).parent)


def _thin(crowded: Path) -> None:
    # The folder of results lies here too.
    files = [path for path in crowded.iterdir() if path.is_file()]
    if len(files) > MOST_FILES:
        for old in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
            old.unlink(missing_ok=True)
