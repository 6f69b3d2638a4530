"""What only Windows does, simulated: its paths, its line ends, its consoles."""

import io
import json
import sys
from pathlib import PureWindowsPath

import pytest
import reports

from govlint.cli import main
from govlint.native import native, slashed

HERE = r"C:\Users\王 小明\报告"
DEEP = "\\".join(["政府信息公开工作年度报告汇编"] * 20) + r"\a.txt"


@pytest.mark.parametrize(
    "path", ["a.txt", r"子 文件夹\a.txt", "../b.txt", r"D:\x.html", r"\\server\share\a.txt"]
)
def test_a_short_path_stays_as_it_is(path):
    assert native(path, "win32", HERE) == path


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (DEEP, "\\\\?\\" + HERE + "\\政府"),
        (DEEP.replace("\\", "/"), "\\\\?\\" + HERE + "\\政府"),
        ("D:\\" + DEEP, "\\\\?\\D:\\政府"),
        ("\\\\server\\share\\" + DEEP, "\\\\?\\UNC\\server\\share\\政府"),
        ("..\\" + DEEP, "\\\\?\\C:\\Users\\王 小明\\政府"),
    ],
)
def test_a_long_path_is_spelt_so_that_windows_opens_it(path, start):
    found = native(path, "win32", HERE)
    assert found.startswith(start)
    assert PureWindowsPath(found).name == "a.txt"
    assert "/" not in found
    assert native(found, "win32", HERE) == found


def test_elsewhere_a_path_is_itself():
    assert native(DEEP, "linux", HERE) == DEEP


def test_paths_are_told_with_slashes():
    path = PureWindowsPath(HERE) / "a.txt"
    assert slashed(str(path), "\\") == path.as_posix()


class Console(io.RawIOBase):
    """A console that can only take one code page until it is told otherwise."""

    def __init__(self):
        self.taken = b""

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data)
        return len(data)


def report(tmp_path, text):
    path = tmp_path / "政府信息公开 工作年度报告𠮷.txt"
    path.write_bytes(text)
    return path


@pytest.mark.parametrize("form", ["full", "concise", "json", "html", "github"])
def test_a_console_of_code_page_936_gets_whole_output(form, tmp_path, monkeypatch):
    text = reports.write(reports.make(0), "lines").text
    path = report(tmp_path, text.replace("一、", "𠮷____\n一、", 1).encode("gb18030"))
    raw, errors = Console(), Console()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp936", write_through=True))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(errors, encoding="cp936", write_through=True))
    assert main(["-f", form, path.as_posix()]) == 1
    assert "GL801" in raw.taken.decode("utf-8")
    assert "年度报告𠮷" in raw.taken.decode("utf-8")
    assert errors.taken == b""


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("layout", ["lines", "pipes"])
def test_line_ends_change_no_finding_and_no_place(end, layout, tmp_path, capsys):
    text = reports.write(reports.make(0), layout).text.replace("一、", "联系人：____\n一、", 1)
    found = []
    for written in (text, text.replace("\n", end)):
        main(["-f", "json", report(tmp_path, written.encode("utf-8")).as_posix()])
        told = json.loads(capsys.readouterr().out)["findings"]
        found.append([(f["code"], f["line"], f["column"], f["message"]) for f in told])
    assert found[0]
    assert found[0] == found[1]
