"""Targets: waivers, baselines and trees of members, as people write them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import reports
from linting import linter

from benchmarks.fuzz import mutate
from benchmarks.fuzz.machine import JSON
from benchmarks.fuzz.target import FoundError, Target, lying, refused
from govlint.across.members import load_members
from govlint.findings import FileOutcome
from govlint.waivers.baseline import Held, baseline_text, load_baseline
from govlint.waivers.baseline import record as baseline_record
from govlint.waivers.judged import Judge
from govlint.waivers.load import Known, load_waivers, waivable
from govlint.waivers.register import Register

_MEMBERS = (
    "name", "members:", "aliases", "due: 02-30", "due: {市级: 01-31}", "year: 2023", "years: [2023, 9999]", "complete: yes", "- ", "parent",
    "level", '"', '""', ",", "，", "；", "\0", "\r", "true", "null", "a;b;c", "summary: false", "\ufeff", "市直部门", "甲局", "[", "{", "：",
)  # fmt: skip
_WAIVERS = (
    "- code: GL301", "  file: '*.txt'", "  file: '**/**/**'", "  file: '['", "  cell: requests/*/total", "  cell: ////", "  until: 2024-02-30",
    "  until: 9999-12-31", "  most: 0", "  reason: x", "  approved_by: ''", "  fingerprint: 'zz'", "code: ALL", "'[z-a]'", "null", "~", "!!map",
    "GL920", "t3-balance", "*", "&a", "- []", "- {}", "\0", '"\\0"', "  most: 999999999999999999999", "until", "most", "cell", "file",
)  # fmt: skip


def _make_waivers(rng: random.Random) -> bytes:
    said = """- code: GL301
  file: "*.txt"
  reason: 已核实
  approved_by: 张三
  until: 2027-01-31
- code: t3-row-sum
  file: 报告/2023.txt
  cell: requests/granted/total
  reason: 原件如此
  approved_by: 李四
  until: 2026-12-31
"""
    return mutate.lines(rng, said, _WAIVERS).encode("utf-8", "replace")


@cache
def _outcome() -> FileOutcome:
    fault = next(f for f in reports.FAULTS if f.check == "t3-row-sum")
    spoilt = fault.plant(fault.make(0), random.Random(0))
    return linter().check_bytes("r.txt", reports.write(spoilt.data, "lines").text.encode())


@cache
def _judge() -> Judge:
    return Judge(linter().packs.constraints)


def _feed_waivers(data: bytes) -> None:
    base = linter()
    known = Known(base.packs.constraints, [kit.form for kit in base.kits])
    with lying(data, "waivers.yaml") as path:
        waivers = refused(lambda: load_waivers(path, known))
    if waivers is None:
        return
    register = Register(waivers, ".", date(2026, 11, 24), _judge(), lambda: frozenset({"r.txt", "b/c.txt"}))  # type: ignore[arg-type]
    register.apply(_outcome())
    list(register.states())
    list(register.notes())


def _excusable() -> frozenset[str]:
    return frozenset(c.code for c in linter().packs.constraints if waivable(c))


def _make_baseline(rng: random.Random) -> bytes:
    said = baseline_text(baseline_record([_outcome()], ".", _excusable()))
    return mutate.lines(rng, said, JSON).encode("utf-8", "replace")


def _feed_baseline(data: bytes) -> None:
    with lying(data, "baseline.json") as path:
        entries = refused(lambda: load_baseline(path))
    if entries is None:
        return
    holder = Held(entries, ".", _judge(), _excusable())  # type: ignore[arg-type]
    holder.apply(_outcome())
    list(holder.notes(data.decode("utf-8-sig")))
    if load_again(baseline_text(holder.entries)) != {k: v for k, v in holder.entries.items() if v}:
        raise FoundError("a baseline comes back as another")


def load_again(text: str) -> Any:
    """What a baseline is that was written."""
    with lying(text.encode("utf-8", "backslashreplace"), "baseline.json") as path:
        return load_baseline(path)


def _member_texts() -> Iterator[str]:
    yield "year: 2023\ndue: {市级: 01-31}\nmembers:\n  - name: 甲市\n    level: 市级\n    members:\n      - name: 乙局\n        aliases: [乙]\n      - 丙局\n"
    yield "name,aliases,level,parent\n甲市,,市级,\n乙局,乙；乙委,县级,甲市\n丙局,,,乙局\n"


def _make_members(rng: random.Random) -> bytes:
    said = mutate.lines(rng, rng.choice(list(_member_texts())), _MEMBERS)
    if rng.random() < 0.05:
        said += "机关0,,,\n" + "".join(f"机关{n},,,机关{n - 1}\n" for n in range(1, rng.randrange(2, 3000)))
    return said.encode("utf-8", "replace")


def _feed_members(data: bytes) -> None:
    with lying(data, "m.csv", "m.yaml") as path:
        for one in (path, path.with_suffix(".yaml")):
            refused(lambda one=one: load_members(str(one)))


TARGETS = {
    "waivers": Target(_make_waivers, _feed_waivers),
    "baseline": Target(_make_baseline, _feed_baseline),
    "members": Target(_make_members, _feed_members),
}
