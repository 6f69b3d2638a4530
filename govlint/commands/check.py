"""`govlint check`: lint files, folders, standard input.

Duty: from options to outputs and an exit status. May not print.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_choice, add_general, add_reading, add_sources, add_verbose, settings
from govlint.commands.values import flat, one_of, whole_number, words_list
from govlint.discover import STDIN, Found, discover, read_within
from govlint.errors import UnreadableError
from govlint.findings import SEVERITIES, FileOutcome, Outcome
from govlint.formatters import Formatter, View
from govlint.lean import lean
from govlint.lint import Linter, gather
from govlint.verdict import NOT_DONE, Policy, exit_status
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

    Options = argparse.Namespace | SimpleNamespace

ARGUMENTS = "[PATH…|-]"
_CYCLES = 20_000, 50, 1_000
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
    level = one_of(*SEVERITIES)
    parser.option(
        status, "--fail-level", text="help.fail-level", type=level, default="error", metavar="LEVEL"
    )
    parser.option(status, "--max-warnings", text="help.max-warnings", type=whole_number, metavar="N")
    parser.option(status, "--exit-zero", text="help.exit-zero", action="store_true")
    parser.option(status, "--strict-internal", text="help.strict-internal", action="store_true")
    add_general(parser)
    parser.epilog = parser.say("help.status-table")


class _Defaults:
    """Takes options as a parser does, and keeps what they are where none is given."""

    def __init__(self) -> None:
        self.known: dict[str, object] = {}

    def option(self, _group: str, *names: str, text: str, **how: Any) -> None:
        """Note an option's default; `text` is for those who ask for help."""
        name = max(names, key=len).lstrip("-").replace("-", "_")
        if text != "help.help":
            self.known[name] = how.get("default", False if how.get("action") == "store_true" else None)

    def say(self, _key: str) -> str:
        """Nothing: nobody has asked for help."""
        return ""


def plain(paths: Sequence[str]) -> SimpleNamespace:
    """The options where paths are all that is given."""
    defaults = _Defaults()
    configure(cast("Parser", defaults))
    return SimpleNamespace(**{**defaults.known, "paths": list(paths), "help": False})


def run(options: Options, session: Session) -> Answer:
    """Check what the options name."""
    linter = Linter(settings(options))
    _leave_alone_what_stays()
    formats = destinations(options.output_format or [_DEFAULT_FORMAT], linter.plugins.formatters)
    found = discover(options.paths or ["."], flat(options.include), flat(options.exclude))
    checked = (_check(path, linter, options.stdin_filename, session) for path in found.files)
    whole = any(formatter.whole for formatter, _ in formats)
    kept = (file if whole and file.findings else lean(file) for file in checked)
    outcome = gather(kept, linter.in_force())
    outputs = tuple(
        output
        for formatter, destination in formats
        for output in _outputs(formatter, outcome, _view(options, session, destination), destination, session)
    )
    undone = bool(found.missing) or not (found.files or options.allow_empty)
    status = NOT_DONE if undone else exit_status(outcome, _policy(options))
    return Answer(outputs, status, tuple(_remarks(found, outcome, options, session.lang)))


def _leave_alone_what_stays() -> None:
    """Keep the search for cycles away from what is needed to the end, and rare among what reports leave behind.

    Values hold no cycles; a search through the outcomes of all files so far would cost more with every file.
    """
    gc.freeze()
    gc.set_threshold(*_CYCLES)
    gc.enable()


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


def _check(path: str, linter: Linter, name: str, session: Session) -> FileOutcome:
    if path != STDIN:
        return linter.check(path)
    try:
        return linter.check_bytes(name, read_within(session.stdin, linter.settings.limits))
    except UnreadableError as error:
        return linter.refuse(name, error)


def _view(options: Options, session: Session, destination: str | None) -> View:
    return View(
        lang=session.lang,
        color=session.color and destination is None,
        width=session.width,
        verbose=-1 if options.quiet else options.verbose,
        statistics=options.statistics,
    )


def _policy(options: Options) -> Policy:
    return Policy(options.fail_level, options.max_warnings, options.exit_zero, options.strict_internal)


def _remarks(found: Found, outcome: Outcome, options: Options, lang: str) -> Iterator[str]:
    words = catalogue()
    yield from (words.text("missing-path", lang, path=path) for path in found.missing)
    if not outcome.files and not found.missing and not options.allow_empty:
        yield words.text("nothing-found", lang, paths=", ".join(options.paths or ["."]))
    if options.verbose:
        yield from (words.text("skipped", lang, path=path) for path in found.skipped)
