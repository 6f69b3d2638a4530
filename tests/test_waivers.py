"""Waivers: what they excuse, what is wrong with them, and that nothing passes silently."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from linting import linter
from reports import make, with_number, write

from govlint.errors import WaiverError
from govlint.waivers.load import Known, load_waivers
from govlint.waivers.paths import Files, from_folder

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "govlint/schemas/waivers.schema.json").read_text(encoding="utf-8")
)
GOOD = {
    "code": "t3-balance",
    "file": "report.txt",
    "reason": "已核实",
    "approved_by": "张三",
    "until": "2099-12-31",
}


@pytest.fixture(scope="session")
def wrong_text():
    data = make(7, "gfoi-2021", "medium", "county")
    return write(with_number(data, ("requests", "received", "natural_persons"), 999), "lines").text


@pytest.fixture
def folder(workplace, wrong_text):
    (workplace / "report.txt").write_text(wrong_text, encoding="utf-8")
    return workplace


def waivers(folder, *records, name="waivers.yaml"):
    path = folder / name
    path.write_text(yaml.safe_dump(list(records), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def found(run, *words):
    _, out, _ = run(*words, "-f", "json")
    return json.loads(out)


def errors(run):
    return [f for f in found(run, "report.txt")["findings"] if f["severity"] == "error"]


def all_of(run):
    """A waiver for each thing that is wrong with the report."""
    records = [
        {**GOOD, "code": f["code"]} for f in found(run, "report.txt")["findings"] if f["severity"] == "error"
    ]
    return [dict(pairs) for pairs in sorted({tuple(record.items()) for record in records})]


def test_a_waived_finding_is_kept_counted_and_does_not_fail(folder, run):
    records = all_of(run)
    path = waivers(folder, *records)
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), SCHEMA)
    assert run("report.txt")[0] == 1
    status, out, _ = run("report.txt", "--waivers", path)
    assert status == 0
    assert f"豁免 {len(errors(run))} 处" in out
    outcome = found(run, "report.txt", "--waivers", path)
    waived = [f for f in outcome["findings"] if f["waived"] == "已核实"]
    assert len(waived) == outcome["assurance"]["waived"] == len(errors(run)) > 0
    assert outcome["assurance"]["files"] == 1


@pytest.mark.parametrize(
    ("format_", "said"),
    [("sarif", '"suppressions"'), ("junit", "豁免"), ("csv", "已核实"), ("html", "已核实"), ("github", "豁免"),
     ("full", "豁免"), ("concise", "豁免"), ("jsonl", "已核实")],
)  # fmt: skip
def test_every_format_says_what_is_waived(folder, run, format_, said):
    path = waivers(folder, *all_of(run))
    status, out, err = run("report.txt", "--waivers", path, "-f", format_)
    assert status == 0
    assert said in out + err


@pytest.mark.parametrize(
    "format_",
    [
        "full",
        "concise",
        "json",
        "jsonl",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "rdjson",
        "rdjsonl",
        "csv",
        "html",
    ],
)
def test_every_format_tells_of_a_bad_waiver(folder, run, format_):
    path = waivers(folder, *all_of(run), {**GOOD, "until": "2001-01-01"})
    status, out, _ = run("report.txt", "--waivers", path, "--fail-level", "warning", "-f", format_)
    assert status == 1
    assert "GL920" in out


def test_an_expired_waiver_excuses_nothing_and_is_told_at_its_line(folder, run):
    path = waivers(folder, *({**record, "until": "2001-01-01"} for record in all_of(run)))
    status, _, _ = run("report.txt", "--waivers", path)
    outcome = found(run, "report.txt", "--waivers", path)
    assert status == 1
    assert {f["path"] for f in outcome["findings"] if f["code"] == "GL920"} == {path.as_posix()}
    assert next(f for f in outcome["findings"] if f["code"] == "GL920")["line"] == 1
    assert outcome["assurance"]["waived"] == 0


def test_the_last_day_still_counts(folder):
    path = waivers(folder, {**GOOD, "until": "2026-11-24"})
    waiver = load_waivers(path, _known())[0]
    assert not waiver.expired(date(2026, 11, 24))
    assert waiver.expired(date(2026, 11, 25))


def test_an_unused_waiver_is_told_where_its_file_was_checked(folder, run):
    path = waivers(folder, {**GOOD, "code": "t4-group-sum"})
    codes = [f["code"] for f in found(run, "report.txt", "--waivers", path)["findings"]]
    assert codes.count("GL921") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"file": "other.txt"}, ()),
        ({"code": "t4-group-sum"}, ("--ignore", "GL401")),
        ({"code": "t4-group-sum"}, ("--select", "GL301")),
        ({"code": "t4-group-sum", "file": "*.txt"}, ()),
    ],
    ids=["other file", "ignored", "not selected", "not all files in the run"],
)
def test_a_waiver_is_not_unused_where_nobody_looked(folder, run, change, words):
    (folder / "second.txt").write_text("", encoding="utf-8")
    path = waivers(folder, {**GOOD, **change})
    codes = [f["code"] for f in found(run, "report.txt", "--waivers", path, *words)["findings"]]
    assert "GL921" not in codes


def test_a_waiver_whose_fault_is_told_with_another_is_not_unused(folder, run):
    """One wrong cell breaks a row's sum and the balance, and is one finding: the other proof stands in it."""
    outcome = found(run, "report.txt")
    told = next(f for f in outcome["findings"] if f["further"])
    path = waivers(folder, {**GOOD, "code": told["further"][0]["constraint"]})
    codes = [f["code"] for f in found(run, "report.txt", "--waivers", path)["findings"]]
    assert "GL921" not in codes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"code": "ALL"}, "ALL"),
        ({"code": "GL3"}, "GL3"),
        ({"code": "table"}, "table"),
        ({"file": "**"}, "**"),
        ({"file": "**/*"}, "**/*"),
        ({"file": "*", "cell": "*/*/*"}, "*"),
        ({"code": "GL302", "most": 0}, "0"),
    ],
)
def test_a_broad_waiver_is_an_error(folder, run, change, reason):
    path = waivers(folder, {**GOOD, **change})
    told = [f for f in found(run, "report.txt", "--waivers", path)["findings"] if f["code"] == "GL922"]
    assert len(told) == 1
    assert reason in told[0]["message"]
    assert run("report.txt", "--waivers", path)[0] == 1


