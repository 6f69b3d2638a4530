"""The action, the hook, the GitLab job and what the documents say of outputs: run, not read."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from govlint.plugins import load_plugins

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "docs" / "examples" / "demo_2023.txt"
FORMATS = load_plugins(entry_point_group=None).formatters


def loaded(name: str) -> object:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def shell(tmp_path):
    """A shell in a folder with two reports, where `govlint` is this govlint."""
    command = tmp_path / "bin" / "govlint"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m govlint "$@"\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    reports = tmp_path / "work" / "a b"
    reports.mkdir(parents=True)
    shutil.copy(DEMO, reports / "2023 $(touch x).txt")

    def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        given = {"PATH": path, "LANG": "C.UTF-8", **environment}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=tmp_path / "work", env=given, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash is installed")


# ---- the action ----


def action_script() -> str:
    return loaded("action.yml")["runs"]["steps"][-1]["run"]


def test_the_action_annotates_writes_and_fails_as_the_check_does(shell, tmp_path):
    done = shell(action_script(), PATHS="a b\n", ARGUMENTS="--lang\nen", SARIF="out.sarif")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=a b/2023 $(touch x).txt,line=")
    assert (tmp_path / "work" / "out.sarif").is_file()
    assert not (tmp_path / "work" / "x").exists()


def test_the_action_takes_a_path_for_a_path(shell):
    assert shell(action_script(), PATHS="--exit-zero", ARGUMENTS="", SARIF="").returncode == 2


def test_the_action_hands_every_input_over_by_the_environment():
    action = loaded("action.yml")
    used = {name for step in action["runs"]["steps"] for name in re.findall(r"inputs\.([\w-]+)", str(step))}
    assert used == set(action["inputs"])
    assert "${{" not in action_script()


# ---- the hook ----


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("reports/2023.txt", True), ("年报.docx", True), ("A.PDF", True), ("a.htm", True), ("a.md", True),
        ("README.md", False), ("docs/CHANGELOG.md", False), ("LICENSE.txt", False),
        ("requirements-dev.txt", False),
        ("a.py", False), ("a.txt.bak", False),
    ],
)  # fmt: skip
def test_the_hook_takes_reports(name, taken):
    (hook,) = loaded(".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], name) and not re.search(hook["exclude"], name)) is taken


def test_the_hook_meets_its_manifest():
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit is not installed")
    (hook,) = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["require_serial"] is True


# ---- GitLab ----


def test_the_gitlab_job_writes_what_it_hands_over(shell, tmp_path):
    job = loaded("docs/ci/gitlab.yml")["govlint"]
    (command,) = job["script"]
    done = shell(command, **job["variables"])
    assert done.returncode == 1, done.stderr
    handed = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((tmp_path / "work" / name).stat().st_size for name in handed)


# ---- the documents ----


def test_the_document_tells_of_every_format():
    text = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[`(\w+)`\]", text, re.MULTILINE) == re.findall(r"^## (\w+)$", text, re.MULTILINE)
    assert sorted(re.findall(r"^## (\w+)$", text, re.MULTILINE)) == sorted(FORMATS)


def test_the_commands_of_the_document_run(shell, tmp_path):
    text = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    commands = "".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)).splitlines()
    (tmp_path / "work" / "docs" / "examples").mkdir(parents=True)
    shutil.copy(DEMO, tmp_path / "work" / "docs" / "examples")
    assert len(commands) >= 2
    for command in commands:
        assert shell(command).returncode == 1
    assert {path.name for path in (tmp_path / "work").iterdir()} >= {"out.sarif", "out.xml", "out.html"}
