"""Paths as the operating system takes them.

Duty: one answer to long paths on Windows. May not look at files.
"""

from __future__ import annotations

import ntpath
import os
import sys

_LONGEST = 247
"""Characters of a path that every call of Windows takes: a folder leaves room for a name of 8 + 3 below it."""
_VERBATIM, _VERBATIM_SHARE = "\\\\?\\", "\\\\?\\UNC\\"


def native(path: str, platform: str = sys.platform, here: str | None = None) -> str:
    """The path in the spelling that the system opens whatever its length; elsewhere than on Windows, itself.

    Args:
        path: as given or found, with `/` or the system's own separator.
        platform: as `sys.platform` names it.
        here: the working folder; asked of the system where it is not given.
    """
    if platform != "win32" or path.startswith(_VERBATIM):
        return path
    whole = ntpath.normpath(ntpath.join(os.getcwd() if here is None else here, path))  # noqa: PTH109
    if len(whole) <= _LONGEST:
        return path
    return _VERBATIM_SHARE + whole[2:] if whole.startswith("\\\\") else _VERBATIM + whole


def slashed(path: str, separator: str = os.sep) -> str:
    """The path with `/`, as it is told and matched on every system."""
    return path.replace(separator, "/")
