"""A small pack of a city: a constraint, a case that fails and one that passes."""

HEAD = """\
id: city
title: {zh: 市, en: City}
prefix: CT
version: "1"
forms: [gfoi-2019, gfoi-2021]
extends: [gfoi]
"""
ENTRY = """\
- code: CT101
  name: no-licences
  severity: warning
  rule: condition
  each: proactive.licences
  expect: decisions > 0
  message: {zh: "没有许可：{figures}", en: "no licences: {figures}"}
  why: {zh: 样例, en: a sample}
  basis: 样例
  remedy: {zh: 核对, en: check}
"""
CASES = """\
- constraint: CT101
  fail:
    - cells: {proactive.licences: "0"}
      message: {zh: "没有许可：本年处理决定数量 0", en: "no licences: 本年处理决定数量 0"}
      at: proactive.licences.decisions
  pass:
    - {}
"""


def indented(text):
    return "".join(f"  {line}\n" for line in text.splitlines())


ONE_FILE = f"{HEAD}constraints:\n{indented(ENTRY)}cases:\n{indented(CASES)}"
"""The same as a pack of one file."""


def write(folder, head=HEAD, entry=ENTRY, cases=CASES):
    (folder / "cases").mkdir(parents=True)
    for name, text in (("pack.yaml", head), ("rules.yaml", entry), ("cases/a.yaml", cases)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
