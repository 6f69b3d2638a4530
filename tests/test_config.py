"""Configuration: which file governs what, what it says, who wins, and where each mistake stands."""

from __future__ import annotations

import itertools
import pickle
from pathlib import Path, PureWindowsPath

import pytest

from govlint.commands.configured import settings_of
from govlint.config import find
from govlint.config.configurations import Asked, Configurations
from govlint.config.globs import matches
from govlint.config.keys import KEYS, LISTS, Kind
from govlint.config.model import Glob
from govlint.config.slips import ConfigError
from govlint.words import AskedError, catalogue


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def asked(options=None, variables=None) -> Configurations:
    return Configurations(Asked(options or {}, variables or {}))


def of(path: str, options=None, variables=None):
    configured = asked(options, variables)
    resolved = configured.for_file(path)
    configured.refuse_mistakes()
    return resolved


def mistakes(path: str = "x.txt") -> list[str]:
    configured = asked()
    configured.for_file(path)
    with pytest.raises(ConfigError) as raised:
        configured.refuse_mistakes()
    return [str(fault) for fault in raised.value.faults]


# ---- finding ----


@pytest.mark.parametrize("name", ["govlint.toml", ".govlint.toml", ".govlint.yaml", "pyproject.toml"])
def test_each_name_is_found_above(name):
    text = {"pyproject.toml": '[tool.govlint]\nlang = "en"', ".govlint.yaml": "lang: en"}
    write(f"a/{name}", text.get(name, 'lang = "en"'))
    assert of("a/b/c/x.txt").value("lang") == "en"
    assert of("x.txt").value("lang") is None


def test_the_nearest_holds_and_nothing_is_merged_silently():
    write("govlint.toml", 'lang = "en"\nignore = ["GL1"]')
    write("市/govlint.toml", 'ignore = ["GL2"]')
    resolved = of("市/报告.txt")
    assert resolved.value("ignore") == ("GL2",)
    assert resolved.value("lang") is None


def test_an_empty_file_stops_the_search():
    write("govlint.toml", 'lang = "en"')
    write("a/govlint.toml")
    assert of("a/x.txt").value("lang") is None


@pytest.mark.parametrize("text", ["", "[project]\nname = 'govlint-rules'", "[tool.other]\nx = 1"])
def test_a_pyproject_without_our_table_does_not_stop_the_search(text):
    write("govlint.toml", 'lang = "en"')
    write("a/pyproject.toml", text)
    assert of("a/x.txt").value("lang") == "en"


def test_a_second_file_in_one_folder_is_a_mistake():
    write("govlint.toml")
    write(".govlint.yaml", "lang: en")
    write("pyproject.toml", "[tool.govlint]")
    assert [text.split(":")[0] for text in mistakes()] == [".govlint.yaml", "pyproject.toml"]


@pytest.mark.parametrize("name", ["govlint.yaml", "govlint.yml", ".govlint.yml"])
def test_a_name_that_is_not_read_is_a_mistake(name):
    write(name, "lang: en")
    assert name in mistakes()[0]


def test_a_folder_is_looked_into_once(monkeypatch):
    write("a/govlint.toml", '[[per-file]]\nfiles = ["1*"]\nignore = ["GL1"]')
    tried: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(find, "is_file", lambda path: tried.append(path) or path.is_file())
    opened: list[Path] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path) or read(path))
    configured = asked()
    found = {id(configured.for_file(f"a/{number}.txt")) for number in range(10_000)}
    assert len(tried) == len(find.NAMES + find.MISTAKEN)
    assert len(opened) == 1
    assert len(found) == 2


def test_no_configuration_costs_a_few_looks_a_folder(monkeypatch, tmp_path):
    tried: list[Path] = []
    monkeypatch.setattr(find, "is_file", tried.append)
    configured = asked()
    for folder, number in itertools.product("abc", range(100)):
        configured.for_file(f"{folder}/{number}.txt")
    folders = 3 + len((tmp_path / "x").parents)
    assert len(tried) == folders * len(find.NAMES + find.MISTAKEN)


