"""One process: the batch is done when it is submitted.

Duty: the executor of short runs. May not start anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from govlint.run.job import Done, Job
from govlint.run.work import Work


class Serial:
    """Does each job in this process."""

    size = 1
    slots = 1

    def __init__(self, work: Work) -> None:
        self._work = work
        self._done: deque[Done] = deque()

    def submit(self, number: int, jobs: Sequence[Job]) -> None:
        """Do the batch."""
        self._done.append(Done(number, list(self._work.answers(jobs))))

    def take(self) -> Done:
        """The batch done first."""
        return self._done.popleft()

    def close(self) -> None:
        """Nothing is under way."""
