"""Run targets, print what was found: the seed of a find makes it again."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import traceback
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from benchmarks.fuzz.targets import TARGETS

SLOW = 5.0
"""Seconds of processor time for one input that are worth looking at."""


def run(name: str, seed: int, runs: int) -> int:
    """How many inputs of a target were found wanting; each is printed with its seed."""
    found, worst, start = 0, (0.0, 0), process_time()
    for index in range(runs):
        began = process_time()
        try:
            TARGETS[name](random.Random(f"{name}/{seed}/{index}"))
        except Exception:  # noqa: BLE001 - that is what is looked for
            found += 1
            print(f"{name} {seed}/{index}:\n{traceback.format_exc(limit=-4)}", flush=True)
        worst = max(worst, (process_time() - began, index))
    spent = process_time() - start
    slow = f"; SLOW: input {worst[1]}" if worst[0] > SLOW else ""
    print(f"{name:9} {runs} inputs, {found} finds, {spent:.0f} s, slowest {worst[0]:.2f} s{slow}", flush=True)
    return found


def guided(name: str) -> None:
    """The same target, its choices drawn from bytes that atheris looks for."""
    import atheris

    def one(data: bytes) -> None:
        TARGETS[name](random.Random(data))

    atheris.Setup([sys.argv[0]], atheris.instrument_func(one))
    atheris.Fuzz()


def main() -> None:
    """Run the targets asked for; exit 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(TARGETS), help=f"of: {', '.join(TARGETS)}")
    parser.add_argument("--runs", type=int, default=200, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true", help="let atheris guide the first target")
    asked = parser.parse_args()
    unknown = [name for name in asked.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no such target: {', '.join(unknown)} (of: {', '.join(TARGETS)})")
    if asked.atheris:
        guided(asked.targets[0])
    with tempfile.TemporaryDirectory() as cache:
        # What is made of mutated packs and grammars stays out of the user's own cache.
        os.environ["GOVLINT_CACHE"] = cache
        found = sum([run(name, asked.seed, asked.runs) for name in asked.targets])
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