def test_the_named_file_governs_everything():
    write("govlint.toml", 'lang = "en"')
    write("other/mine.toml", 'lang = "zh"')
    for options, variables in (
        ({"config": "other/mine.toml"}, {}),
        ({}, {"GOVLINT_CONFIG": "other/mine.toml"}),
    ):
        assert of("x.txt", options, variables).value("lang") == "zh"
    with pytest.raises(AskedError, match=r"none\.toml"):
        asked({"config": "none.toml"})


def test_isolated_reads_no_file_and_keeps_the_environment():
    write("govlint.toml", 'lang = "en"\nfail-level = "note"')
    variables = {"GOVLINT_LANG": "zh", "GOVLINT_CONFIG": "govlint.toml"}
    resolved = of("x.txt", {"isolated": True}, variables)
    assert (resolved.value("lang"), resolved.value("fail-level")) == ("zh", "error")
    with pytest.raises(AskedError, match="--isolated"):
        asked({"isolated": True, "config": "govlint.toml"})


# ---- who wins ----

BASE = 'lang = "en"\nmax-warnings = 1\nselect = ["GL1"]\nignore = ["GL11"]\n[severity]\nGL1 = "note"\nGL9 = "note"\n'
OWN = 'max-warnings = 2\nselect = ["GL2"]\nignore = ["GL21"]\n[severity]\nGL1 = "error"\n'
PER_FILE = '[[per-file]]\nfiles = ["*.md"]\nselect = ["GL3"]\nyear = 2020\n'
VARIABLES = {"GOVLINT_MAX_WARNINGS": "4", "GOVLINT_SELECT": "GL4,GL5", "GOVLINT_YEAR": "2021"}
OPTIONS = {"max_warnings": 5, "select": [["GL6"], ["GL7"]], "year": 2022}


@pytest.mark.parametrize(
    ("extend", "own", "variables", "options", "warnings", "select"),
    [
        (0, 0, 0, 0, None, ()),
        (1, 0, 0, 0, 1, ("GL1",)),
        (0, 1, 0, 0, 2, ("GL2",)),
        (0, 0, 1, 0, 4, ("GL4", "GL5")),
        (0, 0, 0, 1, 5, ("GL6", "GL7")),
        (1, 1, 0, 0, 2, ("GL2",)),
        (1, 0, 1, 0, 4, ("GL4", "GL5")),
        (1, 0, 0, 1, 5, ("GL6", "GL7")),
        (0, 1, 1, 0, 4, ("GL4", "GL5")),
        (0, 1, 0, 1, 5, ("GL6", "GL7")),
        (0, 0, 1, 1, 5, ("GL6", "GL7")),
        (1, 1, 1, 1, 5, ("GL6", "GL7")),
    ],
)
def test_command_line_environment_file_extended_built_in(extend, own, variables, options, warnings, select):
    write("base.toml", BASE)
    write("govlint.toml", ('extend = ["base.toml"]\n' if extend else "") + (OWN if own else ""))
    resolved = of("x.txt", OPTIONS if options else {}, VARIABLES if variables else {})
    assert resolved.value("max-warnings") == warnings
    assert resolved.value("select") == select


@pytest.mark.parametrize(
    ("variables", "options", "year", "select"),
    [(0, 0, 2020, ("GL3",)), (1, 0, 2021, ("GL4", "GL5")), (0, 1, 2022, ("GL6", "GL7"))],
)
def test_an_entry_for_some_files_stands_above_its_file_and_below_the_rest(variables, options, year, select):
    write("govlint.toml", OWN + PER_FILE)
    given = (OPTIONS if options else {}, VARIABLES if variables else {})
    assert of("x.md", *given).value("year") == year
    assert of("x.md", *given).value("select") == select
    assert of("x.txt").value("year") is None


def test_tables_merge_by_key_and_keep_who_said_each():
    write("base.toml", BASE)
    write("govlint.toml", 'extend = ["base.toml"]\n' + OWN)
    entries = of("x.txt").entries("severity")
    assert {word: (one.value, str(one.origin)) for word, one in entries.items()} == {
        "GL1": ("error", "govlint.toml:6"),
        "GL9": ("note", "base.toml:7"),
    }


