"""Names of outcomes: digests of everything that an outcome was made of.

Duty: settings, packs, grammars, plugins, govlint's own sources and installed packages, once a run; then the path
and bytes of each file. May not load any of them: it looks at names, sizes, times and bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from govlint import __version__
from govlint.announced import announced
from govlint.records import compared, is_record
from govlint.sealed import digest
from govlint.settings import Settings
from govlint.shipped import shipped_folder

_SOURCES = (".py", ".yaml", ".yml", ".lark", ".txt", ".json")
_PACKAGES = (".dist-info", ".egg-info", ".egg-link", ".pth")
_GROUP = "govlint"


class Keys:
    """Gives the names of outcomes in one run."""

    def __init__(self, *, whole: bool = False) -> None:
        self._kind = b"whole" if whole else b"lean"
        self._known: dict[int, tuple[Settings, bytes]] = {}
        self._asked: dict[int, tuple[Settings, str]] = {}

    def name(self, settings: Settings, path: str, data: bytes) -> str:
        """The name of the outcome of the file at `path` with these bytes."""
        return digest(self.base(settings), os.fsencode(path), data)

    def base(self, settings: Settings) -> bytes:
        """A digest of everything but the file."""
        # By identity, since a run has few settings and many files; kept, so that no other takes their place.
        known = self._known.get(id(settings))
        if known is None:
            text = "\0".join((self._kind.decode(), self.asked(settings), _surroundings()))
            known = self._known[id(settings)] = (
                settings,
                digest(text.encode("utf-8", "surrogateescape")).encode(),
            )
        return known[1]

    def asked(self, settings: Settings) -> str:
        """The settings and what they name, as text: all that may differ from one linter of a process to another."""
        known = self._asked.get(id(settings))
        if known is None:
            known = self._asked[id(settings)] = settings, "\0".join((canonical(settings), *_asked(settings)))
        return known[1]


def canonical(value: object) -> str:
    """A value as text, the same in every run; the day is left out, since `Store` knows what depends on it."""
    if is_record(type(value)):
        names = [name for name in compared(type(value)) if name != "today"]
        return f"{type(value).__name__}({', '.join(f'{n}={canonical(getattr(value, n))}' for n in names)})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{canonical(k)}: {canonical(v)}' for k, v in value.items()))}}}"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(canonical, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(canonical, value))}]"
    return repr(os.fspath(value)) if isinstance(value, Path) else repr(value)


def _asked(settings: Settings) -> Iterator[str]:
    """What the user's own packs and plugins are: their bytes, since these change from run to run."""
    for word in settings.packs:
        # A pack may be one file, which has nothing below it.
        paths = (Path(word), *Path(word).rglob("*"))
        yield from _contents(sorted(path for path in paths if path.suffix in _SOURCES and path.is_file()))
    for plugin in settings.plugins:
        yield from _contents([plugin, *sorted(plugin.parent.glob("*.py"))])


def _contents(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        try:
            yield f"{path.as_posix()} {digest(path.read_bytes())}"
        except OSError as error:
            yield f"{path.as_posix()} {error.errno}"


@cache
def _surroundings() -> str:
    """Everything that is the same for all files of a run, whatever the settings."""
    folders = (str(Path(__file__).parents[1]), *(str(shipped_folder(name)) for name in ("rules", "grammars")))
    return "\n".join(
        (
            __version__,
            sys.version,
            *(line for folder in folders for line in _files(folder)),
            *_packages(sys.path),
            *(line for folder in _plugin_folders() for line in _files(folder)),
        )
    )


def _files(folder: str) -> Iterator[str]:
    """Name, size and time of every source below a folder."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry.path)
        elif entry.name.endswith(_SOURCES):
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _packages(path: Iterable[str]) -> Iterator[str]:
    """The packages installed, with their versions, as their folders are named."""
    for folder in path:
        if os.path.isdir(folder or "."):  # noqa: PTH112
            yield from sorted(name for name in os.listdir(folder or ".") if name.endswith(_PACKAGES))  # noqa: PTH208


def _plugin_folders() -> Iterator[str]:
    """Where the modules of installed plugins lie."""
    if not announced(_GROUP, sys.path):
        return
    from importlib.metadata import entry_points  # noqa: PLC0415 - only where there is a plugin
    from importlib.util import find_spec  # noqa: PLC0415

    for module in sorted({point.module.partition(".")[0] for point in entry_points(group=_GROUP)}):
        spec = find_spec(module)
        if spec is not None and spec.submodule_search_locations:
            yield from spec.submodule_search_locations
        elif spec is not None and spec.origin is not None:
            yield str(Path(spec.origin).parent)
