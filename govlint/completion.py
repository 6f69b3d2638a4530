"""What may come next on a command line.

Duty: candidates for the last word. May not know any shell, nor print.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module

from govlint.commands import COMMANDS
from govlint.commands.parser import Named, Parser
from govlint.commands.values import OneOf

PATHS = "\0paths"
"""The candidate that stands for files and folders, which the shell knows best."""

Values = Mapping[str, Callable[[], Iterable[str]]]
"""What a place takes, by its metavar."""


def candidates(words: Sequence[str], values: Values) -> list[str]:
    """What the last of the words may become; the words before it are what was typed after `govlint`.

    Args:
        words: at least one; the last may be empty.
        values: candidates for places whose values the parser alone does not know.
    """
    *before, last = words or [""]
    if before and "=" in (last, before[-1]):
        # Bash takes the sign for a word of its own.
        before, last = (before, "") if last == "=" else (before[:-1], last)
    command = before[0] if before and before[0] in COMMANDS else "check"
    parser = Parser(command, "en")
    import_module(COMMANDS[command]).configure(parser)
    named = {name: action for action in parser._actions for name in action.option_strings}  # noqa: SLF001
    option, equals, part = last.partition("=")
    if equals and option in named:
        return [f"{option}={value}" for value in _fit(_values(named[option], values), part)]
    if before and before[-1] in named and named[before[-1]].nargs != 0:
        return _listed(_values(named[before[-1]], values), last)
    if last.startswith("-"):
        return _fit(sorted(named), last)
    places = [action for action in parser._actions if not action.option_strings]  # noqa: SLF001
    found = [value for action in places for value in _values(action, values)]
    if not before:
        found += [*COMMANDS, PATHS]
    return _fit(found, last)


def _values(action: argparse.Action, values: Values) -> list[str]:
    kind = action.type.kind if isinstance(action.type, Named) else action.type
    if isinstance(kind, OneOf):
        return list(kind.known)
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    if metavar in values:
        return sorted(values[metavar]())
    return [PATHS] if metavar in ("PATH", "FILE", "DIR", "PATH…") else []


def _listed(found: Iterable[str], last: str) -> list[str]:
    """Candidates for the last item of a list with commas."""
    head, comma, part = last.rpartition(",")
    return [f"{head}{comma}{value}" for value in _fit(found, part)] if comma else _fit(found, last)


def _fit(found: Iterable[str], last: str) -> list[str]:
    return [value for value in dict.fromkeys(found) if value == PATHS or value.startswith(last)]
