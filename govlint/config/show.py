"""What holds, laid out as TOML that could be pasted, or as JSON.

Duty: settings to lines. May not print, nor read files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from govlint.config.keys import KEYS, TABLES
from govlint.config.merge import Resolved
from govlint.config.model import Glob, Origin, Setting
from govlint.config.source import shown
from govlint.packs.source import Fields, Items, Scalar
from govlint.patterns import lazy

_NUMBER = lazy(r"[-+]?\d{1,18}(\.\d+)?", re.ASCII)
Say = Callable[..., str]


def lines(resolved: Resolved, say: Say, *, origins: bool) -> Iterator[str]:
    """The settings as TOML, tables last; with `origins`, each value with who set it."""
    teller = _Teller(say, origins=origins)
    for name, setting in resolved.settings.items():
        if KEYS[name].kind not in TABLES:
            yield from teller.key(name, setting)
    for name, setting in resolved.settings.items():
        if KEYS[name].kind in TABLES:
            yield from teller.table(name, setting.value)


def record(resolved: Resolved, files: Iterable[Path]) -> dict[str, object]:
    """The settings and their origins as plain values."""
    return {
        "files": [shown(file) for file in files],
        "settings": {name: value(setting.value) for name, setting in resolved.settings.items()},
        "origins": {name: _origins(setting) for name, setting in resolved.settings.items()},
    }


class _Teller:
    """Writes settings as TOML."""

    def __init__(self, say: Say, *, origins: bool) -> None:
        self.say = say
        self.origins = origins

    def remark(self, origin: Origin) -> str:
        """Who set a value, as a comment, where that is asked for."""
        return f"  # {str(origin) or self.say('config.built-in')}" if self.origins else ""

    def key(self, name: str, setting: Setting) -> Iterator[str]:
        """A key with its value; one that is not set is a comment."""
        if setting.value is None:
            yield f"# {name}: {self.say('config.not-set')}"
        elif self.origins and KEYS[name].listed and setting.value:
            yield f"{name} = ["
            yield from (f"  {written(one.value)},{self.remark(one.origin)}" for one in setting.value)
            yield "]"
        else:
            yield f"{name} = {written(setting.value)}{self.remark(setting.origin)}"

    def table(self, name: str, entries: Mapping[str, Setting]) -> Iterator[str]:
        """A table, or one for each entry that is a table itself."""
        inner = {word: one for word, one in entries.items() if isinstance(one.value, Mapping)}
        if entries and not inner:
            yield from ("", f"[{name}]", *self._pairs(entries))
        for word, one in inner.items():
            yield from ("", f"[{name}.{bare(word)}]", *self._pairs(one.value))

    def _pairs(self, entries: Mapping[str, Setting]) -> Iterator[str]:
        return (f"{bare(k)} = {written(one.value)}{self.remark(one.origin)}" for k, one in entries.items())


def value(found: Any) -> Any:
    """A value as JSON has it; a pattern as it is written, a path as people read it."""
    if isinstance(found, Setting):
        return value(found.value)
    if isinstance(found, Glob):
        return found.pattern
    if isinstance(found, Scalar):
        return _scalar(found)
    if isinstance(found, Items | tuple):
        return [value(one) for one in (found.items if isinstance(found, Items) else found)]
    if isinstance(found, Fields | Mapping):
        fields = found.fields if isinstance(found, Fields) else found
        return {word: value(one) for word, one in fields.items()}
    return shown(Path(found)) if isinstance(found, str) and Path(found).is_absolute() else found


def _scalar(found: Scalar) -> Any:
    """A number or truth value, where it is written without quotes and is one."""
    if not found.plain:
        return found.text
    known = {"true": True, "false": False}
    number = _NUMBER.fullmatch(found.text)
    return (
        Decimal(found.text)
        if number and number[1]
        else int(found.text)
        if number
        else known.get(found.text, found.text)
    )


def written(found: Any) -> str:
    """A value as TOML has it; numbers and truth values of options as they are written."""
    if isinstance(found, Scalar):
        return found.text if found.plain else json.dumps(found.text, ensure_ascii=False)
    if isinstance(found, Items | tuple) and not isinstance(found, Glob):
        items = found.items if isinstance(found, Items) else found
        return (
            "["
            + ", ".join(written(item.value if isinstance(item, Setting) else item) for item in items)
            + "]"
        )
    if isinstance(found, Fields):
        return "{" + ", ".join(f"{bare(key)} = {written(one)}" for key, one in found.fields.items()) + "}"
    return json.dumps(value(found), ensure_ascii=False)


def bare(key: str) -> str:
    """A key, in quotes where TOML wants them."""
    plain_key = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if plain_key else json.dumps(key, ensure_ascii=False)


def _origins(setting: Setting) -> Any:
    """Who set each part of a value; null for what is built in."""
    if isinstance(setting.value, Mapping):
        return {word: _origins(one) for word, one in setting.value.items()}
    if isinstance(setting.value, tuple) and any(isinstance(one, Setting) for one in setting.value):
        return [str(one.origin) or None for one in setting.value]
    return str(setting.origin) or None
