"""Written results are the same whatever their format; their sums are those of the findings; what is damaged is told."""

import json
import re
import sys
import tracemalloc
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from runs import TODAY, folder, govlint, outcomes, printed

from govlint import cli
from govlint.findings import Assurance, Outcome
from govlint.formatters import Library, View, parquet
from govlint.lined import named_files
from govlint.lint import Linter, Settings
from govlint.stats.read import read
from govlint.stats.rows import Row
from govlint.stats.tally import TABLES, Tally
from govlint.words import AskedError

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'govlint[stats]'")
KINDS = ("json", "jsonl", "parquet")
WAIVERS = """
- code: GL302
  file: "r/报告001.txt"
  reason: 试
  approved_by: 甲
  until: 2099-12-31
- code: GL302
  file: "r/报告999.txt"
  reason: 试
  approved_by: 甲
  until: 2020-12-31
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Results of nine files in every format: clean ones, faulty ones, one that is no report, one unreadable."""
    where = tmp_path_factory.mktemp("results")
    folder(where / "r", 6)
    lines = printed(1).splitlines(keepends=True)
    short = [line for line in lines if not line.startswith("规章 |")]
    (where / "r" / "缺行.txt").write_text("".join(short), encoding="utf-8")
    (where / "r" / "通知.txt").write_text("关于放假的通知", encoding="utf-8")
    (where / "r" / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    (where / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    formats = [word for kind in KINDS for word in ("-f", f"{kind}:out.{kind}")]
    done = govlint("r", *formats, "--waivers", "waivers.yaml", "--no-cache", "-j", "1", cwd=where)
    assert (done.returncode, done.stderr) == (1, "")
    return where


def told(capsys, *words):
    status = cli.main(["stats", "--lang", "en", *map(str, words)])
    out = capsys.readouterr()
    return status, out.out, out.err


# ---- parquet ----


def test_every_file_has_a_row_so_that_clean_and_unchecked_ones_can_be_counted(written):
    path = str(written / "out.parquet")
    files = duckdb.sql(f"select path, status, findings from '{path}' where kind = 'file'").fetchall()
    record = json.loads((written / "out.json").read_text("utf-8"))
    assert {(one[0], one[1]) for one in files} == {
        (one["path"], one["status"]) for one in record["files"] if one["status"] != "records"
    }
    counted = Counter(one["path"] for one in record["findings"] if one["waived"] is None)
    assert {one[0]: one[2] for one in files} == {one[0]: counted[one[0]] for one in files}
    assert sum(one[1] != "checked" for one in files) == 2
    assert duckdb.sql(f"select count(*) from '{path}' where kind = 'records'").fetchall() == [(1,)]


def test_findings_and_what_could_not_be_judged_are_those_of_json(written):
    names = ("path", "code", "name", "severity", "line", "column", "message", "fingerprint", "waived")
    listed = ", ".join(f'"{name}"' for name in names)
    path = written / "out.parquet"
    record = json.loads((written / "out.json").read_text("utf-8"))
    found = duckdb.sql(f"select {listed} from '{path}' where kind = 'finding'").fetchall()
    assert Counter(found) == Counter(tuple(one[name] for name in names) for one in record["findings"])
    with_cell = duckdb.sql(
        f"select cell_table, cell_row, cell_column, label from '{path}' where cell_table is not null"
    ).fetchall()
    cells = [tuple(one["cell"].values()) for one in record["findings"] if one["cell"]]
    assert with_cell
    assert Counter(with_cell) == Counter(cells)
    proofs = duckdb.sql(
        f'select "left", "right", difference from \'{path}\' where "left" is not null'
    ).fetchall()
    keys = ("left", "right", "difference")
    assert Counter(proofs) == Counter(
        tuple(one["proof"][key] for key in keys)
        for one in record["findings"]
        if one["proof"] and one["proof"]["left"] is not None
    )
    unjudged = duckdb.sql(f"select path, code, reason from '{path}' where kind = 'unchecked'").fetchall()
    assert Counter(unjudged) == Counter(
        (one["path"], one["code"], one["reason"]) for one in record["unchecked"]
    )


def test_parquet_holds_rows_of_one_file_in_memory(tmp_path):
    (file,) = outcomes(folder(tmp_path, 2)[1:], Settings(today=TODAY))
    assert file.findings

    def peak(number):
        # Outcomes are made as they are asked for, as in a run.
        class Many:
            def __iter__(self):
                return (replace(file, path=f"r/{index}.txt") for index in range(number))

        tracemalloc.start()
        size = sum(map(len, parquet.render(Outcome(Many(), Assurance()), View())))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, most

    peak(1)
    small, large = peak(50), peak(1500)
    assert large[0] > 2 * small[0]
    assert large[1] < small[1] + 1_500_000


def test_half_characters_and_huge_figures_do_not_stop_parquet(tmp_path):
    outcome = Linter(Settings(today=TODAY)).check_bytes("坏\udcff'名.txt", "通知".encode())
    data = b"".join(parquet.render(Outcome((outcome,), Assurance()), View()))
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    assert duckdb.sql(f"select path from '{path}' where kind = 'file'").fetchall() == [("坏\\udcff'名.txt",)]
    assert parquet._number(10**400) is None
    assert parquet._number("1.50") == 1.5


def test_parquet_needs_a_file_and_its_library(tmp_path, capsys, monkeypatch):
    folder(tmp_path, 1)
    assert cli.main([str(tmp_path), "-f", "parquet", "--lang", "en"]) == 2
    assert "-f parquet:FILE" in capsys.readouterr().err
    monkeypatch.setattr(Library, "missing", True)
    for words in ([str(tmp_path), "-f", f"parquet:{tmp_path / 'a'}"], ["stats", str(tmp_path / "x.parquet")]):
        (tmp_path / "x.parquet").write_bytes(b"PAR1")
        assert cli.main(words) == 2
        assert "pip install 'govlint[stats]'" in capsys.readouterr().err


# ---- sums ----


def test_sums_are_the_same_from_every_format(written, capsys):
    sums = []
    for kind in KINDS:
        status, out, err = told(capsys, written / f"out.{kind}", "-f", "json", "--top", 0)
        assert (status, err) == (0, "")
        sums.append({**json.loads(out), "results": None})
    assert sums[0] == sums[1] == sums[2]
    record = json.loads((written / "out.json").read_text("utf-8"))
    (total,) = {json.dumps(one) for one in sums}
    total = json.loads(total)
    open_ones = [one for one in record["findings"] if one["waived"] is None]
    assert total["files"] == record["assurance"]["files"] == 9
    assert (total["checked"], total["not_checked"]) == (7, {"not_a_report": 1, "unreadable": 1})
    assert (total["findings"], total["waived"]) == (len(open_ones), len(record["findings"]) - len(open_ones))
    assert total["waived"]
    assert total["unchecked"] == len(record["unchecked"])
    by = {one["code"]: one["findings"] for one in total["by"]["constraint"]["records"]}
    assert {code: times for code, times in by.items() if times} == Counter(one["code"] for one in open_ones)
    for name in ("constraint", "agency", "year", "severity"):
        records = total["by"][name]["records"]
        assert sum(one["findings"] for one in records) == total["findings"]
        assert sum(one["waived"] for one in records) == total["waived"]
    for name in ("agency", "year", "status"):
        assert sum(one["files"] for one in total["by"][name]["records"]) == 9
    assert sum(one["times"] for one in total["by"]["reason"]["records"]) == total["unchecked"]


def test_several_files_and_patterns_add_up(written, capsys):
    one = json.loads(told(capsys, written / "out.json", "-f", "json")[1])
    all_ = json.loads(told(capsys, written / "out.*", "-f", "json")[1])
    assert len(all_["results"]) == 3
    assert all_["findings"] == 3 * one["findings"]
    joined = written / "joined.jsonl"
    joined.write_text((written / "out.jsonl").read_text("utf-8") * 2, encoding="utf-8")
    assert json.loads(told(capsys, joined, "-f", "json")[1])["files"] == 18


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_tells_what_was_not_checked_and_what_is_left_out(written, capsys, lang):
    assert cli.main(["stats", str(written / "out.parquet"), "--top", "2", "--lang", lang]) == 0
    out = capsys.readouterr().out
    head, undone = out.splitlines()[:2]
    assert re.search(r"\b9\b", head)
    assert re.search(r"2", undone)
    assert "--top 0" in out
    assert ("not checked" in undone) == (lang == "en")


def test_csv_holds_one_table_and_the_sums(written, capsys):
    status, out, _ = told(capsys, written / "out.jsonl", "-f", "csv", "--by", "year")
    assert status == 0
    assert out.startswith("\ufeff")
    assert "9 reports" in out
    assert "2 files were not checked" in out
    status, _, err = told(capsys, written / "out.jsonl", "-f", "csv")
    assert status == 2
    assert "--by" in err


def test_the_page_is_self_contained_and_its_charts_add_up(written, capsys):
    status, out, _ = told(capsys, written / "out.jsonl", "-f", "html", "--top", 0)
    assert status == 0
    assert not re.search(r"<script|https?:|<link|<img|url\(", out.replace("http-equiv", ""))
    charts = re.findall(r"<svg.*?</svg>", out)
    assert len(charts) == len(TABLES)
    total = Tally(row for row in read(str(written / "out.jsonl"))).total()
    for chart in charts[:4]:
        titles = [title.text for title in ET.fromstring(chart).iter("title")]
        assert sum(int(title.split()[-1]) for title in titles) == total["findings"]


def test_a_name_that_a_spreadsheet_or_browser_would_run_stays_text(tmp_path, capsys):
    file = {"path": "a", "agency": "=<b>1", "year": 2023, "form": None, "status": "checked"}
    head = {"schema_version": 1, "files": [file], "unchecked": [], "assurance": {"files": 1}}
    (tmp_path / "a.jsonl").write_text(json.dumps(head), encoding="utf-8")
    assert '"\'=<b>1"' in told(capsys, tmp_path / "a.jsonl", "-f", "csv", "--by", "agency")[1]
    assert "<b>" not in told(capsys, tmp_path / "a.jsonl", "-f", "html")[1]


def test_counting_takes_one_step_for_each_kind_of_row():
    rows = [(Row("finding", "甲", 2023, "checked", "GL301", "x", "error"), 5)] * 3
    tally = Tally(rows)
    assert len(tally._rows) == 1
    assert tally.total()["findings"] == 15


# ---- what is wrong with results ----

FILES = '"files": [{"path": "a", "form": null, "year": null, "agency": null, "status": "checked"}]'
SUMMARY = f'{{"schema_version": 1, {FILES}, "unchecked": [], "assurance": {{"files": 1}}}}\n'
FINDING = '{"code": "GL301", "name": "x", "severity": "error", "path": "a", "waived": null}\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 0, "incomplete"),
        (FINDING, 1, "incomplete"),
        (FINDING + FINDING[:20], 2, "damaged"),
        (FINDING + SUMMARY[:90], 2, "damaged"),
        (FINDING + "[]\n" + SUMMARY, 2, "not results"),
        (FINDING + '{"a": 1}\n' + SUMMARY, 2, "not results"),
        (FINDING.replace("error", "fatal") + SUMMARY, 2, "not results"),
        (FINDING.replace('"a"', '"b"') + SUMMARY, 2, "list the file b"),
        (SUMMARY.replace('"files": 1', '"files": 2'), 1, "2 files are announced, 1 listed"),
        (SUMMARY.replace('"schema_version": 1', '"schema_version": 99'), 1, "version 99"),
        (SUMMARY.replace('"schema_version": 1', '"schema_version": "x"'), 1, "not results"),
        (SUMMARY.replace("checked", "odd", 1), 1, "not results"),
        ('{"schema_version": 1,\n "tool": {},\n "files": [\n', 4, "damaged"),
        ('{"version": "2.1.0", "runs": []}', 1, "not results"),
        ('<?xml version="1.0"?>', 1, "damaged"),
    ],
)
def test_damaged_and_foreign_results_are_told_with_file_and_line(tmp_path, capsys, text, line, said):
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    status, out, err = told(capsys, path)
    assert (status, out) == (2, "")
    assert said in err
    assert (f"{path.as_posix()}:{line}: " if line else f"{path.as_posix()}: ") in err


