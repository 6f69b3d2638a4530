"""What every test shares, and what several tests of the command line do."""

from __future__ import annotations

import pytest

from govlint import cli
from govlint.commands import running


@pytest.fixture(autouse=True)
def _no_results_of_earlier_runs(monkeypatch):
    """No result of an earlier run hides what a test plants in the program."""
    monkeypatch.setattr(running, "results_folder", lambda asked: asked)


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """An empty working folder, in an environment that says nothing of language or colour."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys):
    """The command line: words to status, standard output and standard error."""

    def call(*words):
        status = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call
