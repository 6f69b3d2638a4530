"""The worked examples under docs/ do what the documents say, command by command."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import reports

from govlint.cli import main
from govlint.lint import Linter, Settings
from govlint.packlint import lint_pack
from govlint.trials import Bench

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
PROVINCE = EXAMPLES / "province"
CONSOLE = re.compile(r"```console\n(?P<body>.*?)```", re.DOTALL)


@cache
def hubei(form=None):
    return Linter(Settings(packs=(str(PROVINCE),), form=form))


def report(row="其他主动公开文件 | 4 | 0 | 9", year=2023):
    text = reports.write(reports.make(1, form="gfoi-2021", profile="small", year=year), "pipes").text
    line = next(line for line in text.split("\n") if line.startswith("行政规范性文件"))
    return text.replace(line, f"{line}\n{row}") if row else text


def check(text, form=None):
    return hubei(form).check_bytes("a.txt", text.encode())


def test_the_local_form_reads_the_row_and_what_is_for_its_base_holds_for_it():
    outcome = check(report())
    assert outcome.report.form == "gfoi-hubei-2021"
    assert outcome.report.deviations == ()
    assert [cell.count for cell in outcome.report.table("proactive").row("other_documents").cells] == [
        4,
        0,
        9,
    ]
    assert [f.code for f in outcome.findings if f.severity != "note"] == []
    plain = Linter(Settings()).check_bytes("a.txt", report(row="").encode())
    assert set(plain.assurance.nodes) <= set(outcome.assurance.nodes)
    assert {"HB201", "HB202", "GL206", "GL302", "GL057"} <= set(outcome.assurance.nodes)
    rows = outcome.assurance.nodes["GL206"]
    assert rows == plain.assurance.nodes["GL206"] + 1


def test_it_takes_over_facts_years_and_names_of_tables():
    base, local = (hubei().engine.forms[form] for form in ("gfoi-2021", "gfoi-hubei-2021"))
    assert local.lineage == ("gfoi-hubei-2021", "gfoi-2021")
    assert (local.facts, local.signs, local.table_names, local.years) == (
        base.facts, base.signs, base.table_names, base.years,
    )  # fmt: skip
    outcome = check(report())
    assert (outcome.report.year, outcome.report.form_years) == (2023, base.years)
    assert outcome.report.agency
    # The year is held against the years of the base.
    assert "GL057" in [f.code for f in check(report(year=2020)).findings]


def test_faults_in_it_are_found_by_the_constraints_of_both_packs():
    codes = [f.code for f in check(report("其他主动公开文件 | 9 | 1 | 3")).findings if f.severity != "note"]
    assert codes == ["GL206", "HB201"]


@pytest.mark.parametrize("layout", ["lines", "tabs", "markdown_rows"])
def test_a_report_without_the_row_is_of_the_base(layout):
    text = reports.write(reports.make(1, form="gfoi-2021", profile="small"), layout).text
    assert check(text).report.form == "gfoi-2021"
    assert [f.code for f in check(text).findings if f.severity != "note"] == []


def test_a_report_of_another_form_is_left_alone():
    text = reports.write(reports.make(1, form="gfoi-2019", profile="small"), "pipes").text
    assert check(text).report.form == "gfoi-2019"
    assert check(text).findings == Linter(Settings()).check_bytes("a.txt", text.encode()).findings


def test_who_wants_the_row_asks_for_the_form():
    outcome = check(report(row=""), "gfoi-hubei-2021")
    found = outcome.findings
    assert outcome.report.form_years == hubei().engine.forms["gfoi-2021"].years
    assert [(f.code, "其他主动公开文件" in f.message.zh) for f in found if f.severity == "error"] == [
        ("GL053", True)
    ]


def test_patches_hold_with_their_reasons():
    constraint = hubei().packs.find("GL109")
    assert constraint.severity == "warning"
    (pack,) = (pack for pack in hubei().packs.packs if pack.id == "hubei")
    assert all(patch.reason for patch in pack.patches)


@pytest.mark.parametrize(
    ("pack", "plugins"), [(PROVINCE, ()), (EXAMPLES / "plugin_file.yaml", (EXAMPLES / "plugin_file.py",))]
)
def test_examples_pass_their_cases_and_have_nothing_to_mend(pack, plugins):
    bench = Bench(Linter(Settings(packs=(str(pack),), plugins=plugins)))
    mine = bench.pack_at(str(pack))
    came = bench.run([mine])
    assert came.trials
    assert [(t.constraint.code, t.reason, t.told) for t in came.failed] == []
    assert (came.no_fail, came.no_pass) == ((), ())
    assert lint_pack(bench, mine) == []


def grammar(folder, text):
    (folder / "grammars").mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "id: town\ntitle: 镇\nprefix: TN\nversion: '1'\nforms: [gfoi-2021]\n", encoding="utf-8"
    )
    (folder / "grammars" / "gfoi_town.lark").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("gfoi-2012", "gfoi_town.lark:3:1: extends 'gfoi-2012', which is no form; did you mean 'gfoi-2021'?"),
        ("gfoi-town", "gfoi_town.lark:3:1: form 'gfoi-town' extends itself"),
    ],
)
def test_a_base_that_is_none_is_told(tmp_path, capsys, base, told):
    folder = grammar(tmp_path / "town", f'%import gfoi_2021 (start)\n\nBASE_FORM: "{base}"\n')
    assert main(["list", "--pack", str(folder)]) == 2
    assert told in capsys.readouterr().err


def test_two_grammars_of_one_name_are_told(tmp_path, capsys):
    text = (PROVINCE / "grammars" / "gfoi_hubei_2021.lark").read_text(encoding="utf-8")
    folder = grammar(tmp_path / "town", text)
    (folder / "grammars" / "gfoi_town.lark").rename(folder / "grammars" / "gfoi_hubei_2021.lark")
    assert main(["list", "--pack", str(folder), "--pack", str(PROVINCE)]) == 2
    assert "form 'gfoi-hubei-2021' is described by another file, too" in capsys.readouterr().err


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which the example package is installed as pip installs it."""
    target = tmp_path_factory.mktemp("site")
    source = tmp_path_factory.mktemp("source") / "plugin-package"
    shutil.copytree(EXAMPLES / "plugin-package", source)
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    done = subprocess.run([*command, "--target", str(target), str(source)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return target


def commands(path):
    """Each command of a document with the lines of output that stand under it."""
    for block in CONSOLE.finditer(path.read_text(encoding="utf-8")):
        found = []
        for line in block["body"].splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            else:
                found[-1][1].append(line)
        yield from found


@pytest.mark.parametrize("name", ["tutorial-pack.md", "tutorial-plugin.md"])
def test_every_command_of_the_tutorials_does_what_they_say(name, tmp_path, installed):
    shutil.copytree(EXAMPLES, tmp_path / "here")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{installed}", "LANG": "zh_CN.UTF-8"}
    environment = {key: value for key, value in environment.items() if not key.startswith("LC_")}
    ran = list(commands(DOCS / name))
    assert len(ran) > 6
    for command, wanted in ran:
        words = shlex.split(command)
        assert words[0] == "govlint"
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=tmp_path / "here",
            env=environment,
            capture_output=True,
            check=False,
        )
        out = done.stdout.decode()
        assert done.returncode == 0, (command, out, done.stderr.decode())
        at = 0
        for line in wanted:
            assert line.strip() in out[at:], (command, line, out)
            at = out.index(line.strip(), at) + len(line.strip())


def test_a_package_is_found_by_its_entry_point_and_its_rule_fires(installed, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        report("").replace("一、总体情况", "一、总体情况\n\n" + "进一步健全机制。" * 5, 1), encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{installed}"}
    command = [
        sys.executable,
        "-m",
        "govlint",
        "check",
        "--select",
        "SP801",
        "-f",
        "concise",
        "--lang",
        "en",
        str(file),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert "SP801 “进一步” stands " in done.stdout.decode()
