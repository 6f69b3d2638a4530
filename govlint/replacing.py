"""Files written in one step.

Duty: put whole contents in place, so that nobody ever reads half of them. May not follow a link.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(path: str, data: bytes, *, within: str | None = None) -> None:
    """Write beside and put in place; a link at `path` is refused, the mode of a file there is kept.

    With `within`, folders that lack are made, and no link may lead out of that folder.

    Raises:
        OSError: where it cannot be written; what was there is then untouched.
    """
    target = Path(path)
    if within is not None:
        _make_within(target.parent, Path(within))
    if target.is_symlink():
        raise OSError(0, "is a link", path)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(beside).chmod(_mode(target))
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _make_within(folder: Path, within: Path) -> None:
    within.mkdir(parents=True, exist_ok=True)
    top = within.resolve()
    # Resolved before anything is made, so that nothing is made outside.
    if not folder.resolve().is_relative_to(top):
        raise OSError(0, "a link leads out of the folder", str(folder))
    folder.mkdir(parents=True, exist_ok=True)


def _mode(target: Path) -> int:
    """The mode of the file there, else what a new one gets."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
