"""Plugins: govlint's own parts, and strangers' where there are any.

Duty: find out whether there are strangers, and load what there is. May not swallow a failure.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govlint import own
from govlint.announced import PROJECT, announced
from govlint.formatters.own import own_formatters
from govlint.shelf import Loaded, Plugins, Shelf

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def load_plugins(files: Sequence[Path] = (), *, entry_point_group: str | None = PROJECT) -> Plugins:
    """Everything that is to be had: govlint's own, installed packages' and the files named.

    Raises:
        PluginError: for a plugin that does not load, a hook that does not exist, a name that is taken.
    """
    points = _entry_points(entry_point_group) if entry_point_group is not None else []
    if not files and not points:
        return _own()
    # What calls hooks and reads packages' metadata takes longer to load than all that govlint brings.
    from govlint.registry import load_all  # noqa: PLC0415

    return load_all(files, points)


def _entry_points(group: str) -> list[EntryPoint]:
    if not announced(group, sys.path):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes longer to load than to rule out

    return sorted(entry_points(group=group), key=lambda point: point.name)


def _own() -> Plugins:
    """Govlint's own alone, as the hooks would give them."""
    shelf = Shelf({PROJECT: PROJECT})
    for things in (own.rules(), own.packs(), own.grammars(), own.readers()):
        for thing in things:
            shelf.put(PROJECT, thing)
    shelf.formatters(PROJECT, own_formatters())
    return shelf.plugins()


__all__ = ["Loaded", "Plugins", "load_plugins"]
