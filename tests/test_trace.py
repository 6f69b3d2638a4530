"""`trace` shows what a rule looked at, what it yielded and what became of it."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
import reports

from govlint.choose import Choice
from govlint.cli import main
from govlint.display.traced import Teller
from govlint.lint import Linter, Settings
from govlint.tracing import trace
from govlint.trials import Bench
from govlint.watch import EXPLAINED, HUSHED, REPORTED
from govlint.words import catalogue

HERE = Path(__file__).parent
PUBLISHED = Path(os.environ.get("GOVLINT_REPORTS", HERE.parent.parent / "shared" / "reports"))


@cache
def linter():
    return Linter(Settings())


@cache
def failing(code, number=1):
    """The report of a shipped failing case."""
    bench = Bench(linter())
    gfoi = bench.pack_at("gfoi")
    stated = next(
        s for s in bench.cases["gfoi"].stated if (s.constraint, s.verdict, s.number) == (code, "fail", number)
    )
    return bench.specimens(gfoi).text(stated.case, bench.constraint(stated))


def traced(code, text, made=None):
    made = made or linter()
    return trace(made, made.packs.find(code), "a.txt", text.encode())


def lines(found, lang="zh"):
    return list(Teller(found, catalogue(), lang).lines())


def fates(found):
    return [v.fate for visit in found.watch.visits for v in found.verdicts(visit)]


def base():
    return reports.write(reports.make(3, form="gfoi-2021", profile="small"), "pipes").text


def test_an_equation_shows_every_operand_with_its_cell_its_print_and_both_sides():
    found = traced("GL302", failing("GL302"))
    record = Teller(found, catalogue(), "en").record()
    node = record["nodes"][0]
    step = node["steps"][0]
    assert (step["what"], step["facts"]["left"], step["facts"]["right"]) == ("fails", 44, 45)
    assert step["facts"]["difference"] == -1
    assert [(o["side"], o["count"], o["printed"]) for o in step["operands"]] == [
        ("left", 35, "35"), ("left", 1, "1"), ("left", 2, "2"), ("left", 3, "3"), ("left", 2, "2"), ("left", 1, "1"),
        ("right", 45, "45"),
    ]  # fmt: skip
    assert {o["line"] for o in step["operands"]} == {node["line"]}
    assert [b["fate"] for b in node["breaches"]] == [REPORTED]
    assert record["nodes"][1]["steps"][0]["what"] == "holds"
    assert len(record["nodes"]) == 25
    assert (record["breaches"], record["reported"]) == (1, 1)


def test_one_wrong_cell_is_told_once_and_the_others_say_so():
    assert EXPLAINED in fates(traced("GL301", failing("GL302")))
    told = "\n".join(lines(traced("GL301", failing("GL302"))))
    assert "GL302 t3-row-sum" in told


def test_what_another_finding_leaves_out_is_said():
    found = traced("GL302", failing("GL305"))
    assert set(fates(found)) == {HUSHED}
    assert "GL305 t3-column-shift" in "\n".join(lines(found))
    assert Teller(found, catalogue(), "zh").counts()["reported"] == 0


@pytest.mark.parametrize(
    "code", ["GL301", "GL302", "GL401", "GL053", "GL058", "GL501", "GL531", "GL609", "GL612"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_rule_looked_at_is_told_in_both_languages(code, lang):
    found = traced(code, failing(code))
    steps = [step for visit in found.watch.visits for step in visit.steps]
    assert steps
    assert all(f"trace.step-{step.what}" in catalogue() for step in steps)
    assert REPORTED in fates(found)
    assert len(lines(found, lang)) > len(steps)


def test_nothing_is_told_to_a_rule_that_is_not_traced():
    found = traced("GL302", failing("GL302"))
    assert all(not visit.steps or visit.node.kind == "row" for visit in found.watch.visits)
    plain = linter().check_bytes("a.txt", failing("GL302").encode())
    assert [f.code for f in plain.findings] == [f.code for f in found.outcome.findings]


def test_a_trace_changes_nothing():
    for code in ("GL301", "GL305", "GL501"):
        text = failing(code)
        assert traced(code, text).outcome.findings == linter().check_bytes("a.txt", text.encode()).findings


def test_why_it_is_not_in_force_is_said_and_it_is_run_all_the_same():
    few = Linter(Settings(choice=Choice(ignore=("GL302",))))
    found = traced("GL302", failing("GL302"), few)
    assert found.off == "ignored"
    assert fates(found) == [REPORTED]
    assert (
        traced("GL302", failing("GL302"), Linter(Settings(choice=Choice(select=("GL301",))))).off
        == "unselected"
    )
    assert traced("GL807", failing("GL807")).off == "disabled"


def test_what_does_not_apply_or_cannot_be_judged_says_why():
    assert "gfoi-2019" in "\n".join(lines(traced("GL201", base())))
    found = traced("GL201", base())
    assert found.reason is not None
    assert found.watch.visits == []


def test_severity_facts_are_told():
    told = "\n".join(lines(traced("GL531", failing("GL531")), "en"))
    assert "becomes note where the report has the fact digit_loss: here no" in told
    assert "becomes error where the fact closed is true: here " in told


def test_a_patch_that_changed_it_is_named(tmp_path):
    pack = tmp_path / "city.yaml"
    pack.write_text(
        "id: city\ntitle: 市\nprefix: CT\nversion: '1'\nforms: [gfoi-2021]\nextends: [gfoi]\n"
        "patch:\n- constraint: GL302\n  reason: 本市从严\n  severity: warning\n",
        encoding="utf-8",
    )
    found = traced("GL302", failing("GL302"), Linter(Settings(packs=(str(pack),))))
    assert any(f"{pack.as_posix()}:8" in line and "本市从严" in line for line in lines(found))


def test_a_rule_that_crashes_is_not_silent(tmp_path):
    plugin = tmp_path / "broken.py"
    plugin.write_text(
        "import sys\nfrom govlint.hookspecs import hookimpl\nfrom govlint.rule import rule\n\n"
        "@rule()\ndef broken(node, scope):\n    raise KeyError('no')\n    yield\n\n"
        "@hookimpl\ndef govlint_rules():\n    return [sys.modules[__name__]]\n"
    )
    pack = tmp_path / "city.yaml"
    pack.write_text(
        "id: city\ntitle: 市\nprefix: CT\nversion: '1'\nforms: [gfoi-2021]\n"
        "constraints:\n- {code: CT101, name: broken, severity: note, rule: broken, message: 坏,"
        " why: 坏, basis: 坏, remedy: 坏}\n",
        encoding="utf-8",
    )
    made = Linter(Settings(packs=(str(pack),), plugins=(plugin,)))
    assert any("KeyError: 'no'" in line for line in lines(traced("CT101", base(), made)))


def test_the_command_answers_in_text_and_json(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text(failing("GL302"), encoding="utf-8")
    assert main(["trace", "GL302", str(file)]) == 0
    assert "GL302 t3-row-sum" in capsys.readouterr().out
    assert main(["trace", "t3-row-sum", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reported"] == 1
    assert main(["trace", "GL999", str(file)]) == 2
    assert main(["trace", "GL302", str(tmp_path / "none.txt")]) == 2
    (tmp_path / "b.txt").write_text("nothing", encoding="utf-8")
    assert main(["trace", "GL302", str(tmp_path / "b.txt")]) == 1


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="no published reports here")
@pytest.mark.parametrize("code", ["GL301", "GL302", "GL401", "GL053", "GL058", "GL501", "GL531", "GL609"])
def test_published_reports_can_be_traced(code):
    seen = 0
    for path in sorted(PUBLISHED.glob("*.txt")) + sorted(PUBLISHED.glob("*.html")):
        found = trace(linter(), linter().packs.find(code), path.name, path.read_bytes())
        if found.outcome.report is None:
            continue
        told = lines(found)
        json.dumps(Teller(found, catalogue(), "en").record())
        assert not any(visit.crash for visit in found.watch.visits)
        seen += bool(found.watch.visits)
        assert len(told) > 3
    assert seen
