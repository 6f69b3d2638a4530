"""`pack new`, `pack lint`, `pack docs`, `test`: what a pack author lives with."""

import json
import re
from pathlib import Path

import pytest
from city import CASES, ENTRY, HEAD, ONE_FILE, write

from govlint.cli import main
from govlint.gathered import KINDS
from govlint.lint import Linter, Settings
from govlint.packlint import lint_pack
from govlint.trials import Bench


def found(folder, plugins=()):
    bench = Bench(Linter(Settings(packs=(str(folder),), plugins=plugins)))
    return [
        (Path(p.place.path).name, p.place.line, p.place.column, p.kind)
        for p in lint_pack(bench, bench.pack_at(str(folder)))
    ]


def test_shipped_packs_have_nothing_to_mend():
    bench = Bench(Linter(Settings()))
    assert [problem for pack in bench.packs for problem in lint_pack(bench, pack)] == []


def test_a_good_pack_has_nothing_to_mend(tmp_path):
    assert found(write(tmp_path / "city")) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  each:", "  years: [2010, 2012]\n  each:", ("rules.yaml", 5, 10, "never-years")),
        ("each: proactive.licences", "each: proactive.procurement\n  forms: [gfoi-2019, gfoi-2021]",
         ("rules.yaml", 6, 10, "unreachable-form")),
        ('en: "no licences: {figures}"', 'en: ""', ("rules.yaml", 7, 12, "no-english")),
        ('{zh: "没有许可：{figures}", en: "no licences: {figures}"}', "没有许可", ("rules.yaml", 7, 12, "no-english")),
        ("{zh: 样例, en: a sample}", "样例", ("rules.yaml", 8, 8, "no-english")),
        ("{zh: 核对, en: check}", "核对", ("rules.yaml", 10, 11, "no-english")),
    ],
)  # fmt: skip
def test_what_an_entry_lacks_is_told_at_its_place(tmp_path, old, new, problem):
    assert old in ENTRY
    expect = "purchases > 0" if "procurement" in new else "decisions > 0"
    entry = ENTRY.replace(old, new).replace("decisions > 0", expect)
    assert problem in found(write(tmp_path / "city", entry=entry))


def test_an_untested_constraint_is_told(tmp_path):
    kinds = found(write(tmp_path / "city", cases="- constraint: CT101\n  pass:\n    - {}\n"))
    assert kinds == [("rules.yaml", 1, 9, "no-fail")]
    kinds = found(write(tmp_path / "town", cases=CASES.replace("  pass:\n    - {}\n", "")))
    assert kinds == [("rules.yaml", 1, 9, "no-pass")]


def test_a_constraint_that_repeats_another_is_told(tmp_path):
    twice = ENTRY + ENTRY.replace("CT101", "CT102").replace("no-licences", "no-licence")
    cases = CASES + CASES.replace("CT101", "CT102")
    assert found(write(tmp_path / "city", entry=twice, cases=cases)) == [("rules.yaml", 14, 9, "shadowed")]


def test_a_parameter_that_nothing_uses_is_told(tmp_path):
    head = HEAD + "parameters:\n  spare: [a]\n  slips: {}\n"
    # `slips` is a parameter of the pack that this one extends, and used there.
    assert found(write(tmp_path / "city", head=head)) == [("pack.yaml", 8, 10, "unused-parameter")]


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ("severity: error", True),
        ("enabled: true", True),
        ("severity: note", False),
        ("enabled: false", False),
    ],
)
def test_a_patch_that_changes_nothing_is_told(tmp_path, patch, told):
    head = f"{HEAD}patch:\n- constraint: GL301\n  reason: 试\n  {patch}\n"
    assert found(write(tmp_path / "city", head=head)) == [("pack.yaml", 8, 1, "patch-without-effect")] * told


