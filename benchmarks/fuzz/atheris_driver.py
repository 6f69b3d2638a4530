"""Targets guided by coverage, with atheris (libFuzzer for Python).

pip install atheris                                               # not needed for anything else; Linux and macOS
python -m benchmarks.fuzz.atheris_driver html -max_total_time=600
python -m benchmarks.fuzz.atheris_driver pack CORPUS -runs=100000    # libFuzzer's own options and folders
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

INSTALL = "atheris is not installed: pip install atheris (or: pip install --target FOLDER atheris, and FOLDER in PYTHONPATH)"
SEEDS = 60
"""Inputs drawn as the plain harness draws them, to begin with."""
LONGEST = 40_000
_KIB = 4_000_000
"""Memory that the whole process may have, the fuzzer's own tables among it, in KiB."""


def main() -> None:
    """Fuzz the target named first; the rest is libFuzzer's."""
    try:
        import atheris
    except ImportError:
        sys.exit(INSTALL)
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    name, *rest = sys.argv[1:]
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
    with atheris.instrument_imports(include=["govlint"]):
        from benchmarks.fuzz.targets import TARGETS
    if name not in TARGETS:
        sys.exit(f"no such target: {name} (of: {', '.join(TARGETS)})")
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as cache:
        os.environ["GOVLINT_CACHE"] = cache
        for index in range(SEEDS):
            (Path(corpus) / str(index)).write_bytes(target.make(random.Random(f"{name}/corpus/{index}")))
        # What is made ready once is no part of the first input's time.
        target.feed((Path(corpus) / "0").read_bytes())
        options = [f"-max_len={LONGEST}", "-timeout=300", f"-rss_limit_mb={_KIB // 1000}", "-len_control=0"]
        atheris.Setup([sys.argv[0], *options, *rest, corpus], target.feed)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
