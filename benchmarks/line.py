"""Reports a second, what each stage costs beside reading and decoding the bytes, and how cost grows.

    python benchmarks/line.py             # a minute
    python benchmarks/line.py --quick     # up to 100 reports and 1 MB

Reports are invented by `tests/reports`. Times are processor time of one process; the best of several runs counts,
because another program can only make one slower. Ratios are taken within one run.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import reports

from govlint.choose import Choice
from govlint.lint import Linter, Settings
from govlint.readers import Limits, Source
from govlint.readers.text import read
from govlint.understand import understand

TODAY = date(2026, 11, 24)
LAYOUTS = ("lines", "pipes", "markdown_rows", "tabs", "spaces")
ROOM = Limits(bytes=1 << 30)
KILOBYTES = 10


def best(job: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest run."""
    found = []
    for _ in range(times):
        start = process_time()
        job()
        found.append(process_time() - start)
    return min(found)


def report(seed: int, layout: str, size: int = KILOBYTES * 1000) -> bytes:
    """A report of that many bytes: what it lacks is filled with prose, as in real ones."""
    text = reports.write(reports.make(seed, form="gfoi-2021"), layout).text
    lines = text.split("\n")
    prose = [line for line in lines if len(line) > 60] or lines
    cut = next(index for index, line in enumerate(lines) if line == prose[0])
    missing = size - len(text.encode())
    filling: list[str] = []
    number = 0
    while missing > 0:
        filling.append(f"{prose[number % len(prose)]}")
        missing -= len(filling[-1].encode()) + 1
        number += 1
    return "\n".join([*lines[:cut], *filling, *lines[cut:]]).encode()


def stages(linter: Linter, layout: str, seeds: Iterable[int]) -> None:
    """One line of the table: milliseconds of each stage, and their ratio to decoding."""
    sources = [Source(f"{seed}.txt", report(seed, layout)) for seed in seeds]
    documents = [read(source) for source in sources]
    understood = [understand(document, linter.recogniser) for document in documents]
    times = {
        "decode": best(lambda: [source.data.decode() for source in sources]),
        "read": best(lambda: [read(source) for source in sources]),
        "understand": best(lambda: [understand(document, linter.recogniser) for document in documents]),
        "check": best(
            lambda: [linter.engine.run(r, d, TODAY) for r, d in zip(understood, documents, strict=True)]
        ),
        "all": best(lambda: [linter.check_bytes(source.path, source.data) for source in sources]),
    }
    each = {name: seconds / len(sources) for name, seconds in times.items()}
    cells = " ".join(f"{each[name] * 1000:10.3f}" for name in times)
    print(f"{layout:14} {cells} {1 / each['all']:10.0f} {each['all'] / each['decode']:10.0f}")


def number(linter: Linter, most: int) -> None:
    """Cost of one report among 1, 10, … reports never seen before."""
    print(f"\n{'reports':>10} {'s':>9} {'ms each':>9} {'per s':>7}")
    count = 1
    while count <= most:
        made = [
            report(10_000 + count + seed, LAYOUTS[seed % len(LAYOUTS)]) for seed in range(min(count, 1000))
        ]
        start = process_time()
        for index in range(count):
            linter.check_bytes("x.txt", made[index % len(made)])
        spent = process_time() - start
        print(f"{count:10} {spent:9.3f} {spent / count * 1000:9.2f} {count / spent:7.0f}")
        count *= 10


def size(linter: Linter, most: int) -> None:
    """Cost of one report of 10 KB, 100 KB, …"""
    print(f"\n{'bytes':>10} {'s':>9} {'ms/10 KB':>9} {'times the last':>15}")
    last = 0.0
    count = KILOBYTES * 1000
    while count <= most:
        data = report(1, "lines", count)
        spent = best(lambda data=data: linter.check_bytes("x.txt", data), 3 if count < 10**6 else 1)
        ratio = f"{spent / last:15.1f}" if last else ""
        print(f"{len(data):10} {spent:9.3f} {spent / len(data) * 1e7:9.2f} {ratio}")
        last = spent
        count *= 10


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="up to 100 reports and 1 MB")
    quick = parser.parse_args().quick
    settings = replace(Settings(choice=Choice(), today=TODAY), limits=ROOM)
    linter = Linter(settings)
    print(f"{len(linter.engine.constraints)} constraints, reports of {KILOBYTES} KB; ms a report")
    heads = ("decode", "read", "understand", "check", "all", "per s", "x decode")
    print(" " * 14, *(f"{head:>10}" for head in heads))
    for layout in LAYOUTS:
        stages(linter, layout, range(12))
    number(linter, 100 if quick else 10_000)
    size(linter, 10**6 if quick else 10**7)


if __name__ == "__main__":
    main()
