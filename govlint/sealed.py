"""Files that come back as they were written, or not at all.

Duty: seal, put in place in one step, find the user's own folder. May not know what is in them.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

try:
    # The library that offers every digest takes longer to load than all that is digested here.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_DIGEST = 16
BESIDE = "writing-"
"""How the names of files start that are not in place yet."""


def read(path: str) -> bytes | None:
    """What was written; None where there is nothing, or something else."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a dozen of these are read at each start
            data = file.read()
    except OSError:
        return None
    head, body = data[: 2 * _DIGEST], data[2 * _DIGEST :]
    return body if head == _seal(body) else None


def write(path: str, body: bytes) -> bool:
    """Write beside and put in place, so that no other process ever reads half a file; whether it is there now."""
    # What makes temporary files loads compression and random numbers: more than a start may cost.
    beside = f"{os.path.dirname(path)}/{BESIDE}{os.getpid():x}-{os.urandom(8).hex()}"  # noqa: PTH120
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_seal(body) + body)
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        # Without a cache the run is slower and just as right: a full disk is no reason to stop.
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
        return False
    return True


def user_folder() -> str | None:
    """The folder for what may be lost, below the user's own; None where nobody is at home."""
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    home = os.path.expanduser("~")  # noqa: PTH111 - gives back the sign itself where nobody is at home
    if not base and not Path(home).is_absolute():
        return None
    return str(Path(base or f"{home}/.cache") / "govlint")


def made(folder: str) -> bool:
    """Whether the folder is there, made for the user alone where it was not."""
    try:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def digest(*parts: bytes) -> str:
    """A digest of the parts, each told from the next."""
    sum_ = blake2b(digest_size=_DIGEST)
    for part in parts:
        sum_.update(b"%d:" % len(part))
        sum_.update(part)
    return sum_.hexdigest()


def _seal(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).hexdigest().encode("ascii")
