"""Layers to what holds, each value with its origin.

Duty: merge, lowest first: lists replace, `extend-…` append, tables merge by key. May not read anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govlint.config.keys import EXTEND, KEYS, PER_FILE, RUN, TABLES, Key
from govlint.config.model import Origin, Setting, Values
from govlint.records import dataclass

BUILT_IN = Origin()


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """What holds for a file or a run, by key; the same object wherever the same holds."""

    settings: Mapping[str, Setting]
    others: tuple[Resolved, ...] = ()
    """What entries of `per-file` say that do not hold here, each by itself, so that mistakes in them are found."""

    def value(self, name: str) -> Any:
        """The value of a key; of a list its items."""
        setting = self.settings[name]
        return tuple(item.value for item in setting.value) if KEYS[name].listed else setting.value

    def items(self, name: str) -> tuple[Setting, ...]:
        """The items of a list, each with its origin."""
        items: tuple[Setting, ...] = self.settings[name].value
        return items

    def entries(self, name: str) -> Mapping[str, Setting]:
        """The entries of a table, each with its origin."""
        entries: Mapping[str, Setting] = self.settings[name].value
        return entries

    def with_run(self, run: Resolved) -> Resolved:
        """The same for a file, with what belongs to the run as a whole taken from there."""
        of_run = {name: run.settings[name] for name in self.settings if KEYS[name].reach == RUN}
        return Resolved({**self.settings, **of_run})

    def origin(self, name: str) -> Origin:
        """Who set a key last."""
        return self.settings[name].origin


def merge(layers: Iterable[Values], others: Iterable[Values] = ()) -> Resolved:
    """What the layers come to, the lowest first."""
    merged = {key.name: Setting(_nothing(key), BUILT_IN) for key in _shown()}
    for layer in layers:
        # Within a layer a list is set before it is added to, whatever the order in the file.
        for name in sorted(layer, key=lambda name: bool(KEYS[name].into) or name == "extend-select"):
            _lay(KEYS[name], layer[name], merged)
    return Resolved(merged, tuple(merge([values]) for values in others))


def _shown() -> Iterable[Key]:
    """Keys that hold a value of their own in the end."""
    return (key for key in KEYS.values() if not key.into and key.name not in (EXTEND, PER_FILE))


def _nothing(key: Key) -> Any:
    if key.kind in TABLES:
        return {}
    if key.listed and isinstance(key.default, tuple):
        return tuple(Setting(item, BUILT_IN) for item in key.default)
    return key.default


def _lay(key: Key, setting: Setting, merged: dict[str, Setting]) -> None:
    if key.kind in TABLES:
        entries = {**merged[key.name].value}
        for word, entry in setting.value.items():
            entries[word] = _joined(entries.get(word), entry)
        merged[key.name] = Setting(entries, setting.origin)
    elif key.into or key.name == "extend-select":
        target = key.into or key.name
        merged[target] = Setting(merged[target].value + setting.value, setting.origin)
    else:
        merged[key.name] = setting
        if key.resets in merged:
            merged[key.resets] = Setting((), setting.origin)


def _joined(lower: Setting | None, higher: Setting) -> Setting:
    """An entry over another of the same word: the options of a constraint merge, a severity replaces."""
    if lower is None or not isinstance(higher.value, dict):
        return higher
    return Setting({**lower.value, **higher.value}, higher.origin)
