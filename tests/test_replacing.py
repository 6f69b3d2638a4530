"""Files put in place in one step."""

from __future__ import annotations

import os
import stat

import pytest

from govlint import replacing
from govlint.replacing import replace_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_contents_are_replaced_and_the_mode_is_kept(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(str(path), b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a"]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path):
    replace_file(str(tmp_path / "a"), b"")
    (tmp_path / "b").write_bytes(b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_what_fails_leaves_the_old_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(replacing.os, "fdopen", lambda handle, mode: os.close(handle) or full())
    with pytest.raises(OSError, match="full"):
        replace_file(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["link", "out/folder/a", "out/../../a"])
def test_no_link_is_followed_and_nothing_leaves_the_folder(tmp_path, name):
    top = tmp_path / "top"
    (top / "out").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (top / "link").symlink_to(tmp_path / "elsewhere" / "a")
    (top / "out" / "folder").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="link"):
        replace_file(str(top / name), b"x", within=str(top))
    assert names(tmp_path / "elsewhere") == []
    assert names(tmp_path) == ["elsewhere", "top"]


def test_folders_that_lack_are_made(tmp_path):
    replace_file(str(tmp_path / "out" / "b" / "a"), b"x", within=str(tmp_path / "out"))
    assert (tmp_path / "out" / "b" / "a").read_bytes() == b"x"
