"""What stands around every case: a watch on the processor, a ceiling for memory, a look at what is kept."""

from __future__ import annotations

import faulthandler
import gc
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

SECONDS = 20.0
"""Seconds of the processor that no input of the sizes drawn here can need: far beyond, so that load does not matter."""
_FOR_GOOD = 1800
"""Seconds by the clock after which code that hears no signal is ended."""
MEMORY = 2 << 30
"""Bytes that this process may have."""


class HangError(BaseException):
    """Time is up; no handler of exceptions in between may take it."""


def _up(_number: int, _frame: object) -> None:
    raise HangError(f"more than {SECONDS:.0f} s of processor time")


def bound(memory: int = MEMORY) -> None:
    """Set the ceiling, and what happens when time is up."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    signal.signal(signal.SIGPROF, _up)


def guarded(feed: Callable[[bytes], None], data: bytes) -> BaseException | None:
    """What came out of one case where something did."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        feed(data)
    except (Exception, HangError) as error:  # noqa: BLE001 - that is what is looked for
        return error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def still_alive() -> None:
    """Said now and then; who does not for long is shown where it is, and ended."""
    faulthandler.dump_traceback_later(_FOR_GOOD, exit=True, file=sys.stderr)


def resident() -> int:
    """KiB of memory that this process holds, without what is garbage; 0 where the system does not say."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() // 1024
