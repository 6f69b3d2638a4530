"""Run targets, print what was found: the seed of a find makes it again."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from heapq import heappush, heappushpop
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
# What is made of mutated packs stays out of the user's own cache.
_CACHE = tempfile.TemporaryDirectory()
os.environ["GOVLINT_CACHE"] = _CACHE.name

import work  # noqa: E402

from benchmarks.fuzz import __doc__ as _usage  # noqa: E402
from benchmarks.fuzz import guard  # noqa: E402
from benchmarks.fuzz.targets import TARGETS  # noqa: E402

_WORST = 5
"""How many of the slowest inputs of a run are measured by work done."""
_BLOCK = 64
GROWTH = 64 * 1024
"""KiB by which a process may have grown in the last four fifths of a run."""


class Case(NamedTuple):
    """An input, and how long it took."""

    seconds: float
    index: int


def drawn(name: str, seed: int, index: int) -> bytes:
    """The input of that number."""
    return TARGETS[name].make(random.Random(f"{name}/{seed}/{index}"))


def run(name: str, asked: argparse.Namespace) -> int:
    """How many inputs of a target were found wanting; each is printed with its seed."""
    feed, found, slowest, size = TARGETS[name].feed, 0, list[Case](), 0
    guard.guarded(feed, drawn(name, asked.seed, asked.begin))
    start, fifth, early = time.process_time(), asked.begin + asked.runs // 5, 0
    for index in range(asked.begin, asked.begin + asked.runs):
        if index % _BLOCK == 0:
            guard.still_alive()
            _note(asked, name, index)
        if index == fifth:
            early = guard.resident()
        data = drawn(name, asked.seed, index)
        size += len(data)
        began = time.process_time()
        error = guard.guarded(feed, data)
        case = Case(time.process_time() - began, index)
        (heappush if len(slowest) < _WORST else heappushpop)(slowest, case)
        if error is not None:
            found += 1
            _tell(asked, name, index, data, error)
    spent, late = time.process_time() - start, guard.resident()
    grown = late - early if asked.runs > 20 * _BLOCK else 0
    if grown > GROWTH:
        found += 1
        print(f"{name}: grew from {early} to {late} KiB", flush=True)
    print(
        f"{name:11} seed {asked.seed}: {asked.runs} inputs from {asked.begin}, {size // max(asked.runs, 1)} bytes each, "
        f"{found} finds, {spent:.0f} s, {late // 1024} MiB, {grown:+} KiB; most work: {_most_work(name, asked.seed, slowest)}",
        flush=True,
    )
    return found


def _most_work(name: str, seed: int, slowest: list[Case]) -> str:
    """What the slowest inputs cost, counted: calls of functions, of Python and of C."""
    counted = []
    for case in slowest:
        data = drawn(name, seed, case.index)
        _, calls = work.calls(lambda data=data: guard.guarded(TARGETS[name].feed, data))
        counted.append((calls, len(data), case.index))
    calls, size, index = max(counted, default=(0, 0, 0))
    return f"{calls} calls for {size} bytes (input {index})"


def _note(asked: argparse.Namespace, name: str, index: int) -> None:
    """Where a run is, for one that is stopped."""
    if asked.journal:
        asked.journal.write_text(f"{name} --seed {asked.seed} --begin {index}\n", encoding="ascii")


def _tell(asked: argparse.Namespace, name: str, index: int, data: bytes, error: BaseException) -> None:
    said = "".join(traceback.format_exception(error, limit=-6))
    print(f"{name} {asked.seed}/{index}, {len(data)} bytes:\n{said}", flush=True)
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        (asked.keep / f"{name}-{asked.seed}-{index}").write_bytes(data)


def main() -> None:
    """Run the targets asked for; exit 1 where something was found."""
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz", description=_usage, formatter_class=how
    )
    parser.add_argument("targets", nargs="*", default=list(TARGETS), help=f"of: {', '.join(TARGETS)}")
    parser.add_argument("--runs", type=int, default=200, help="inputs for each target")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--begin", type=int, default=0, metavar="N", help="the first input's number")
    parser.add_argument("--journal", type=Path, help="a file that says where the run is")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where what was found is kept")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="feed one file to the target")
    asked = parser.parse_args()
    unknown = [name for name in asked.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no such target: {', '.join(unknown)} (of: {', '.join(TARGETS)})")
    guard.bound()
    if asked.replay:
        TARGETS[asked.targets[0]].feed(asked.replay.read_bytes())
        return
    sys.exit(1 if sum([run(name, asked) for name in asked.targets]) else 0)


if __name__ == "__main__":
    main()
