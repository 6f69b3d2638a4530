"""Whether any package installed has entry points for govlint.

Duty: rule it out quickly, without the library that reads packages' metadata. May not load a plugin.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

PROJECT = "govlint"
"""The group of entry points, and the name of the project among plugins."""


def announced(group: str, path: Iterable[str]) -> bool:
    """Whether a package on the path may announce entry points of the group; quick where none does."""
    sign = f"[{group}]".encode()
    return any(_may_announce(Path(entry or "."), sign) for entry in path)


def _may_announce(folder: Path, sign: bytes) -> bool:
    if not folder.is_dir() or folder.suffix == ".egg":
        # A zip file or an egg: only the standard library knows where they keep it.
        return folder.exists()
    names = [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
    return any(_holds(f"{folder}/{name}/entry_points.txt", sign) for name in names)


def _holds(path: str, sign: bytes) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - one for each package installed, at each start
            return sign in file.read()
    except (FileNotFoundError, NotADirectoryError):  # a package without any
        return False
