"""Run the measurement and print or write its tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.accuracy.measure import Extent, measure  # noqa: E402
from benchmarks.accuracy.published import published  # noqa: E402
from benchmarks.accuracy.table import page  # noqa: E402

PAGE = ROOT / "docs" / "accuracy.md"
EXTENTS = {"quick": Extent(1, 4, 1), "usual": Extent(1, 1, 4), "full": Extent(6, 1, 4)}


def main() -> None:
    """Measure, then print or write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="each fault in a quarter of the layouts")
    how.add_argument("--full", action="store_true", help="six reports for each fault and layout")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    extent = EXTENTS["quick" if asked.quick else "full" if asked.full else "usual"]
    start = process_time()
    tally = measure(extent)
    text = page(tally, published(), extent)
    if asked.write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    print(f"{tally.documents} documents, {process_time() - start:.0f} s of processor time", file=sys.stderr)


if __name__ == "__main__":
    main()
