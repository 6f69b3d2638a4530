"""Baselines, and the fingerprints that both baselines and waivers stand on."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linting import lint
from reports import make, with_number, with_sentence, write

from govlint.findings import FileOutcome
from govlint.fingerprints import Key, keys
from govlint.waivers.baseline import baseline_text, load_baseline

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "govlint/schemas/baseline.schema.json").read_text(encoding="utf-8")
)
DATA = make(7, "gfoi-2021", "medium", "county")
WRONG = with_number(DATA, ("requests", "received", "natural_persons"), 999)
TEXT = write(WRONG, "pipes").text
TYPO = "我们己经做好了工作。"


@pytest.fixture
def folder(workplace):
    (workplace / "report.txt").write_text(TEXT, encoding="utf-8")
    return workplace


def found(run, *words):
    return json.loads(run(*words, "-f", "json")[1])


def opened(run, *words):
    return [f["code"] for f in found(run, *words)["findings"] if f["waived"] is None]


def _heading(text):
    return list(re.finditer(r"[^\n]*存在的[^\n]*问题[^\n]*\n", text))[-1]


def with_typos(number):
    heading = _heading(TEXT)
    return TEXT[: heading.end()] + f"{TYPO}\n" * number + TEXT[heading.end() :]


def test_what_a_baseline_holds_is_hidden_counted_and_the_rest_reported(folder, run):
    assert run("report.txt")[0] == 1
    status, _, err = run("baseline", "create", "report.txt", "-o", "b.json")
    assert status == 0
    assert "b.json" in err
    jsonschema.validate(json.loads((folder / "b.json").read_text(encoding="utf-8")), SCHEMA)
    status, out, _ = run("report.txt", "--baseline", "b.json")
    assert status == 0
    assert "基线已有" in out
    outcome = found(run, "report.txt", "--baseline", "b.json")
    assert {f["waived"] for f in outcome["findings"]} == {"baseline"}
    assert outcome["assurance"]["baseline"] == len(outcome["findings"]) > 0
    (folder / "report.txt").write_text(with_typos(1), encoding="utf-8")
    assert opened(run, "report.txt", "--baseline", "b.json") == ["GL806"]


def test_the_same_findings_give_the_same_bytes_one_entry_a_line(folder, run):
    (folder / "a.txt").write_text(with_typos(1), encoding="utf-8")
    run("baseline", "create", "report.txt", "a.txt", "-o", "b.json")
    run("baseline", "create", "a.txt", str(folder / "report.txt"), "-o", "c.json")
    text = (folder / "b.json").read_text(encoding="utf-8")
    assert text == (folder / "c.json").read_text(encoding="utf-8")
    entries = json.loads(text)["files"]
    assert list(entries) == ["a.txt", "report.txt"]
    assert sum(line.startswith("   {") for line in text.splitlines()) == sum(map(len, entries.values()))
    assert not re.search(r'"(?:line|column)"', text)


def test_it_counts_from_its_own_folder(folder, run, monkeypatch):
    run("baseline", "create", "report.txt", "-o", "b.json")
    (folder / "below").mkdir()
    for cwd, report, baseline in (
        ("below", "../report.txt", "../b.json"),
        ("below", folder / "report.txt", folder / "b.json"),
        (".", "./below/../report.txt", "b.json"),
    ):
        monkeypatch.chdir(folder / cwd)
        assert opened(run, report, "--baseline", baseline) == []


def test_a_baseline_is_not_replaced_unasked(folder, run):
    run("baseline", "create", "report.txt", "-o", "b.json")
    before = (folder / "b.json").read_bytes()
    (folder / "report.txt").write_text(with_typos(1), encoding="utf-8")
    status, _, err = run("baseline", "create", "report.txt", "-o", "b.json")
    assert status == 2
    assert "--force" in err
    assert (folder / "b.json").read_bytes() == before
    assert run("baseline", "create", "report.txt", "-o", "b.json", "--force")[0] == 0
    assert (folder / "b.json").read_bytes() != before


def test_an_entry_that_matches_no_more_is_told_and_pruned(folder, run):
    (folder / "report.txt").write_text(with_typos(1), encoding="utf-8")
    (folder / "other.txt").write_text(with_typos(2), encoding="utf-8")
    run("baseline", "create", ".", "-o", "b.json")
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text(TEXT, encoding="utf-8")
    assert opened(run, "report.txt", "--baseline", "b.json") == ["GL923"]
    assert opened(run, "report.txt", "--baseline", "b.json", "--ignore", "GL8") == []
    told = [f for f in found(run, "report.txt", "--baseline", "b.json")["findings"] if f["code"] == "GL923"]
    assert "report.txt" in told[0]["message"]
    text = (folder / "b.json").read_text(encoding="utf-8")
    assert '"report.txt"' in text.splitlines()[told[0]["line"] - 1]
    status, _, err = run("baseline", "prune", "report.txt", "-o", "b.json")
    assert status == 0
    assert "1" in err
    files = json.loads((folder / "b.json").read_text(encoding="utf-8"))["files"]
    assert "GL806" not in [entry["code"] for entry in files["report.txt"]]
    assert "GL806" in [entry["code"] for entry in files["other.txt"]]


def test_two_alike_are_two_entries_and_mending_one_leaves_the_other_excused(folder, run):
    (folder / "report.txt").write_text(_twice(2), encoding="utf-8")
    run("baseline", "create", "report.txt", "-o", "b.json")
    assert opened(run, "report.txt", "--baseline", "b.json") == []
    (folder / "report.txt").write_text(_twice(1), encoding="utf-8")
    assert opened(run, "report.txt", "--baseline", "b.json") == ["GL923"]
    (folder / "report.txt").write_text(_twice(3), encoding="utf-8")
    assert opened(run, "report.txt", "--baseline", "b.json") == ["GL803"]


def _twice(number):
    """So many repeated words that are alike."""
    return with_typos(number).replace(TYPO, "二是规范审核审核发布机制。")


def test_what_was_not_checked_is_in_no_baseline(folder, run):
    (folder / "empty.txt").write_text("", encoding="utf-8")
    status, _, err = run("baseline", "create", ".", "-o", "b.json")
    assert status == 1
    assert "empty.txt" in err
    assert run("empty.txt", "--baseline", "b.json")[0] == 1
    forged = baseline_text({"empty.txt": frozenset([Key("GL002", ":", 1)])})
    (folder / "b.json").write_text(forged, encoding="utf-8")
    assert run("empty.txt", "--baseline", "b.json")[0] == 1
    assert run("baseline", "prune", "empty.txt", "-o", "b.json")[0] == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "b.json:1:2"),
        ("[]", "b.json:1:1"),
        ('{"schema_version": 2}', "b.json:1:1"),
        ('{"schema_version": 1, "files": []}', "b.json:1:1"),
        ('{"schema_version": 1,\n"files": {"a": [{"code": "x"}]}}', "b.json:2:1"),
        ('{"schema_version": 1,\n"files": {"a": 3}}', "b.json:2:1"),
        ("[" * 100_000, "b.json:1:"),
    ],
)
def test_a_damaged_baseline(folder, run, text, place):
    (folder / "b.json").write_text(text, encoding="utf-8")
    status, _, err = run("report.txt", "--baseline", "b.json")
    assert status == 2
    assert place in err


@pytest.mark.parametrize(
    "words", [("creat",), (), ("create", "none"), ("prune", "report.txt", "-o", "no.json")]
)
def test_mistakes_of_the_command(folder, run, words):
    assert run("baseline", *words)[0] == 2


def test_a_link_is_not_followed_when_written(folder, run):
    (folder / "target").write_text("mine", encoding="utf-8")
    (folder / "b.json").symlink_to(folder / "target")
    assert run("baseline", "create", "report.txt", "-o", "b.json", "--force")[0] == 2
    assert (folder / "target").read_text(encoding="utf-8") == "mine"


texts = st.text(alphabet='省市工作人员\u2028\x85 表述𠮷"\\{}:', max_size=12)


entries_of_a_file = st.frozensets(st.builds(Key, texts, texts, st.integers(1, 9)), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.dictionaries(texts.filter(bool), entries_of_a_file, max_size=3))
def test_written_and_read_is_the_same(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("b") / "b.json"
    path.write_text(baseline_text(entries), encoding="utf-8")
    assert load_baseline(path) == entries


# ---- fingerprints ----


def marks(text: str) -> list[Key]:
    outcome: FileOutcome = lint(text)
    return sorted(keys(outcome))


SENTENCES = ("本机关认真做好有关工作。", "各项工作有序推进。", "加强业务学习。")
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_lines_inserted_anywhere_between_paragraphs_change_no_fingerprint(seed, number):
    rng = random.Random(seed)
    text = with_typos(1)
    before = marks(text)
    heading = _heading(text)
    blank = "\n" * number
    moved = blank + text[: heading.end()] + rng.choice(SENTENCES) + "\n" + text[heading.end() :]
    assert marks(moved) == before


@slow
@given(st.integers(1001, 10**7))
def test_a_changed_figure_changes_no_fingerprint(figure):
    data = with_number(DATA, ("requests", "received", "natural_persons"), figure)
    assert marks(write(data, "pipes").text) == marks(TEXT)


@slow
@given(st.permutations(range(4)))
def test_other_parts_in_another_order_change_no_fingerprint(order):
    lines = ("本年度加强了业务学习。", TYPO, "各科室落实责任。", "群众满意度有所提高。")
    heading = _heading(TEXT)

    def text(indices):
        return TEXT[: heading.end()] + "\n".join(lines[i] for i in indices) + "\n" + TEXT[heading.end() :]

    assert marks(text(order)) == marks(text(range(4)))


def test_the_figure_in_a_claim_changes_no_fingerprint():
    sentence = "本年新收政府信息公开申请{}件。"
    one = marks(write(with_sentence(DATA, "received", sentence.format(7777)), "pipes").text)
    other = marks(write(with_sentence(DATA, "received", sentence.format("1,234,567")), "pipes").text)
    assert one == other
    assert one != marks(write(DATA, "pipes").text)


@given(st.integers(1, 6))
@slow
def test_findings_that_are_alike_are_told_apart(number):
    found = [key for key in marks(_twice(number)) if key.code == "GL803"]
    assert [key.occurrence for key in found] == list(range(1, number + 1))