def test_cases_of_nothing_and_impossible_cases_are_told(tmp_path):
    cases = (
        CASES + "- constraint: CT110\n  pass:\n    - {}\n- constraint: CT101\n  pass:\n    - drop: [zzz]\n"
    )
    assert found(write(tmp_path / "city", cases=cases)) == [
        ("a.yaml", 8, 15, "case-unknown"),
        ("a.yaml", 13, 7, "case-impossible"),
    ]


def test_a_pattern_that_folded_text_never_has_is_told(tmp_path):
    plugin = tmp_path / "words_of_city.py"
    plugin.write_text(
        "import re\nimport sys\nfrom govlint.hookspecs import hookimpl\nfrom govlint.rule import Breach, rule\n\n"
        "@rule(nodes=('paragraph',))\ndef forbidden(node, scope, *, pattern: re.Pattern):\n"
        "    if pattern.search(node.value.text):\n        yield Breach(node.span)\n\n"
        "@hookimpl\ndef govlint_rules():\n    return [sys.modules[__name__]]\n"
    )

    def of(pattern, name):
        entry = (
            ENTRY.replace("condition", "forbidden")
            .replace("：{figures}", "")
            .replace(": {figures}", "")
            .replace("proactive.licences", "paragraphs")
            .replace("expect: decisions > 0", f"pattern: '{pattern}'")
        )
        return found(write(tmp_path / name, entry=entry), (plugin,))

    assert of("（附件）", "one") == [("rules.yaml", 6, 12, "pattern-never")]
    assert of("附 件", "two") == [("rules.yaml", 6, 12, "pattern-never")]
    assert of("附件", "three") == []
    assert of("（附件）|附件", "four") == []


def test_a_grammar_for_nothing_is_told(tmp_path):
    folder = write(tmp_path / "city")
    (folder / "grammars").mkdir()
    (folder / "grammars" / "other_form.lark").write_text(
        'REPORT_YEARS: "2020-2099"\nstart: PROSE? plans\nPLANS_HEADING: "一、安排"\nplans: PLANS_HEADING PROSE?\n'
        "%declare PROSE\n",
        encoding="utf-8",
    )
    assert found(folder) == [("other_form.lark", 1, 1, "form-unused")]


