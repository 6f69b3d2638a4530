"""Patterns of paths, as configuration writes them.

Duty: match. May not look at the disk.

`*` and `?` stop at `/`, `**` does not. A pattern without `/` is held against every part of a path below its folder;
one with `/` starts at the folder. A pattern that fits a folder fits everything in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from govlint.config.model import Glob

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[[!^]?\]?[^\]/]*\]|.", re.DOTALL)
_AS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: str, globs: Iterable[Glob]) -> bool:
    """Whether one of the patterns fits an absolute path."""
    return any(_matches(path, glob) for glob in globs)


def _matches(path: str, glob: Glob) -> bool:
    pattern = _compiled(os.path.normcase(glob.pattern).replace(os.sep, "/"))
    below = _below(Path(os.path.normcase(path)), Path(os.path.normcase(glob.folder)))
    anchored = "/" in glob.pattern.replace("\\", "/").rstrip("/")
    if below is None:
        return not anchored and pattern.fullmatch(Path(path).name) is not None
    tried = ["/".join(below[: end + 1]) for end in range(len(below))] if anchored else below
    return any(pattern.fullmatch(part) for part in tried)


def _below(path: Path, folder: Path) -> tuple[str, ...] | None:
    """The parts of a path below a folder; None where it does not lie in it."""
    return path.relative_to(folder).parts if path.is_relative_to(folder) else None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    plain = pattern.removeprefix("./").strip("/")
    return re.compile("".join(_translated(part) for part in _PARTS.findall(plain)))


def _translated(part: str) -> str:
    if part in _AS:
        return _AS[part]
    if len(part) > 1:
        negated, inner = part[1] in "!^", part[1:-1].lstrip("!^") if part[1] in "!^" else part[1:-1]
        return f"[{'^/' if negated else ''}{re.escape(inner).replace(chr(92) + '-', '-')}]"
    return re.escape(part)
