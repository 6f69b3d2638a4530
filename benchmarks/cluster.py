"""A cluster of Dask's on this machine against the pool of processes, on the same reports.

    python benchmarks/cluster.py                       # 200 reports, a minute or two
    python benchmarks/cluster.py --files 2000 --turns 5
    python benchmarks/cluster.py --kinds text,html,pdf # what one report costs, by kind of file

The cluster and the pool are made once and warmed with one batch for each worker; then they take turns over the same
reports, and only the turns count. "cpu" is processor time of this process and all below it, "wall" time on the clock;
the ratio of processor time is the one to trust where anything else runs. What a start costs is told apart.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import reports

from govlint.lint import Settings
from govlint.run import How, Job, Run
from govlint.run.cluster import Cluster
from govlint.run.pool import Pool
from govlint.run.serial import Serial
from govlint.run.work import Work

LAYOUTS = ("lines", "pipes", "markdown_rows", "tabs", "spaces")
TICKS = os.sysconf("SC_CLK_TCK")


def texts(number):
    """Invented reports, every fifth with a fault, each a file of its own."""
    faults = list(reports.FAULTS)
    for index in range(number):
        if index % 5 == 0:
            fault = faults[index // 5 % len(faults)]
            data = fault.plant(fault.make(index), random.Random(index)).data
        else:
            data = reports.make(index % 40, form="gfoi-2021")
        yield reports.write(data, LAYOUTS[index % len(LAYOUTS)]).text + f"\n{index}\n"


def written(where, number, kind):
    """The reports as files of a kind; paths."""
    where.mkdir()
    paths = []
    for index, text in enumerate(texts(number)):
        path = where / f"{index:06}.{kind}"
        if kind == "html":
            import make_html

            path.write_bytes(make_html.report(reports.make(index % 40, form="gfoi-2021")))
        elif kind == "pdf":
            import make_pdf

            path.write_bytes(make_pdf.report(reports.make(index % 40, form="gfoi-2021")))
        else:
            path.write_text(text, encoding="utf-8")
        paths.append(path.as_posix())
    return paths


def family(process):
    """The process and all below it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for word in task.read_text().split():
            found += family(int(word))
    return found


def cpu():
    """Processor time of this process and of those below it that live."""
    total = 0
    for process in family(os.getpid()):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / TICKS


class Kept:
    """An executor that outlives a run."""

    def __init__(self, executor):
        self.executor = executor
        self.size, self.slots = executor.size, executor.slots
        self.submit, self.take = executor.submit, executor.take

    def close(self):
        pass


def turn(executor, jobs, how):
    """Processor time and time of one run, and its answers."""
    started, before = time.monotonic(), cpu()
    answers = [answer.outcome for answer in Run(jobs, how, Kept(executor)).answers()]
    return cpu() - before, time.monotonic() - started, answers


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--kinds", default="text")
    asked = parser.parse_args()
    how = How(processes=asked.processes)
    settings = Settings()
    warm = asked.processes * 50
    # With fewer a worker would have nothing to do, or meet its first report in a turn that counts.
    asked.files = max(asked.files, warm)
    with tempfile.TemporaryDirectory() as name:
        for kind in asked.kinds.split(","):
            paths = written(Path(name) / kind, asked.files, {"text": "txt"}.get(kind, kind))
            jobs = [Job(path, settings) for path in paths]
            executors = {
                "one process": Serial(Work(how)),
                "pool": Pool(how, Work(how)),
                "dask": Cluster(how, Work(how)),
            }
            started = {title: turn(executor, jobs[:warm], how)[1] for title, executor in executors.items()}
            best, answers = {}, {}
            for _ in range(asked.turns):
                for title, executor in executors.items():
                    spent, clock, answers[title] = turn(executor, jobs, how)
                    known = best.get(title, (spent, clock))
                    best[title] = min(known[0], spent), min(known[1], clock)
            for executor in executors.values():
                executor.close()
            same = len({tuple(one) for one in answers.values()}) == 1
            size = sum(Path(path).stat().st_size for path in paths) / len(paths)
            print(
                f"{kind}: {asked.files} files of {size / 1000:.0f} KB, {asked.processes} processes, load "
                f"{os.getloadavg()[0]:.1f} on {os.cpu_count()}; answers {'the same' if same else 'DIFFER'}"
            )
            for title, (spent, clock) in best.items():
                print(
                    f"  {title:12} cpu {spent:7.2f} s  {spent / asked.files * 1000:7.2f} ms each  wall {clock:7.2f} s"
                    f"  first turn {started[title]:6.2f} s"
                )
            pool, dask = best["pool"], best["dask"]
            print(f"  dask against pool: {pool[0] / dask[0]:.0%} by cpu, {pool[1] / dask[1]:.0%} by wall")


if __name__ == "__main__":
    main()
