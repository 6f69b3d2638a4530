"""`govlint waivers check`: validate a file of waivers and list each with its state.

Duty: from options to a table and an exit status. May not print.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import (
    add_choice,
    add_configuration,
    add_general,
    add_patterns,
    add_reading,
    add_sources,
    governed,
)
from govlint.commands.excusing import exceptions_in, there
from govlint.config.source import shown
from govlint.display.encode import encode
from govlint.display.width import columns, printable
from govlint.verdict import CLEAN, FOUND, NOT_DONE
from govlint.waivers.register import BROAD, EXPIRED, UNUSED, State
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "check [FILE] [PATH…]"
DEFAULT = "waivers.yaml"
_BAD = (EXPIRED, UNUSED, BROAD)


def configure(parser: Parser) -> None:
    """The options of `waivers`."""
    parser.option("help.arguments", "words", text="help.waivers-words", nargs="*", metavar="check")
    add_choice(parser)
    add_sources(parser)
    add_reading(parser)
    add_patterns(parser)
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Validate, and check the paths where there are any."""
    action, *rest = options.words or [""]
    if action != "check":
        raise unknown_word("action", action, ["check"])
    ruled = governed(options, rest[1:], session)
    file, *paths = rest or [shown(Path(ruled.of_run.value("waivers") or DEFAULT))]
    exceptions = exceptions_in(ruled.run_linter, there(Path(file)))
    register = exceptions.register
    if register is None:
        raise AssertionError("a file was named")
    found = ruled.found
    for path in found.files:
        register.apply(ruled.linter(path).check(path))
    states = list(register.states())
    lang = session.lang
    lines = [_json(states, file)] if options.json else list(_table(states, file, lang))
    words = catalogue()
    remarks = [words.text("missing-path", lang, path=path) for path in found.missing]
    if paths and not found.files and not found.missing:
        raise AskedError(words.words("nothing-found", paths=", ".join(paths)))
    bad = any(state.state in _BAD for state in states)
    status = NOT_DONE if found.missing else FOUND if bad else CLEAN
    return Answer((Output([line + "\n" for line in lines]),), status, tuple(remarks))


def _table(states: list[State], file: str, lang: str) -> Iterator[str]:
    words = catalogue()
    rows = [
        (
            f"{printable(file)}:{state.waiver.place.line}",
            words.text(f"waivers.{state.state}", lang, number=state.findings),
            state.waiver.record.code,
            printable(state.waiver.record.file.text),
            state.waiver.record.until.day.isoformat(),
            printable(f"{state.waiver.record.approved_by}: {state.waiver.record.reason}"),
        )
        for state in states
    ]
    yield from columns(rows)
    yield words.text("list.total", lang, number=len(rows))


def _json(states: list[State], file: str) -> str:
    records = [
        {
            "path": file,
            "line": state.waiver.place.line,
            "code": state.waiver.record.code,
            "file": state.waiver.record.file.text,
            "reason": state.waiver.record.reason,
            "approved_by": state.waiver.record.approved_by,
            "until": state.waiver.record.until.day.isoformat(),
            "state": state.state,
            "findings": state.findings,
        }
        for state in states
    ]
    return encode(records)
