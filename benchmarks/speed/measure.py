"""What a whole process costs: processor time with its children, and the most memory of one of them."""

from __future__ import annotations

import os
import subprocess
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
    process = subprocess.Popen(
        command,
        env=around,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # A program for Node that breaks off ends with 1, as one that found something does.
    if process.returncode not in (0, 1) or b"\n    at " in errors:
        raise RuntimeError(
            f"{command[:4]} ended with {process.returncode}: {errors[-500:].decode(errors='replace')}"
        )
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
