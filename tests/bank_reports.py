"""A plain report around the sentences of a bank, and what the shipped constraints find in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from govlint.choose import Choice
from govlint.findings import FileOutcome
from govlint.lint import Linter, Settings

BANK = Path(__file__).parent / "bank"
PARTS = ("meta", "title", "intro", "overview", "problems", "other", "tail")
DEFAULTS = {
    "meta": "发布日期：{n}-01-15",
    "title": "{a}{y}年政府信息公开工作年度报告",
    "intro": "{period}",
    "overview": "{y}年，本单位认真贯彻条例，各项工作有序开展。",
    "problems": "解读形式还不够丰富。下一步加强培训，拓宽渠道。",
    "other": "无其他需要报告的事项。",
    "tail": "",
}
_PAGE = """{meta}
{title}
{intro}
一、总体情况
{overview}
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
{problems}
六、其他需要报告的事项
{other}
{tail}
"""


def cases(name: str) -> list[Mapping[str, object]]:
    return yaml.safe_load((BANK / f"{name}.yaml").read_text(encoding="utf-8"))


def page(case: Mapping[str, object], agency: str = "云溪县教育局") -> str:
    year = int(str(case.get("y", 2023)))
    words = {"a": str(case.get("a", agency)), "y": year, "p": year - 1, "n": year + 1}
    words["period"] = "本报告所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。".format(**words)
    parts = {part: str(case.get(part, DEFAULTS[part])).format(**words) for part in PARTS}
    return _PAGE.format(**parts)


def form_of(case: Mapping[str, object]) -> str:
    year = int(str(case.get("y", 2023)))
    return "gfoi-2008" if year <= 2018 else "gfoi-2019" if year <= 2020 else "gfoi-2021"


@cache
def linter(form: str | None) -> Linter:
    return Linter(Settings(choice=Choice(select=("GL6",)), form=form, today=date(2026, 11, 24)))


def lint(case: Mapping[str, object]) -> FileOutcome:
    return linter(form_of(case)).check_bytes("report.txt", page(case).encode())
