"""The commands: what they take, and what they answer.

Duty: the contract between `cli.py` and its commands. May not import a command before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from govlint.records import dataclass, field

COMMANDS = {
    "check": "govlint.commands.check",
    "explain": "govlint.commands.explain",
    "list": "govlint.commands.listing",
    "dump": "govlint.commands.dump",
    "plugins": "govlint.commands.plugins",
    "packs": "govlint.commands.packs",
    "server": "govlint.commands.server",
    "doctor": "govlint.commands.doctor",
    "completion": "govlint.commands.completion",
}
"""Name → module with `configure(parser)` and `run(options, session)`; anything else is a path to check."""


@dataclass(frozen=True, slots=True)
class Output:
    """Pieces of text and the file they go to; standard output where it is None."""

    pieces: Iterable[str]
    destination: str | None = None
    append: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to: outputs, remarks for standard error, exit status."""

    outputs: tuple[Output, ...] = ()
    status: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """What a command may know of the terminal it is called from."""

    lang: str
    color: bool = False
    width: int = 100
    stdin: Callable[[int], bytes] = lambda _: b""
    environment: Mapping[str, str] = field(default_factory=dict)
