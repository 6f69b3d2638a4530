"""Dask, as far as govlint needs it.

Duty: connect or start, submit, say how many workers there are. May not know files or answers. The only module that
imports Dask.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import uuid4

from govlint.errors import GovlintError
from govlint.run.remote import release
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    from distributed import Client

_WAIT = 20
"""Seconds for a scheduler to answer and for a first worker."""
_TRIES = 2
"""Workers that may die of a task before it is held to be the cause; those of a cluster elsewhere set their own."""
_CONFIG = {
    "distributed.scheduler.allowed-failures": _TRIES,
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    "distributed.comm.retry.count": 2,
}


class Task(Protocol):
    """What a submitted task is, of all that Dask's futures are."""

    key: str
    status: str

    def exception(self) -> object:
        """What it raised; None where it did not."""
        ...

    def result(self) -> bytes:
        """What it gave."""
        ...

    def add_done_callback(self, call: Callable[[Task], None]) -> None:
        """Have it call, in a thread of Dask's, when it is over."""
        ...


class Connection:
    """A client of a cluster; `own` is the cluster that is stopped with it."""

    def __init__(self, client: Client, own: Any = None) -> None:
        self._client: Any = client
        self._own = own
        self._run = uuid4().hex

    def submit(self, number: int, work: Callable[..., bytes], *arguments: object) -> Task:
        """A task; one whose worker is lost is done by another."""
        key = f"govlint-{self._run}-{number}"
        return cast("Task", self._client.submit(work, *arguments, key=key, pure=False))

    def workers(self) -> int:
        """How many tasks can run at once.

        Raises:
            GovlintError: where the scheduler is gone.
        """
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise GovlintError(f"the Dask scheduler does not answer: {error}") from error

    def close(self) -> None:
        """Stop what the run has started, and nothing else."""
        if self._own is None:
            with suppress(Exception):
                # Guarded processes would wait there for a next run.
                self._client.run(release)
        # A cluster that is gone already has nothing to be told.
        with suppress(Exception):
            self._client.close()
        if self._own is not None:
            with suppress(Exception):
                self._own.close(timeout=10)


def connect(address: str) -> Connection:
    """The cluster whose scheduler is at the address.

    Raises:
        AskedError: where nobody answers there, or there is no worker.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        words = catalogue().words("no-scheduler", address=address, error=str(error).partition("\n")[0])
        raise AskedError(words) from error
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError as error:
        client.close()
        raise AskedError(catalogue().words("no-workers", address=address)) from error
    return Connection(client)


def local(processes: int) -> Connection:
    """A cluster of worker processes on this machine, for as long as the run."""
    distributed = _distributed()
    own = distributed.LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
        memory_limit=0,
    )
    return Connection(distributed.Client(own, set_as_default=False), own)


def killed(error: object) -> bool:
    """Whether this says that workers died of a task again and again."""
    return isinstance(error, _distributed().KilledWorker)


def _distributed() -> Any:
    import dask  # noqa: PLC0415 - an extra that takes half a second
    import distributed  # noqa: PLC0415

    dask.config.set(_CONFIG)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed
