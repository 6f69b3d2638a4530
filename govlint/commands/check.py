"""`govlint check`: lint files, folders, standard input.

Duty: from options to outputs and an exit status. May not print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from govlint.commands import Answer, Session
from govlint.commands.across import add_comparison, comparing, comparison
from govlint.commands.common import (
    add_configuration,
    add_general,
    add_settings,
    add_verbose,
    configurations,
    missing,
)
from govlint.commands.configured import Linters, settings_of, wanted
from govlint.commands.excusing import add_exceptions, exceptions
from govlint.commands.inputs import PATHS, add_input, refuse_columns
from govlint.commands.running import After, add_running, how, not_kept, start, timing_lines
from govlint.commands.writing import formats_of, outputs
from govlint.config.configurations import Configurations
from govlint.config.merge import Resolved
from govlint.config.model import Setting
from govlint.discover import STDIN, Found, discover, read_within
from govlint.errors import GovlintError, UnreadableError
from govlint.named import NamedTuple
from govlint.run.cycles import leave_alone_what_stays
from govlint.run.job import How, Job
from govlint.run.work import Work
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "[PATH…|-]"


def configure(parser: Parser, *, named: bool = False) -> None:
    """The options of `check`; with `named` the files are years of one agency."""
    text = "help.years" if named else "help.path"
    parser.option("help.arguments", "paths", text=text, nargs="*", metavar="PATH")
    parser.option("help.files", "--stdin-filename", text="help.stdin-filename", metavar="NAME", default=STDIN)
    add_input(parser, named=named)
    add_settings(parser)
    add_exceptions(parser)
    parser.option("help.output", "-q", "--quiet", text="help.quiet", action="store_true")
    add_verbose(parser)
    add_running(parser)
    add_configuration(parser)
    add_comparison(parser, named=named)
    add_general(parser)
    parser.epilog = parser.say("help.status-table")


class _Defaults:
    """Takes options as a parser does; keeps what they are where not given, and what those without a value say."""

    def __init__(self) -> None:
        self.known: dict[str, object] = {}
        self.said: dict[str, dict[str, object]] = {}

    def option(self, _group: str, *names: str, dest: str = "", **how: Any) -> None:
        """Note an option's default, the first where several set the same."""
        name = dest or next((n for n in names if n.startswith("--")), names[0])
        key = name.lstrip("-").replace("-", "_")
        default = _FLAGS.get(how.get("action", ""))
        self.known.setdefault(key, how.get("default", default))
        if default is not None:
            self.said |= {option: {key: not default} for option in names}

    def say(self, _key: str) -> str:
        """Nothing: nobody has asked for help."""
        return ""


_FLAGS = {"store_true": False, "store_false": True}
"""What options without a value are where they are not given."""


