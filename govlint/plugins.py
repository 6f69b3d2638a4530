"""Plugins: govlint's own parts and strangers', through the same hooks.

Duty: load, list, refuse doubles and misspelt hooks. May not swallow a failure.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pluggy

import govlint.formatters
import govlint.readers
import govlint.rules
from govlint.errors import PluginError
from govlint.formatters import Formatter
from govlint.hookspecs import PROJECT, Hooks, hookimpl
from govlint.readers import Reader
from govlint.rule import Rule, rules_of
from govlint.shipped import shipped_folder

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@dataclass(frozen=True, slots=True)
class Loaded:
    """One plugin: its name, where it came from, and what it brought."""

    name: str
    origin: str
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plugins:
    """Everything that plugins brought, in order of name."""

    rules: dict[str, Rule]
    packs: tuple[Path, ...]
    grammars: tuple[Path, ...]
    readers: tuple[Reader, ...]
    formatters: dict[str, Formatter]
    loaded: tuple[Loaded, ...]


class Own:
    """What govlint itself brings."""

    @hookimpl
    def govlint_rules(self) -> Iterable[ModuleType]:
        """Every module of `govlint.rules`."""
        return _modules(govlint.rules)

    @hookimpl
    def govlint_packs(self) -> Iterable[Path]:
        """The packs shipped."""
        return sorted(path.parent for path in shipped_folder("rules").glob("*/pack.yaml"))

    @hookimpl
    def govlint_grammars(self) -> Iterable[Path]:
        """The grammars shipped that describe a form: those that say what years it is for."""
        folder = shipped_folder("grammars")
        return sorted(
            path for path in folder.glob("*.lark") if "\nREPORT_YEARS:" in path.read_text(encoding="utf-8")
        )

    @hookimpl
    def govlint_readers(self) -> Iterable[Reader]:
        """Every module of `govlint.readers` that has a `READER`."""
        return [module.READER for module in _modules(govlint.readers) if hasattr(module, "READER")]

    @hookimpl
    def govlint_formatters(self) -> Iterable[Formatter]:
        """Every module of `govlint.formatters` that has a `FORMATTER`."""
        return [module.FORMATTER for module in _modules(govlint.formatters) if hasattr(module, "FORMATTER")]


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(
        info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_")
    )
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def load_plugins(files: Sequence[Path] = (), *, entry_point_group: str | None = PROJECT) -> Plugins:
    """Everything that is to be had: govlint's own, installed packages' and the files named.

    Raises:
        PluginError: for a plugin that does not load, a hook that does not exist, a name that is taken.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    origins: dict[str, str] = {}
    _register(manager, Own(), "govlint", "govlint", origins)
    if entry_point_group is not None:
        for point in _entry_points(entry_point_group):
            _register(manager, _load_point(point), point.name, _distribution(point), origins)
    for path in files:
        _register(manager, _load_file(path), path.stem, path.as_posix(), origins)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(str(error)) from error
    return _collect(manager, origins)


def _entry_points(group: str) -> list[EntryPoint]:
    if not announced(group, sys.path):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes longer to load than to rule out

    return sorted(entry_points(group=group), key=lambda point: point.name)


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


def _register(
    manager: pluggy.PluginManager, plugin: object, name: str, origin: str, origins: dict[str, str]
) -> None:
    if name in origins:
        raise PluginError(f"plugin {name!r} comes from {origins[name]} and from {origin}")
    origins[name] = origin
    try:
        manager.register(plugin, name)
    except (ValueError, pluggy.PluginValidationError) as error:
        raise PluginError(f"plugin {name!r} from {origin}: {error}") from error


def _load_point(point: EntryPoint) -> object:
    try:
        return point.load()
    except Exception as error:
        raise PluginError(
            f"plugin {point.name!r} from {_distribution(point)} does not load: {_last(error)}"
        ) from error


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _load_file(path: Path) -> ModuleType:
    name = f"govlint_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"plugin {path.as_posix()} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PluginError(f"plugin {path.as_posix()} does not load: {_last(error)}") from error
    return module


def _last(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _collect(manager: pluggy.PluginManager, origins: dict[str, str]) -> Plugins:
    taken: dict[tuple[str, str], str] = {}
    rules: dict[str, Rule] = {}
    packs: list[Path] = []
    grammars: list[Path] = []
    readers: dict[str, Reader] = {}
    formatters: dict[str, Formatter] = {}
    loaded: list[Loaded] = []
    for name, plugin in sorted(manager.list_name_plugin()):
        brings: list[str] = []
        for module in _call(plugin, "govlint_rules", name):
            for found in rules_of(module):
                _take(taken, "rule", found.name, name)
                rules[found.name] = found
                brings.append(f"rule {found.name}")
        for reader in _call(plugin, "govlint_readers", name):
            _take(taken, "reader", reader.kind, name)
            readers[reader.kind] = reader
            brings.append(f"reader {reader.kind}")
        for formatter in _call(plugin, "govlint_formatters", name):
            _take(taken, "formatter", formatter.name, name)
            formatters[formatter.name] = formatter
            brings.append(f"formatter {formatter.name}")
        packs.extend(_call(plugin, "govlint_packs", name))
        grammars.extend(_call(plugin, "govlint_grammars", name))
        loaded.append(Loaded(name, origins[name], tuple(brings)))
    ordered = tuple(readers[kind] for kind in sorted(readers))
    return Plugins(
        rules, tuple(packs), tuple(grammars), ordered, dict(sorted(formatters.items())), tuple(loaded)
    )


def _call(plugin: object, hook: str, name: str) -> list[Any]:
    implementation = getattr(plugin, hook, None)
    if implementation is None:
        return []
    try:
        return list(implementation())
    except Exception as error:
        raise PluginError(f"plugin {name!r} fails in {hook}: {_last(error)}") from error


def _take(taken: dict[tuple[str, str], str], kind: str, what: str, name: str) -> None:
    other = taken.setdefault((kind, what), name)
    if other != name:
        raise PluginError(f"{kind} {what!r} comes from plugin {other!r} and from plugin {name!r}")
