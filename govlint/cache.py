"""A cache of what takes long to work out: plain data in files, found by what it was made of.

Duty: keep JSON under the digest of its sources, and give it back unharmed or not at all. May not hold anything
that runs when it is read, nor be needed: where nothing can be written, everything is worked out anew.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time_ns
from typing import Any

from govlint import __version__

try:
    # The library that offers every digest takes longer to load than all that is digested here.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

FOLDER = "GOVLINT_CACHE"
"""The environment's variable that names the folder; empty, there is no cache."""
MOST_FILES = 1000
"""Beyond so many files the oldest half goes."""
_DIGEST = 16


def remember(kind: str, made_of: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` gives, as JSON gives it back; kept under its sources, of which govlint's version is one."""
    import json  # noqa: PLC0415 - only where something is made anew

    name = folder()
    if name is None:
        return json.loads(json.dumps(make()))
    path = f"{name}/{kind}-{_key(made_of)}.json"
    body = _read(path)
    if body is None:
        body = json.dumps(make()).encode("ascii")
        _write(path, body)
    return json.loads(body)


def kept(name: str) -> Any:
    """What was kept under a name; None where nothing was, or where it is not what was written."""
    home = folder()
    body = _read(f"{home}/{name}.bin") if home is not None else None
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
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


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


def _key(made_of: Iterable[bytes]) -> str:
    digest = blake2b(__version__.encode(), digest_size=_DIGEST)
    for part in made_of:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def folder() -> str | None:
    """The folder of the cache; None where there is none."""
    return _folder(os.environ.get(FOLDER))


@cache
def _folder(asked: str | None) -> str | None:
    """The folder, made where it is not there yet; None where there can be none."""
    if asked is None:
        base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
        home = os.path.expanduser("~")  # noqa: PTH111 - gives back the sign itself where nobody is at home
        if not base and not Path(home).is_absolute():
            return None
        asked = str(Path(base or f"{home}/.cache") / "govlint")
    if not asked:
        return None
    try:
        Path(asked).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return asked


def _read(path: str) -> bytes | None:
    """What was kept; None where there is none, or where it is not what was written."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a dozen of these are read at each start
            data = file.read()
    except OSError:
        return None
    head, body = data[: 2 * _DIGEST], data[2 * _DIGEST :]
    return body if head == _seal(body) else None


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).hexdigest().encode("ascii")


def _write(path: str, body: bytes) -> None:
    """Write beside and put in place, so that no other process ever reads half a file."""
    from tempfile import mkstemp  # noqa: PLC0415 - only where something is new

    home = os.path.dirname(path)  # noqa: PTH120
    # Without a cache the run is slower and just as right: a full disk is no reason to stop.
    with suppress(OSError):
        handle, beside = mkstemp(dir=home)
        with os.fdopen(handle, "wb") as file:
            file.write(_seal(body) + body)
        os.replace(beside, path)  # noqa: PTH105
        _thin(Path(home))


def _thin(crowded: Path) -> None:
    """Drop the oldest half where there are too many files."""
    files = list(crowded.iterdir())
    if len(files) > MOST_FILES:
        for old in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
            old.unlink(missing_ok=True)