def test_narrowed_to_a_cell_every_file_is_not_too_broad(folder, run):
    cell = next(f["cell"] for f in errors(run) if f["cell"])
    where = "/".join((cell["table"], cell["row"], "*"))
    path = waivers(folder, {**all_of(run)[0], "file": "**", "cell": where})
    outcome = found(run, "report.txt", "--waivers", path)
    assert "GL922" not in [f["code"] for f in outcome["findings"]]
    assert outcome["assurance"]["waived"] >= 1


def test_nothing_excuses_that_a_file_was_not_checked(folder, run):
    (folder / "report.txt").write_text("", encoding="utf-8")
    path = waivers(folder, {**GOOD, "code": "ALL", "file": "**"})
    status, _, _ = run("report.txt", "--waivers", path)
    outcome = found(run, "report.txt", "--waivers", path)
    assert status == 1
    assert [f["waived"] for f in outcome["findings"] if f["name"] == "file-empty"] == [None]


def test_by_fingerprint_from_any_working_folder(folder, run, monkeypatch):
    told = errors(run)[0]
    path = waivers(folder, {**GOOD, "code": told["code"], "fingerprint": told["fingerprint"]})
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    for name in ("../report.txt", folder / "report.txt"):
        assert found(run, name, "--waivers", path)["assurance"]["waived"] == 1


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"code": "GL3O1"}, "1:9: no constraint has the code, name or tag 'GL3O1'; did you mean 'GL301'?"),
        ({"code": "GL001"}, "1:9: GL001 file-unreadable says that something was not checked"),
        ({"code": "waiver-unused"}, "1:9: GL921 waiver-unused says that something"),
        ({"until": "2027-02-31"}, "5:10: '2027-02-31': there is no such day"),
        ({"until": "31.3.2027"}, "5:10: '31.3.2027': write a day as 2027-03-31"),
        ({"reason": " "}, "3:11: is empty"),
        ({"reason": "baseline"}, "3:11: 'baseline' is what a baseline says"),
        ({"cell": "requests/recieved"}, "6:9: no form has 'requests/recieved'; did you mean 'received'?"),
        ({"cell": "a/b/c/d"}, "6:9: 'a/b/c/d': write table/row/column"),
        ({"fingerprint": "xyz"}, "6:16: 'xyz': a fingerprint has 32 digits"),
        ({"most": "many"}, "6:9: 'many'"),
        ({"reasn": "x"}, "6:3: unknown key 'reasn'; did you mean 'reason'?"),
        ({"file": "/"}, "2:9: '/': names no file"),
        ({"file": "/a/b.txt"}, "2:9: '/a/b.txt': write the path from the folder of this file"),
        ({"file": "a/../b.txt"}, "2:9: 'a/../b.txt': write the path from the folder of this file"),
    ],
)
def test_mistakes_have_a_place_and_a_suggestion(folder, run, record, said):
    path = waivers(folder, {**GOOD, **record})
    status, _, err = run("report.txt", "--waivers", path, "--lang", "en")
    assert status == 2
    assert f"{path.as_posix()}:{said}" in err


