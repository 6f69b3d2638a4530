"""The cases that packs bring: every shipped constraint fails one and passes one, just as stated."""

from functools import cache
from pathlib import Path

import pytest
from city import CASES, HEAD, ONE_FILE, write

from govlint.blank import Filling, print_report
from govlint.choose import Choice
from govlint.errors import PackError
from govlint.gathered import KINDS
from govlint.lint import Linter, Settings
from govlint.packs.cases import Case, Stated, read_cases
from govlint.packs.source import Place
from govlint.specimens import CaseError
from govlint.trials import Bench, Trials

HERE = Path(__file__).parent
SEVERAL = ("test_series.py", "test_sets.py")
"""Where constraints on several reports are proven, each by its name."""


@cache
def bench() -> Bench:
    return Bench(Linter(Settings()))


@cache
def shipped() -> Trials:
    return bench().run(bench().packs)


def trials():
    for pack in bench().packs:
        for stated in bench().cases[pack.id].stated:
            yield pytest.param(stated, id=f"{stated.constraint}-{stated.verdict}-{stated.number}")


@pytest.mark.parametrize("stated", list(trials()))
def test_case(stated):
    trial = next(trial for trial in shipped().trials if trial.stated is stated)
    assert trial.reason == "", (trial.told, stated.case.expected)


def test_every_shipped_constraint_has_a_failing_and_a_passing_case():
    assert [c.code for c in shipped().no_fail] == []
    assert [c.code for c in shipped().no_pass] == []
    assert len({trial.constraint.code for trial in shipped().trials}) > 100


def test_constraints_on_several_reports_are_proven_elsewhere():
    texts = "".join((HERE / name).read_text(encoding="utf-8") for name in SEVERAL)
    several = [c.name for c in bench().linter.packs.constraints if c.each in KINDS]
    assert len(several) > 10
    assert [name for name in several if f'"{name}"' not in texts] == []


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_a_form_printed_from_its_grammar_is_read_back_whole(form):
    form = bench().forms[form]
    cells = {
        f"{s}.{r}.{c}": "7" for s, rows in form.rows.items() for r, columns in rows.items() for c in columns
    }
    text = print_report(form, Filling(cells=cells))
    report = bench().linter.check_bytes("a.txt", text.encode()).report
    assert (report.form, report.deviations) == (form.id, ())
    counts = [cell.count for table in report.tables() for cell in table.cells()]
    assert set(counts) == {7}


@pytest.mark.parametrize("base", [base.base for base in bench().cases["gfoi"].bases])
def test_bases_are_consistent(base):
    gfoi = bench().pack_at("gfoi")
    text = bench().specimens(gfoi).text(Case(base=base), bench().linter.packs.find("file-empty"))
    outcome = bench().linter.check_bytes("a.txt", text.encode())
    assert (outcome.status, outcome.findings, outcome.unchecked) == ("checked", (), ())


def pack(folder, cases=CASES):
    return write(folder, head=HEAD.replace("gfoi-2019, ", ""), cases=cases)


def ran(folder):
    city = Bench(Linter(Settings(packs=(str(folder),))))
    return city.run([city.pack_at(str(folder))])


def reasons(folder):
    return [(t.stated.verdict, t.reason) for t in ran(folder).trials]


def test_a_local_pack_tests_its_own_constraints_on_the_bases_of_the_pack_it_extends(tmp_path):
    came = ran(pack(tmp_path / "city"))
    assert [(t.stated.verdict, t.reason) for t in came.trials] == [("fail", ""), ("pass", "")]
    assert (came.no_fail, came.no_pass) == ((), ())


def test_a_pack_may_be_one_file(tmp_path):
    file = tmp_path / "city.yaml"
    file.write_text(ONE_FILE, encoding="utf-8")
    assert reasons(file) == [("fail", ""), ("pass", "")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("没有许可：本年", "没有许可：上年", "differs"),
        ("no licences", "few licences", "differs"),
        ("at: proactive.licences.decisions", "at: proactive.penalties.decisions", "differs"),
        (
            "at: proactive.licences.decisions",
            "at: proactive.licences.decisions\n      severity: note",
            "differs",
        ),
        ('cells: {proactive.licences: "0"}', 'cells: {proactive.licences: "5"}', "silent"),
        ('cells: {proactive.licences: "0"}', 'cells: {proactive.licences.decisions: ""}', "silent"),
    ],
)
def test_a_case_that_is_not_as_stated_fails(tmp_path, old, new, reason):
    assert old in CASES
    assert reasons(pack(tmp_path / "city", CASES.replace(old, new)))[0] == ("fail", reason)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ('cells: {proactive.licences: "0"}', "found"),
        ("base: county-2019", "not-applicable"),
        ('cells: {proactive.licences.decisions: ""}', "unchecked"),
    ],
)
def test_a_pass_is_a_pass_only_where_the_constraint_was_evaluated(tmp_path, case, reason):
    cases = CASES.replace("- {}", f"- {case}")
    assert reasons(pack(tmp_path / "city", cases))[1] == ("pass", reason)


