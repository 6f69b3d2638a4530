"""What `.gitignore` files leave out is what git says they do, and nothing is passed over in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govlint import cli
from govlint.discover import discover

GIT = shutil.which("git")
FOLDERS = ("", "a", "a/b", "c")
NAMES = ("x.txt", "y.txt", "年报.txt", "a")
FILES = tuple(
    path for folder in FOLDERS for name in NAMES if (path := f"{folder}/{name}".lstrip("/")) not in FOLDERS
)

parts = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "x.txt",
        "y.txt",
        "年报.txt",
        "*",
        "**",
        "*.txt",
        "?.txt",
        "[xy].txt",
        "[!x].txt",
        "年*",
        "x*",
    ]
)
patterns = st.builds(
    lambda negated, anchored, path, folder: (
        ("!" if negated else "") + ("/" if anchored else "") + path + folder
    ),
    st.booleans(),
    st.booleans(),
    st.lists(parts, min_size=1, max_size=3).map("/".join),
    st.sampled_from(["", "", "/"]),
)
odd_lines = st.sampled_from(["", "# x.txt", "\\#x", "x.txt ", "x.txt\\ ", "  ", "!", "\\!x.txt", "x.txt\r"])
files = st.lists(patterns | odd_lines, max_size=4)
trees = st.dictionaries(st.sampled_from(FOLDERS), files, min_size=1, max_size=3)


def write(top: Path, tree: dict[str, list[str]]) -> None:
    for path in FILES:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("", encoding="utf-8")
    for folder in FOLDERS:
        where = top / folder / ".gitignore"
        where.unlink(missing_ok=True)
        if folder in tree:
            where.write_bytes("\n".join(tree[folder]).encode())


def told_by_git(top: Path) -> set[str]:
    """The files that git does not ignore."""
    asked = "\0".join(FILES)
    done = subprocess.run(
        [GIT, "-c", "core.excludesFile=", "check-ignore", "-z", "--stdin", "--no-index"], cwd=top, input=asked,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return set(FILES) - set(done.stdout.split("\0"))


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    top = tmp_path_factory.mktemp("repository")
    subprocess.run([GIT, "init", "-q", "."], cwd=top, check=True)
    return top


@pytest.mark.skipif(GIT is None, reason="git is not installed")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees)
@example({"": ["*.txt", "!年报.txt"], "a": ["!x.txt"]})
@example({"": ["/a/", "!a/x.txt"]})
@example({"": ["a/**", "!a/b/"], "a/b": ["!x.txt"]})
@example({"": ["**/b", "c/*", "!c/年报.txt"]})
def test_what_is_taken_is_what_git_does_not_ignore(repository, tree):
    write(repository, tree)
    found = discover([str(repository)], include=["*"], ignored=True)
    taken = {os.path.relpath(path, repository) for path in found.files} - {
        f"{f}/.gitignore".lstrip("/") for f in FOLDERS
    }
    passed = {os.path.relpath(path, repository) for path in found.ignored}
    assert taken == told_by_git(repository)
    for path in set(FILES) - taken:
        assert path in passed or any(path.startswith(f"{folder}/") for folder in passed)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in ("全市/甲.txt", "全市/乙.txt", "全市/旧/丙.txt"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("", encoding="utf-8")
    return tmp_path


def names(*paths, **how):
    return sorted(Path(path).stem for path in discover(paths, **{"ignored": True, **how}).files)


def test_a_file_that_is_named_is_taken_all_the_same(tree):
    (tree / ".gitignore").write_text("*\n", encoding="utf-8")
    assert names(".") == []
    assert names("全市/甲.txt") == ["甲"]
    assert names(".", ignored=False) == ["丙", "乙", "甲"]


def test_patterns_above_hold_within_one_repository_alone(tree):
    (tree / ".gitignore").write_text("甲.txt\n", encoding="utf-8")
    assert names("全市") == ["丙", "乙", "甲"]
    (tree / ".git" / "info").mkdir(parents=True)
    assert names("全市") == ["丙", "乙"]
    (tree / ".git" / "info" / "exclude").write_text("旧/\n", encoding="utf-8")
    assert names("全市") == ["乙"]
    (tree / "全市" / ".git").mkdir()
    assert names("全市") == ["丙", "乙", "甲"]


def test_what_is_ignored_is_named_where_asked_for(tree, capsys):
    (tree / ".gitignore").write_text("旧/\n乙.txt\n", encoding="utf-8")
    cli.main([".", "-v", "--lang", "en", "--no-cache"])
    err = capsys.readouterr().err
    assert "全市/旧/" in err
    assert "全市/乙.txt" in err
    assert ".gitignore" not in (cli.main([".", "--lang", "en", "--no-cache"]), capsys.readouterr().err)[1]


def test_a_run_whose_files_are_all_ignored_says_so(tree, capsys):
    (tree / ".gitignore").write_text("*.txt\n", encoding="utf-8")
    assert cli.main([".", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "3 were passed over by .gitignore" in err
    assert cli.main([".", "--no-ignore-vcs", "--lang", "en", "--no-cache"]) == 1
    assert cli.main([".", "--allow-empty"]) == 0
