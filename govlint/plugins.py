"""Plugins: govlint's own parts and strangers', through the same hooks.

Duty: load, list, refuse doubles and misspelt hooks. May not swallow a failure.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import pluggy

import govlint.formatters
import govlint.readers
import govlint.rules
from govlint.announced import announced
from govlint.errors import PluginError
from govlint.formatters import Formatter
from govlint.hookspecs import PROJECT, Hooks, hookimpl
from govlint.readers import Reader
from govlint.rule import Rule, rules_of
from govlint.shipped import form_files, shipped_folder

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_HOOKS = tuple(name for name in vars(Hooks) if name.startswith(f"{PROJECT}_"))
_KINDS = ("rule", "reader", "formatter", "pack", "grammar")
_PATHS = ("pack", "grammar")


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
        return form_files(folder)

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
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"plugin {point.name!r} from {_distribution(point)} does not load: {_last(error)}"
        ) from error


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _load_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise PluginError(f"there is no plugin file {path.as_posix()}")
    name = f"govlint_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"plugin {path.as_posix()} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise PluginError(f"plugin {path.as_posix()} does not load: {_last(error)}") from error
    return module


def _last(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _collect(manager: pluggy.PluginManager, origins: dict[str, str]) -> Plugins:
    shelf = _Shelf(origins)
    for name in sorted(origins):
        hooks = [found for hook in _HOOKS for found in getattr(manager.hook, hook).get_hookimpls()]
        mine = [found for found in hooks if found.plugin_name == name]
        if not mine:
            raise PluginError(
                f"plugin {name!r} from {origins[name]} brings nothing: no @hookimpl is found in it"
            )
        for found in mine:
            for thing in _call(found, name):
                shelf.put(name, thing)
    return shelf.plugins()


class _Shelf:
    """What plugins brought so far, each thing under a name of its own."""

    def __init__(self, origins: dict[str, str]) -> None:
        self.origins = origins
        self.taken: dict[tuple[str, str], str] = {}
        self.things: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
        self.brings: dict[str, list[str]] = {name: [] for name in sorted(origins)}

    def put(self, plugin: str, thing: Any) -> None:
        """Something that a plugin brought; a module stands for its rules."""
        if isinstance(thing, ModuleType):
            for rule in rules_of(thing):
                self.take(plugin, "rule", rule.name, rule)
        elif isinstance(thing, Reader):
            self.take(plugin, "reader", thing.kind, thing)
        elif isinstance(thing, Formatter):
            self.take(plugin, "formatter", thing.name, thing)
        elif isinstance(thing, Path) and thing.suffix == ".lark":
            self.take(plugin, "grammar", thing.as_posix(), thing)
        elif isinstance(thing, Path):
            self.take(plugin, "pack", thing.as_posix(), thing)
        else:
            raise PluginError(f"plugin {plugin!r} brings {thing!r}, which is nothing that govlint knows")

    def take(self, plugin: str, kind: str, name: str, thing: Any) -> None:
        """Keep a thing; two of one kind and name are refused."""
        other = self.taken.setdefault((kind, name), plugin)
        if name in self.things[kind]:
            raise PluginError(
                f"{kind} {name!r} comes from plugin {other!r} ({self.origins[other]})"
                f" and from plugin {plugin!r} ({self.origins[plugin]})"
            )
        self.things[kind][name] = thing
        self.brings[plugin].append(f"{kind} {Path(name).stem if kind in _PATHS else name}")

    def plugins(self) -> Plugins:
        """Everything, in order of name."""
        ordered = {kind: dict(sorted(things.items())) for kind, things in self.things.items()}
        return Plugins(
            rules=ordered["rule"],
            packs=tuple(self.things["pack"].values()),
            grammars=tuple(self.things["grammar"].values()),
            readers=tuple(ordered["reader"].values()),
            formatters=ordered["formatter"],
            loaded=tuple(Loaded(n, self.origins[n], tuple(sorted(b))) for n, b in self.brings.items()),
        )


def _call(hook: pluggy.HookImpl, name: str) -> list[Any]:
    try:
        return list(cast("Iterable[Any]", hook.function()))
    except Exception as error:
        raise PluginError(f"plugin {name!r} fails in {hook.function.__name__}: {_last(error)}") from error
