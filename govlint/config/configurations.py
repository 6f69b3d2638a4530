"""What holds for each file of a run, and for the run.

Duty: put finding, reading and merging together, once for each folder and file. May not build a linter.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govlint.config.find import Finder
from govlint.config.globs import matches
from govlint.config.keys import KEYS, RUN
from govlint.config.merge import Resolved, merge
from govlint.config.model import Layer, Setting, Values
from govlint.config.said import CONFIG_VARIABLE, from_environment, from_options
from govlint.config.slips import ConfigError, Slips
from govlint.records import dataclass, field
from govlint.there import is_file, is_folder
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    from govlint.config.files import Files

_ENVIRONMENT, _OPTIONS = 10**9, 2 * 10**9
"""Levels above those of every file."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command is told of configuration: options by name, variables, the folder it works in."""

    options: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    folder: Path = field(default_factory=Path.cwd)


class Configurations:
    """Resolves what holds for paths; mistakes in files are gathered, and raised by `refuse_mistakes`."""

    def __init__(self, asked: Asked) -> None:
        """Take options and variables.

        Raises:
            AskedError: for a variable or an option that cannot be used.
        """
        self.slips = Slips()
        self.folder = asked.folder
        self._finder = Finder(self.slips)
        self._files: Files | None = None
        self._isolated = bool(asked.options.get("isolated"))
        self._named = self._named_file(asked)
        self._above = (
            from_environment(asked.variables, asked.folder, _ENVIRONMENT).values,
            from_options(asked.options, _OPTIONS).values,
        )
        self._chains: dict[Path, tuple[Layer, ...]] = {}
        self._resolved: dict[tuple[Path | None, tuple[bool, ...]], Resolved] = {}

    def _named_file(self, asked: Asked) -> Path | None:
        """The file that `--config` or its variable names."""
        option, variable = asked.options.get("config"), asked.variables.get(CONFIG_VARIABLE)
        if self._isolated:
            if option:
                raise AskedError(catalogue().words("one-of", options=("--config", "--isolated")))
            return None
        named = option or variable
        if not named:
            return None
        path = Path(os.path.normpath(asked.folder / named))
        if not is_file(path):
            raise AskedError(catalogue().words("config.no-such-file", path=named))
        return path

    def governing(self, path: str | None) -> Path | None:
        """The configuration file that governs a path; None for the run as a whole, which is the folder's."""
        if self._isolated or self._named is not None:
            return self._named
        folder = self.folder if path is None else self._absolute(path).parent
        return self._finder.governing(folder)

    def chain(self, path: str | None) -> tuple[Layer, ...]:
        """The layers of the file that governs a path, lowest first."""
        file = self.governing(path)
        if file is None:
            return ()
        if file not in self._chains:
            self._chains[file] = self._reader().chain(file)
        return self._chains[file]

    def _reader(self) -> Files:
        from govlint.config.files import Files  # noqa: PLC0415 - many have no configuration

        if self._files is None:
            self._files = Files(self.slips)
        return self._files

    def for_file(self, path: str) -> Resolved:
        """What holds for a file."""
        return self._held(path, path)

    def for_name(self, name: str) -> Resolved:
        """What holds for a text that is no file: what holds for the run, and its entries that fit the name.

        A name may come from anywhere, so no folder is searched for it.
        """
        return self._held(None, name)

    def _held(self, place: str | None, path: str) -> Resolved:
        chain = self.chain(place)
        absolute = str(self._absolute(path)) if any(layer.per_file for layer in chain) else ""
        fits = tuple(matches(absolute, entry.files) for layer in chain for entry in layer.per_file)
        return self._merged(self.governing(place), chain, fits)

    def for_path(self, path: str) -> Resolved:
        """What holds for a file, or for the files in a folder."""
        return self.for_file(inside(path))

    def for_run(self) -> Resolved:
        """What holds for the run as a whole."""
        chain = self.chain(None)
        return self._merged(self.governing(None), chain, (False,) * sum(len(x.per_file) for x in chain))

    def _merged(self, file: Path | None, chain: tuple[Layer, ...], fits: tuple[bool, ...]) -> Resolved:
        known = (file, fits)
        if known not in self._resolved:
            entries = [entry.values for layer in chain for entry in layer.per_file]
            others = [values for values, fit in zip(entries, fits, strict=True) if not fit]
            self._resolved[known] = merge((*_layers(chain, fits), *self._above), others)
        return self._resolved[known]

    def _absolute(self, path: str) -> Path:
        return Path(os.path.normpath(self.folder / path))

    def refuse_mistakes(self) -> None:
        """Raise every mistake found so far.

        Raises:
            ConfigError: where there is one.
        """
        if self.slips:
            raise ConfigError(self.slips)

    def idle(self, paths: Iterable[str]) -> list[Setting]:
        """What files that govern these paths say of the run, which goes by another file."""
        run = {layer.path for layer in self.chain(None)}
        others = {layer.path: layer for path in paths for layer in self.chain(path) if layer.path not in run}
        return [
            Setting(name, setting.origin)
            for layer in others.values()
            for name, setting in layer.values.items()
            if KEYS[name].reach == RUN
        ]


def inside(path: str) -> str:
    """The path of a file; for a folder, that of some file in it."""
    return str(Path(path) / "-") if is_folder(path) else path


def _layers(chain: Iterable[Layer], fits: tuple[bool, ...]) -> Iterable[Values]:
    """The values of each layer, and of the entries for some files that fit."""
    number = 0
    for layer in chain:
        yield layer.values
        for entry in layer.per_file:
            if fits[number]:
                yield _adding(entry.values)
            number += 1


def _adding(values: Values) -> Values:
    """An entry's values, whose `ignore` adds to the file's rather than taking its place."""
    return {"extend-ignore" if name == "ignore" else name: setting for name, setting in values.items()}
