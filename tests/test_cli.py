"""The command line: what it says, where it writes, how it exits."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from reports import FAULTS, make, with_number, write

from govlint import cli
from govlint.choose import Choice
from govlint.discover import discover, read_file
from govlint.errors import UnreadableError
from govlint.formatters import View
from govlint.lean import lean
from govlint.lint import Linter, Settings, gather
from govlint.readers import Limits
from govlint.terminal import language, wants_color
from govlint.words import catalogue

ROOT = Path(__file__).parent.parent
FORMATS = ("full", "concise", "json", "jsonl")


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def clean_text():
    return write(make(7, "gfoi-2021", "medium", "county"), "pipes").text


@pytest.fixture(scope="session")
def wrong_text():
    data = make(7, "gfoi-2021", "medium", "county")
    return write(with_number(data, ("requests", "received", "natural_persons"), 999), "lines").text


@pytest.fixture
def clean(tmp_path, clean_text):
    path = tmp_path / "clean.txt"
    path.write_text(clean_text, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path, wrong_text):
    path = tmp_path / "wrong.txt"
    path.write_text(wrong_text, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    def call(*words):
        status = cli.main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return call


ONLY_TABLES = ("--select", "GL3")


# ---- check ----


def test_a_path_alone_is_checked(run, wrong):
    status, out, err = run("wrong.txt")
    assert (status, err) == (1, "")
    assert "GL302 t3-row-sum" in out
    assert out.splitlines()[-1].startswith("共读取 1 份文件，检查 1 份")


def test_a_clean_report(run, clean):
    status, out, _ = run(*ONLY_TABLES, "clean.txt")
    assert status == 0
    assert "clean.txt：没有发现问题" in out


def test_a_file_with_the_name_of_a_command_is_reached_by_its_path(run, wrong):
    wrong.rename("check")
    assert run("./check", *ONLY_TABLES)[0] == 1


def test_the_finding_is_at_the_cell(run, wrong):
    value = json.loads(run("-f", "json", *ONLY_TABLES, "wrong.txt")[1])
    finding = value["findings"][0]
    assert finding["cell"]["row"] == "received"
    assert wrong.read_text(encoding="utf-8").split("\n")[finding["line"] - 1] == "999"


@pytest.mark.parametrize(
    "asked", [("-f", name) for name in FORMATS] + [("-f", "json:o.json"), ("-f", "full", "-f", "jsonl:o")]
)
def test_the_exit_status_never_depends_on_the_format(run, wrong, clean, asked):
    assert run(*asked, *ONLY_TABLES, "wrong.txt")[0] == 1
    assert run(*asked, *ONLY_TABLES, "clean.txt")[0] == 0
    assert run(*asked, *ONLY_TABLES, "missing.txt")[0] == 2


def test_several_outputs_in_one_run(run, wrong, tmp_path):
    _, out, _ = run("-f", "concise", "-f", "json:out.json", *ONLY_TABLES, "wrong.txt")
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert f"{written['findings'][0]['code']} " in out


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((*ONLY_TABLES, "--exit-zero"), 0),
        ((*ONLY_TABLES, "--fail-level", "note"), 1),
        (("--select", "GL3,GL4", "--ignore", "t3-row-sum,GL301,GL3"), 0),
        (("--select", "t3-row-sum"), 1),
        (("--select", "GL4"), 0),
        (("--select", "table", "--ignore", "ALL"), 1),
        (("--select", "GL302", "--ignore", "GL302"), 2),
    ],
)
def test_options_that_decide_the_status(run, wrong, options, status):
    assert run(*options, "wrong.txt")[0] == status


def test_most_warnings(run, tmp_path, clean_text):
    blank = clean_text.replace(" 0 ", "  ", 40)
    (tmp_path / "blank.txt").write_text(blank, encoding="utf-8")
    asked = ("--select", "cell-blank", "blank.txt")
    assert run(*asked)[0] == 0
    assert run(*asked, "--max-warnings", "0")[0] == 1


@pytest.mark.parametrize("form", FORMATS)
def test_letting_go_of_what_is_not_printed_changes_nothing(form):
    linter = Linter(Settings())
    for fault in FAULTS[::7]:
        data = fault.plant(fault.make(11), random.Random(11)).data
        whole = linter.check_bytes("a.txt", write(data, "pipes").text.encode())
        view = View(verbose=1, statistics=True)
        render = linter.plugins.formatters[form].render
        assert "".join(render(gather([lean(whole)]), view)) == "".join(render(gather([whole]), view))


# ---- what cannot be done as asked ----


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--select", "GL3O1", "x"), "GL301"),
        (("--ignore", "t3-balanc", "x"), "t3-balance"),
        (("--extend-select", "tabel", "x"), "table"),
        (("-f", "jsno", "x"), "json"),
        (("--pack", "gfio", "x"), "gfoi"),
        (("--form", "gfoi-2020", "x"), "gfoi-20"),
        (("--encoding", "gb18031", "x"), "gb18030"),
        (("--fail-level", "eror", "x"), "error"),
        (("--color", "alway", "x"), "always"),
        (("--lang", "zn", "x"), "zh"),
        (("--selct", "GL3", "x"), "--select"),
        (("--max-warnings", "-1", "x"), "--max-warnings"),
        (("--year", "二〇", "x"), "二〇"),
        (("--select",), "--select"),
        (("-f", "json", "-f", "jsonl", "x"), "标准输出"),
        (("--plugin", "none.py", "x"), "none.py"),
        (("--no-default-packs", "x"), "没有选中"),
        (("-f", "json:no/such/folder.json", "clean.txt"), "no/such/folder.json"),
        (("explain",), "--all"),
        (("explain", "GL999"), "GL999"),
        (("dump",), "FILE"),
        (("dump", "x", "--json", "--tree"), "--json"),
    ],
)
def test_wrong_words_exit_2_and_say_what_was_meant(run, clean, words, said):
    status, _, err = run(*words)
    assert status == 2
    assert said in err
    assert err.startswith("govlint：")
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def test_a_missing_path_is_named_and_the_others_are_checked(run, wrong):
    status, out, err = run(*ONLY_TABLES, "nope.txt", "wrong.txt")
    assert status == 2
    assert "nope.txt" in err
    assert "GL302" in out


def test_nothing_found(run, tmp_path):
    assert run(tmp_path)[0] == 2
    assert run(tmp_path, "--exit-zero")[0] == 2
    assert run(tmp_path, "--allow-empty")[0] == 0
    assert json.loads(run(tmp_path, "-f", "json")[1])["assurance"]["files"] == 0


def test_no_words_at_all_give_the_help_and_no_clean_exit(run):
    status, out, _ = run()
    assert status == 2
    assert "explain" in out


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "file-empty"),
        (b" \r\n\r\n", "file-empty"),
        ("从前有座山。\n".encode() * 50, "not-a-report"),
        (bytes(range(256)) * 20, "kind-unsupported"),
        (b"\0" * 100, "kind-unsupported"),
    ],
)
def test_what_is_no_report_is_a_finding(run, clean, tmp_path, content, name):
    (tmp_path / "odd.txt").write_bytes(content)
    status, out, err = run("-f", "json", *ONLY_TABLES, "odd.txt", "clean.txt")
    value = json.loads(out)
    assert (status, err) == (1, "")
    assert [finding["name"] for finding in value["findings"]] == [name]
    assert value["assurance"]["files"] == 2
    assert value["assurance"]["checked"] == 1
    assert run("--strict-internal", "odd.txt")[0] == 2


def test_a_file_that_is_not_read_cannot_be_ignored_away(run, tmp_path):
    (tmp_path / "odd.txt").write_bytes(b"")
    assert run("--ignore", "GL0", "odd.txt")[0] == 1


def test_a_crash_in_one_file_is_its_finding(run, clean, wrong, monkeypatch):
    read = Linter.read

    def broken(self, path, data):
        if path == "clean.txt":
            raise ZeroDivisionError("boom")
        return read(self, path, data)

    monkeypatch.setattr(Linter, "read", broken)
    value = json.loads(run("-f", "json", "--no-cache", *ONLY_TABLES, "clean.txt", "wrong.txt")[1])
    assert [finding["name"] for finding in value["findings"]] == ["file-crashed", "t3-row-sum"]


def test_an_internal_error_is_one_sentence_and_a_traceback_only_where_asked_for(run, clean, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("govlint.commands.check.start", broken)
    status, _, err = run("clean.txt")
    assert (status, len(err.splitlines())) == (2, 1)
    assert "ZeroDivisionError: boom" in err
    assert "Traceback" in run("-v", "clean.txt")[2]


def test_an_interrupt(run, clean, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("govlint.commands.check.start", interrupted)
    assert run("clean.txt")[0] == 130


def test_a_plugin_that_fails_is_named(run, clean, tmp_path):
    (tmp_path / "mine.py").write_text("1 / 0\n", encoding="utf-8")
    status, _, err = run("--plugin", "mine.py", "clean.txt")
    assert status == 2
    assert "mine.py" in err
    assert "ZeroDivisionError" in err


# ---- files ----


def test_folders_are_searched_and_hidden_ones_said(run, wrong, tmp_path):
    for name in ("b/x.txt", "b/.git/y.txt", "b/z.md", "b/notes.py", "b/~$x.docx", "b/old.wps"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = discover(["b"])
    assert found.files == ("b/old.wps", "b/x.txt", "b/z.md")
    assert found.skipped == ("b/.git",)
    assert "b/.git" in run("-v", "b")[2]


@pytest.mark.parametrize(
    ("options", "files"),
    [
        ({"include": ["*.py"]}, ("b/n.py",)),
        ({"exclude": ["x.txt"]}, ("b/c/z.txt",)),
        ({"exclude": ["c/"]}, ("b/x.txt",)),
        ({"exclude": ["b/c"]}, ("b/x.txt",)),
        ({"include": ["c/*"]}, ("b/c/z.txt",)),
    ],
)
def test_include_and_exclude(tmp_path, options, files):
    for name in ("b/x.txt", "b/c/z.txt", "b/n.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert discover(["b"], **options).files == files


def test_each_file_once_in_order(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert discover(["b.txt", ".", "*.txt", "./b.txt"]).files == ("./a.txt", "./b.txt")
    assert discover(["*.doc"]).missing == ("*.doc",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_devices_and_circles_do_not_hang(run, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    value = json.loads(run("-f", "json", tmp_path)[1])
    assert [finding["name"] for finding in value["findings"]] == ["file-unreadable"] * 2


def test_no_permission_and_a_vanished_file(monkeypatch):
    def refused(*_):
        raise PermissionError(13, "no")

    with pytest.raises(UnreadableError) as caught:
        read_file("none.txt", Limits())
    assert caught.value.facts["reason"].en == "the file is no longer there"
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(UnreadableError) as caught:
        read_file("none.txt", Limits())
    assert caught.value.facts["reason"].en == "permission denied"


def test_a_file_over_the_limit(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    with pytest.raises(UnreadableError, match="limit-exceeded"):
        read_file("big.txt", Limits(bytes=10))
    assert read_file("big.txt", Limits(bytes=11)) == b"x" * 11


def test_a_name_for_standard_input_needs_standard_input(run, tmp_path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    status, out, err = run(str(tmp_path / "a.txt"), "--stdin-filename", "甲.txt")
    assert (status, out) == (2, "")
    assert "--stdin-filename" in err


def test_standard_input(run, wrong_text, monkeypatch):
    class Standard:
        buffer = io.BytesIO(wrong_text.encode("gb18030"))

    monkeypatch.setattr(sys, "stdin", Standard)
    status, out, _ = run("-", "-f", "concise", *ONLY_TABLES, "--stdin-filename", "甲.txt")
    assert status == 1
    assert out.startswith("甲.txt:")


def test_year_form_and_encoding_overrule_what_is_found(run, clean, clean_text, tmp_path):
    asked = ("-f", "json", *ONLY_TABLES)
    assert json.loads(run(*asked, "--year", "2031", "clean.txt")[1])["files"][0]["year"] == 2031
    assert json.loads(run(*asked, "--form", "gfoi-2019", "clean.txt")[1])["files"][0]["form"] == "gfoi-2019"
    (tmp_path / "gb.txt").write_bytes(clean_text.encode("gb18030"))
    assert json.loads(run(*asked, "gb.txt")[1])["findings"] == []
    names = {
        finding["name"] for finding in json.loads(run(*asked, "--encoding", "utf-8", "gb.txt")[1])["findings"]
    }
    assert names & {"not-a-report", "encoding-undecodable"}


# ---- selection ----


class _Constraint:
    def __init__(self, code, name, *tags, enabled=True):
        self.code, self.name, self.tags, self.enabled, self.rule = code, name, tags, enabled, object()


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (Choice(), "AB"),
        (Choice(select=("ALL",)), "ABC"),
        (Choice(select=("GL3",)), "A"),
        (Choice(select=("GL3", "other")), "AB"),
        (Choice(extend=("off",)), "ABC"),
        (Choice(ignore=("table",)), "B"),
        (Choice(ignore=("GL",)), ""),
        (Choice(select=("GL301",), ignore=("GL3",)), "A"),
        (Choice(select=("GL3",), ignore=("GL301",)), ""),
        (Choice(select=("GL3",), ignore=("GL3",)), ""),
    ],
)
def test_the_more_exact_word_decides(choice, taken):
    constraints = {
        "A": _Constraint("GL301", "sum", "table"),
        "B": _Constraint("GL401", "other"),
        "C": _Constraint("GL501", "off", "table", enabled=False),
    }
    assert "".join(name for name, constraint in constraints.items() if choice.takes(constraint)) == taken


# ---- language, colour, streams ----


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
    ],
)
def test_language(environment, lang):
    assert language([], environment) == lang
    assert language(["--lang", "en"], environment) == "en"
    assert language(["--lang=zh"], environment) == "zh"


@pytest.mark.parametrize(
    ("asked", "environment", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(asked, environment, terminal, wanted):
    assert wants_color(asked, environment, terminal=terminal) is wanted


def test_a_console_of_code_page_936_gets_every_character(wrong, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp936"))
    assert cli.main(["-f", "full", *ONLY_TABLES, "wrong.txt"]) == 1
    assert "▸" in raw.getvalue().decode("utf-8")


def _process(*words, **how):
    return subprocess.run(
        [sys.executable, *how.pop("python", ()), "-m", "govlint", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, **how,
    )  # fmt: skip


def test_a_closed_pipe_ends_quietly(wrong):
    done = subprocess.run(
        f'"{sys.executable}" -m govlint -f json wrong.txt wrong.txt | head -c 1',
        shell=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True,
    )  # fmt: skip
    assert done.stderr == b""
    assert done.stdout == b"{"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_said_and_no_clean_exit(wrong):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "govlint", "wrong.txt"],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_version_needs_neither_yaml_nor_lark():
    code = "import sys; from govlint.cli import main; main(['--version']); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    version, modules = done.stdout.decode().splitlines()
    assert version.startswith("govlint ")
    assert not {"yaml", "lark", "pluggy", "argparse"} & set(modules.split())


def test_a_name_that_is_no_unicode_is_printed(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    done = _process("-f", "json", tmp_path)
    assert done.returncode == 1
    assert done.stderr == b""
    assert json.loads(done.stdout)["findings"][0]["name"] == "file-empty"


# ---- words and help ----


def test_every_text_is_in_both_languages_with_the_same_placeholders():
    import string

    words = catalogue()
    for key in words:
        found = words._texts[key]
        names = [
            {name for _, name, _, _ in string.Formatter().parse(found[lang]) if name} for lang in ("zh", "en")
        ]
        assert names[0] == names[1], key


@pytest.mark.parametrize("command", ["check", "explain", "list", "dump", "plugins", "packs"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help(run, command, lang):
    status, out, err = run(command, "--help", "--lang", lang)
    assert (status, err) == (0, "")
    assert f"govlint {command}" in out
    assert ("用法" in out) == (lang == "zh")
    assert out.isascii() or lang == "zh" or set(out) - set(map(chr, range(128))) <= {"…"}


# ---- the other commands ----


def test_explain(run):
    status, out, _ = run("explain", "t3-balance")
    assert status == 0
    assert out.startswith("GL301 t3-balance")
    assert "{" not in out.replace("{difference", "")
    assert run("explain", "gl301")[1] == out
    assert run("explain", "GL301", "-f", "md")[1].startswith("# GL301 t3-balance")
    assert json.loads(run("explain", "GL301", "-f", "json")[1])["rule"] == "equation"


def test_explain_all_explains_every_constraint(run):
    listed = json.loads(run("list", "--select", "ALL", "--json")[1])
    explained = json.loads(run("explain", "--all", "-f", "json")[1])
    assert [c["code"] for c in explained] == [c["code"] for c in listed]
    assert all(c["message"] and c["why"] and c["basis"] and c["remedy"] for c in explained)


def test_list_says_what_decided(run):
    listed = json.loads(run("list", "--json", "--select", "GL3,GL401", "--ignore", "GL301")[1])
    decided = {c["code"]: c["decided"] for c in listed}
    assert decided["GL302"] == "--select GL3"
    assert decided["GL401"] == "--select GL401"
    assert "GL301" not in decided
    assert {c["decided"] for c in json.loads(run("list", "--json")[1])} == {"default"}
    assert run("list")[1].splitlines()[0].split()[:2] == ["编号", "名称"]


def test_dump(run, clean):
    out = run("dump", "clean.txt")[1]
    assert "gfoi-2021" in out
    assert "natural_persons" in out
    value = json.loads(run("dump", "clean.txt", "--json")[1])
    cells = [c for s in value["sections"] if s["table"] for r in s["table"]["rows"] for c in r["cells"]]
    assert {c["state"] for c in cells} == {"count"}
    assert len(cells) > 180
    assert "RECEIVED_ROW" in run("dump", "clean.txt", "--tokens")[1]
    assert run("dump", "clean.txt", "--tree")[1].startswith("start\n")


def test_dump_of_what_is_no_report(run, tmp_path):
    (tmp_path / "novel.txt").write_text("从前有座山。", encoding="utf-8")
    status, out, err = run("dump", "novel.txt")
    assert (status, out) == (1, "")
    assert "gfoi-2021" in err
    assert run("dump", "none.txt")[0] == 2


def test_packs_and_plugins(run):
    assert [pack["id"] for pack in json.loads(run("packs", "--json")[1])] == ["engine", "gfoi"]
    assert "gfoi" in run("packs")[1]
    own = next(plugin for plugin in json.loads(run("plugins", "--json")[1]) if plugin["name"] == "govlint")
    assert {f"formatter {name}" for name in FORMATS} <= set(own["brings"])
    assert "reader text" in run("plugins")[1]


def test_a_missing_reader_is_told_and_the_run_ends_with_2(tmp_path, monkeypatch, capsys):
    from govlint.errors import UnreadableError
    from govlint.readers import pdf

    def absent(source):
        raise UnreadableError("reader-missing", command="pip install 'govlint[pdf]'")

    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")
    from dataclasses import replace

    monkeypatch.setattr(pdf, "READER", replace(pdf.READER, read=absent))
    status = cli.main(["-f", "concise", str(tmp_path)])
    printed = capsys.readouterr().out
    assert status == 2
    assert "govlint[pdf]" in printed
    assert "GL002" in printed