def test_results_of_other_kinds_are_told(tmp_path, written, capsys):
    whole = (written / "out.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    duckdb.sql("select 1 as a").write_parquet(str(tmp_path / "other.parquet"))
    (tmp_path / "gbk.jsonl").write_bytes(FINDING.encode() + "年".encode("gbk"))
    for name, said in (
        ("cut.parquet", "damaged"),
        ("other.parquet", "not results"),
        ("gbk.jsonl", "gbk.jsonl:2: damaged"),
        ("gone.jsonl", "no such file"),
        (".", "cannot be read"),
    ):
        status, out, err = told(capsys, tmp_path / name)
        assert (status, out) == (2, ""), name
        assert said in err, name


def test_results_without_waivers_are_read_as_before_there_were_any(tmp_path, capsys):
    text = FINDING.replace(', "waived": null', "") + SUMMARY
    (tmp_path / "old.jsonl").write_text(text, encoding="utf-8")
    assert json.loads(told(capsys, tmp_path / "old.jsonl", "-f", "json")[1])["findings"] == 1


def test_a_pattern_names_each_file_once(tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).touch()
    found = named_files([str(tmp_path / "*.json"), str(tmp_path / "a.json")])
    assert [Path(one).name for one in found] == ["a.json", "b.json"]
    with pytest.raises(AskedError):
        named_files([str(tmp_path / "*.x")])


def test_summing_up_loads_no_grammar(written):
    import subprocess

    from runs import environment

    code = (
        "import sys; from govlint.cli import main; main(['stats', 'out.jsonl']);"
        "print([m for m in ('lark', 'govlint.engine', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=written, env=environment(), capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
