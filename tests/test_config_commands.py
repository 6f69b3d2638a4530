"""Configuration at work: what commands do with it, and `govlint config`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from reports import make, with_number, write

from govlint import cli
from govlint.commands.server import Desk
from govlint.config import schema
from govlint.lint import Linter
from govlint.words import AskedError

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def wrong_text():
    data = make(7, "gfoi-2021", "medium", "county")
    return write(with_number(data, ("requests", "received", "natural_persons"), 999), "lines").text


@pytest.fixture
def wrong(wrong_text):
    return put("wrong.txt", wrong_text)


@pytest.fixture
def run(capsys):
    def call(*words):
        status = cli.main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(run, *words):
    """Severities of the findings by code, by path."""
    files: dict[str, dict[str, str]] = {}
    for finding in json.loads(run("-f", "json", *words)[1])["findings"]:
        files.setdefault(finding["path"].removeprefix("./"), {})[finding["code"]] = finding["severity"]
    return files


# ---- check ----


def test_a_file_without_configuration_and_one_with(run, wrong, wrong_text):
    put("a/x.txt", wrong_text)
    put("a/govlint.toml", 'select = ["GL3"]\nignore = ["t3-row-sum"]')
    files = found(run, ".")
    assert "GL302" in files["wrong.txt"]
    assert not any(code == "GL302" or not code.startswith("GL3") for code in files.get("a/x.txt", {}))


def test_severities_are_set_by_the_most_exact_word(run, wrong):
    put("govlint.toml", 'select = ["GL3"]\n[severity]\ntable = "error"\nGL3 = "warning"\nt3-row-sum = "note"')
    assert found(run, "wrong.txt")["wrong.txt"]["GL302"] == "note"
    assert run("wrong.txt")[0] == 0
    assert run("wrong.txt", "--fail-level", "note")[0] == 1


def test_a_file_that_could_not_be_checked_is_never_made_less_of(run):
    put("govlint.toml", '[severity]\nALL = "note"\nGL0 = "note"')
    put("empty.txt", "")
    assert run("empty.txt")[0] == 1


def test_options_of_a_constraint_change_what_is_found(run, wrong):
    asked = ("--select", "overall-too-long", "wrong.txt")
    assert "wrong.txt" not in found(run, *asked)
    put("govlint.toml", "[constraints.overall-too-long]\nmost = 1")
    assert set(found(run, *asked)["wrong.txt"]) == {"GL111"}


def test_entries_for_some_files(run, wrong_text):
    put("历史/2021.txt", wrong_text), put("现在/2022.txt", wrong_text)
    put(
        "govlint.toml",
        'select = ["GL3"]\n[[per-file]]\nfiles = ["历史/**"]\nignore = ["GL3"]\nselect = ["GL4"]',
    )
    files = found(run, ".")
    assert "GL302" in files["现在/2022.txt"]
    assert "GL302" not in files.get("历史/2021.txt", {})


def test_one_linter_for_each_distinct_settings(run, wrong_text, monkeypatch):
    for folder in "abcd":
        put(f"{folder}/1.txt", wrong_text), put(f"{folder}/2.txt", wrong_text)
        put(f"{folder}/govlint.toml", f"# {folder}\n" * "abcd".index(folder) + 'select = ["GL3"]')
    put("d/govlint.toml", 'select = ["GL4"]')
    made = []
    monkeypatch.setattr("govlint.lint.Linter", lambda settings: made.append(settings) or Linter(settings))
    value = json.loads(run("-f", "json", ".")[1])
    assert len(value["files"]) == 8
    assert len(made) == 2


def test_the_run_goes_by_the_working_folder_and_says_so(run, wrong_text):
    put("a/wrong.txt", wrong_text)
    put("a/govlint.toml", 'select = ["GL3"]\nexit-zero = true')
    status, _, err = run("a/wrong.txt")
    assert status == 1
    assert "a/govlint.toml:2：exit-zero" in err
    put("govlint.toml", "exit-zero = true")
    assert run("a/wrong.txt")[0] == 0


def test_a_shared_base_is_no_reason_for_remarks(run, wrong_text):
    put("a/wrong.txt", wrong_text)
    put("govlint.toml", "exit-zero = true")
    put("a/govlint.toml", 'extend = ["../govlint.toml"]')
    assert run("a/wrong.txt")[2] == ""


def test_which_files_are_taken_is_said_by_what_governs_them(run, wrong_text):
    for name in ("a/x.txt", "a/old/x.txt", "b/old/x.txt", "b/x.text"):
        put(name, wrong_text)
    put("govlint.toml", 'select = ["GL3"]\nexclude = ["b/old"]')
    put("a/govlint.toml", 'select = ["GL3"]\nexclude = ["old"]')
    files = {one["path"] for one in json.loads(run("-f", "json", ".")[1])["files"]}
    assert files == {"./a/x.txt"}
    put("govlint.toml", 'select = ["GL3"]\ninclude = ["*.text"]')
    assert len(json.loads(run("-f", "json", "b")[1])["files"]) == 1
    assert len(json.loads(run("-f", "json", "b", "--include", "*.txt")[1])["files"]) == 1
    assert len(json.loads(run("-f", "json", "a/old/x.txt")[1])["files"]) == 1


def test_outputs_of_a_file_go_beside_it(run, wrong_text):
    put("a/b/wrong.txt", wrong_text)
    put("govlint.toml", 'output-format = ["json:o.json", "concise"]\nselect = ["GL3"]')
    cwd = Path.cwd()
    assert run("--config", "govlint.toml", "a/b/wrong.txt")[0] == 1
    assert json.loads((cwd / "o.json").read_text(encoding="utf-8"))["findings"]


def test_standard_input_is_governed_by_its_name(run, wrong_text, monkeypatch):
    put("a/govlint.toml", 'select = ["GL4"]')
    import io

    for name, status in (("b/x.txt", 1), ("a/x.txt", 0)):
        stdin = io.TextIOWrapper(io.BytesIO(wrong_text.encode()))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("-", "--stdin-filename", name)[0] == status


def test_language_and_colour(run, wrong, monkeypatch):
    put("govlint.toml", 'lang = "en"\ncolor = "always"\nselect = ["GL3"]')
    out = run("wrong.txt")[1]
    assert "1 file(s) read" in out
    assert "\x1b[" in out
    assert "共读取" in run("--lang", "zh", "wrong.txt")[1]
    assert "\x1b[" not in run("--color", "never", "wrong.txt")[1]
    assert run("nope.txt")[2].startswith("govlint: no such")
    monkeypatch.setenv("GOVLINT_LANG", "zh")
    assert run("nope.txt")[2].startswith("govlint：")
    monkeypatch.delenv("GOVLINT_LANG")
    assert run("--isolated", "nope.txt")[2].startswith("govlint：")


def test_the_command_line_wins_over_a_file_where_words_are_as_exact(run, wrong):
    put("govlint.toml", 'ignore = ["t3-row-sum"]')
    assert "GL302" not in found(run, "wrong.txt")["wrong.txt"]
    assert set(found(run, "--select", "GL302", "wrong.txt")["wrong.txt"]) == {"GL302"}


# ---- mistakes that only packs can tell ----


def test_unknown_words_are_told_at_their_places_all_at_once(run, wrong):
    put(
        "govlint.toml",
        'select = ["GL3", "GL3O1"]\nignore = ["t3-balanc"]\nextend-ignore = ["tabel"]\npacks = ["gfio", "./none"]\n'
        'form = "gfoi-2020"\n[severity]\nt3-rowsum = "note"\n[constraints.GL9999]\nx = 1\n'
        '[constraints.GL111]\nmots = 3\nmost = "many"\n[[per-file]]\nfiles = ["nothing"]\nignore = ["GL7o"]\n',
    )
    status, _, err = run("wrong.txt")
    assert status == 2
    places = [
        ":".join(line.split("：")[0].split(":")[:3]) for line in err.removeprefix("govlint：").splitlines()
    ]
    assert [line.split(":")[1] for line in places] == [
        "1",
        "2",
        "3",
        "4",
        "4",
        "5",
        "7",
        "8",
        "11",
        "12",
        "15",
    ]
    for word in ("GL301", "t3-balance", "table", "gfoi", "t3-row-sum"):
        assert word in err


def test_an_unknown_format_and_a_double_one(run, wrong):
    put("govlint.toml", '\noutput-format = ["full", "jsno:x"]')
    status, _, err = run("wrong.txt")
    assert (status, err.startswith("govlint：govlint.toml:2:26: ")) == (2, True)
    assert "json" in err


def test_mistakes_of_files_and_of_what_they_name_come_together(run, wrong_text):
    put("a/x.txt", wrong_text), put("b/x.txt", wrong_text)
    put("a/govlint.toml", 'ignore = ["GL3O1"]\nlagn = "en"')
    put("b/govlint.toml", '[severity]\nGL3 = "bad"')
    status, _, err = run(".")
    assert status == 2
    for place in ("a/govlint.toml:1:11: ", "a/govlint.toml:2:1: ", "b/govlint.toml:2:7: "):
        assert place in err


@pytest.mark.parametrize(
    "command", ["list", "packs", "plugins", "dump x.txt", "explain GL301", "config show"]
)
def test_every_command_that_goes_by_configuration_tells_its_mistakes(run, command):
    put("govlint.toml", 'lagn = "en"')
    status, _, err = run(*command.split())
    assert status == 2
    assert "govlint.toml:1:1" in err


def test_a_local_pack_and_plugin_are_for_every_command(run):
    put(
        "packs/city/pack.yaml",
        'id: city\ntitle: {zh: 市}\nprefix: CT\nversion: "1"\nforms: [gfoi-2021]\nextends: [gfoi]\n',
    )
    put(
        "plugin.py",
        "from govlint.hookspecs import hookimpl\n\n@hookimpl\ndef govlint_rules():\n    return []\n",
    )
    put("govlint.toml", 'packs = ["packs/city"]\nplugins = ["plugin.py"]')
    assert "city" in run("packs")[1]
    assert "plugin.py" in run("plugins")[1]
    Path("sub").mkdir()
    assert "city" in run("packs", "--config", "govlint.toml")[1]
    assert "city" not in run("packs", "--isolated")[1]


# ---- list ----


def test_list_names_the_line_that_decided(run, monkeypatch):
    put("base.toml", '[severity]\nGL3 = "note"')
    put(
        "govlint.toml",
        'extend = ["base.toml"]\nselect = [\n  "GL3",\n  "GL111",\n]\n[constraints.GL111]\nmost = 3',
    )
    monkeypatch.setenv("GOVLINT_EXTEND_SELECT", "GL401")
    records = {one["code"]: one for one in json.loads(run("list", "--json")[1])}
    assert records["GL301"]["decided"] == "govlint.toml:3 GL3"
    assert records["GL301"]["set"] == {"severity": "base.toml:2"}
    assert records["GL111"]["decided"] == "govlint.toml:4 GL111"
    assert records["GL111"]["set"] == {"most": "govlint.toml:7"}
    assert records["GL401"]["decided"] == "GOVLINT_EXTEND_SELECT GL401"
    assert "govlint.toml:3 GL3; severity: base.toml:2" in run("list")[1]
    assert (
        json.loads(run("list", "--json", "--isolated", "--select", "GL301")[1])[0]["decided"]
        == "--select GL301"
    )
    put("sub/govlint.toml", 'select = ["GL302"]')
    assert [one["code"] for one in json.loads(run("list", "--json", "sub")[1])] == ["GL302", "GL401"]


# ---- config ----


def test_show_names_who_set_each_value(run, monkeypatch):
    put("base.toml", 'ignore = ["GL1"]\nyear = 2020')
    put("a/govlint.toml", 'extend = ["../base.toml"]\nextend-ignore = ["GL2"]\nlang = "en"')
    monkeypatch.setenv("GOVLINT_FORM", "gfoi-2021")
    out = run("config", "show", "--origin", "a", "--ignore", "GL3")[1]
    assert '  "GL3",  # --ignore' in out
    assert "year = 2020  # base.toml:2" in out
    assert 'form = "gfoi-2021"  # GOVLINT_FORM' in out
    assert 'fail-level = "error"  # 内置' in out
    value = json.loads(run("config", "show", "--json", "a")[1])
    assert value["files"] == ["base.toml", "a/govlint.toml"]
    assert value["settings"]["ignore"] == ["GL1", "GL2"]
    assert value["origins"]["ignore"] == ["base.toml:1", "a/govlint.toml:2"]
    assert value["settings"]["lang"] is None, "the language is the run's, which goes by the working folder"


def test_what_is_shown_can_be_pasted(run):
    text = (
        'ignore = ["GL1"]\n[severity]\nt3-balance = "note"\n"a b" = "error"\n'
        '[constraints.GL111]\nmost = 3\nparts = ["x", {y = 1.50}]\n'
    )
    put("govlint.toml", text)
    shown = tomllib.loads(run("config", "show", "--origin")[1])
    assert {key: shown[key] for key in tomllib.loads(text)} == tomllib.loads(text)


def test_show_of_what_is_not_there(run):
    assert run("config", "show", "none")[0] == 2
    assert "没有配置文件" in run("config", "show")[1]


def test_init_writes_a_file_that_is_right_with_and_without_its_signs(run):
    status, out, _ = run("config", "init")
    assert (status, "govlint.toml" in out) == (0, True)
    text = Path("govlint.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    assert run("config", "show")[0] == 0
    lines = [line.removeprefix("# ") for line in text.splitlines() if _is_setting(line)]
    bare = tomllib.loads("\n".join(lines))
    jsonschema.validate(bare, json.loads(Path(".govlint.schema.json").read_text(encoding="utf-8")))
    assert {"severity", "constraints", "per-file", "select", "jobs"} <= set(bare)


def _is_setting(line):
    return line.startswith("# ") and (" = " in line or line.startswith("# [")) and "：" not in line


def test_init_overwrites_nothing(run):
    for name in ("govlint.toml", ".govlint.yaml"):
        put(name, "lang: en" if "yaml" in name else 'lang = "en"')
        before = Path(name).read_bytes()
        status, _, err = run("config", "init", "--lang", "zh")
        assert status == 2
        assert name in err
        assert Path(name).read_bytes() == before
        assert not Path(".govlint.schema.json").exists()
        Path(name).unlink()


@pytest.mark.parametrize("words", [("shw",), ("schema", "confg"), (), ("init", "none")])
def test_wrong_words_of_config(run, words):
    status, _, err = run("config", *words)
    assert status == 2
    assert "Traceback" not in err


def test_schemas_are_printed_by_name(run):
    assert {"config", "pack", "output"} <= set(schema.names())
    for name in schema.names():
        jsonschema.validators.validator_for(
            value := json.loads(run("config", "schema", name)[1])
        ).check_schema(value)


@pytest.mark.parametrize("words", [["--version"], ["config", "show"], ["config", "schema"]])
def test_neither_lark_nor_a_reader_is_loaded(words):
    put("govlint.toml", 'select = ["GL3"]\nencoding = "gbk"')
    script = (
        "import sys\nfrom govlint import cli\nstatus = cli.main(sys.argv[1:])\n"
        "bad = [m for m in sys.modules if m == 'lark' or m.startswith(('govlint.readers', 'govlint.lint'))]\n"
        "sys.exit(f'{status} {bad}' if status or bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


# ---- the language server ----


def test_an_editor_s_texts_are_governed_by_their_folders(wrong_text, tmp_path):
    put("a/govlint.toml", 'select = ["GL4"]')
    put("b/govlint.toml", 'select = ["GL302"]\nencoding = "gbk"')
    desk = Desk(argparse.Namespace())
    codes = {
        folder: {
            finding.code for finding in desk.check(str(tmp_path / folder / "x.txt"), wrong_text).findings
        }
        for folder in "ab"
    }
    assert "GL302" in codes["b"]
    assert "GL302" not in codes["a"]


def test_a_mistake_in_configuration_holds_until_it_is_put_right(wrong_text, tmp_path):
    put("govlint.toml", 'slect = ["GL302"]')
    desk = Desk(argparse.Namespace())
    with pytest.raises(AskedError, match=r"govlint\.toml:1:1"):
        desk.check(str(tmp_path / "x.txt"), wrong_text)
    put("govlint.toml", 'select = ["GL302"]')
    assert desk.check(str(tmp_path / "x.txt"), wrong_text).findings
