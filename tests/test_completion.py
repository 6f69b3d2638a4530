"""Completion: what may come next, and the scripts as the shells themselves run them."""

import shutil
import subprocess
import sys

import pytest

from govlint.commands import COMMANDS
from govlint.commands.completion import _VALUES, SCRIPTS
from govlint.completion import PATHS, candidates

VALUES = {name: values for names, values in _VALUES for name in names}
NO_VALUES = {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["do"], ["doctor", PATHS]),
        (["--st"], ["--statistics", "--stdin-filename", "--strict-internal"]),
        (["check", "--color", ""], ["auto", "always", "never"]),
        (["--color=al"], ["--color=always"]),
        (["--color", "=", "al"], ["always"]),
        (["--color", "="], ["auto", "always", "never"]),
        (["completion", "po"], ["powershell"]),
        (["dump", "--to"], ["--tokens"]),
        (["--nothing-like-it"], []),
    ],
)
def test_words_that_may_come_next(words, found):
    assert sorted(candidates(words, NO_VALUES)) == sorted(found)


def test_codes_names_and_formats_are_known():
    assert candidates(["--select", "GL301,GL40"], VALUES) == ["GL301,GL401"]
    assert candidates(["explain", "t3-bal"], VALUES) == ["t3-balance"]
    assert candidates(["-f", "sar"], VALUES) == ["sarif"]


def test_every_command_is_offered():
    assert set(COMMANDS) <= set(candidates([""], NO_VALUES))


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A folder with a program called govlint, on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "govlint"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govlint "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    (tmp_path / "报告 一.txt").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["govlint", "check", "--fail-level", ""], ["error", "note", "warning"]),
        (["govlint", "报"], ["报告 一.txt"]),
    ],
)
def test_bash_completes(words, found):
    typed = " ".join(f"'{word}'" for word in words)
    script = f"""{SCRIPTS["bash"]}
COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _govlint; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
    assert sorted(done.stdout.decode("utf-8").split("\n")[:-1]) == found, done.stderr


@pytest.mark.parametrize("shell", SCRIPTS)
def test_scripts_are_printed(shell, capsys):
    from govlint.cli import main

    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == SCRIPTS[shell]
    if shutil.which(shell) and shell != "powershell":
        subprocess.run([shell, "-n", "-c", SCRIPTS[shell]], check=True)


def test_an_unknown_shell_is_refused(capsys):
    from govlint.cli import main

    assert main(["completion", "bsh"]) == 2
    assert "bash" in capsys.readouterr().err
