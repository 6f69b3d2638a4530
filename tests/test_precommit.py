"""The hook, run by pre-commit itself in a scratch repository."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import reports

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(
        not (ROOT / ".git").exists(), reason="pre-commit clones the hook's repository, and this is none"
    ),
]


@pytest.fixture
def run(tmp_path):
    """A command in the scratch repository, with a clean environment for Python."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    repository = tmp_path / "reports"
    repository.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    environment = {
        **kept,
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GOVLINT_CACHE": "",
        "LC_ALL": "C.UTF-8",
    }

    def call(*command):
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    assert call("git", "init", "--quiet").returncode == 0
    return call


def test_the_hook_stops_a_wrong_report_and_lets_a_right_one_pass(run, tmp_path):
    fault = next(f for f in reports.FAULTS if f.check == "t3-row-sum")
    wrong = reports.write(fault.plant(fault.make(0), random.Random(0)).data, "pipes").text
    right = reports.write(fault.make(0), "pipes").text
    report = tmp_path / "reports" / "报告 一.txt"
    report.write_text(wrong, encoding="utf-8")
    (tmp_path / "reports" / "README.md").write_text("# not a report\n", encoding="utf-8")
    run("git", "add", "--all")
    hook = (
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(ROOT),
        "govlint",
        "--all-files",
        "--color=never",
    )
    stopped = run(*hook)
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert "GL302 t3-row-sum" in stopped.stdout
    assert "README" not in stopped.stdout
    report.write_text(right, encoding="utf-8")
    passed = run(*hook)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