def test_options_of_a_constraint_merge_by_name():
    write("base.toml", "[constraints.GL111]\nmost = 1\nleast = 2")
    write("govlint.toml", 'extend = ["base.toml"]\n[constraints.GL111]\nmost = 3')
    options = of("x.txt").entries("constraints")["GL111"].value
    assert {name: (one.value.text, str(one.origin)) for name, one in options.items()} == {
        "most": ("3", "govlint.toml:3"),
        "least": ("2", "base.toml:3"),
    }


@pytest.mark.parametrize(
    ("name", "option", "values"),
    [("ignore", "extend_ignore", ("GL1", "GL2")), ("exclude", None, ("GL1", "GL2")), ("plugins", None, None)],
)
def test_lists_replace_and_extended_lists_append(name, option, values):
    write("GL1"), write("GL2"), write("GL3")
    write("base.toml", f'{name} = ["GL3"]')
    write("govlint.toml", f'extend = ["base.toml"]\nextend-{name} = ["GL2"]\n{name} = ["GL1"]')
    found = [str(value) for value in of("x.txt").value(name)]
    assert found == (list(values) if values else [str(Path("GL1").absolute()), str(Path("GL2").absolute())])
    if option:
        assert of("x.txt", {option: [["GL9"]]}).value(name) == (*values, "GL9")


def test_to_select_anew_forgets_what_was_selected_beside():
    write("base.toml", 'extend-select = ["GL1"]')
    write("govlint.toml", 'extend = ["base.toml"]\nextend-select = ["GL2"]')
    assert of("x.txt").value("extend-select") == ("GL1", "GL2")
    assert of("x.txt", {"select": [["GL3"]]}).value("extend-select") == ()


def test_to_ignore_for_some_files_adds():
    write("govlint.toml", 'ignore = ["GL612"]\n[[per-file]]\nfiles = ["历史/**"]\nignore = ["GL5"]')
    assert of("历史/2008/x.txt").value("ignore") == ("GL612", "GL5")
    assert of("x.txt").value("ignore") == ("GL612",)


def test_the_environment_says_every_kind(tmp_path):
    write("w.yaml")
    said = {
        "GOVLINT_STATISTICS": "1", "GOVLINT_EXIT_ZERO": "false", "GOVLINT_JOBS": "3", "GOVLINT_CACHE": "",
        "GOVLINT_IGNORE": "GL1，GL2", "GOVLINT_EXCLUDE": "old", "GOVLINT_WAIVERS": "w.yaml", "GOVLINT_FORM": "",
        "GOVLINT_OUTPUT_FORMAT": "full,json:o.json", "GOVLINT_ENCODING": "gbk",
    }  # fmt: skip
    resolved = of("x.txt", {}, said)
    assert resolved.value("statistics") is True
    assert resolved.value("exit-zero") is False
    assert resolved.value("jobs") == 3
    assert resolved.value("cache") is False
    assert resolved.value("ignore") == ("GL1", "GL2")
    assert resolved.value("exclude") == (Glob(tmp_path, "old"),)
    assert resolved.value("waivers") == str(tmp_path / "w.yaml")
    assert resolved.value("form") is None
    assert resolved.value("output-format") == ("full", f"json:{tmp_path / 'o.json'}")
    assert str(resolved.origin("jobs")) == "GOVLINT_JOBS"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GOVLINT_LANG", "fr", "GOVLINT_LANG"),
        ("GOVLINT_MAX_WARNINGS", "many", "GOVLINT_MAX_WARNINGS"),
        ("GOVLINT_EXIT_ZERO", "yes", "GOVLINT_EXIT_ZERO"),
        ("GOVLINT_JOBS", "0", "GOVLINT_JOBS"),
        ("GOVLINT_FAIL_LEVL", "note", "GOVLINT_FAIL_LEVEL"),
        ("GOVLINT_CONFIGS", "x", "GOVLINT_CONFIG"),
    ],
)
def test_a_variable_that_cannot_be_used_is_told(name, value, said):
    with pytest.raises(AskedError) as raised:
        asked({}, {name: value})
    assert said in raised.value.words.zh


