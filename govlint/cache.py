"""A cache of what takes long to work out: plain data in files, found by what it was made of.

Duty: keep JSON under the digest of its sources, and give it back unharmed or not at all. May not hold anything
that runs when it is read, nor be needed: where nothing can be written, everything is worked out anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from govlint import __version__, sealed

FOLDER = "GOVLINT_CACHE"
"""The environment's variable that names the folder; empty, there is no cache."""
MOST_FILES = 1000
"""Beyond so many files the oldest half goes."""


def remember(kind: str, made_of: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` gives, as JSON gives it back; kept under its sources, of which govlint's version is one."""
    name = folder()
    if name is None:
        return json.loads(json.dumps(make()))
    path = f"{name}/{kind}-{sealed.digest(__version__.encode(), *made_of)}.json"
    kept = sealed.read(path)
    if kept is not None:
        return json.loads(kept)
    text = json.dumps(make())
    _write(path, text)
    return json.loads(text)


@cache
def source_of(module: str) -> bytes:
    """The source of a module, so that what it makes is made anew when it changes; it is not imported."""
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


def _write(path: str, text: str) -> None:
    """Keep a text, and drop the oldest half where there are too many files."""
    if sealed.write(path, text.encode("ascii")):
        with suppress(OSError):
            _thin(Path(path).parent)


def _thin(crowded: Path) -> None:
    # The folder of results lies here too.
    files = [path for path in crowded.iterdir() if path.is_file()]
    if len(files) > MOST_FILES:
        for old in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
            old.unlink(missing_ok=True)
