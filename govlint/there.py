"""What lies at a path that a person wrote.

Duty: one answer where the system takes no such path: nothing lies there. May not read.
"""

from __future__ import annotations

import os

# The library's own methods of paths raise for names that are too long.
_Written = str | os.PathLike[str]


def is_file(path: _Written) -> bool:
    """Whether a file lies there."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: _Written) -> bool:
    """Whether a folder lies there."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: _Written) -> bool:
    """Whether anything lies there."""
    return os.path.exists(path)  # noqa: PTH110
