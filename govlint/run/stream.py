"""A run: jobs in, outcomes out, in the order of the jobs, few of them in memory at a time.

Duty: look for what is known, put batches together, keep order and bounds. May not know who does the work, nor
what becomes of an outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from govlint.findings import FileOutcome
from govlint.run.job import DASK, Answer, Executor, How, Job, Tally
from govlint.run.outcomes import decode
from govlint.run.serial import Serial
from govlint.run.store import Store
from govlint.run.work import Work

_EVERY = 20_000
"""Files checked between two looks at the size of the folder of results."""


def run(
    jobs: Iterable[Job], how: How | None = None, executor: Executor | None = None
) -> Iterator[FileOutcome]:
    """What came of each job, in their order.

    Raises:
        GovlintError: where the work cannot be done as asked.
    """
    for answer in Run(jobs, how or How(), executor).answers():
        yield decode(answer.outcome)


def executor_for(how: How, work: Work) -> Executor:
    """This process alone, a pool, or Dask.

    Raises:
        GovlintError: where the cluster asked for is not there.
    """
    if how.engine == DASK:
        from govlint.run.cluster import Cluster  # noqa: PLC0415 - Dask is an extra

        return Cluster(how, work)
    if how.processes <= 1:
        return Serial(work)
    from govlint.run.pool import Pool  # noqa: PLC0415 - threads and queues, for runs over many files

    return Pool(how, work)


class Run:
    """One run, to be gone through once; `tally` counts on the way."""

    def __init__(
        self,
        jobs: Iterable[Job],
        how: How,
        executor: Executor | None = None,
        work: Work | None = None,
        watch: Callable[[int], None] | None = None,
    ) -> None:
        self._jobs = enumerate(jobs)
        self._how = how
        self._work = work or Work(how)
        self._executor = executor or executor_for(how, self._work)
        self._watch = watch or (lambda _: None)
        self._batch: list[tuple[int, Job]] = []
        self._under_way: dict[int, list[int]] = {}
        self._ready: dict[int, Answer] = {}
        self._given = 0
        self._room = 8 * self._executor.slots * self._executor.size
        self.tally = Tally()

    def answers(self) -> Iterator[Answer]:
        """The answer to each job, in their order.

        Raises:
            GovlintError: where the work cannot be done as asked.
        """
        try:
            more = True
            while more or self._under_way:
                if more and not self._full():
                    more = self._fill()
                yield from self._in_order()
                if self._under_way and (not more or self._full()):
                    self._take()
                    yield from self._in_order()
        finally:
            self._executor.close()
            self._thin(now=False)

    def _full(self) -> bool:
        """Whether as much is under way, or waits for its turn, as memory should hold."""
        return len(self._under_way) >= self._executor.slots or len(self._ready) >= self._room

    def _fill(self) -> bool:
        """Submit a batch, or meet a job that is known and whose turn it is; whether there are more."""
        for number, job in self._jobs:
            known = self._work.known(job)
            if known is None:
                self._batch.append((number, job))
            else:
                self.tally.hits += 1
                self._ready[number] = Answer(known)
            if number == self._given and known is not None:
                return True
            if len(self._batch) >= self._executor.size or len(self._ready) >= self._room:
                self._submit()
                return True
        self._submit()
        return False

    def _submit(self) -> None:
        if self._batch:
            numbers = [number for number, _ in self._batch]
            self._under_way[numbers[0]] = numbers
            self._executor.submit(numbers[0], [job for _, job in self._batch])
            self._batch = []

    def _take(self) -> None:
        done = self._executor.take()
        self._ready.update(zip(self._under_way.pop(done.number), done.answers, strict=True))
        before, self.tally.checked = self.tally.checked, self.tally.checked + len(done.answers)
        self.tally.spent.extend(answer.spent for answer in done.answers if answer.spent)
        if before // _EVERY < self.tally.checked // _EVERY:
            self._thin(now=True)
        self._watch(self._given + len(self._ready))

    def _in_order(self) -> Iterator[Answer]:
        while self._given in self._ready:
            answer = self._ready.pop(self._given)
            self._given += 1
            self._watch(self._given + len(self._ready))
            yield answer

    def _thin(self, *, now: bool) -> None:
        if self._how.cache is not None and self.tally.checked:
            Store(self._how.cache).thin(now=now)
