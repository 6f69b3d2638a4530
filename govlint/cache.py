"""A cache of what takes long to work out: plain data in files, found by what it was made of.

Duty: keep JSON under the digest of its sources, and give it back unharmed or not at all. May not hold anything
that runs when it is read, nor be needed: where nothing can be written, everything is worked out anew.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from govlint import __version__

FOLDER = "GOVLINT_CACHE"
"""The environment's variable that names the folder; empty, there is no cache."""
MOST_FILES = 1000
"""Beyond so many files the oldest half goes."""
_DIGEST = 16


def remember(kind: str, made_of: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` gives, as JSON gives it back; kept under its sources, of which govlint's version is one."""
    name = folder()
    if name is None:
        return json.loads(json.dumps(make()))
    path = f"{name}/{kind}-{_key(made_of)}.json"
    kept = _read(path)
    if kept is None:
        kept = json.dumps(make())
        _write(path, kept)
    return json.loads(kept)


@cache
def source_of(module: str) -> bytes:
    """The source of a module, so that what it makes is made anew when it changes; it is not imported."""
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


def _read(path: str) -> str | None:
    """The text kept; None where there is none, or where it is not what was written."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a dozen of these are read at each start
            data = file.read()
    except OSError:
        return None
    head, body = data[: 2 * _DIGEST], data[2 * _DIGEST :]
    return body.decode("ascii") if head == _seal(body) else None


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).hexdigest().encode("ascii")


def _write(path: str, text: str) -> None:
    """Write beside and put in place, so that no other process ever reads half a file."""
    from tempfile import mkstemp  # noqa: PLC0415 - only where something is new

    body = text.encode("ascii")
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
