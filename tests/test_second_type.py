"""A second kind of report and one more row take a grammar and a pack; Python knows no word of any form."""

import re
from functools import cache
from pathlib import Path

import reports

from govlint.lint import Linter, Settings

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "govlint"
WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
NUMERALS = re.compile(r"[一二三四五六七八九十百千万亿〇零两]+")

REPORT = """云山县2023年度法治政府建设情况报告

一、年度工作开展情况

全年组织培训三次。

二、行政争议办理情况

| 案件类别 | 受理 | 审结 | 未结 |
| 复议应诉 | 12 | 9 | 3 |
| 行政调解 | 30 | 25 | 4 |

三、下一年度工作安排

继续推进各项工作。
"""


@cache
def linter(*packs: str, default: bool = False) -> Linter:
    settings = Settings(packs=packs, default_packs=default, plugins=(HERE / "second" / "plugin.py",))
    return Linter(settings)


def test_a_second_kind_of_report_is_linted_whole():
    law = linter(str(HERE / "second" / "rules" / "law"))
    outcome = law.check_bytes("law.txt", REPORT.encode())
    assert outcome.status == "checked"
    assert outcome.report.form == "law-2020"
    assert [section.key for section in outcome.report.sections] == ["work", "cases", "plans"]
    assert [(f.code, f.message.zh) for f in outcome.findings] == [
        ("LW301", "附表 / 行政调解：受理 30，审结与未结合计 29")
    ]
    assert outcome.findings[0].span.start == REPORT.index("30 |") or outcome.findings[0].proof.difference == 1


def test_its_repairs_are_told_too():
    law = linter(str(HERE / "second" / "rules" / "law"))
    without = REPORT.replace("| 行政调解 | 30 | 25 | 4 |\n", "")
    assert [f.message.zh for f in law.check_bytes("law.txt", without.encode()).findings] == [
        "附表缺少：行政调解"
    ]


def test_a_row_more_takes_a_grammar_only():
    text = reports.write(reports.make(1, form="gfoi-2021"), "pipes").text
    row = next(line for line in text.split("\n") if line.startswith("行政规范性文件"))
    longer = text.replace(row, f"{row}\n其他主动公开文件 | 4 | 0 | 9")
    law = linter(str(HERE / "second" / "rules" / "law"))
    report = law.check_bytes("a.txt", longer.encode()).report
    assert report.form == "gfoi-hubei-2021"
    assert [cell.count for cell in report.table("proactive").row("other_documents").cells] == [4, 0, 9]
    assert report.deviations == ()
    assert law.check_bytes("a.txt", text.encode()).report.form == "gfoi-2021"


def test_python_holds_no_word_of_a_form():
    for path in sorted(PACKAGE.rglob("*.py")):
        text = NUMERALS.sub("", path.read_text(encoding="utf-8"))
        assert WORD.findall(text) == [], path
