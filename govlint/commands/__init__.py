"""The commands: what they take, and what they answer.

Duty: the contract between `cli.py` and its commands. May not import a command before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from govlint.records import dataclass, field

COMMANDS = {
    "check": "govlint.commands.check",
    "compare": "govlint.commands.compare",
    "explain": "govlint.commands.explain",
    "list": "govlint.commands.listing",
    "dump": "govlint.commands.dump",
    "plugins": "govlint.commands.plugins",
    "packs": "govlint.commands.packs",
    "config": "govlint.commands.config",
    "pack": "govlint.commands.pack",
    "test": "govlint.commands.test",
    "trace": "govlint.commands.trace",
    "waivers": "govlint.commands.waivers",
    "baseline": "govlint.commands.baseline",
    "fix": "govlint.commands.fix",
    "stats": "govlint.commands.stats",
    "server": "govlint.commands.server",
    "doctor": "govlint.commands.doctor",
    "completion": "govlint.commands.completion",
}
"""Name → module with `configure(parser)` and `run(options, session)`; anything else is a path to check."""


@dataclass(frozen=True, slots=True)
class Output:
    """Pieces of text, or of bytes, and the file they go to; standard output, for text alone, where it is None.

    `whole`: the file is put in place in one step, and a link there is not followed. `data` are the bytes of
    such a file, instead of pieces.
    """

    pieces: Iterable[str] | Iterable[bytes]
    destination: str | None = None
    append: bool = False
    folders: bool = False
    """Make the folders that are missing on the way to the file."""
    fresh: bool = False
    """The file must not be there yet; the folders on the way to it are made."""
    whole: bool = False
    data: bytes | None = None
    within: str | None = None
    """A folder, made where it is not there, that the file must really lie in."""
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to: outputs, remarks for standard error, exit status.

    Status, remarks and plain `lines` for standard error may depend on a run that the outputs drive: they are asked
    for when everything is written.
    """

    outputs: tuple[Output, ...] = ()
    status: int | Callable[[], int] = 0
    remarks: Iterable[str] = ()
    lines: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """What a command may know of the terminal it is called from."""

    lang: str
    color: bool = False
    width: int = 100
    stdin: Callable[[int], bytes] = lambda _: b""
    environment: Mapping[str, str] = field(default_factory=dict)
    paints: Callable[[str], bool] = lambda asked: asked == "always"
    """Whether standard output takes colour, where `auto`, `always` or `never` is asked for."""
    show: Callable[[str], None] | None = None
    """Draws one line over the last on standard error, and wipes it for an empty text; None where nobody looks."""
