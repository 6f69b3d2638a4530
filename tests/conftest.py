"""What several tests of the command line share."""

from __future__ import annotations

import pytest

from govlint import cli


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
