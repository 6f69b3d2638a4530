"""What a whole process costs: processor time with its children, and the most memory of one of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds of the processor, and MiB at the peak."""

    seconds: float
    mib: float


def cost(command: Sequence[str], around: Mapping[str, str], times: int = 1, cwd: Path | None = None) -> Cost:
    """The cheapest of several runs.

    Raises:
        RuntimeError: where the command ends as a linter that did its work never does.
    """
    return min(_once(command, around, cwd) for _ in range(times))


def _once(command: Sequence[str], around: Mapping[str, str], cwd: Path | None) -> Cost:
    with subprocess.Popen(
        (sys.executable, "-I", "-S", "-c", _LAUNCHER, *command),
        env=around,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as launcher:
        told, errors = launcher.communicate()
    status, seconds, kib = told.split()
    # A program for Node that breaks off ends with 1, as one that found something does.
    if int(status) not in (0, 1) or b"\n    at " in errors:
        raise RuntimeError(
            f"{command[:4]} ended with {int(status)}: {errors[-500:].decode(errors='replace')}"
        )
    return Cost(float(seconds), float(kib) / 1024)


_LAUNCHER = """
import os, sys
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A process begins as a copy of the one that starts it, and its peak is not forgotten: a small one must start it."""
