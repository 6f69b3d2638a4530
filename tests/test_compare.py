"""Comparisons from the command line, in every format; what is kept of a report; sketches of prose."""

import json
import pickle
import random
from pathlib import Path

import pytest
from comparing import comparer, put
from reports.across import chatter, years_of
from reports.edit import with_number

from govlint import cli
from govlint.across.sketch import alike, candidates, sketch
from govlint.extract import Extract
from govlint.lean import lean
from govlint.lint import Linter, Settings

SCHEMA = Path(__file__).parent.parent / "govlint" / "schemas" / "outcome.schema.json"
FORMATS = (
    "full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl",
    "csv", "html",
)  # fmt: skip


@pytest.fixture
def years(tmp_path, monkeypatch):
    """Three years of an agency; the stock of documents of the last does not follow from the second."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    series = years_of(2, (2021, 2022, 2023))
    key = ("proactive", "normative_documents", "in_force")
    series[2] = with_number(series[2], key, series[2].figures[key[0]][key[1]][key[2]] + 173)
    return [put(tmp_path, f"{data.year}.txt", data).name for data in series]


def said(capsys, *arguments):
    status = cli.main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_the_finding(capsys, years, name):
    status, out, _ = said(capsys, "compare", *years, "-f", name, "--fail-level", "warning")
    assert status == 1
    assert "GL733" in out


@pytest.mark.parametrize("name", ["full", "json", "sarif", "github", "html"])
def test_formats_with_proofs_name_the_place_in_the_other_file(capsys, years, name):
    _, out, _ = said(capsys, "compare", *years, "-f", name)
    last = years_of(2, (2021, 2022, 2023))[1]
    import reports

    line = reports.write(last, "pipes").cell_lines["proactive", "normative_documents", "in_force"]
    if name == "json":
        finding = next(f for f in json.loads(out)["findings"] if f["code"] == "GL733")
        assert [(o["path"], o["line"]) for o in finding["proof"]["operands"] if "path" in o] == [
            ("2022.txt", line)
        ]
        assert finding["path"] == "2023.txt"
    elif name == "sarif":
        result = next(r for r in json.loads(out)["runs"][0]["results"] if r["ruleId"] == "GL733")
        places = [r["physicalLocation"] for r in result["relatedLocations"]]
        uris = {(p["artifactLocation"]["uri"], p["region"]["startLine"]) for p in places}
        assert ("2022.txt", line) in uris
    else:
        assert f"2022.txt:{line}:" in out


def test_json_keeps_to_its_schema(capsys, years):
    jsonschema = pytest.importorskip("jsonschema")
    _, out, _ = said(capsys, "compare", *years, "-f", "json")
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(json.loads(out))


def test_order_does_not_matter(capsys, years):
    assert said(capsys, "compare", *years)[1] == said(capsys, "compare", *reversed(years))[1]


def test_check_series_finds_the_same(capsys, years):
    assert said(capsys, "check", "--series", *years)[1] == said(capsys, "compare", *years)[1]


def test_check_alone_compares_nothing(capsys, years):
    _, out, _ = said(capsys, "check", *years, "-f", "json")
    assert not any(f["code"].startswith("GL7") for f in json.loads(out)["findings"])
    several = {c.code for c in Linter(Settings(across=True)).across}
    in_force = {c.code for c in Linter(Settings()).in_force()}
    assert len(several) > 10
    assert not several & in_force


def test_one_report_cannot_be_compared(capsys, years):
    status, _, err = said(capsys, "compare", years[0])
    assert status == 2
    assert "两份" in err


def test_what_is_selected_must_have_something_to_compare(capsys, years):
    status, _, err = said(capsys, "check", "--select", "xy-carry-in", years[0])
    assert status == 2
    assert "--series" in err
    status, out, _ = said(capsys, "check", "--series", "--select", "xy-in-force-stock", *years)
    assert (status, "GL733" in out) == (0, True)


@pytest.mark.parametrize(
    "words", [("compare", "--ignore", "GL7"), ("check", "--series", "--select", "GL302")]
)
def test_a_comparison_without_a_constraint_that_compares_is_refused(capsys, years, words):
    status, out, err = said(capsys, *words, *years)
    assert (status, out) == (2, "")
    assert "GL7" in err


def test_a_run_that_could_compare_nothing_is_not_clean(capsys, years):
    status, out, _ = said(capsys, "check", "--series", "--select", "xy-carry-in", years[0])
    assert (status, "GL911" in out) == (1, True)


def test_a_file_of_members_with_mistakes_is_exit_2(capsys, years, tmp_path):
    (tmp_path / "m.yaml").write_text("membres:\n- name: 云县\n", encoding="utf-8")
    status, _, err = said(capsys, "check", "--lang", "en", "--members", "m.yaml", *years)
    assert status == 2
    assert "m.yaml:1:1" in err
    assert "did you mean 'members'" in err
    status, _, err = said(capsys, "check", "--members", "none.yaml", *years)
    assert (status, "none.yaml" in err) == (2, True)


def test_renamings_are_checked(capsys, years):
    assert said(capsys, "check", "--series", "--renamed", "旧名", *years)[0] == 2
    assert said(capsys, "check", "--renamed", "旧=新", *years)[0] == 2


def test_members_that_are_missing_stand_in_their_file(capsys, years, tmp_path):
    (tmp_path / "m.yaml").write_text("year: 2023\nmembers:\n- 远山市林草局\n", encoding="utf-8")
    _, out, _ = said(capsys, "check", "--members", "m.yaml", "-f", "concise", *years)
    assert "m.yaml:3:3: GL744" in out


# ---- what is kept of a report ----


def made(tmp_path):
    path = put(tmp_path, "a.txt", years_of(1, (2022,))[0])
    return comparer().check(str(path)).extract


def test_an_extract_goes_to_json_and_back(tmp_path):
    one = made(tmp_path)
    again = Extract.from_json(json.loads(json.dumps(one.to_json())))
    assert again == one
    assert again.cells is one.cells
    assert pickle.loads(pickle.dumps(one)) == one


def test_an_extract_is_small_and_knows_its_places(tmp_path):
    outcome = comparer().check(str(put(tmp_path, "a.txt", years_of(1, (2022,))[0])))
    one = outcome.extract
    assert len(json.dumps(one.to_json())) < 60_000
    for index in (0, 20, len(one.cells) - 1):
        key = one.cells[index]
        cell = outcome.report.table(key.table).row(key.row).cell(key.column)
        assert (one.counts[index], one.place(index).span) == (cell.count, cell.span)
        assert one.place(index).start == outcome.document.position(cell.span.start)
    assert lean(outcome).extract is one


def test_no_extract_is_made_where_nothing_is_compared(tmp_path):
    path = put(tmp_path, "a.txt", years_of(1, (2022,))[0])
    assert Linter(Settings()).check(str(path)).extract is None


# ---- sketches ----


def cut(text):
    return {text[index : index + 8] for index in range(len(text) - 7)}


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 1.0])
def test_a_sketch_tells_how_much_is_shared(share):
    off = []
    for seed in range(12):
        rng = random.Random(f"{seed}/{share}")
        lines = [chatter(rng, 1) for _ in range(60)]
        other = [line if index < share * 60 else chatter(rng, 1) for index, line in enumerate(lines)]
        left, right = cut("".join(lines)), cut("".join(other))
        off.append(alike(sketch(left), sketch(right)) - len(left & right) / len(left | right))
    assert max(map(abs, off)) < 0.17
    assert abs(sum(off) / len(off)) < 0.04


def test_a_sketch_of_nothing_is_like_nothing():
    assert sketch([]) == b""
    assert alike(b"", sketch(["一二三"])) == 0
    assert list(candidates([b"", sketch(["一二三"]), b""], 0.5)) == []


def test_the_search_does_not_grow_with_the_square_where_all_are_alike():
    one = sketch(cut(chatter(random.Random(1), 40)))
    pairs = list(candidates([one] * 500, 0.5))
    assert len(pairs) <= 500 * 16
    assert {pair.this for pair in pairs} == set(range(1, 500))