def run(capsys, *arguments):
    status = main([*arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_new_pack_lints_clean_and_passes_its_own_cases(tmp_path, capsys):
    folder = tmp_path / "city-rules"
    status, out, _ = run(capsys, "pack", "new", str(folder))
    assert status == 0
    assert out.count("\n") == 5
    assert run(capsys, "pack", "lint", str(folder))[0] == 0
    assert run(capsys, "test", str(folder))[0] == 0
    before = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(before + "# mine\n", encoding="utf-8")
    status, _, err = run(capsys, "pack", "new", str(folder))
    assert (status, folder.name in err) == (2, True)
    assert (folder / "pack.yaml").read_text(encoding="utf-8").endswith("# mine\n")


@pytest.mark.parametrize("arguments", [["Glass"], ["gl"], ["x", "y"], [], ["city", "--prefix", "c1"]])
def test_a_new_pack_needs_a_name_and_a_prefix_of_its_own(tmp_path, capsys, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "pack", "new", *arguments)[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a", "city", "one-two-three", "a1-b2", "a-name-of-very-many-words-as-it-is"]
)
def test_every_name_makes_a_pack_that_loads(tmp_path, capsys, name):
    assert run(capsys, "pack", "new", str(tmp_path / name))[0] == 0
    assert run(capsys, "test", str(tmp_path / name))[0] == 0


def test_lint_answers_with_places_in_text_and_json_and_fails(tmp_path, capsys):
    folder = write(tmp_path / "city", cases="- constraint: CT101\n  pass:\n    - {}\n")
    status, out, _ = run(capsys, "pack", "lint", str(folder))
    assert status == 1
    assert re.match(rf"{re.escape(folder.as_posix())}/rules\.yaml:1:9: no-fail: ", out)
    status, out, _ = run(capsys, "pack", "lint", str(folder), "-f", "json", "--lang", "en")
    assert status == 1
    assert json.loads(out)[0]["message"].startswith("CT101 has no failing case")
    (folder / "rules.yaml").write_text("- code: 1\n", encoding="utf-8")
    assert run(capsys, "pack", "lint", str(folder))[0] == 2


def test_docs_are_pages_and_an_index(tmp_path, capsys):
    folder = write(tmp_path / "city")
    status, _, _ = run(capsys, "pack", "docs", str(folder), "--output-dir", str(tmp_path / "a" / "docs"))
    assert status == 0
    page = (tmp_path / "a" / "docs" / "CT101.md").read_text(encoding="utf-8")
    assert page.startswith("# CT101 no-licences\n")
    assert "没有许可" in page
    assert "proactive.licences 填“0”" in page
    assert "[CT101](CT101.md)" in (tmp_path / "a" / "docs" / "README.md").read_text(encoding="utf-8")
    assert run(capsys, "pack", "docs", str(folder))[1].count("# CT101") == 2


def test_test_fails_where_a_case_fails_and_names_what_is_untested(tmp_path, capsys):
    folder = write(tmp_path / "city", cases=CASES.replace("没有许可：", "有许可："))
    status, out, _ = run(capsys, "test", str(folder), "--lang", "en")
    assert status == 1
    assert "a.yaml:3:7: CT101 fail 1" in out
    assert "stated: no licences: " in out
    assert "found:  no licences: " in out
    status, out, _ = run(capsys, "test", str(folder), "-f", "json")
    assert status == 1
    assert [case["reason"] for case in json.loads(out)["cases"]] == ["differs", None]
    lone = write(tmp_path / "town", cases="- constraint: CT101\n  pass:\n    - {}\n")
    status, out, _ = run(capsys, "test", str(lone), "--lang", "en")
    assert (status, "no failing case (1): CT101" in out) == (0, True)


def test_a_pack_without_a_case_is_no_pass(tmp_path, capsys):
    folder = write(tmp_path / "city", cases="[]")
    assert run(capsys, "test", str(folder))[0] == 2
    assert run(capsys, "test", str(tmp_path / "none"))[0] == 2
    (folder / "cases" / "a.yaml").write_text("- x: 1\n", encoding="utf-8")
    assert run(capsys, "test", str(folder))[0] == 2


def test_a_pack_in_one_file_lints_and_tests(tmp_path, capsys):
    file = tmp_path / "city.yaml"
    file.write_text(ONE_FILE, encoding="utf-8")
    assert run(capsys, "pack", "lint", str(file))[:1] == (0,)
    assert run(capsys, "test", str(file))[0] == 0
    assert run(capsys, "test", str(tmp_path / "town.yaml"))[0] == 2


def test_explain_shows_a_case_that_fails_and_one_that_passes(tmp_path, capsys):
    status, out, _ = run(capsys, "explain", "GL302", "--lang", "en")
    assert status == 0
    assert "requests.received.total says “45”" in out
    assert "found: " in out
    folder = write(tmp_path / "city")
    assert "没有许可" in run(capsys, "explain", "CT101", "--pack", str(folder), "-f", "md")[1]
    record = json.loads(run(capsys, "explain", "GL302", "-f", "json")[1])
    assert set(record["examples"]) == {"fail", "pass"}
    assert all(record["examples"].values())


def test_every_shipped_constraint_that_is_run_has_both_examples(capsys):
    _, out, _ = run(capsys, "explain", "--all", "-f", "json")
    lacking = [
        r["code"]
        for r in json.loads(out)
        if r["rule"] != "engine" and r["each"] not in KINDS and not all(r["examples"].values())
    ]
    assert lacking == []


def test_a_pack_of_the_configuration_is_tested_by_its_name(tmp_path, capsys, monkeypatch):
    write(tmp_path / "mine")
    (tmp_path / "govlint.toml").write_text('packs = ["mine"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    by_name, by_path = run(capsys, "test", "city"), run(capsys, "test", "mine")
    assert by_name == by_path
    assert by_name[0] == 0
    assert "city" in by_name[1]
