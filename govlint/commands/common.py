"""The linter that options and configuration ask for; and, for commands, the options themselves.

Duty: one way from a command's options to a linter. May not run anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands import COMMANDS, Session
from govlint.commands.configured import Linters, settings_of, wanted
from govlint.commands.options import (
    add_choice,
    add_configuration,
    add_general,
    add_patterns,
    add_reading,
    add_settings,
    add_sources,
    add_verbose,
    configurations,
)
from govlint.config.convert import beside
from govlint.config.merge import Resolved
from govlint.config.slips import hint
from govlint.discover import Found, discover
from govlint.findings import Words
from govlint.records import dataclass
from govlint.settings import Settings
from govlint.words import catalogue, nearest

if TYPE_CHECKING:
    import argparse

    from govlint.lint import Linter


__all__ = [
    "add_choice",
    "add_configuration",
    "add_general",
    "add_patterns",
    "add_reading",
    "add_settings",
    "add_sources",
    "add_verbose",
    "configurations",
    "governed",
    "linter",
    "missing",
    "settings",
]


def missing(path: str) -> Words:
    """That a path is not there, with the command or the file beside it that may have been meant."""
    if path in COMMANDS:
        return catalogue().words("command-first", path=path)
    meant = nearest(path, COMMANDS) if path.isalpha() else ""
    if meant:
        return catalogue().words("command-meant", path=path, word=meant)
    said, likely = catalogue().words("missing-path", path=path), hint(Path(path).name, beside(Path(path)))
    return Words(said.zh + likely.zh, said.en + likely.en)


def settings(options: argparse.Namespace, path: str | None = None) -> Settings:
    """What options and configuration ask of a linter, for a file or for the folder that a command works in.

    Raises:
        AskedError: for mistakes in configuration files, all of them.
    """
    configured = configurations(options)
    resolved = configured.for_run() if path is None else configured.for_path(path)
    configured.refuse_mistakes()
    return settings_of(resolved)


def linter(options: argparse.Namespace, path: str | None = None) -> Linter:
    """A linter as options and configuration ask.

    Raises:
        GovlintError: with every mistake, those in files at their places.
    """
    configured = configurations(options)
    resolved = configured.for_run() if path is None else configured.for_path(path)
    linters = Linters()
    linters.ready([resolved], configured)
    return linters[settings_of(resolved)]


@dataclass(frozen=True, slots=True)
class Governed:
    """Files that a command is about, with the linter that each file's own configuration asks for."""

    found: Found
    of_run: Resolved
    run_linter: Linter
    _settings: Mapping[str, Settings]
    _linters: Linters

    def linter(self, path: str) -> Linter:
        """The linter of a file found."""
        return self._linters[self._settings[path]]


def governed(options: argparse.Namespace, paths: Sequence[str], session: Session) -> Governed:
    """The files that the paths name, with what governs them.

    Raises:
        GovlintError: with every mistake in configuration.
    """
    configured = configurations(options, session.environment)
    of_run = configured.for_run()
    found = discover(paths, wanted=wanted(configured), ignored=not of_run.value("no-ignore-vcs"))
    resolved = {path: configured.for_file(path) for path in found.files}
    linters = Linters()
    linters.ready([of_run, *resolved.values()], configured)
    settings = {path: settings_of(one) for path, one in resolved.items()}
    return Governed(found, of_run, linters[settings_of(of_run)], settings, linters)
