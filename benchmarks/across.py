"""What comparing many agencies costs beside checking them: near-duplicate search as a share of the checks.

    python benchmarks/across.py [REPORTS]

Prints CPU time a report of checking, of making its extract, and of the search for copies, and what share of the
checks the last two are; every hundredth text is a copy and must be among the candidates.
"""

import random
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import reports
from reports.across import chatter, written

from govlint.across.extraction import extractor
from govlint.across.sketch import candidates, sketch
from govlint.lint import Linter, Settings

LEAST = 0.5
SAMPLE = 40


def texts(number):
    """Prose of that many reports, every hundredth a copy of an earlier one with a sentence changed."""
    rng = random.Random(1)
    made = []
    for index in range(number):
        if index % 100 == 99:
            made.append(made[rng.randrange(index)] + chatter(rng, 1))
        else:
            made.append(chatter(rng, 30))
    return made


def main():
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    linter = Linter(Settings())
    data = [written(reports.make(seed), chatter(random.Random(seed), 30)) for seed in range(SAMPLE)]
    printed = [reports.write(one, "pipes").text.encode() for one in data]
    for text in printed[:4]:
        linter.check_bytes("warm.txt", text)
    start = process_time()
    outcomes = [linter.check_bytes("a.txt", text) for text in printed]
    check = (process_time() - start) / SAMPLE
    take = extractor(linter.packs.constraints)
    start = process_time()
    extracts = [take(one.report, one.document) for one in outcomes]
    extract = (process_time() - start) / SAMPLE
    sizes = [len(one.places) + len(one.sketch) + 8 * len(one.counts) + len(one.states) for one in extracts]

    made = texts(number)
    sketches = [sketch({text[i : i + 8] for i in range(len(text) - 7)}) for text in made]
    start = process_time()
    pairs = list(candidates(sketches, LEAST))
    search = (process_time() - start) / number
    found = {pair.this for pair in pairs}
    copies = set(range(99, number, 100))
    print(
        f"reports: {number}; a check {check * 1000:.2f} ms, an extract {extract * 1000:.2f} ms, the search {search * 1000:.3f} ms a report"
    )
    print(
        f"share of the check: extract {extract / check:.3f}, search {search / check:.4f}; about {max(sizes)} bytes an extract"
    )
    print(f"candidates: {len(pairs)}; copies planted {len(copies)}, found {len(copies & found)}")
    assert copies <= found


if __name__ == "__main__":
    main()
