"""Which configuration file governs a folder.

Duty: look in a folder and those above it, once each. May not read any file but `pyproject.toml`.
"""

from __future__ import annotations

from pathlib import Path

from govlint import there
from govlint.config.slips import Slips
from govlint.config.source import PYPROJECT, read_source, shown
from govlint.packs.source import Place

NAMES = ("govlint.toml", ".govlint.toml", ".govlint.yaml", PYPROJECT)
MISTAKEN = ("govlint.yaml", "govlint.yml", ".govlint.yml")
"""Names that a person may think are read."""


class Finder:
    """Finds the file that governs a folder; looks into each folder once."""

    def __init__(self, slips: Slips) -> None:
        self.slips = slips
        self._known: dict[Path, Path | None] = {}

    def governing(self, folder: Path) -> Path | None:
        """The configuration file of the nearest folder that has one; `folder` is absolute."""
        passed: list[Path] = []
        found: Path | None = None
        for above in (folder, *folder.parents):
            if above in self._known:
                found = self._known[above]
                break
            passed.append(above)
            found = self._own(above)
            if found is not None:
                break
        self._known.update(dict.fromkeys(passed, found))
        return found

    def _own(self, folder: Path) -> Path | None:
        """The file in this very folder; a second one that would be passed over is a mistake."""
        found = [folder / name for name in (*NAMES, *MISTAKEN) if is_file(folder / name)]
        usable = [path for path in found if path.name in NAMES and self._says(path)]
        for path in found:
            if path.name in MISTAKEN:
                self.slips.add(Place(shown(path), 1, 1), "config.misnamed", known=NAMES[:3])
            elif path in usable[1:]:
                self.slips.add(Place(shown(path), 1, 1), "config.second", first=usable[0].name)
        return usable[0] if usable else None

    def _says(self, path: Path) -> bool:
        """Whether it has anything of ours in it; one that cannot be parsed is told when it is read."""
        if path.name != PYPROJECT:
            return True
        unread = Slips()
        return read_source(path, unread) is not None or bool(unread)


def is_file(path: Path) -> bool:
    """Whether there is such a file; one function, so that tests can count."""
    return there.is_file(path)
