"""One folder of the cache for several processes, and one that nobody may write to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import reports

from govlint import cache, sealed

ROOT = Path(__file__).parents[1]
TOGETHER = 4


def started(file, home, *options):
    own = {cache.FOLDER: str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "govlint", "-f", "json", *options, str(file)]
    return subprocess.Popen(
        command, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(process):
    output, errors = process.communicate()
    return process.returncode, output, errors


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(reports.write(reports.make(1, form="gfoi-2021"), "lines").text, encoding="utf-8")
    return path


def test_processes_that_fill_one_cache_together_agree_and_leave_it_whole(file, tmp_path):
    home = tmp_path / "cache"
    together = [ended(process) for process in [started(file, home) for _ in range(TOGETHER)]]
    alone = ended(started(file, home))
    assert alone[0] == 0
    assert together == [alone] * TOGETHER
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert kept
    assert [path for path in kept if path.name.startswith(sealed.BESIDE)] == []
    assert [path for path in kept if path.suffix in (".bin", ".json") and not sealed.read(str(path))] == []


def test_a_filled_cache_that_nobody_may_write_to_is_read(file, tmp_path):
    home = tmp_path / "cache"
    usual = ended(started(file, home))
    before = sorted(home.rglob("*"))
    folders = [home, *(path for path in before if path.is_dir())]
    for path in folders:
        path.chmod(0o500)
    try:
        if os.access(home, os.W_OK):
            pytest.skip("whoever may do everything can write everywhere")
        assert ended(started(file, home)) == usual
        assert sorted(home.rglob("*")) == before
    finally:
        for path in folders:
            path.chmod(0o700)


def test_a_folder_that_not_even_its_owner_can_write_to_changes_nothing_but_the_time(file, tmp_path):
    home = Path("/proc/self/fdinfo")
    if not home.is_dir():
        pytest.skip("no such folder on this system")
    assert ended(started(file, home)) == ended(started(file, tmp_path / "cache"))


def test_that_results_cannot_be_kept_is_told_to_whoever_asks(file, tmp_path):
    home = Path("/proc/self/fdinfo")
    if not home.is_dir():
        pytest.skip("no such folder on this system")
    assert str(home).encode() in ended(started(file, home, "-v"))[2]
    assert b"cache" not in ended(started(file, tmp_path / "cache", "-v"))[2]


def test_a_disk_that_refuses_is_no_reason_to_stop(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path))

    def refused(*_):
        raise OSError(30, "read-only")

    monkeypatch.setattr(sealed.os, "replace", refused)
    assert [cache.remember("test", (b"a",), lambda: {"a": 1}) for _ in range(2)] == [{"a": 1}] * 2
    cache.keep("x", 1)
    assert cache.kept("x") is None
    assert list(tmp_path.iterdir()) == []