def plain(words: Sequence[str]) -> argparse.Namespace | None:
    """The options where paths and options without a value are all that is given; None where there is more."""
    defaults = _Defaults()
    configure(cast("Parser", defaults))
    options = [word for word in words if word.startswith("-")]
    if any(word not in defaults.said for word in options):
        return None
    values = {**defaults.known, "paths": [word for word in words if not word.startswith("-")]}
    for word in options:
        values |= defaults.said[word]
    return cast("argparse.Namespace", SimpleNamespace(**values))


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Check what the options name."""
    if options.input != PATHS:
        from govlint.commands.streamed import run_streamed  # noqa: PLC0415 - most runs are over files

        return run_streamed(options, session, policy)
    refuse_columns(options)
    if options.stdin_filename != STDIN and STDIN not in options.paths:
        raise AskedError(catalogue().words("stdin-filename-alone"))
    configured = configurations(options, session.environment)
    of_run = configured.for_run()
    asked = comparison(options, of_run)
    vcs = not of_run.value("no-ignore-vcs")
    found = discover(options.paths or ["."], wanted=wanted(configured), ignored=vcs)
    if asked is not None and asked.named and len(found.files) < 2 and found.missing:
        raise AskedError(catalogue().words("missing-path", path=", ".join(found.missing)))
    files = sorted((_asked(path, options, configured) for path in found.files), key=lambda one: one.name)
    jobs = [_job(one, session, across=asked is not None) for one in files]
    firsts = _firsts(files, jobs)
    # A path is all that is kept of each file in a run of any length.
    del files
    try:
        formats = formats_of(of_run)
    except GovlintError:
        # Other mistakes in configuration come first, all together.
        ready(Work(How()), firsts, jobs, of_run, configured)
        raise
    manner = how(options, of_run, len(jobs), whole=any(formatter.whole for formatter, _ in formats))
    work = Work(manner)
    ready(work, firsts, jobs, of_run, configured)
    judge = partial(work.linter, settings_of(of_run, across=asked is not None))
    leave_alone_what_stays()
    after = After(exceptions(of_run, judge), comparing(asked, judge, len(jobs), whole=manner.whole))
    outcome, tally = start(jobs, work, after, options, session)
    undone = bool(found.missing) or not (found.files or of_run.value("allow-empty"))
    return Answer(
        tuple(outputs(formats, outcome, options, of_run, session)),
        lambda: NOT_DONE if undone else exit_status(outcome, policy(of_run)),
        chain(
            _remarks(found, undone, options, configured.idle(job.path for job in jobs), session.lang),
            not_kept(manner, session.lang) if options.verbose else (),
        ),
        timing_lines(tally, session.lang) if options.timing else (),
    )


class Asked(NamedTuple):
    """A file to check: its path (`-` for standard input), its name in findings, and what governs it."""

    path: str
    name: str
    resolved: Resolved


def _asked(path: str, options: argparse.Namespace, configured: Configurations) -> Asked:
    name = options.stdin_filename if path == STDIN else path
    return Asked(path, name, configured.for_file(name))


def _job(asked: Asked, session: Session, *, across: bool) -> Job:
    settings = settings_of(asked.resolved, across=across)
    if asked.path != STDIN:
        return Job(asked.path, settings)
    try:
        return Job(asked.name, settings, read_within(session.stdin, settings.limits))
    except UnreadableError as error:
        return Job(asked.name, settings, error)


def _firsts(files: Sequence[Asked], jobs: Sequence[Job]) -> list[tuple[Resolved, Job]]:
    """What governs the files, each once, with a job that it governs."""
    return [*{id(one.resolved): (one.resolved, job) for one, job in zip(files, jobs, strict=True)}.values()]


def ready(
    work: Work,
    firsts: Sequence[tuple[Resolved, Job]],
    jobs: Sequence[Job],
    of_run: Resolved,
    configured: Configurations,
) -> None:
    """Make a linter for each of the settings, unless an earlier run has shown that they hold.

    Raises:
        GovlintError: with every mistake in every configuration file, and in what they name.
    """
    asked = [resolved for resolved, _ in firsts]
    known = firsts and all(work.known(job) is not None for _, job in firsts)
    if not known or configured.slips or any(resolved.others for resolved in asked):
        across = any(job.settings.across for job in jobs)
        Linters(work.linter, across=across).ready(asked or [of_run], configured)


def policy(of_run: Resolved) -> Policy:
    """What makes the run fail."""
    return Policy(
        *(of_run.value(key) for key in ("fail-level", "max-warnings", "exit-zero", "strict-internal"))
    )


def _remarks(
    found: Found,
    undone: bool,
    options: argparse.Namespace,
    idle: Sequence[Setting],
    lang: str,
) -> Iterator[str]:
    words = catalogue()
    yield from (words.text("config.idle", lang, place=str(one.origin), name=one.value) for one in idle)
    yield from (missing(path).get(lang) for path in found.missing)
    if undone and not found.missing:
        key = "everything-ignored" if found.ignored else "nothing-found"
        yield words.text(key, lang, paths=", ".join(options.paths or ["."]), number=len(found.ignored))
    if options.verbose:
        yield from (words.text("skipped", lang, path=path) for path in found.skipped)
        yield from (words.text("ignored", lang, path=path) for path in found.ignored)
