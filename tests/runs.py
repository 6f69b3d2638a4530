"""Folders of reports, and a plugin whose rule misbehaves where a report asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import reports

from govlint.lint import Settings
from govlint.run import How, Job, run

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 24)

PLUGIN = '''
import os, sys, time
from govlint.hookspecs import hookimpl
from govlint.rule import Breach, rule

@rule(facts=())
def misbehave(node, scope):
    """Do what the report asks for."""
    text = scope.document.text
    with open(os.environ.get("GOVLINT_TEST_LOG", os.devnull), "a", encoding="utf-8") as log:
        log.write(scope.document.path + "\\n")
    if "#EXIT" in text:
        os._exit(3)
    while "#HANG" in text:
        pass
    if "#SLEEP" in text:
        time.sleep(0.3)
    if "#HOG" in text:
        bytearray(1 << 40)
    if "#DAY" in text and scope.today.day == 24:
        yield Breach(node.span)

@hookimpl
def govlint_rules():
    return [sys.modules[__name__]]
'''
PACK = """
id: odd
title: {zh: 试, en: trial}
prefix: OD
version: "1"
forms: [gfoi-2019, gfoi-2021]
"""
RULES = """
- code: OD101
  name: misbehaves
  severity: warning
  rule: misbehave
  message: {zh: 今天是二十四日, en: it is the 24th}
  why: {zh: 试, en: trial}
  basis: 试
  remedy: {zh: 试, en: trial}
"""


@cache
def printed(seed: int) -> str:
    """A report without a fault, or with a wrong figure for odd seeds."""
    data = reports.make(seed, form="gfoi-2021")
    if seed % 2:
        data = reports.with_number(data, ("requests", "received", "natural_persons"), 99_999)
    return reports.write(data, ("lines", "pipes", "tabs")[seed % 3]).text


def folder(where: Path, number: int, odd: dict[int, str] | None = None) -> list[str]:
    """Reports in a folder, some with a word that the plugin knows; their paths in order."""
    where.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in range(number):
        path = where / f"报告{index:03}.txt"
        path.write_text(printed(index % 6) + (odd or {}).get(index, ""), encoding="utf-8")
        paths.append(path.as_posix())
    return paths


def odd_settings(where: Path, **more: object) -> Settings:
    """Settings with the plugin and its pack."""
    pack = where / "odd"
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "pack.yaml").write_text(PACK, encoding="utf-8")
    (pack / "all.yaml").write_text(RULES, encoding="utf-8")
    (where / "odd_plugin.py").write_text(PLUGIN, encoding="utf-8")
    words = {"packs": (str(pack),), "plugins": (where / "odd_plugin.py",), "today": TODAY}
    return Settings(**(words | more))


def outcomes(paths: list[str], settings: Settings, **how: object) -> list:
    """What came of the files."""
    return list(run([Job(path, settings) for path in paths], How(**how)))


def command(*words: str, **more: str) -> list[str]:
    return [sys.executable, "-m", "govlint", *words]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **more}


def govlint(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command(*map(str, words)), cwd=cwd, env=environment(**more), capture_output=True, check=False,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
