"""What a worker process runs: batches from standard input, answers to standard output, until there are no more.

Duty: bound its own memory, keep plugins from writing among the answers. May not decide what becomes of a file that
kills it: its parent does.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
from typing import IO

from govlint.run.cycles import leave_alone_what_stays
from govlint.run.frames import FAILED, READY, receive, send
from govlint.run.job import How, Job
from govlint.run.work import Work

_SPARE = 10
"""Seconds after the parent's own bound, for a parent that is gone."""


def main() -> None:
    """Answer batches; the first frame says how."""
    requests, answers = _streams()
    first = receive(requests)
    if first is None:
        return
    how: How = pickle.loads(first.body)  # noqa: S301 - from the parent, through a pipe of its own
    bound_memory(how.memory)
    work, nowhere = Work(how), _nowhere()
    leave_alone_what_stays()
    send(answers, READY)
    while (request := receive(requests)) is not None:
        jobs: list[Job] = pickle.loads(request.body)  # noqa: S301
        faulthandler.dump_traceback_later(len(jobs) * how.seconds + _SPARE, exit=True, file=nowhere)
        _batch(jobs, work, answers)
        faulthandler.cancel_dump_traceback_later()


def _batch(jobs: list[Job], work: Work, out: IO[bytes]) -> None:
    try:
        for answer in work.answers(jobs):
            send(out, answer.outcome, pickle.dumps(answer.spent) if answer.spent else b"")
    except Exception as error:  # noqa: BLE001 - the parent raises it
        send(out, FAILED, f"{type(error).__name__}: {error}".encode())


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent; whatever else is written to standard output goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return requests, answers


def _nowhere() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open for as long as the process


def bound_memory(size: int) -> bool:
    """Bound the memory of this process; whether the system can."""
    try:
        import resource  # noqa: PLC0415 - not every system has it
    except ImportError:
        return False
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    soft = size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(resource.RLIMIT_AS, (soft, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    return True
