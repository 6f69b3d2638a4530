"""Patterns of paths, as configuration writes them.

Duty: match. May not look at the disk.

`*` and `?` stop at `/`, `**` does not. A pattern without `/` is held against every part of a path below its folder;
one with `/` starts at the folder. A pattern that fits a folder fits everything in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PureWindowsPath

from govlint import stars
from govlint.config.model import Glob


def matches(path: str, globs: Iterable[Glob]) -> bool:
    """Whether one of the patterns fits an absolute path."""
    return any(_matches(path, glob) for glob in globs)


def _matches(path: str, glob: Glob) -> bool:
    # The folder's own kind of path decides how paths are written and compared, so that Windows can be tried anywhere.
    whole = type(glob.folder)(path)
    windows = isinstance(whole, PureWindowsPath)
    text = _written(glob)
    pattern, anchored = _compiled(text, re.IGNORECASE if windows else 0), "/" in text.rstrip("/")
    if not whole.is_relative_to(glob.folder):
        return not anchored and pattern.fullmatch(whole.name) is not None
    below = whole.relative_to(glob.folder).parts
    tried = ["/".join(below[: end + 1]) for end in range(len(below))] if anchored else below
    return any(pattern.fullmatch(part) for part in tried)


def is_pattern(glob: Glob) -> bool:
    """Whether it can match: a range must not end before it starts."""
    try:
        _compiled(_written(glob), 0)
    except ValueError:
        return False
    return True


def _written(glob: Glob) -> str:
    return glob.pattern.replace("\\", "/") if isinstance(glob.folder, PureWindowsPath) else glob.pattern


@lru_cache(maxsize=1024)
def _compiled(pattern: str, flags: int) -> stars.Fitting[str]:
    return stars.compiled(pattern.removeprefix("./").strip("/"), flags)