def test_a_variable_of_somebody_else_is_left_alone():
    assert of("x.txt", {}, {"GOVLINT_REPORTS": "/x", "GOVLINT_VERSION": "1"}).value("lang") is None


# ---- what is relative to what ----


def test_a_relative_path_belongs_to_the_file_it_is_written_in(tmp_path):
    write("shared/plugin.py"), write("shared/city/pack.yaml"), write("shared/w.yaml")
    write(
        "shared/base.toml",
        'plugins = ["plugin.py"]\npacks = ["./city", "city", "gfoi", "../no"]\nwaivers = "w.yaml"\n'
        'output-format = ["json:out/o.json", "full"]\nexclude = ["old/*"]\ncache = "c"',
    )
    write("a/govlint.toml", 'extend = ["../shared/base.toml"]')
    resolved = of("a/x.txt")
    shared = tmp_path / "shared"
    assert resolved.value("plugins") == (str(shared / "plugin.py"),)
    assert resolved.value("packs") == (
        str(shared / "city"),
        str(shared / "city"),
        "gfoi",
        str(shared / "../no"),
    )
    assert resolved.value("waivers") == str(shared / "w.yaml")
    assert resolved.value("output-format") == (f"json:{shared / 'out' / 'o.json'}", "full")
    assert resolved.value("exclude") == (Glob(shared, "old/*"),)
    assert resolved.value("cache") == str(shared / "c")


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("历史/2008/a.txt", "历史/**", True),
        ("历史/a.txt", "历史/*", True),
        ("历史/2008/a.txt", "历史/*.txt", False),
        ("x/历史/a.txt", "历史/**", False),
        ("x/历史/a.txt", "**/历史/**", True),
        ("历史/a.txt", "**/历史/**", True),
        ("x/y/a.txt", "*.txt", True),
        ("x/y/a.txt", "y", True),
        ("x/y/a.txt", "x/y", True),
        ("x/y/a.txt", "./x/y/", True),
        ("x/y/a.txt", "y/a.txt", False),
        ("a1.txt", "a[0-9].txt", True),
        ("a1.txt", "a[!0-9].txt", False),
        ("a[1].txt", "a[[]1].txt", True),
        ("ab.txt", "a?.txt", True),
        ("a/b", "a?b", False),
        ("a.b+c", "a.b+c", True),
        ("axb+c", "a.b+c", False),
    ],
)
def test_patterns(path, pattern, fits):
    folder = Path("/top").absolute()
    assert matches(str(folder / path), [Glob(folder, pattern)]) is fits


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        (r"c:\Top\历史\A.TXT", "历史/*.txt", True),
        (r"C:\top\历史\2008\a.txt", r"历史\**", True),
        (r"C:\top\x\历史\a.txt", "历史/**", False),
        (r"D:\top\a.txt", "*.txt", True),
        (r"D:\top\x\a.txt", "x/*", False),
    ],
)
def test_patterns_on_windows(path, pattern, fits):
    assert matches(path, [Glob(PureWindowsPath("C:/Top"), pattern)]) is fits


def test_settings_go_to_other_processes_and_back():
    write(
        "govlint.toml",
        'select = ["GL3"]\n[severity]\nGL3 = "note"\n[constraints.GL111]\nmost = [1, {a = "x"}]',
    )
    settings = settings_of(of("x.txt"))
    back = pickle.loads(pickle.dumps(settings))
    assert back == settings
    assert hash(back) == hash(settings)
    assert back.options[0].written == settings.options[0].written


