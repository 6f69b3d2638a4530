"""What a run is made of: jobs, how they are to be done, what comes back, and who does them.

Duty: plain values that travel between processes, and the contract of executors. May not do anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from govlint.errors import UnreadableError
from govlint.named import NamedTuple
from govlint.records import dataclass, field
from govlint.settings import Settings

MEBIBYTE = 1024 * 1024
PROCESSES, DASK = "processes", "dask"


class Job(NamedTuple):
    """One file to check, each with settings of its own.

    `data` is what standard input gave, or why it gave nothing; None where the file is to be read.
    """

    path: str
    settings: Settings
    data: bytes | UnreadableError | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done, whatever the work; nothing here changes what is found.

    `whole` keeps the reports themselves, for formats that show them; `timed` also says where the time went.
    """

    processes: int = 1
    cache: str | None = None
    """The folder of results of earlier runs; None where there is none."""
    seconds: float = 60
    """Time for one file in a worker process."""
    memory: int = 1024 * MEBIBYTE
    """Memory of a worker process in bytes, where the system can bound it."""
    whole: bool = False
    timed: bool = False
    engine: str = PROCESSES
    """`processes` on this machine, or `dask`."""
    scheduler: str | None = None
    """The address of a Dask scheduler; None for a cluster of the run's own."""


class Spent(NamedTuple):
    """Seconds that went into one file, by stage or constraint."""

    path: str
    parts: dict[str, float]


class Answer(NamedTuple):
    """What came of one job: the outcome as `outcomes.encode` gives it, and where the time went."""

    outcome: bytes
    spent: Spent | None = None


class Done(NamedTuple):
    """The answers of one batch, in the order of its jobs; `number` is what it was submitted under."""

    number: int
    answers: list[Answer]


@runtime_checkable
class Timed(Protocol):
    """A linter that looks at the clock."""

    def take_spent(self, path: str) -> Spent:
        """What went into the file last checked."""
        ...


class Executor(Protocol):
    """Who does the work: this process, a pool, or other machines."""

    size: int
    """How many jobs make a batch."""
    slots: int
    """How many batches are worth having under way at once."""

    def submit(self, number: int, jobs: Sequence[Job]) -> None:
        """Take a batch; returns at once or after doing it."""
        ...

    def take(self) -> Done:
        """Wait for any batch submitted and not yet taken.

        Raises:
            GovlintError: where the work cannot be done as asked.
        """
        ...

    def close(self) -> None:
        """Stop; what is under way is lost."""
        ...


@dataclass(slots=True)
class Tally:
    """How a run went, for whoever watches it."""

    hits: int = 0
    """Files whose outcome was known from an earlier run."""
    checked: int = 0
    spent: list[Spent] = field(default_factory=list)
