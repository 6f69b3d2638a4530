"""One worker process as its parent sees it.

Duty: start it anew with this process's module path, send a batch, read answers, stop it. May not decide what a
death means.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import IO, Any, cast

from govlint.errors import GovlintError
from govlint.run.frames import FAILED, READY, receive, send
from govlint.run.job import Answer, How, Job

_START = "import sys; sys.path[:] = {path}; from govlint.run.worker import main; main()"
"""The module path travels as text: the parent's main module is never run again, whatever it is."""
_APART: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if sys.platform == "win32"
    else {"process_group": 0}
)
"""An interrupt from the keyboard is for the parent alone."""


class Worker:
    """A process that answers batches.

    Raises:
        GovlintError: where it does not come up.
    """

    def __init__(self, how: How) -> None:
        modes = ["-X", "utf8"] if sys.flags.utf8_mode else []
        command = [sys.executable, *modes, "-c", _START.format(path=ascii(sys.path))]
        # This very Python, with a text of our own.
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **_APART)  # noqa: S603
        self.since: float | None = None
        """When the file under way was begun; None where there is none."""
        self.late = False
        """Whether it was stopped for taking too long."""
        with suppress(OSError):
            send(self._stdin, pickle.dumps(how))
        first = receive(self._stdout)
        if first is None or first.body != READY:
            raise GovlintError(f"a worker process does not start (exit status {self.stop()})")

    def ask(self, jobs: Sequence[Job]) -> None:
        """Send a batch."""
        self.since = monotonic()
        with suppress(OSError):
            # A process that is gone is noticed where its answer is awaited.
            send(self._stdin, pickle.dumps(list(jobs)))

    def answer(self) -> Answer | None:
        """The next answer of the batch; None where the process is gone.

        Raises:
            GovlintError: where the batch cannot be done as asked.
        """
        frame = receive(self._stdout)
        self.since = None if frame is None else monotonic()
        if frame is None:
            return None
        if frame.body == FAILED:
            raise GovlintError(frame.more.decode())
        return Answer(frame.body, pickle.loads(frame.more) if frame.more else None)  # noqa: S301 - from a child

    def rest(self) -> None:
        """Nothing is under way."""
        self.since = None

    def expire(self, seconds: float) -> None:
        """Stop the process where the file under way has taken longer."""
        since = self.since
        if since is not None and monotonic() - since > seconds:
            self.late = True
            self.kill()

    def kill(self) -> None:
        """Stop the process, whatever it does."""
        self._process.kill()

    def stop(self) -> int:
        """Stop the process, wait until it is gone, and give its exit status."""
        self.kill()
        for stream in (self._stdin, self._stdout):
            with suppress(OSError):
                stream.close()
        return self._process.wait()

    @property
    def _stdin(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdin)

    @property
    def _stdout(self) -> IO[bytes]:
        return cast("IO[bytes]", self._process.stdout)
