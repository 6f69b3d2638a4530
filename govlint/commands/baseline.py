"""`govlint baseline create|prune`: adopt govlint with what is found today.

Duty: from options to a baseline. May not print or write.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import (
    Governed,
    add_choice,
    add_configuration,
    add_general,
    add_patterns,
    add_reading,
    add_sources,
    governed,
)
from govlint.commands.excusing import add_waivers, exceptions_in, named_file, there
from govlint.config.source import shown
from govlint.findings import FileOutcome
from govlint.lean import lean
from govlint.there import exists
from govlint.verdict import CLEAN, FOUND, NOT_DONE
from govlint.waivers.baseline import baseline_text, record
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "create|prune PATH… [-o FILE]"
DEFAULT = "govlint-baseline.json"
_ACTIONS = ("create", "prune")


def configure(parser: Parser) -> None:
    """The options of `baseline`."""
    parser.option("help.arguments", "words", text="help.baseline-words", nargs="*", metavar="create|prune")
    add_choice(parser)
    add_sources(parser)
    add_reading(parser)
    add_waivers(parser)
    add_patterns(parser)
    parser.option("help.output", "-o", "--output", text="help.baseline-output", type=Path, metavar="FILE")
    parser.option("help.output", "--force", text="help.baseline-force", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Write a baseline, or drop what it no longer needs."""
    if not options.words:
        raise AskedError(catalogue().words("missing-argument", names="create|prune"))
    action, *paths = options.words
    if action not in _ACTIONS:
        raise unknown_word("action", action, _ACTIONS)
    ruled = governed(options, paths or ["."], session)
    found = ruled.found
    if found.missing:
        raise AskedError(catalogue().words("missing-path", path=", ".join(found.missing)))
    if not found.files:
        raise AskedError(catalogue().words("nothing-found", paths=", ".join(paths or ["."])))
    options.output = options.output or Path(shown(Path(ruled.of_run.value("baseline") or DEFAULT)))
    return (_create if action == "create" else _prune)(options, ruled, session)


def _create(options: argparse.Namespace, ruled: Governed, session: Session) -> Answer:
    if exists(options.output) and not options.force:
        raise AskedError(catalogue().words("baseline.exists", path=options.output.as_posix()))
    exceptions = exceptions_in(ruled.run_linter, _waivers(ruled))
    files = [lean(exceptions.apply(ruled.linter(path).check(path))) for path in ruled.found.files]
    entries = record(files, str(options.output.parent), exceptions.excusable)
    number = sum(map(len, entries.values()))
    left = _left(files, exceptions.excusable)
    words = catalogue()
    remarks = [words.text("baseline.created", session.lang, number=number, path=options.output.as_posix())]
    remarks += [words.text("baseline.left", session.lang, path=path) for path in left]
    output = Output([baseline_text(entries)], str(options.output), whole=True)
    return Answer((output,), FOUND if left else CLEAN, tuple(remarks))


def _waivers(ruled: Governed) -> Path | None:
    """The file of waivers that holds for the run."""
    return named_file(ruled.of_run, "waivers")


def _left(files: Sequence[FileOutcome], excusable: frozenset[str]) -> list[str]:
    """Files with something that no baseline may excuse."""
    return [
        file.path
        for file in files
        if any(f.waived is None and (f.code not in excusable or f.about) for f in file.findings)
    ]


def _prune(options: argparse.Namespace, ruled: Governed, session: Session) -> Answer:
    exceptions = exceptions_in(ruled.run_linter, _waivers(ruled), there(options.output))
    held = exceptions.held
    if held is None:
        raise AssertionError("a baseline was named")
    checked = (ruled.linter(path).check(path) for path in ruled.found.files)
    unread = [file.path for file in map(held.apply, checked) if file.status != "checked"]
    words = catalogue()
    path = options.output.as_posix()
    remarks = [words.text("baseline.pruned", session.lang, number=held.stale(), path=path)]
    remarks += [words.text("baseline.unread", session.lang, path=path) for path in unread]
    outputs = (
        (Output([baseline_text(held.pruned())], str(options.output), whole=True),) if held.stale() else ()
    )
    return Answer(outputs, NOT_DONE if unread else CLEAN, tuple(remarks))