def test_all_mistakes_are_told_in_one_go(folder, run):
    without = {key: value for key, value in GOOD.items() if key != "reason"}
    path = waivers(folder, {**without, "code": "GL3O1", "until": "x"}, {"a": 1})
    status, _, err = run("waivers", "check", path, "--lang", "en")
    assert status == 2
    for said in ("'reason' is missing", "GL3O1", "'x': write", "unknown key 'a'", "'until' is missing"):
        assert said in err


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "- &a {code: b}", "[", "\xff"])
def test_what_is_no_list_of_waivers(folder, run, text):
    path = folder / "w.yaml"
    path.write_bytes(text.encode("latin-1"))
    status, _, err = run("report.txt", "--waivers", path)
    assert status == 2
    assert re.search(r"w\.yaml:[12]:", err)


def test_a_missing_file_of_waivers(folder, run):
    assert run("report.txt", "--waivers", "none.yaml")[0] == 2
    assert run("waivers", "check")[0] == 2
    status, _, err = run("waivers", "chek")
    assert status == 2
    assert "check" in err


def test_the_command_lists_each_with_its_state(folder, run):
    used = all_of(run)[0]
    path = waivers(
        folder, used, {**GOOD, "code": "t4-group-sum"}, {**GOOD, "until": "2001-01-01"},
        {**GOOD, "file": "other.txt"}, {**GOOD, "code": "GL8"},
    )  # fmt: skip
    status, out, _ = run("waivers", "check", path, "report.txt", "--json")
    states = [record["state"] for record in json.loads(out)]
    assert status == 1
    assert states == ["used", "unused", "expired", "not-in-run", "too-broad"]
    assert len(run("waivers", "check", path, "report.txt")[1].splitlines()) == 6
    assert run("waivers", "check", waivers(folder, used, name="w.yaml"))[0] == 0
    assert run("waivers", "check", path, "none")[0] == 2


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("a.txt", "a.txt", True),
        ("a.txt", "b/a.txt", False),
        ("*.txt", "b/a.txt", False),
        ("**/*.txt", "a.txt", True),
        ("**/*.txt", "c/b/a.txt", True),
        ("历史/**", "历史/2019/a.txt", True),
        ("历史\\*.txt", "历史/a.txt", True),
        ("./a.txt", "a.txt", True),
        ("20[12]?.txt", "201x.txt", True),
        ("20[!1]0.txt", "2010.txt", False),
        ("20[!1]0.txt", "2020.txt", True),
        ("a[b.txt", "a[b.txt", True),
        ("../x/*.txt", "../x/a.txt", True),
    ],
)
def test_patterns_of_files(pattern, path, fits):
    assert Files.parse(pattern).fits(path) is fits


def test_a_pattern_does_not_run_away():
    assert not Files.parse("**/" * 60 + "*a*a*a*b").fits("a/" * 60 + "a" * 60)


def test_paths_count_from_the_folder_of_the_record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert from_folder("sub/../a.txt", str(tmp_path)) == "a.txt"
    assert from_folder(str(tmp_path / "x" / "a.txt"), ".") == "x/a.txt"
    assert from_folder("a.txt", "sub") == "../a.txt"
    assert from_folder("e\u0301.txt", ".") == "\xe9.txt"


def _known():
    return Known(linter().packs.constraints, [kit.form for kit in linter().kits])


def test_the_schema_knows_the_keys():
    from govlint.waivers import load

    properties = SCHEMA["items"]["properties"]
    assert set(properties) == set(load._TYPES)
    assert tuple(SCHEMA["items"]["required"]) == ("code", "file", *load._REQUIRED[2:])
    with pytest.raises(WaiverError):
        load_waivers(Path("none"), _known())
