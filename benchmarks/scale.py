"""What several processes, results of earlier runs and limits bring over whole folders.

    python benchmarks/scale.py                    # 300 reports, two minutes or so
    python benchmarks/scale.py --files 5000       # a province
    python benchmarks/scale.py --files 10000 --processes 2 --format jsonl

Reports of 10 KB are invented by `tests/reports`, every fifth with a fault. Every run is a process of its own. "s" is
the time on the clock, "cpu" processor time of the process and all it started; peaks are resident memory in MiB.
Ratios are taken within one run of this program. "x clock" means something only where nothing else runs; "x alone" is what the processor time would allow on as many processors as processes.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import reports
from line import report

ROOT = Path(__file__).parents[1]
LAYOUTS = ("lines", "pipes", "markdown_rows", "tabs", "spaces")


class Measured(NamedTuple):
    clock: float
    cpu: float
    parent: float
    worker: float
    answer: bytes


def generate(folder: Path, number: int) -> None:
    """That many reports, in folders of 500."""
    faults = list(reports.FAULTS)
    made = [report(seed, LAYOUTS[seed % len(LAYOUTS)]) for seed in range(min(number, 200))]
    for index in range(number):
        path = folder / f"{index // 500:03}" / f"报告{index:06}.txt"
        path.parent.mkdir(exist_ok=True, parents=True)
        # The number makes every file a file of its own.
        data = made[index % len(made)] + f"\n报送序号{index}\n".encode()
        if index % 5 == 0:
            fault = faults[index // 5 % len(faults)]
            planted = fault.plant(fault.make(index), random.Random(index))
            data = reports.write(planted.data, "lines").text.encode()
        path.write_bytes(data)


def memory(process: int) -> float:
    """Resident memory of a process in MiB; 0 where it is gone or nobody tells."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def children(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:
        return []


def measure(words: list[str], environment: dict[str, str], out: Path) -> Measured:
    """Run once and look at it five times a second."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    parent = worker = 0.0
    with out.open("wb") as stream:
        process = subprocess.Popen(words, env=environment, stdout=stream, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            parent = max(parent, memory(process.pid))
            worker = max([worker, *map(memory, children(process.pid))])
            time.sleep(0.2)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(clock, cpu, parent, worker, out.read_bytes())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--format", default="full")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "r", asked.files)
        kept = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "modules")}
        environment = {**os.environ, **kept, "GOVLINT_CACHE": str(folder / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        govlint = [sys.executable, "-m", "govlint", "check", str(folder / "r"), "-f", asked.format]
        # The first start compiles modules, forms and packs.
        first = next((folder / "r").rglob("*.txt"))
        subprocess.run(
            [*govlint[:4], str(first), "--no-cache"], env=environment, stdout=subprocess.DEVNULL, check=False
        )
        many = str(asked.processes)
        half = [
            *govlint[:4],
            *sorted(map(str, (folder / "r").rglob("*.txt")))[: asked.files // 2],
            *govlint[5:],
        ]
        rows = {
            "-j 1": measure([*govlint, "-j", "1", "--no-cache"], environment, folder / "1"),
            f"-j {many}": measure([*govlint, "-j", many, "--no-cache"], environment, folder / "2"),
            f"-j {many}, half the files": measure(
                [*half, "-j", many, "--no-cache"], environment, folder / "3"
            ),
            f"-j {many}, results kept": measure([*govlint, "-j", many], environment, folder / "4"),
            "-j 1, all known": measure([*govlint, "-j", "1"], environment, folder / "5"),
        }
        one, *_ = rows.values()
        print(
            f"{asked.files} files, {asked.format}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        )
        print(
            f"{'':26}{'s':>9}{'cpu':>9}{'ms each':>9}{'x clock':>9}{'x alone':>9}{'parent':>8}{'worker':>8}"
        )
        for title, row in rows.items():
            share = asked.processes if title.startswith(f"-j {many}") else 1
            print(
                f"{title:26}{row.clock:9.1f}{row.cpu:9.1f}{row.cpu / asked.files * 1000:9.2f}"
                f"{one.clock / row.clock:9.2f}{one.cpu / row.cpu * share:9.2f}{row.parent:8.0f}{row.worker:8.0f}"
            )
        same = len({row.answer for title, row in rows.items() if "half" not in title}) == 1
        print("outputs are the same" if same else "OUTPUTS DIFFER")


if __name__ == "__main__":
    main()
