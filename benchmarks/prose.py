"""What the constraints of prose cost: a report of ten kilobytes, longer ones, and hostile text.

Run with `python benchmarks/prose.py` from the project's root; prints milliseconds and how they grow.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from prose_reports import engine, report_of

DAY = date(2026, 11, 24)
FACTS = (
    "全年主动公开政府信息350条，其中政策文件类40条，工作动态类280条，财政信息类30条。"
    "制发行政规范性文件6件，废止4件，现行有效57件。全年作出行政许可决定812件，行政处罚决定145件。"
    "全年共收到政府信息公开申请31件，上年结转2件，办结30件，结转下年度继续办理3件。其中自然人申请26件。"
    "予以公开10件，部分公开4件，不予公开3件，无法提供9件，不予处理3件，其他处理1件。"
    "因政府信息公开被申请行政复议5件，被提起行政诉讼3件。全年未收取信息处理费。"
)
WORDS = (
    "2024年，我局坚持公开为常态、不公开为例外，围绕重点领域持续推进政务公开，健全机制，压实责任，工作质量稳步提升。"
    "一是加强组织领导，明确专人负责；二是完善审核制度，先审后发；三是强化业务培训，全年组织培训4次、参训120人次。"
    "严格执行信息发布保密审查制度，规范公文属性认定，及时更新失效内容，确保信息准确、完整、规范、便民。"
)
HOSTILE = {
    "gong and digits": "共9",
    "half phrases": "收到申请",
    "brackets": "9件(",
    "parts": "其中9件",
    "ordinals": "一是",
    "percent": "9件占9%",
}


def seconds(text: str, rounds: int) -> float:
    """The best of several runs of every constraint of prose over a fresh report."""
    best = float("inf")
    for _ in range(rounds):
        report, document = report_of(text)
        start = time.perf_counter()
        engine().run(report, document, DAY)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the table."""
    filler = WORDS * (10_000 // len(WORDS.encode()) + 1)
    base = (FACTS + filler).encode()[:10_000].decode(errors="ignore")
    engine()
    empty = seconds("无。", 20)
    once = seconds(base, 20)
    print(f"10 KB of prose: {once * 1e3:.2f} ms, of which the engine's own {empty * 1e3:.2f} ms")
    for factor in (10, 100):
        took = seconds(base * factor, 3)
        print(f"{10 * factor} KB: {took * 1e3:.1f} ms, {took / once / factor:.2f} times as much for each KB")
    for name, unit in HOSTILE.items():
        text = unit * (1_000_000 // len(unit.encode()))
        print(f"1 MB of {name}: {seconds(text, 1):.2f} s")


if __name__ == "__main__":
    main()
