"""What a start costs, in starts of a bare Python.

    python benchmarks/startup.py [FILE]

Processor time of whole processes, the best of several: another program can only make one slower. The cache is
filled by the first start and the compiled modules are kept, as after an installation; a report is checked anew,
then found among the results of the last run; the last line of the table shows a start without the cache.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def cost(command: list[str], environment: dict[str, str], times: int) -> float:
    """Seconds of the fastest of several runs."""
    found = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def once(command: list[str], environment: dict[str, str], folder: Path, *, anew: bool) -> float:
    """Seconds of one run; `anew` forgets first what came of the file."""
    if anew:
        shutil.rmtree(folder / "cache" / "results", ignore_errors=True)
    return cost(command, environment, 1)


def sample(folder: Path) -> Path:
    """A report of 10 KB or so."""
    sys.path.insert(0, str(ROOT / "tests"))
    import reports

    path = folder / "report.txt"
    path.write_text(reports.write(reports.make(1, form="gfoi-2021"), "lines").text, encoding="utf-8")
    return path


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "modules")}
        environment = {**os.environ, **kept, "GOVLINT_CACHE": str(folder / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        file = sys.argv[1] if len(sys.argv) > 1 else str(sample(folder))
        govlint = [sys.executable, "-m", "govlint"]
        rows = [
            ("python -c pass", [sys.executable, "-c", "pass"], environment, 30),
            ("govlint --version", [*govlint, "--version"], environment, 10),
            ("govlint report.txt", [*govlint, file], environment, 10),
            ("… unchanged, known", [*govlint, file], environment, 10),
            ("… without a cache", [*govlint, file], {**environment, "GOVLINT_CACHE": ""}, 3),
        ]
        anew = rows[2][0]
        # The first start of a fresh checkout keeps nothing of files that changed this very moment.
        cost(rows[2][1], environment, 2)
        bare = 0.0
        print(f"{'':20} {'ms':>8} {'x bare':>8}")
        for title, command, around, times in rows:
            spent = min(once(command, around, folder, anew=title == anew) for _ in range(times))
            bare = bare or spent
            print(f"{title:20} {spent * 1000:8.1f} {spent / bare:8.1f}")


if __name__ == "__main__":
    main()