def test_where_a_word_stands_makes_no_other_settings():
    write("a/govlint.toml", 'select = ["GL3"]\n[constraints.GL111]\nmost = 1')
    write("b/govlint.toml", '\n\nselect = ["GL3"]\nconstraints = {GL111 = {most = 1}}')
    assert settings_of(of("a/x")) == settings_of(of("b/x"))
    write("c/govlint.toml", 'select = ["GL3"]\n[constraints.GL111]\nmost = "1"')
    assert settings_of(of("a/x")) != settings_of(of("c/x"))


def test_outside_the_folder_only_names_fit():
    folder = Path("/top").absolute()
    assert matches(str(Path("/other/x/a.txt").absolute()), [Glob(folder, "*.txt")])
    assert not matches(str(Path("/other/x/a.txt").absolute()), [Glob(folder, "x/**")])


# ---- extend ----


def test_the_later_of_two_stands_above_the_earlier_and_a_shared_base_counts_once():
    write("base.toml", "max-warnings = 1\nyear = 2001\nextend-ignore = ['GL1']")
    write("a.toml", 'extend = ["base.toml"]\nmax-warnings = 2')
    write("b.toml", 'extend = ["base.toml"]\nform = "f"')
    write("govlint.toml", 'extend = ["a.toml", "b.toml"]')
    resolved = of("x.txt")
    assert [resolved.value(key) for key in ("max-warnings", "year", "form")] == [2, 2001, "f"]
    assert resolved.value("ignore") == ("GL1",)


def test_yaml_and_pyproject_can_be_extended():
    write("y.yaml", "max-warnings: 3")
    write("p/pyproject.toml", "[tool.govlint]\nyear = 2020")
    write("govlint.toml", 'extend = ["y.yaml", "p/pyproject.toml"]')
    assert (of("x.txt").value("max-warnings"), of("x.txt").value("year")) == (3, 2020)


def test_a_circle_is_told_where_it_closes():
    write("govlint.toml", 'extend = ["a/b.toml"]')
    write("a/b.toml", '\nextend = ["c.toml"]')
    write("a/c.toml", '\n\nextend = ["../govlint.toml"]')
    (said,) = mistakes()
    assert said.startswith("a/c.toml:3:11: ")
    assert said.endswith("govlint.toml → a/b.toml → a/c.toml → govlint.toml")


def test_a_file_that_extends_itself():
    write("govlint.toml", 'extend = ["govlint.toml"]')
    assert mistakes()[0].startswith("govlint.toml:1:11: ")


# ---- mistakes ----


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('\n fail-levl = "note"', "2:2", "fail-level"),
        ('[severty]\nGL4 = "error"', "1:2", "severity"),
        ('"ignroe" = []', "1:1", "ignore"),
        ('[tool.govlint]\nlang = "en"', "1:2", "tool"),
        ("x.y.z = 1", "1:1", "unknown key x"),
        ('fail-level = "eror"', "1:14", "did you mean error?"),
        ("lang = true", "1:8", "must be text"),
        ("form = 2021", "1:8", "must be text"),
        ('form = ""', "1:8", "empty"),
        ('ignore = "GL1"', "1:10", "ignore = ["),
        ('ignore = ["GL1",\n  2]', "2:3", "must be text"),
        ('max-warnings = "3"', "1:16", "whole number"),
        ("max-warnings = -1", "1:16", "whole number"),
        ("max-warnings = 1.5", "1:16", "whole number"),
        ('exit-zero = "true"', "1:13", "true or false"),
        ("jobs = 0", "1:8", "auto"),
        ('jobs = "many"', "1:8", "auto"),
        ("cache = true", "1:9", "must be text"),
        ('encoding = "gb18031"', "1:12", "gb18030"),
        ('severity = "error"', "1:12", "table"),
        ('[severity]\nGL4 = "eror"', "2:7", "did you mean error?"),
        ("constraints = []", "1:15", "table"),
        ("[constraints]\nGL111 = 1", "2:9", "table"),
        ("per-file = 1", "1:12", "[[per-file]]"),
        ("per-file = [1]", "1:13", "table"),
        ('[[per-file]]\nignore = ["GL1"]', "1:3", "files"),
        ("[[per-file]]\nfiles = []", "1:3", "files"),
        ('[[per-file]]\nfiles = ["*"]\nlang = "en"', "3:1", "unknown key lang"),
        ('[[per-file]]\nfiles = ["*"]\nsevrity = {}', "3:1", "severity"),
        ('[[per-file]]\nfiles = ["*"]\nseverity = {GL1 = "eror"}', "3:19", "error"),
        ('extend = "base.toml"', "1:10", "extend = ["),
        ("extend = [1]", "1:11", "must be text"),
        ('extend = ["bas.toml"]', "1:11", "did you mean base.toml?"),
        ('extend = ["pyproject.toml"]', "1:11", "[tool.govlint]"),
        ('plugins = ["bass.toml"]', "1:12", "base.toml"),
        ('waivers = "waiver.yaml"', "1:11", "waivers.yaml"),
        ('members = "none.csv"', "1:11", "none.csv"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_at_its_place(text, place, said):
    write("base.toml"), write("waivers.yaml"), write("pyproject.toml", "[project]\n")
    write("govlint.toml", text)
    (told,) = mistakes()
    assert told.startswith(f"govlint.toml:{place}: ")
    assert said in told


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("lang: [en]", "1:7", "text"),
        ("form: 2021", "1:7", "text"),
        ("max-warnings: '3'", "1:15", "whole number"),
        ("exit-zero: yes", "1:12", "true or false"),
        ("severity:\n  GL4: eror", "2:8", "error"),
        ("fail-levl: note", "1:1", "fail-level"),
        ("per-file:\n  - ignore: [GL1]", "2:5", "files"),
    ],
)
def test_mistakes_in_yaml(text, place, said):
    write(".govlint.yaml", text)
    (told,) = mistakes()
    assert told.startswith(f".govlint.yaml:{place}: ")
    assert said in told


