"""Dask workers, on this machine or on others.

Duty: batches as tasks, answers back, nothing lost with a worker, one finding for a file that takes worker after
worker along. May not check anything, nor look into an answer.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from govlint.discover import read_file
from govlint.errors import GovlintError, UnreadableError
from govlint.run.dask import Connection, Task, connect, killed, local
from govlint.run.job import Answer, Done, How, Job
from govlint.run.remote import Order, check_apart
from govlint.run.work import Work

WORKER_DIED = "worker-died"
_MOST_BYTES = 8 * 1024 * 1024
"""Bytes of files in one task: more go as several."""
_LOOK = 1.0
"""Seconds between two looks at the cluster while nothing comes back."""
_PATIENCE = 60.0
"""Seconds without any worker after which the run gives up."""


@dataclass(slots=True)
class _Batch:
    number: int
    jobs: Sequence[Job]
    answers: list[Answer | None]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some jobs of a batch, which make one task."""

    batch: _Batch
    places: range
    alone: bool = False
    """Whether nothing is sent beside it, so that a worker that dies dies of it."""

    @property
    def jobs(self) -> list[Job]:
        return [self.batch.jobs[place] for place in self.places]

    def split(self) -> Iterator[_Part]:
        """Each job by itself."""
        return (_Part(self.batch, range(place, place + 1)) for place in self.places)


class Cluster:
    """A cluster of this run's own, or the one at an address.

    Workers on this machine read files and keep results themselves. Others need not see the same disk: bytes are
    sent, and results are kept by this process.
    """

    size = 50

    def __init__(self, how: How, work: Work) -> None:
        """Find the cluster at the address; one of the run's own is started when there is work for it.

        Raises:
            AskedError: where there is none, or it has no worker.
        """
        self._work, self._how = work, how
        self._cluster: Connection | None = connect(how.scheduler) if how.scheduler else None
        self._away = self._cluster is not None
        workers = self._cluster.workers() if self._cluster else how.processes
        self.slots = 2 * max(workers, 1)
        self._order = Order(replace(how, processes=1, cache=None if self._away else how.cache))
        self._finished: SimpleQueue[Task] = SimpleQueue()
        self._sent: dict[str, tuple[Task, _Part]] = {}
        self._waiting: list[_Part] = []
        self._suspects: list[_Part] = []
        self._count = 0

    def submit(self, number: int, jobs: Sequence[Job]) -> None:
        """Send a batch.

        Raises:
            GovlintError: where the settings ask for what cannot be, or the cluster does not start.
        """
        for settings in {id(job.settings): job.settings for job in jobs}.values():
            # Told here, in full, before anything is sent.
            self._work.linter(settings)
        loaded = [_loaded(job) for job in jobs] if self._away else jobs
        batch = _Batch(number, loaded, [None] * len(jobs))
        self._waiting.extend(_Part(batch, places) for places in _cut(loaded))
        self._send()

    def take(self) -> Done:
        """Wait for any batch.

        Raises:
            GovlintError: where the cluster is gone, or cannot do the work as asked.
        """
        while True:
            task = self._next()
            _, part = self._sent.pop(task.key)
            if task.status == "error" and killed(task.exception()):
                self._suspect(part)
            else:
                self._fill(part, _answers(task))
            self._send()
            if None not in part.batch.answers:
                return Done(part.batch.number, [answer for answer in part.batch.answers if answer])

    def close(self) -> None:
        """Let go of the cluster; one of the run's own is stopped."""
        cluster, self._cluster = self._cluster, None
        if cluster is not None:
            cluster.close()

    def _send(self) -> None:
        """Send what waits; where workers have died of something, suspects first, each with nothing beside it."""
        if any(part.alone for _, part in self._sent.values()):
            return
        if self._suspects:
            if not self._sent:
                self._start(replace(self._suspects.pop(0), alone=True))
            return
        for part in self._waiting:
            self._start(part)
        self._waiting = []

    def _start(self, part: _Part) -> None:
        if self._cluster is None:
            self._cluster = local(self._how.processes)
        self._count += 1
        payload = pickle.dumps(part.jobs)
        task = self._cluster.submit(self._count, check_apart, payload, self._order)
        self._sent[task.key] = task, part
        task.add_done_callback(self._finished.put)

    def _next(self) -> Task:
        """The next task that is over.

        Raises:
            GovlintError: where the scheduler, or every worker for a minute, is gone.
        """
        assert self._cluster is not None
        seen = monotonic()
        while True:
            with suppress(Empty):
                return self._finished.get(timeout=_LOOK)
            if self._cluster.workers():
                seen = monotonic()
            elif monotonic() - seen > _PATIENCE:
                raise GovlintError("the Dask cluster has had no worker for a minute")

    def _suspect(self, part: _Part) -> None:
        """What was under way when workers died again and again: each file by itself, then the one to blame."""
        if len(part.places) > 1:
            self._suspects.extend(part.split())
        elif not part.alone:
            self._suspects.append(part)
        else:
            job = part.jobs[0]
            self._fill(part, [self._work.refuse(job, UnreadableError(WORKER_DIED))])

    def _fill(self, part: _Part, answers: Sequence[Answer]) -> None:
        for place, answer in zip(part.places, answers, strict=True):
            part.batch.answers[place] = answer
            if self._away:
                self._work.keep(part.batch.jobs[place], answer.outcome)


def _answers(task: Task) -> list[Answer]:
    """The answers that a task gives.

    Raises:
        GovlintError: where it gives none.
    """
    if task.status != "finished":
        error = task.exception() if task.status == "error" else None
        if isinstance(error, GovlintError):
            raise error
        raise GovlintError(f"a Dask task is {task.status}: {type(error).__name__}: {error}")
    answers: list[Answer] = pickle.loads(task.result())  # noqa: S301 - from a worker, which runs what it likes
    return answers


def _loaded(job: Job) -> Job:
    """The job with the bytes of its file, or why there are none."""
    data: Any = job.data
    if data is None:
        try:
            data = read_file(job.path, job.settings.limits)
        except UnreadableError as error:
            data = error
    return job._replace(data=data)


def _cut(jobs: Sequence[Job]) -> Iterator[range]:
    """Runs of jobs that together are not too large."""
    start = size = 0
    for place, job in enumerate(jobs):
        own = len(job.data) if isinstance(job.data, bytes) else 0
        if place > start and size + own > _MOST_BYTES:
            yield range(start, place)
            start, size = place, 0
        size += own
    yield range(start, len(jobs))
