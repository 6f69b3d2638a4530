"""What plugins bring, each thing under a name of its own.

Duty: keep it, refuse doubles. May not load a plugin.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from govlint.errors import PluginError
from govlint.formatters import Formatter
from govlint.readers import Reader
from govlint.records import dataclass
from govlint.rule import Rule, rules_of

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
    formatters: Mapping[str, Formatter]
    loaded: tuple[Loaded, ...]


class Shelf:
    """What plugins brought so far, each thing under a name of its own."""

    def __init__(self, origins: dict[str, str]) -> None:
        self.origins = origins
        self.taken: dict[tuple[str, str], str] = {}
        self.things: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
        self.later: Mapping[str, Formatter] = {}
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

    def formatters(self, plugin: str, known: Mapping[str, Formatter]) -> None:
        """Formatters that are each loaded when asked for, where nobody brings others."""
        self.later = known
        self.brings[plugin].extend(f"formatter {name}" for name in known)

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
            formatters=self.later or ordered["formatter"],
            loaded=tuple(Loaded(n, self.origins[n], tuple(sorted(b))) for n, b in self.brings.items()),
        )