def test_all_mistakes_of_all_files_are_told_at_once_in_both_languages():
    write("base.toml", 'lang = "fr"\nx = 1')
    write("a/govlint.toml", 'extend = ["../base.toml", "none.toml"]\ny = 1')
    write("b/.govlint.yaml", "z: 1\nyear: x")
    configured = asked()
    for path in ("a/1.txt", "b/1.txt", "a/2.txt"):
        configured.for_file(path)
    with pytest.raises(ConfigError) as raised:
        configured.refuse_mistakes()
    at = [(fault.path, fault.line) for fault in raised.value.faults]
    assert at == [
        ("a/govlint.toml", 1), ("a/govlint.toml", 2), ("b/.govlint.yaml", 1), ("b/.govlint.yaml", 2),
        ("base.toml", 1), ("base.toml", 2),
    ]  # fmt: skip
    assert "没有这个配置项：y" in raised.value.words.zh


def test_crlf_and_bom_change_no_place():
    Path("govlint.toml").write_bytes('\ufefflang = "en"\r\n\r\n  "键" = 1\r\n'.encode())
    assert mistakes()[0].startswith("govlint.toml:3:3: ")


def test_what_is_wrong_is_left_out_and_the_rest_holds():
    write("govlint.toml", 'lang = "fr"\nmax-warnings = 3')
    configured = asked()
    assert configured.for_run().value("max-warnings") == 3
    assert configured.for_run().value("lang") is None
    assert configured.slips


# ---- the table ----


@pytest.mark.parametrize("name", [*KEYS, "files"])
def test_every_key_has_a_help_in_both_languages(name):
    words = catalogue().words(f"config.key.{name}")
    assert words.zh
    assert words.en


def test_every_list_can_be_added_to_or_is_written_whole():
    added = {key.into for key in KEYS.values() if key.into} | {"select"}
    whole = {"extend", "output-format", "extend-select"}
    assert {k.name for k in KEYS.values() if k.kind in LISTS and not k.into} == added | whole


def test_every_key_but_tables_and_extend_has_a_variable():
    without = {key.name for key in KEYS.values() if not key.variable}
    assert without == {"extend", "severity", "constraints", "renamed", "per-file"}
    assert KEYS["per-file"].kind is Kind.PER_FILE
