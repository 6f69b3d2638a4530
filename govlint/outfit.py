"""What a run needs of grammars and packs, made ready once and kept for the next start.

Duty: forms, lexicons and constraints for given plugins and folders, from the cache where nothing has changed. May
not read a pack or a grammar itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govlint import __version__
from govlint.cache import digest_of, keep, kept, stamps
from govlint.rule import Rule

_YAML = (".yaml", ".yml")


def outfit(
    grammars: Sequence[Path], folders: Sequence[Path], rules: Mapping[str, Rule], make: Callable[[], Any]
) -> Any:
    """What `make` gives, kept under the files that it is made of; rules are those of govlint alone."""
    from govlint.frozen import thaw  # noqa: PLC0415

    name = _name(grammars, folders)
    found = kept(name) if name else None
    if isinstance(found, tuple):
        classes, nodes = found
        return thaw(classes, nodes, rules)
    made = make()
    if name:
        _keep(name, made, rules)
    return made


def _name(grammars: Sequence[Path], folders: Sequence[Path]) -> str | None:
    """The name under which it is kept; None where a change could not be seen."""
    places = (
        (_makers(), (".py",)),
        (sorted({str(path.parent) for path in grammars}), (".lark", ".txt")),
        ([str(folder) for folder in folders if folder.suffix not in _YAML], _YAML),
        # A pack that is a file is looked at beside its neighbours.
        (sorted({str(folder.parent) for folder in folders if folder.suffix in _YAML}), _YAML),
    )
    seen = [stamps(where, suffixes) for where, suffixes in places]
    if None in seen:
        return None
    made_of = (__version__, sys.version, list(map(str, grammars)), list(map(str, folders)), seen)
    return f"outfit-{digest_of(made_of)}"


def _makers() -> list[str]:
    """Folders of govlint's own modules: constraints hold records of many of them."""
    own = str(Path(__file__).parent)
    inside = sorted(entry.name for entry in os.scandir(own) if entry.is_dir() and entry.name[0] != "_")
    return [own, *(f"{own}/{name}" for name in inside)]


def _keep(name: str, made: object, rules: Mapping[str, Rule]) -> None:
    from govlint.frozen import UnkeepableError, freeze  # noqa: PLC0415

    try:
        frozen = freeze(made, {id(rule): title for title, rule in rules.items()})
    except UnkeepableError:
        # A rule of somebody else's has parameters of its own kind; packs are then read at each start.
        return
    keep(name, frozen)
