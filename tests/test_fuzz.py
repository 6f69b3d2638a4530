"""Hostile input, a little of it: the same seeds, so that a find stays found. More: `python -m benchmarks.fuzz`."""

import random
import resource
import sys
from pathlib import Path

import pytest
import reports
from linting import linter

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.fuzz import mutate
from benchmarks.fuzz.targets import TARGETS
from govlint.compiled import load_form
from govlint.errors import GrammarError, UnreadableError
from govlint.readers import Limits
from govlint.shipped import shipped_folder

RUNS = {
    "text": 12,
    "html": 12,
    "docx": 25,
    "pdf": 2,
    "tokens": 400,
    "number": 1500,
    "equation": 150,
    "pack": 4,
    "grammar": 12,
}


@pytest.mark.parametrize("target", TARGETS)
def test_hostile_input_is_read_or_refused(target):
    if target == "pdf":
        pytest.importorskip("pdfminer", reason="the PDF reader is an extra")
    for index in range(RUNS[target]):
        TARGETS[target](random.Random(f"{target}/suite/{index}"))


def test_the_same_seed_gives_the_same_input():
    text = reports.write(reports.make(1), "lines").text
    one, two = (mutate.text(random.Random(5), text) for _ in range(2))
    assert one == two != text


# ---- what was found ----


def test_bytes_that_no_file_holds_are_held_to_the_limit_too():
    """Found by a planted fault: only bytes read from a disk were held to it."""
    outcome = linter().check_bytes("r.txt", b"0\n" * (Limits().bytes // 2 + 1))
    assert [finding.name for finding in outcome.findings] == ["limit-exceeded"]
    with pytest.raises(UnreadableError, match="limit-exceeded"):
        linter().read("r.txt", b"0" * (Limits().bytes + 1))


def test_a_grammar_that_imports_what_is_not_there_is_refused(tmp_path):
    """Found by `grammar`: the error came from opening the file and was no complaint about the grammar."""
    for path in shipped_folder("grammars").glob("*.lark"):
        said = path.read_text(encoding="utf-8").replace(".gfoi_common", ".gfoi_commom")
        (tmp_path / path.name).write_text(said, encoding="utf-8")
    with pytest.raises(GrammarError, match="gfoi_commom"):
        load_form(tmp_path / "gfoi_2021.lark", [tmp_path])


def test_a_file_of_ideographic_spaces_is_empty():
    """Found by a planted fault: it was said to be another kind of report."""
    outcome = linter().check_bytes("r.txt", " \n\u3000\u3000\n\u00a0".encode())
    assert [finding.name for finding in outcome.findings] == ["file-empty"]


@pytest.mark.parametrize("layout", ["lines", "pipes"])
def test_memory_grows_with_the_input_and_no_faster(layout):
    """Counted, not timed: blocks and passages of a report ten times as long are ten times as many."""
    text = reports.write(reports.make(3), layout).text
    sizes = [len(linter().read("r.txt", (text + "0\n" * n).encode()).blocks) for n in (1000, 10_000)]
    assert sizes[1] <= 10 * sizes[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * 1024 * 1024
