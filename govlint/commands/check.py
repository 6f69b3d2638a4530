"""`govlint check`: lint files, folders, standard input.

Duty: from options to outputs and an exit status. May not print.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlint.commands import Answer, Session
from govlint.commands.common import add_configuration, add_general, add_settings, add_verbose, configurations
from govlint.commands.configured import Linters, settings_of, wanted
from govlint.commands.excusing import add_exceptions, exceptions
from govlint.commands.inputs import PATHS, add_input, refuse_columns
from govlint.commands.parser import Parser
from govlint.commands.running import add_running, how, start, timing_lines
from govlint.commands.writing import formats_of, outputs
from govlint.config.configurations import Configurations
from govlint.config.merge import Resolved
from govlint.config.model import Setting
from govlint.discover import STDIN, Found, discover, read_within
from govlint.errors import GovlintError, UnreadableError
from govlint.lint import Settings
from govlint.run.job import How, Job
from govlint.run.work import Work
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import catalogue

ARGUMENTS = "[PATH…|-]"


def configure(parser: Parser) -> None:
    """The options of `check`."""
    parser.option("help.arguments", "paths", text="help.path", nargs="*", metavar="PATH")
    parser.option("help.files", "--stdin-filename", text="help.stdin-filename", metavar="NAME", default=STDIN)
    add_input(parser)
    add_settings(parser)
    add_exceptions(parser)
    parser.option("help.output", "-q", "--quiet", text="help.quiet", action="store_true")
    add_verbose(parser)
    add_running(parser)
    add_configuration(parser)
    add_general(parser)
    parser.epilog = parser.say("help.status-table")


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Check what the options name."""
    if options.input != PATHS:
        from govlint.commands.streamed import run_streamed  # noqa: PLC0415 - most runs are over files

        return run_streamed(options, session, policy)
    refuse_columns(options)
    configured = configurations(options, session.environment)
    of_run = configured.for_run()
    vcs = not of_run.value("no-ignore-vcs")
    found = discover(options.paths or ["."], wanted=wanted(configured), ignored=vcs)
    files = sorted((_asked(path, options, configured) for path in found.files), key=lambda one: one.name)
    jobs = [_job(one, session) for one in files]
    try:
        formats = formats_of(of_run)
    except GovlintError:
        # Other mistakes in configuration come first, all together.
        ready(Work(How()), files, jobs, of_run, configured)
        raise
    manner = how(options, of_run, len(files), whole=any(formatter.whole for formatter, _ in formats))
    work = Work(manner)
    ready(work, files, jobs, of_run, configured)
    excused = exceptions(of_run, lambda: work.linter(settings_of(of_run)))
    outcome, tally = start(jobs, work, excused, options, session)
    undone = bool(found.missing) or not (found.files or of_run.value("allow-empty"))
    return Answer(
        tuple(outputs(formats, outcome, options, of_run, session)),
        lambda: NOT_DONE if undone else exit_status(outcome, policy(of_run)),
        _remarks(found, undone, options, configured.idle(one.name for one in files), session.lang),
        timing_lines(tally, session.lang) if options.timing else (),
    )


class Asked(NamedTuple):
    """A file to check: its path (`-` for standard input), its name in findings, and what governs it."""

    path: str
    name: str
    resolved: Resolved

    @property
    def settings(self) -> Settings:
        """The settings of the linter that checks it."""
        return settings_of(self.resolved)


def _asked(path: str, options: argparse.Namespace, configured: Configurations) -> Asked:
    name = options.stdin_filename if path == STDIN else path
    return Asked(path, name, configured.for_file(name))


def _job(asked: Asked, session: Session) -> Job:
    if asked.path != STDIN:
        return Job(asked.path, asked.settings)
    try:
        return Job(asked.name, asked.settings, read_within(session.stdin, asked.settings.limits))
    except UnreadableError as error:
        return Job(asked.name, asked.settings, error)


def ready(
    work: Work, files: Sequence[Asked], jobs: Sequence[Job], of_run: Resolved, configured: Configurations
) -> None:
    """Make a linter for each of the settings, unless an earlier run has shown that they hold.

    Raises:
        GovlintError: with every mistake in every configuration file, and in what they name.
    """
    first = {id(one.resolved): (one.resolved, job) for one, job in zip(files, jobs, strict=True)}
    asked = [resolved for resolved, _ in first.values()]
    known = first and all(work.known(job) is not None for _, job in first.values())
    if not known or configured.slips or any(resolved.others for resolved in asked):
        Linters(work.linter).ready(asked or [of_run], configured)


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
        key = "everything-ignored" if found.ignored else "nothing-found"
        yield words.text(key, lang, paths=", ".join(options.paths or ["."]), number=len(found.ignored))
    if options.verbose:
        yield from (words.text("skipped", lang, path=path) for path in found.skipped)
        yield from (words.text("ignored", lang, path=path) for path in found.ignored)
