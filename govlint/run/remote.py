"""What a Dask worker runs: a task's files, in a guarded process of its own that outlives the task.

Duty: one guarded process for each thread of the worker, so that limits of time and memory hold there as anywhere.
May not know Dask.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from threading import Lock, get_ident

from govlint import __version__
from govlint.errors import GovlintError
from govlint.run.job import How, Job
from govlint.run.pool import Pool
from govlint.run.work import Work

_GUARDS: dict[tuple[int, How], Pool] = {}
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """How a task is to be done, and by which govlint."""

    how: How
    version: str = __version__


def check_apart(payload: bytes, order: Order) -> bytes:
    """What came of the jobs in the payload, in their order.

    Raises:
        GovlintError: where the worker has another govlint, or the work cannot be done as asked.
    """
    if order.version != __version__:
        raise GovlintError(f"a Dask worker has govlint {__version__}, not {order.version}")
    jobs: list[Job] = pickle.loads(payload)  # noqa: S301 - a Dask worker runs what it is sent
    guard = _guard(order.how)
    guard.submit(0, jobs)
    try:
        return pickle.dumps(guard.take().answers)
    except BaseException:
        _drop(guard)
        raise


def release() -> None:
    """Stop every guarded process of this worker."""
    for guard in list(_GUARDS.values()):
        _drop(guard)


def _guard(how: How) -> Pool:
    key = get_ident(), how
    with _LOCK:
        if key not in _GUARDS:
            # The settings were held against packs where they came from.
            _GUARDS[key] = Pool(how, Work(how), told=True)
        return _GUARDS[key]


def _drop(guard: Pool) -> None:
    with _LOCK:
        for key in [key for key, other in _GUARDS.items() if other is guard]:
            del _GUARDS[key]
    guard.close()
