"""Speed and memory as ratios within one run: against the bytes, a bare Python, other linters, and govlint itself.

    python benchmarks/speed                        # some minutes
    python benchmarks/speed --quick                # a minute
    python benchmarks/speed --peers FOLDER         # other linters installed there; installs what is missing
    python benchmarks/speed --write                # puts the tables into docs/speed.md

Whole processes are measured by the processor time of the process and its children, the best of several; another
program can only make one slower. Reports are invented by `tests/reports`, all different in figures and prose.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import Cost, cost
from peers import PEERS, install

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "texts.py"
DOCUMENT = ROOT / "docs" / "speed.md"
GOVLINT = (sys.executable, "-m", "govlint")
_NEVER = Cost(float("inf"), 0)
ONE_CORE = ("-j", "1", "--no-cache", "--exit-zero", "-f", "concise")
RAISED = "import sys; from measure_large import main; main(sys.argv[1])"


def written(path: Path, *arguments: str) -> Path:
    """What `texts.py` writes there, where nothing is there yet.

    A process begins with the memory of the one that starts it, and its peak remembers that: this one stays small.
    """
    if not path.exists():
        subprocess.run((sys.executable, TEXTS, path, *arguments), check=True)
    return path


def folder_of(path: Path, number: int, suffix: str = ".txt") -> Path:
    """A folder with that many reports."""
    return written(path, str(number), suffix)


def environment(folder: Path) -> dict[str, str]:
    """Govlint from this checkout with a cache and compiled modules of its own, as after an installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent), str(ROOT / "tests"))),
        "PYTHONPYCACHEPREFIX": str(folder / "modules"),
        "GOVLINT_CACHE": str(folder / "cache"),
    }


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def start_up(folder: Path, around: dict[str, str], times: int) -> Iterator[str]:
    """Whole processes, in starts of a bare Python."""
    file = written(folder / "report.txt", "10000")
    commands = {
        "`python -c pass`": (sys.executable, "-c", "pass"),
        "`govlint --version`": (*GOVLINT, "--version"),
        "`govlint report.txt`, 10 KB, unchanged: its kept result": (*GOVLINT, str(file)),
        "`govlint --no-cache report.txt`, checked anew": (*GOVLINT, "--no-cache", str(file)),
        "`govlint report.txt`, no cache folder": (*GOVLINT, str(file)),
    }
    cost(commands["`govlint report.txt`, 10 KB, unchanged: its kept result"], around)
    best: dict[str, Cost] = {}
    # Turn about, as a machine changes its pace: the best of each are of the same quick moments.
    for _ in range(times):
        for title, command in commands.items():
            surroundings = {**around, "GOVLINT_CACHE": ""} if "no cache folder" in title else around
            best[title] = min(cost(command, surroundings), best.get(title, _NEVER))
    bare = next(iter(best.values())).seconds
    rows = [
        [title, f"{spent.seconds * 1000:.0f}", f"{spent.seconds / bare:.1f}", f"{spent.mib:.0f}"]
        for title, spent in best.items()
    ]
    yield from table(["whole process", "ms", "bare starts", "MiB"], rows)


def throughput(folder: Path, around: dict[str, str], number: int, peers: Path | None) -> Iterator[str]:
    """Many reports in one process, beside the same bytes and other linters."""
    texts = folder_of(folder / f"r{number}", number)
    size = sum(path.stat().st_size for path in texts.iterdir()) / number
    script = f"import pathlib\nfor p in pathlib.Path({str(texts)!r}).iterdir(): p.read_bytes().decode()"
    bytes_ = cost((sys.executable, "-c", script), around, 3)
    own = cost((*GOVLINT, *ONE_CORE, str(texts)), around)
    rows = [row("read and decode the bytes", bytes_, number, own, number)]
    rows.append(row("**govlint**, every constraint, one process", own, number, own, number))
    for peer in PEERS if peers else ():
        few = min(number, peer.most)
        some = folder_of(folder / f"{peer.name}{few}", few, peer.suffix)
        command = peer.command(peers, some)
        if command is None:
            rows.append([peer.title, "not installed", "", "", ""])
        else:
            rows.append(row(peer.title, cost(command, around, cwd=some), few, own, number))
    yield f"{number} reports of {size / 1000:.1f} KB:\n"
    yield from table(["", "ms a report", "reports/s", "govlint's speed", "MiB"], rows)


def row(title: str, spent: Cost, number: int, own: Cost, own_number: int) -> list[str]:
    """One line of the throughput table."""
    each, ours = spent.seconds / number, own.seconds / own_number
    return [title, f"{each * 1000:.2f}", f"{1 / each:.0f}", f"{each / ours:.2f} x", f"{spent.mib:.0f}"]


def growth(folder: Path, around: dict[str, str], most: int) -> Iterator[str]:
    """More reports in a run: each step against the one before, measured again after it, as a machine changes its pace."""
    rows: list[list[str]] = []
    last: list[str] = []
    number = 1
    while number <= most:
        command = [*GOVLINT, *ONE_CORE, str(folder_of(folder / f"g{number}", number))]
        before = cost(last, around).seconds if last else 0
        spent = cost(command, around)
        after = cost(last, around).seconds if last else 0
        times = f"{2 * spent.seconds / (before + after):.1f} x" if last else ""
        rows.append([f"{number:,}", f"{spent.seconds:.2f}", times, f"{spent.mib:.0f}"])
        last = command
        number *= 10
    yield from table(["reports in one run", "s", "the last", "MiB"], rows)


def size(folder: Path, around: dict[str, str], most: int) -> Iterator[str]:
    """A larger report: each step against the one before; the limit of 16 MiB is raised for it."""
    rows: list[list[str]] = []
    last: Cost | None = None
    kilobytes = 10
    while kilobytes * 1000 <= most:
        file = written(folder / f"{kilobytes}.txt", str(kilobytes * 1000))
        spent = cost((sys.executable, "-c", RAISED, str(file)), around)
        times = f"{spent.seconds / last.seconds:.1f} x" if last else ""
        rows.append([f"{kilobytes:,} KB", f"{spent.seconds:.2f}", times, f"{spent.mib:.0f}"])
        last = spent
        kilobytes *= 10
    yield from table(["one report of", "s", "the last", "MiB"], rows)


def machine() -> str:
    """What it was measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."


def write(lines: Sequence[str]) -> None:
    """Put the tables between the marks of the document."""
    head, mark, rest = DOCUMENT.read_text(encoding="utf-8").partition("<!-- measured -->\n")
    tail = rest.partition("<!-- /measured -->")[2]
    DOCUMENT.write_text(f"{head}{mark}{chr(10).join(lines)}<!-- /measured -->{tail}", encoding="utf-8")


def main() -> None:
    """Print the tables as they come."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="fewer and smaller reports")
    parser.add_argument(
        "--peers", type=Path, help="folder of the other linters; what is missing is installed"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    asked = parser.parse_args()
    if asked.peers:
        install(asked.peers)
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        around = environment(folder)
        for part in (
            [machine(), ""],
            start_up(folder, around, 5 if asked.quick else 20),
            throughput(folder, around, 100 if asked.quick else 1000, asked.peers),
            growth(folder, around, 100 if asked.quick else 10_000),
            size(folder, around, 10**6 if asked.quick else 10**7),
        ):
            for line in part:
                print(line, flush=True)
                lines.append(line)
    if asked.write:
        write(lines)


if __name__ == "__main__":
    main()
