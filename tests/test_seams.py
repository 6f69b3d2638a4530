"""Where parts meet: configuration with records and outputs, options with what is not there."""

from __future__ import annotations

import json
import sys

import city
import pytest
from reports import make, with_number, write

from govlint import cli

DATA = make(7, "gfoi-2021", "medium", "county")
WRONG = write(with_number(DATA, ("requests", "received", "natural_persons"), 999), "pipes").text
WAIVER = """\
- code: t3-balance
  file: report.txt
  reason: 样例
  approved_by: 某人
  until: 2020-12-31
"""


@pytest.fixture
def folder(workplace):
    (workplace / "report.txt").write_text(WRONG, encoding="utf-8")
    return workplace


def configure(folder, text):
    (folder / "govlint.toml").write_text(text, encoding="utf-8")


def test_a_baseline_that_configuration_names_is_created_used_and_pruned(folder, run):
    (folder / "records").mkdir()
    configure(folder, 'baseline = "records/known.json"\n')
    status, _, err = run("report.txt")
    assert status == 2
    assert "govlint.toml:1:12: 没有这个文件：records/known.json" in err
    assert run("baseline", "create", "report.txt")[0] == 0
    assert (folder / "records" / "known.json").is_file()
    assert run("report.txt")[0] == 0
    (folder / "report.txt").write_text(write(DATA, "pipes").text, encoding="utf-8")
    assert "GL923" in run("report.txt")[1]
    status, _, err = run("baseline", "prune", "report.txt")
    assert status == 0
    assert "records/known.json" in err
    assert "GL923" not in run("report.txt")[1]


def test_waivers_of_configuration_are_checked_and_named_from_the_working_folder(folder, run):
    (folder / "except.yaml").write_text(WAIVER, encoding="utf-8")
    configure(folder, 'waivers = "except.yaml"\n')
    status, out, _ = run("waivers", "check")
    assert status == 1
    assert out.startswith("except.yaml:1 ")
    by_file = json.loads(run("report.txt", "-f", "json")[1])
    by_option = json.loads(run("report.txt", "-f", "json", "--isolated", "--waivers", "except.yaml")[1])
    assert by_file == by_option
    assert "except.yaml" in {finding["path"] for finding in by_file["findings"]}


@pytest.mark.parametrize(
    "words",
    [
        ("report.txt", "--waivers", "exept.yaml"),
        ("report.txt", "--baseline", "exept.yaml"),
        ("report.txt", "--members", "exept.yaml"),
        ("waivers", "check", "exept.yaml"),
        ("baseline", "prune", "report.txt", "-o", "exept.yaml"),
    ],
)
def test_a_record_that_is_not_there_is_an_error_with_a_suggestion(folder, run, words):
    (folder / "except.yaml").write_text(WAIVER, encoding="utf-8")
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert "没有这个文件：exept.yaml；是否想用 except.yaml？" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chek", "report.txt"), "没有这个文件或文件夹：chek；若要用命令，是否是 govlint check？"),
        (("reprot.txt", "report.txt"), "没有这个文件或文件夹：reprot.txt；是否想用 report.txt？"),
        (("./chek", "report.txt"), "没有这个文件或文件夹：./chek\n"),
        (("compare", "report.txt", "gone.txt"), "没有这个文件或文件夹：gone.txt"),
        (("compare", "report.txt"), "compare 至少要两份报告"),
        (("compare",), "compare 至少要两份报告"),
        (("-j", "0", "report.txt"), "-j：0 不是整数（1 或以上），也不是 auto"),
        (("-j", "many", "report.txt"), "-j：many 不是整数（1 或以上），也不是 auto"),
        (("fix", "gone.txt"), "没有这个文件或文件夹：gone.txt"),
    ],
)
def test_what_is_not_there_is_named_with_what_was_likely_meant(folder, run, words, said):
    status, _, err = run(*words)
    assert status == 2
    assert said in err
    assert "没有可提出的改法" not in err


def test_a_folder_may_hold_the_years_to_compare(folder, run):
    (folder / "years").mkdir()
    for year in (2021, 2022):
        data = make(7, "gfoi-2021", "medium", "county", year=year)
        (folder / "years" / f"{year}.txt").write_text(write(data, "pipes").text, encoding="utf-8")
    outcome = json.loads(run("compare", "years", "-f", "json")[1])
    assert outcome["assurance"]["checked"] == 2


@pytest.mark.parametrize("place", ["nowhere/out.json", "taken"])
def test_an_output_with_nowhere_to_go_is_told_before_any_file_is_read(folder, run, monkeypatch, place):
    (folder / "taken").mkdir()
    monkeypatch.setattr("govlint.lint.Linter.check", lambda *_: pytest.fail("a file was read"))
    status, out, err = run("report.txt", "--no-cache", "-f", "full", "-f", f"json:{place}")
    assert (status, out) == (2, "")
    assert f"无法写入 {place}" in err


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_stream_that_was_never_open_costs_no_exit_status(folder, monkeypatch, closed):
    monkeypatch.setattr(sys, closed, None)
    assert cli.main(["report.txt"]) == 1
    assert cli.main(["report.txt", "gone.txt"]) == 2


def test_an_edit_of_a_pack_of_one_file_counts_though_results_are_kept(folder, run):
    text = city.ONE_FILE.replace("decisions > 0", "decisions > 99999999")
    pack = folder / "one.yaml"
    asked = ("report.txt", "--pack", "./one.yaml", "--select", "CT", "--cache-dir", "kept", "-f", "concise")
    pack.write_text(text, encoding="utf-8")
    assert "CT101" in run(*asked)[1]
    assert "CT101" in run(*asked)[1]
    pack.write_text(text.replace("decisions > 99999999", "decisions >= 0"), encoding="utf-8")
    assert "CT101" not in run(*asked)[1]