def test_what_must_stay_open_is_a_case_of_its_own(tmp_path):
    cases = CASES + '  unchecked:\n    - cells: {proactive.licences.decisions: ""}\n    - {}\n'
    assert reasons(pack(tmp_path / "city", cases))[2:] == [("unchecked", ""), ("unchecked", "checked")]


def test_a_case_without_message_and_place_tells_what_was_found(tmp_path):
    cases = "- constraint: no-licences\n  fail:\n    - cells: {proactive.licences: '0'}\n"
    (trial,) = ran(pack(tmp_path / "city", cases)).trials
    assert trial.reason == "unstated"
    assert trial.told[0].at[0] == "proactive.licences.decisions"


@pytest.mark.parametrize(
    ("cases", "fault"),
    [
        ("- constraint: CT191\n  fail:\n    - {}\n", "3:7: no constraint 'CT191'; did you mean 'CT101'?"),
        ("- constraint: CT101\n  pass:\n    - base: town\n", "3:7: no base 'town'"),
        (
            "- constraint: CT101\n  pass:\n    - cells: {proactive.licence: '1'}\n",
            "3:7: no row or cell 'proactive.licence' in gfoi-2021; did you mean 'proactive.licences'?",
        ),
        (
            "- constraint: CT101\n  pass:\n    - cells: {proactive.licences: 1 2}\n",
            "3:7: row 'proactive.licences' has 1 cells, not 2",
        ),
        ("- constraint: CT101\n  pass:\n    - drop: [zzz]\n", "3:7: 'zzz' does not stand in the base"),
        ("- constraint: CT101\n  pass:\n    - sya: a\n", "3:7: unknown key 'sya'; did you mean 'say'?"),
        (
            "- constraint: CT101\n  pass:\n    - {message: a, at: b}\n",
            "3:7: a case under 'pass' states no finding",
        ),
        ("- constraint: CT101\n  fail:\n    - {message: a}\n", "3:7: 'message' and 'at' belong together"),
        (
            "- constraint: CT101\n  fail:\n    - {text: a, say: b}\n",
            "3:7: a whole 'text' takes no base and no changes",
        ),
        ("- constraint: CT101\n  pass:\n    - today: soon\n", "3:7: 'soon' is no day like 2024-01-31"),
        ("- constraint: CT101\n  pass: {}\n", "2:9: must be a list"),
    ],
)
def test_a_broken_case_is_told_with_its_place(tmp_path, cases, fault):
    folder = pack(tmp_path / "city", cases)
    with pytest.raises(PackError) as caught:
        ran(folder)
    assert f"{(folder / 'cases' / 'a.yaml').as_posix()}:{fault}" in str(caught.value)


def test_a_constraint_that_is_off_is_tested_as_if_it_were_on():
    off = [c.code for c in bench().linter.packs.constraints if not c.enabled and c.rule]
    assert off
    assert all(code in {t.constraint.code for t in shipped().trials} for code in off)


def test_every_file_of_cases_is_read():
    files = sorted((HERE.parent / "rules" / "gfoi" / "cases").glob("*.yaml"))
    read = read_cases(HERE.parent / "rules" / "gfoi")
    assert read.faults == ()
    assert {Path(place.path).name for _, place in read.named} | {"bases.yaml"} == {f.name for f in files}


def test_an_unknown_base_is_an_error():
    stated = Stated("GL301", "pass", 1, Case(base="no"), Place("a", 1, 1))
    with pytest.raises(CaseError, match="no base 'no'"):
        bench().trial(stated, bench().specimens(bench().pack_at("gfoi")))


def test_what_the_user_leaves_out_is_tested_all_the_same():
    few = Bench(Linter(Settings(choice=Choice(select=("GL301",)))))
    stated = next(s for s in few.cases["gfoi"].stated if s.constraint == "GL401" and s.verdict == "fail")
    assert few.trial(stated, few.specimens(few.pack_at("gfoi"))).reason == ""
