"""Plugins of strangers, beside govlint's own, through the same hooks.

Duty: load and register them, find misspelt hooks. May not swallow a failure, nor be imported where there are none.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pluggy

from govlint import own
from govlint.announced import PROJECT
from govlint.errors import PluginError
from govlint.formatters import Formatter
from govlint.formatters.own import own_formatters
from govlint.hookspecs import Hooks, hookimpl
from govlint.readers import Reader
from govlint.shelf import Plugins, Shelf
from govlint.there import is_file

_HOOKS = tuple(name for name in vars(Hooks) if name.startswith(f"{PROJECT}_"))


class Own:
    """What govlint itself brings."""

    @hookimpl
    def govlint_rules(self) -> Iterable[ModuleType]:
        """Every module of `govlint.rules`."""
        return own.rules()

    @hookimpl
    def govlint_packs(self) -> Iterable[Path]:
        """The packs shipped."""
        return own.packs()

    @hookimpl
    def govlint_grammars(self) -> Iterable[Path]:
        """The grammars shipped that describe a form."""
        return own.grammars()

    @hookimpl
    def govlint_readers(self) -> Iterable[Reader]:
        """The readers shipped."""
        return own.readers()

    @hookimpl
    def govlint_formatters(self) -> Iterable[Formatter]:
        """The formatters shipped."""
        return own_formatters().values()


def load_all(files: Sequence[Path], points: Sequence[EntryPoint]) -> Plugins:
    """Govlint's own plugins, those that installed packages announce and those of the files named.

    Raises:
        PluginError: for a plugin that does not load, a hook that does not exist, a name that is taken.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    origins: dict[str, str] = {}
    _register(manager, Own(), "govlint", "govlint", origins)
    for point in points:
        _register(manager, _load_point(point), point.name, _distribution(point), origins)
    for path in files:
        _register(manager, _load_file(path), path.stem, path.as_posix(), origins)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(str(error)) from error
    return _collect(manager, origins)


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
    if not is_file(path):
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
    shelf = Shelf(origins)
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


def _call(hook: pluggy.HookImpl, name: str) -> list[Any]:
    try:
        return list(cast("Iterable[Any]", hook.function()))
    except Exception as error:
        raise PluginError(f"plugin {name!r} fails in {hook.function.__name__}: {_last(error)}") from error
