"""What `.gitignore` files say is no part of the work.

Duty: patterns of a folder, of those above it up to the repository's root, and of `.git/info/exclude`. May not walk
folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from govlint.globs import Pattern, decide, patterns
from govlint.named import NamedTuple

_NAME = ".gitignore"


class _Patterns(NamedTuple):
    """The patterns of one file, and the folder that they count from."""

    base: str
    rules: tuple[Pattern, ...]


class Ignored:
    """Says of what a walk meets whether it is ignored; remembers the patterns of each folder on the way."""

    def __init__(self, top: str) -> None:
        self._known: dict[str, tuple[_Patterns, ...]] = {}
        self._top = os.path.abspath(top)  # noqa: PTH100 - texts throughout, as the walk gives them

    def entry(self, folder: str, name: str, *, is_folder: bool) -> bool:
        """Whether an entry of a folder is ignored; the folder itself must not be."""
        inside = os.path.abspath(folder)  # noqa: PTH100
        path = os.path.join(inside, name)  # noqa: PTH118
        for base, rules in self._of(inside):
            relative = os.fsencode(os.path.relpath(path, base).replace(os.sep, "/"))
            decided = decide(rules, relative, is_folder=is_folder)
            if decided is not None:
                return decided
        return False

    def _of(self, folder: str) -> tuple[_Patterns, ...]:
        """The patterns that hold in a folder, the nearest first."""
        if folder not in self._known:
            outer = tuple(_above(folder)) if folder == self._top else self._of(os.path.dirname(folder))  # noqa: PTH120
            self._known[folder] = (*_in(folder, _NAME), *outer)
        return self._known[folder]


def _above(top: str) -> Iterator[_Patterns]:
    """The patterns of the folders above, the nearest first, where they belong to one repository with this one."""
    chain = [Path(top), *Path(top).parents]
    root = next((folder for folder in chain if (folder / ".git").exists()), None)
    if root is None:
        return
    for folder in chain[1 : chain.index(root) + 1]:
        yield from _in(str(folder), _NAME)
    yield from _in(str(root), ".git/info/exclude")


def _in(folder: str, name: str) -> Iterator[_Patterns]:
    """The patterns of a file, where there is one that can be read."""
    try:
        data = (Path(folder) / name).read_bytes()
    except OSError:
        return
    yield _Patterns(folder, patterns(data))
