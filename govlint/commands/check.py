"""`govlint check`: lint files, folders, standard input.

Duty: from options to outputs and an exit status. May not print.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence

from govlint.announced import announced
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_choice, add_general, add_reading, add_sources, add_verbose, settings
from govlint.commands.parser import Parser, flat, one_of, whole_number, words_list
from govlint.commands.running import add_running, how, start, timing_lines
from govlint.discover import STDIN, Found, discover, read_within
from govlint.errors import UnreadableError
from govlint.findings import SEVERITIES
from govlint.formatters import Formatter, View
from govlint.formatters.own import own_formatters
from govlint.hookspecs import PROJECT
from govlint.lint import Settings
from govlint.plugins import load_plugins
from govlint.run.job import Job
from govlint.run.live import Live
from govlint.run.work import Work
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import AskedError, catalogue, unknown_word

ARGUMENTS = "[PATH…|-]"
_DEFAULT_FORMAT = "full"
_FORMATS = "full, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, rdjsonl, csv, html"


def configure(parser: Parser) -> None:
    """The options of `check`."""
    files, output, status = "help.files", "help.output", "help.status"
    parser.option("help.arguments", "paths", text="help.path", nargs="*", metavar="PATH")
    add_choice(parser)
    add_sources(parser)
    parser.option("help.selection", "--year", text="help.year", type=whole_number, metavar="YYYY")
    add_reading(parser)
    for name in ("include", "exclude"):
        parser.option(
            files, f"--{name}", text=f"help.{name}", action="append", type=words_list, metavar="PATTERN"
        )
    parser.option(files, "--no-ignore-vcs", text="help.no-ignore-vcs", action="store_true")
    parser.option(files, "--stdin-filename", text="help.stdin-filename", metavar="NAME", default=STDIN)
    parser.option(files, "--allow-empty", text="help.allow-empty", action="store_true")
    parser.option(
        output, "-f", "--output-format", text="help.output-format", facts={"formats": _FORMATS},
        action="append", metavar="FMT[:FILE]",
    )  # fmt: skip
    parser.option(
        output, "--color", text="help.color", type=one_of("auto", "always", "never"), metavar="WHEN"
    )
    parser.option(output, "--statistics", text="help.statistics", action="store_true")
    parser.option(output, "-q", "--quiet", text="help.quiet", action="store_true")
    add_verbose(parser)
    add_running(parser)
    level = one_of(*SEVERITIES)
    parser.option(
        status, "--fail-level", text="help.fail-level", type=level, default="error", metavar="LEVEL"
    )
    parser.option(status, "--max-warnings", text="help.max-warnings", type=whole_number, metavar="N")
    parser.option(status, "--exit-zero", text="help.exit-zero", action="store_true")
    parser.option(status, "--strict-internal", text="help.strict-internal", action="store_true")
    add_general(parser)
    parser.epilog = parser.say("help.status-table")


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Check what the options name."""
    asked = settings(options)
    formats = destinations(options.output_format or [_DEFAULT_FORMAT], formatters(asked))
    found = discover(
        options.paths or ["."],
        flat(options.include),
        flat(options.exclude),
        ignored=not options.no_ignore_vcs,
    )
    jobs = sorted((_job(path, asked, options.stdin_filename, session) for path in found.files), key=_path)
    manner = how(options, len(jobs), whole=any(formatter.whole for formatter, _ in formats))
    work = Work(manner)
    if not jobs:
        # What is wrong with the settings is said even where no file needs them.
        work.linter(asked)
    outcome, tally = start(jobs, work, manner, options, session)
    outputs = tuple(
        output
        for formatter, destination in formats
        for output in _outputs(formatter, outcome, _view(options, session, destination), destination, session)
    )
    undone = bool(found.missing) or not (found.files or options.allow_empty)
    return Answer(
        outputs,
        lambda: NOT_DONE if undone else exit_status(outcome, _policy(options)),
        _remarks(found, options, session.lang),
        timing_lines(tally, session.lang) if options.timing else (),
    )


def formatters(asked: Settings) -> Mapping[str, Formatter]:
    """Every formatter there is; where there is no plugin, without loading anything but govlint's own."""
    if asked.plugins or announced(PROJECT, sys.path):
        return load_plugins(asked.plugins).formatters
    return own_formatters()


def _outputs(
    formatter: Formatter, outcome: Live, view: View, destination: str | None, session: Session
) -> Iterator[Output]:
    """What a format writes: its text, and its companion where the environment names a file for it."""
    yield Output(_pieces(formatter, outcome, view), destination)
    companion = formatter.companion
    file = session.environment.get(companion.variable) if companion else None
    if companion and file:
        yield Output(companion.render(outcome, view), file, append=True)


def _pieces(formatter: Formatter, outcome: Live, view: View) -> Iterator[str]:
    """The text of a format; one that cannot be used in part is begun when the run has ended."""
    if not formatter.streams:
        outcome.files.finish()
    yield from formatter.render(outcome, view)


def destinations(
    words: Sequence[str], formatters: Mapping[str, Formatter]
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


def _path(job: Job) -> str:
    return job.path


def _job(path: str, asked: Settings, name: str, session: Session) -> Job:
    if path != STDIN:
        return Job(path, asked)
    try:
        return Job(name, asked, read_within(session.stdin, asked.limits))
    except UnreadableError as error:
        return Job(name, asked, error)


def _view(options: argparse.Namespace, session: Session, destination: str | None) -> View:
    return View(
        lang=session.lang,
        color=session.color and destination is None,
        width=session.width,
        verbose=-1 if options.quiet else options.verbose,
        statistics=options.statistics,
    )


def _policy(options: argparse.Namespace) -> Policy:
    return Policy(options.fail_level, options.max_warnings, options.exit_zero, options.strict_internal)


def _remarks(found: Found, options: argparse.Namespace, lang: str) -> Iterator[str]:
    words = catalogue()
    yield from (words.text("missing-path", lang, path=path) for path in found.missing)
    if not found.files and not found.missing and not options.allow_empty:
        key = "everything-ignored" if found.ignored else "nothing-found"
        yield words.text(key, lang, paths=", ".join(options.paths or ["."]), number=len(found.ignored))
    if options.verbose:
        yield from (words.text("skipped", lang, path=path) for path in found.skipped)
        yield from (words.text("ignored", lang, path=path) for path in found.ignored)
