"""The linter that options and configuration ask for; and, for commands, the options themselves.

Duty: one way from a command's options to a linter. May not run anything.
"""

from __future__ import annotations

import argparse

from govlint.commands.configured import Linters, settings_of
from govlint.commands.options import (
    add_choice,
    add_configuration,
    add_general,
    add_reading,
    add_settings,
    add_sources,
    add_verbose,
    configurations,
)
from govlint.lint import Linter, Settings

__all__ = [
    "add_choice",
    "add_configuration",
    "add_general",
    "add_reading",
    "add_settings",
    "add_sources",
    "add_verbose",
    "configurations",
    "linter",
    "settings",
]


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
