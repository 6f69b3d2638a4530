"""The work itself: a batch of jobs to the outcomes of their files, in whatever process.

Duty: one linter for each distinct settings, results kept for later runs. May not know who called it, nor in what
order answers are wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from govlint.discover import read_file
from govlint.errors import UnreadableError
from govlint.findings import FileOutcome
from govlint.lean import lean
from govlint.run.job import Answer, How, Job, Timed
from govlint.run.keys import Keys
from govlint.run.outcomes import decode, encode
from govlint.run.store import Store
from govlint.settings import Settings

if TYPE_CHECKING:
    from govlint.lint import Linter

_MOST_LINTERS = 8


class Linters:
    """Linters by what they are made of; the oldest goes where there are too many."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, date, bool], Linter] = {}

    def of(self, settings: Settings, keys: Keys, *, timed: bool = False) -> Linter:
        """The linter of these settings, made when it is first asked for.

        Raises:
            GovlintError: where the settings ask for what cannot be.
        """
        key = keys.asked(settings), settings.today, timed
        if key not in self._made:
            while len(self._made) >= _MOST_LINTERS:
                del self._made[next(iter(self._made))]
            self._made[key] = _timed(settings) if timed else new_linter(settings)
        return self._made[key]


def new_linter(settings: Settings) -> Linter:
    """A linter; what it takes is loaded when the first is asked for.

    Raises:
        GovlintError: where the settings ask for what cannot be.
    """
    from govlint.lint import Linter  # noqa: PLC0415 - files that are known need none

    return Linter(settings)


def _timed(settings: Settings) -> Linter:
    from govlint.run.timing import TimedLinter  # noqa: PLC0415 - only where somebody asks

    return TimedLinter(settings)


class Work:
    """Checks files and keeps what came of them, or finds it kept."""

    def __init__(self, how: How, linters: Linters | None = None) -> None:
        self.how = how
        self._linters = linters or Linters()
        self._store = Store(how.cache) if how.cache is not None else None
        self._keys = Keys(whole=how.whole)

    def linter(self, settings: Settings) -> Linter:
        """The linter of these settings.

        Raises:
            GovlintError: where the settings ask for what cannot be.
        """
        return self._linters.of(settings, self._keys, timed=self.how.timed)

    def known(self, job: Job) -> bytes | None:
        """The outcome of an earlier run; None where there is none, or where the file cannot be read."""
        if self._store is None or self.how.timed or isinstance(job.data, UnreadableError):
            return None
        try:
            data = _bytes(job)
        except UnreadableError:
            return None
        return self._store.get(self._keys.name(job.settings, job.path, data), job.settings.today)

    def answers(self, jobs: Sequence[Job]) -> Iterator[Answer]:
        """What came of each job, one after the other.

        Raises:
            GovlintError: where the settings ask for what cannot be.
        """
        for job in jobs:
            linter = self.linter(job.settings)
            outcome = self._check(job, linter)
            yield Answer(outcome, linter.take_spent(job.path) if isinstance(linter, Timed) else None)

    def keep(self, job: Job, outcome: bytes) -> None:
        """Keep for later runs what came of a job somewhere else; its bytes must be with it."""
        if self._store is None or not isinstance(job.data, bytes):
            return
        file = decode(outcome)
        if _lasting(file):
            self._put(job, job.data, file, outcome)

    def refuse(self, job: Job, error: UnreadableError) -> Answer:
        """The answer to a job whose file cannot be checked."""
        return Answer(self._encoded(self.linter(job.settings).refuse(job.path, error)))

    def _check(self, job: Job, linter: Linter) -> bytes:
        """The outcome of a job, kept for later runs; not where its file could not be read, which may change."""
        try:
            data = _bytes(job)
        except UnreadableError as error:
            return self._encoded(linter.refuse(job.path, error))
        file = linter.check_bytes(job.path, data)
        outcome = self._encoded(file)
        if self._store is not None and _lasting(file):
            self._put(job, data, file, outcome)
        return outcome

    def _put(self, job: Job, data: bytes, file: FileOutcome, outcome: bytes) -> None:
        assert self._store is not None
        name = self._keys.name(job.settings, job.path, data)
        self._store.put(name, outcome, job.settings.today if file.dated else None)

    def _encoded(self, file: FileOutcome) -> bytes:
        return encode(file if self.how.whole and file.findings else lean(file))


_SHARED = Linters()


def check_batch(jobs: Sequence[Job], how: How) -> list[Answer]:
    """What came of each job, in their order; for executors that send functions to other processes.

    Linters stay in the process from one batch to the next.

    Raises:
        GovlintError: where the settings ask for what cannot be.
    """
    return list(Work(how, _SHARED).answers(jobs))


def _bytes(job: Job) -> bytes:
    """The bytes to check.

    Raises:
        UnreadableError: where there are none.
    """
    if isinstance(job.data, UnreadableError):
        raise job.data
    return read_file(job.path, job.settings.limits) if job.data is None else job.data


def _lasting(file: FileOutcome) -> bool:
    """Whether the file would come out the same again: not where memory or a rule gave out."""
    return file.status != "unreadable" and not file.assurance.crashed
