"""Worker processes on this machine, each watched by a thread of this one.

Duty: batches to workers, answers back, a finding for the file that hangs or kills its worker. The other files of
its batch are checked all the same. May not look into an answer.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from govlint.errors import UnreadableError
from govlint.run.job import Answer, Done, How, Job
from govlint.run.work import Work

if TYPE_CHECKING:
    from govlint.run.process import Worker

TIME_EXCEEDED, WORKER_DIED = "time-exceeded", "worker-died"
_LOOK = 0.2
"""Seconds between two looks at the clock while nothing comes back."""

Batch = tuple[int, Sequence[Job]]


class Pool:
    """As many worker processes as are asked for, started when there is work for them."""

    size = 32

    def __init__(self, how: How, work: Work, *, told: bool = False) -> None:
        """Start nothing yet; `told` where the settings are known to hold."""
        self.slots = how.processes * 2
        self._how, self._work, self._told = how, work, told
        self._todo: SimpleQueue[Batch | None] = SimpleQueue()
        self._done: SimpleQueue[Done | Exception] = SimpleQueue()
        self._seats: list[_Seat] = []

    def submit(self, number: int, jobs: Sequence[Job]) -> None:
        """Queue a batch.

        Raises:
            GovlintError: where the settings ask for what cannot be.
        """
        if not self._told:
            # Told here, before any process is started, and in full.
            for settings in {id(job.settings): job.settings for job in jobs}.values():
                self._work.linter(settings)
        self._todo.put((number, jobs))
        if len(self._seats) < self._how.processes:
            if not self._seats:
                atexit.register(self.close)
            self._seats.append(_Seat(self._how, self._work, self._todo, self._done))

    def take(self) -> Done:
        """Wait for any batch; meanwhile stop workers that take too long."""
        while True:
            try:
                done = self._done.get(timeout=_LOOK)
            except Empty:
                done = None
            for seat in self._seats:
                seat.expire(self._how.seconds)
            if isinstance(done, Exception):
                raise done
            if done is not None:
                return done

    def close(self) -> None:
        """Stop every worker, whatever it does."""
        atexit.unregister(self.close)
        with suppress(Empty):
            while True:
                self._todo.get_nowait()
        for _ in self._seats:
            self._todo.put(None)
        for seat in self._seats:
            seat.close()
        self._seats = []


class _Seat:
    """A thread with the worker it watches, one after the other."""

    def __init__(
        self,
        how: How,
        work: Work,
        todo: SimpleQueue[Batch | None],
        done: SimpleQueue[Done | Exception],
    ) -> None:
        self._how = how
        self._refuse = work.refuse
        self._todo, self._done = todo, done
        self._worker: Worker | None = None
        self._closed = False
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def expire(self, seconds: float) -> None:
        """Stop the worker where its file takes longer."""
        worker = self._worker
        if worker is not None:
            worker.expire(seconds)

    def close(self) -> None:
        """Stop the worker and wait for the thread."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()
        self._thread.join()

    def _work(self) -> None:
        try:
            while (batch := self._todo.get()) is not None and not self._closed:
                number, jobs = batch
                self._done.put(Done(number, list(self._answers(jobs))))
        except Exception as error:  # noqa: BLE001 - raised again where the answers are awaited
            self._done.put(error)
        finally:
            self._let_go()

    def _answers(self, jobs: Sequence[Job]) -> Iterator[Answer]:
        """An answer for every job: a file that takes its worker along is tried once more by itself."""
        waiting, alone = list(jobs), False
        while waiting and not self._closed:
            tried = waiting[:1] if alone else waiting
            answers = self._attempt(tried)
            yield from answers
            waiting = waiting[len(answers) :]
            if len(answers) == len(tried):
                alone = False
            elif self._let_go():
                yield self._refuse(waiting.pop(0), UnreadableError(TIME_EXCEEDED, seconds=self._how.seconds))
                alone = False
            elif len(tried) == 1:
                yield self._refuse(waiting.pop(0), UnreadableError(WORKER_DIED))
                alone = False
            else:
                alone = True

    def _attempt(self, jobs: Sequence[Job]) -> list[Answer]:
        """The answers of a worker; fewer than jobs where it is gone before the end."""
        from govlint.run.process import Worker  # noqa: PLC0415 - not where every file is known already

        if self._worker is None:
            self._worker = Worker(self._how)
            if self._closed:
                self._worker.kill()
        worker = self._worker
        worker.ask(jobs)
        answers: list[Answer] = []
        while len(answers) < len(jobs) and (answer := worker.answer()) is not None:
            answers.append(answer)
        worker.rest()
        return answers

    def _let_go(self) -> bool:
        """Leave the worker behind; whether it was stopped for taking too long."""
        worker, self._worker = self._worker, None
        if worker is None:
            return False
        worker.stop()
        return worker.late
