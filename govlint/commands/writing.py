"""What a run writes: formats, where each goes, and how a person wants to read it.

Duty: from configuration to outputs of an outcome. May not print, nor look into an outcome.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.announced import PROJECT, announced
from govlint.commands import Output, Session
from govlint.commands.configured import placed_slips, settings_of
from govlint.config.merge import Resolved
from govlint.config.slips import ConfigError
from govlint.findings import Words
from govlint.formatters import Formatter, View
from govlint.formatters.own import own_formatters
from govlint.native import native
from govlint.run.live import Live
from govlint.settings import Settings
from govlint.there import is_folder
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse


Formats = Sequence[tuple[Formatter, str | None]]
"""Formatters with the file that each goes to; standard output where it is None."""


def formats_of(of_run: Resolved) -> Formats:
    """The formatters that the run asks for; they come with the plugins of its own configuration.

    Raises:
        AskedError: for an unknown format, and where two go to one place; at its place where a file says it;
            for a file in no folder.
    """
    try:
        asked = destinations(of_run.value("output-format"), formatters(settings_of(of_run)))
    except AskedError as error:
        slips = placed_slips(error, of_run)
        raise (ConfigError(slips) if slips else error) from error
    _there(asked)
    return asked


def _there(asked: Formats) -> None:
    """Nobody should wait for a run whose outcome then has nowhere to go."""
    for _, destination in asked:
        if destination is None:
            continue
        missing = not is_folder(Path(native(destination)).parent)
        if missing or is_folder(native(destination)):
            from govlint.rephrase import rephrase  # noqa: PLC0415 - for mistakes alone

            said = os.strerror(errno.ENOENT if missing else errno.EISDIR)
            why = Words(rephrase(said, "zh"), said)
            raise AskedError(catalogue().words("cannot-write", path=destination, error=why))


def formatters(asked: Settings) -> Mapping[str, Formatter]:
    """Every formatter there is; where there is no plugin, without loading anything but govlint's own."""
    if asked.plugins or announced(PROJECT, sys.path):
        from govlint.plugins import load_plugins  # noqa: PLC0415 - few have plugins

        return load_plugins(asked.plugins).formatters
    return own_formatters()


def destinations(words: Sequence[str], known: Mapping[str, Formatter]) -> list[tuple[Formatter, str | None]]:
    """The formatters asked for as `FMT` or `FMT:FILE`, with the files they go to.

    Raises:
        AskedError: for an unknown format, one that cannot be written there, and where two go to one place.
    """
    asked: dict[str | None, Formatter] = {}
    for word in words:
        name, _, file = word.partition(":")
        if name not in known:
            raise unknown_word("format", name, known)
        destination = file or None
        if destination in asked:
            place = destination or catalogue().words("standard-output")
            raise AskedError(catalogue().words("same-destination", destination=place))
        asked[destination] = _usable(known[name], file)
    return [(formatter, destination) for destination, formatter in asked.items()]


def _usable(formatter: Formatter, file: str) -> Formatter:
    if formatter.library is not None and formatter.library.missing:
        raise AskedError(catalogue().words("library-missing", command=formatter.library.command))
    if formatter.binary and not file:
        raise AskedError(catalogue().words("format-needs-file", name=formatter.name))
    return formatter


def outputs(
    formats: Formats, outcome: Live, options: argparse.Namespace, of_run: Resolved, session: Session
) -> Iterator[Output]:
    """What each format writes: its text, and its companion where the environment names a file for it."""
    for formatter, destination in formats:
        view = _view(options, of_run, session, destination)
        yield Output(_pieces(formatter, outcome, view), destination, binary=formatter.binary)
        companion = formatter.companion
        file = session.environment.get(companion.variable) if companion else None
        if companion and file:
            yield Output(companion.render(outcome, view), file, append=True)


def _pieces(formatter: Formatter, outcome: Live, view: View) -> Iterator[str] | Iterator[bytes]:
    """The text of a format; one that cannot be used in part is begun when the run has ended."""
    if not formatter.streams:
        outcome.files.finish()
    yield from formatter.render(outcome, view)


def _view(options: argparse.Namespace, of_run: Resolved, session: Session, destination: str | None) -> View:
    return View(
        lang=session.lang,
        color=destination is None and session.paints(of_run.value("color")),
        width=session.width,
        verbose=-1 if options.quiet else options.verbose,
        statistics=of_run.value("statistics"),
    )
