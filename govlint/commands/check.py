"""`govlint check`: lint files, folders, standard input.

Duty: from options to outputs and an exit status. May not print.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_configuration, add_general, add_settings, add_verbose, configurations
from govlint.commands.configured import Linters, placed_slips, settings_of, wanted
from govlint.commands.parser import Parser
from govlint.config.configurations import Configurations
from govlint.config.merge import Resolved
from govlint.config.model import Setting
from govlint.config.slips import ConfigError
from govlint.discover import STDIN, Found, discover, read_within
from govlint.errors import UnreadableError
from govlint.findings import FileOutcome, Outcome
from govlint.formatters import Formatter, View
from govlint.lean import lean
from govlint.lint import Linter, Settings, gather
from govlint.plugins import load_plugins
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import AskedError, catalogue, unknown_word

ARGUMENTS = "[PATH…|-]"


def configure(parser: Parser) -> None:
    """The options of `check`."""
    parser.option("help.arguments", "paths", text="help.path", nargs="*", metavar="PATH")
    parser.option("help.files", "--stdin-filename", text="help.stdin-filename", metavar="NAME", default=STDIN)
    add_settings(parser)
    parser.option("help.output", "-q", "--quiet", text="help.quiet", action="store_true")
    add_verbose(parser)
    add_configuration(parser)
    add_general(parser)
    parser.epilog = parser.say("help.status-table")


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Check what the options name."""
    configured = configurations(options, session.environment)
    found = discover(options.paths or ["."], wanted=wanted(configured))
    files = [Asked(path, *_governed(path, options, configured)) for path in found.files]
    of_run = configured.for_run()
    linters = Linters()
    linters.ready([one.resolved for one in files] or [of_run], configured)
    formats = _formats(of_run, linters)
    whole = any(formatter.whole for formatter, _ in formats)
    checked = check_files(files, linters, session)
    kept = (file if whole and file.findings else lean(file) for file in checked)
    outcome = gather(kept, linters.in_force())
    outputs = tuple(
        output
        for formatter, destination in formats
        for output in _outputs(
            formatter, outcome, _view(options, of_run, session, destination), destination, session
        )
    )
    undone = bool(found.missing) or not (found.files or of_run.value("allow-empty"))
    status = NOT_DONE if undone else exit_status(outcome, policy(of_run))
    idle = configured.idle(one.name for one in files)
    return Answer(outputs, status, tuple(_remarks(found, undone, options, idle, session.lang)))


class Asked(NamedTuple):
    """A file to check: its path (`-` for standard input), its name in findings, and what governs it."""

    path: str
    name: str
    resolved: Resolved

    @property
    def settings(self) -> Settings:
        """The settings of the linter that checks it."""
        return settings_of(self.resolved)


def _governed(path: str, options: argparse.Namespace, configured: Configurations) -> tuple[str, Resolved]:
    name = options.stdin_filename if path == STDIN else path
    return name, configured.for_file(name)


def check_files(files: Sequence[Asked], linters: Linters, session: Session) -> Iterator[FileOutcome]:
    """What comes of each file, each by the linter of its own settings."""
    for asked in files:
        yield _check(asked, linters[asked.settings], session)


def _outputs(
    formatter: Formatter, outcome: Outcome, view: View, destination: str | None, session: Session
) -> Iterator[Output]:
    """What a format writes: its text, and its companion where the environment names a file for it."""
    yield Output(formatter.render(outcome, view), destination)
    companion = formatter.companion
    file = session.environment.get(companion.variable) if companion else None
    if companion and file:
        yield Output(companion.render(outcome, view), file, append=True)


def destinations(
    words: Sequence[str], formatters: dict[str, Formatter]
) -> list[tuple[Formatter, str | None]]:
    """The formatters asked for as `FMT` or `FMT:FILE`, with the files they go to.

    Raises:
        AskedError: for an unknown format, and where two go to one place.
    """
    asked: dict[str | None, Formatter] = {}
    for word in words:
        name, _, file = word.partition(":")
        if name not in formatters:
            raise unknown_word("format", name, formatters)
        destination = file or None
        if destination in asked:
            place = destination or catalogue().words("standard-output")
            raise AskedError(catalogue().words("same-destination", destination=place))
        asked[destination] = formatters[name]
    return [(formatter, destination) for destination, formatter in asked.items()]


def _formats(of_run: Resolved, linters: Linters) -> list[tuple[Formatter, str | None]]:
    """The formatters that the run asks for; they come with the plugins of its own configuration."""
    settings = settings_of(of_run)
    plugins = linters[settings].plugins if settings in linters else load_plugins(settings.plugins)
    try:
        return destinations(of_run.value("output-format"), plugins.formatters)
    except AskedError as error:
        slips = placed_slips(error, of_run)
        raise (ConfigError(slips) if slips else error) from error


def _check(asked: Asked, linter: Linter, session: Session) -> FileOutcome:
    if asked.path != STDIN:
        return linter.check(asked.path)
    try:
        return linter.check_bytes(asked.name, read_within(session.stdin, linter.settings.limits))
    except UnreadableError as error:
        return linter.refuse(asked.name, error)


def _view(options: argparse.Namespace, of_run: Resolved, session: Session, destination: str | None) -> View:
    return View(
        lang=session.lang,
        color=destination is None and session.paints(of_run.value("color")),
        width=session.width,
        verbose=-1 if options.quiet else options.verbose,
        statistics=of_run.value("statistics"),
    )


def policy(of_run: Resolved) -> Policy:
    """What makes the run fail."""
    return Policy(
        *(of_run.value(key) for key in ("fail-level", "max-warnings", "exit-zero", "strict-internal"))
    )


def _remarks(
    found: Found, undone: bool, options: argparse.Namespace, idle: Sequence[Setting], lang: str
) -> Iterator[str]:
    words = catalogue()
    yield from (words.text("config.idle", lang, place=str(one.origin), name=one.value) for one in idle)
    yield from (words.text("missing-path", lang, path=path) for path in found.missing)
    if undone and not found.missing:
        yield words.text("nothing-found", lang, paths=", ".join(options.paths or ["."]))
    if options.verbose:
        yield from (words.text("skipped", lang, path=path) for path in found.skipped)
