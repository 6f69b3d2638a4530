"""Reports to measure on: invented, all different, filled up with prose to a size as real ones have.

python texts.py FOLDER NUMBER SUFFIX        # so many reports of 10 KB
python texts.py FILE SIZE                   # one of that many bytes
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[2] / "tests"))

import reports

LAYOUTS = ("lines", "pipes", "markdown_rows", "tabs")
SUBJECTS = [
    "公文",
    "预算",
    "民生",
    "教育",
    "卫生",
    "住房",
    "环保",
    "交通",
    "水利",
    "农业",
    "商务",
    "文化",
    "就业",
    "社保",
    "应急",
    "统计",
    "审计",
    "财政",
    "规划",
    "执法",
]
VERBS = [
    "推进",
    "落实",
    "完善",
    "规范",
    "加强",
    "细化",
    "优化",
    "梳理",
    "公开",
    "更新",
    "审核",
    "发布",
    "解读",
    "督促",
    "检查",
    "培训",
    "汇总",
    "回应",
]
ENDS = ("工作有序开展", "栏目及时更新", "渠道保持畅通", "内容准确完整", "责任落实到人", "群众查阅方便")


def report(seed: int, size: int = 10_000) -> bytes:
    """A consistent report of that many bytes; what it lacks is prose of its own."""
    text = reports.write(reports.make(seed, form="gfoi-2021"), LAYOUTS[seed % len(LAYOUTS)]).text
    lines = text.split("\n")
    cut = next(index for index, line in enumerate(lines) if "二、" in line and "公开" in line)
    rng = random.Random(seed)
    missing = size - len(text.encode())
    filling: list[str] = []
    while missing > 0:
        filling.append(_paragraph(rng, min(missing // 3, rng.randint(80, 220))))
        missing -= len(filling[-1].encode()) + 1
    return "\n".join([*lines[:cut], *filling, *lines[cut:]]).encode()


def _paragraph(rng: random.Random, length: int) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        subjects = "、".join(rng.sample(SUBJECTS, rng.randint(1, 3)))
        parts.append(f"{rng.choice(VERBS)}{subjects}领域信息，{rng.choice(ENDS)}，{rng.choice(ENDS)}。")
    return "".join(parts)


def main(path: str, *arguments: str) -> None:
    """Write what is asked for."""
    if len(arguments) == 1:
        Path(path).write_bytes(report(1, int(arguments[0])))
        return
    number, suffix = arguments
    Path(path).mkdir(parents=True)
    for seed in range(int(number)):
        (Path(path) / f"{seed:05}{suffix}").write_bytes(report(seed % 2000 + 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
