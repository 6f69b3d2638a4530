"""What a target is."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from govlint.errors import GovlintError
from govlint.findings import FileOutcome


class Target(NamedTuple):
    """Bytes drawn at random, and what must be able to take any bytes; `feed` raises what is wrong."""

    make: Callable[[random.Random], bytes]
    feed: Callable[[bytes], None]


class FoundError(AssertionError):
    """Something that must not happen."""


TROUBLE = ("file-crashed", "rule-crashed", "memory-exceeded")


def held(outcome: FileOutcome) -> FileOutcome:
    """Raises where something crashed, whoever caught it, or nothing is said of a file."""
    crashed = [f for f in outcome.findings if f.name in TROUBLE]
    if crashed or outcome.assurance.crashed:
        raise FoundError("; ".join(f.message.en for f in crashed))
    if outcome.status != "checked" and not outcome.findings:
        raise FoundError(f"{outcome.status}, and nothing said")
    return outcome


def refused(load: Callable[[], object]) -> object:
    """What was loaded; None where it was refused with a reason."""
    try:
        return load()
    except GovlintError as error:
        if not str(error):
            raise FoundError("refused without a reason") from error
        return None


@contextmanager
def lying(data: bytes, *names: str) -> Iterator[Path]:
    """A file that is there for the while, under each of the names; gives the path of the first."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / name).write_bytes(data)
        yield Path(folder) / names[0]
