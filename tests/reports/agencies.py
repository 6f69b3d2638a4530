"""Invented bodies.

Duty: names of bodies of every kind, how they call themselves, when they must publish. May not know figures.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from reports.model import Agency

KINDS = ("county", "bureau", "town", "street", "office", "city", "committee")
GOVERNMENTS = frozenset({"county", "town", "city"})
_FIRST = "云岚澄榆栖澜沅翎霁珩"
_SECOND = "溪泽岭浦陌垣川坪汀屿"
_BUREAUS = ("教育局", "民政局", "统计局", "水务局", "审计局", "医疗保障局", "文化和旅游局", "档案局")


def _place(rng: random.Random) -> str:
    return rng.choice(_FIRST) + rng.choice(_SECOND)


def _two_places(rng: random.Random) -> tuple[str, str]:
    outer = _place(rng)
    inner = _place(rng)
    while inner == outer:
        inner = _place(rng)
    return outer, inner


def invent(rng: random.Random, kind: str) -> Agency:
    """A body of that kind."""
    outer, inner = _two_places(rng)
    county, city = f"{outer}县", f"{outer}市"
    if kind == "county":
        return Agency(f"{county}人民政府", kind, "我县", county, f"{county}人民政府")
    if kind == "bureau":
        return Agency(f"{city}{rng.choice(_BUREAUS)}", kind, "我局", city, f"{city}人民政府")
    if kind == "town":
        return Agency(f"{county}{inner}镇人民政府", kind, "我镇", f"{inner}镇", f"{county}人民政府")
    if kind == "street":
        name = f"{city}{inner}区{rng.choice('东西南北')}{rng.choice(_SECOND)}街道办事处"
        return Agency(name, kind, "我街道", name.removesuffix("办事处"), f"{city}{inner}区人民政府")
    if kind == "office":
        return Agency(f"{county}人民政府办公室", kind, "我办", county, f"{county}人民政府")
    if kind == "city":
        return Agency(f"{city}人民政府", kind, "我市", city, f"{city}人民政府")
    return Agency(f"{city}{inner}经济开发区管理委员会", kind, "我区", f"{inner}经济开发区", f"{city}人民政府")


def latest(kind: str, year: int) -> date:
    """The last day in time for a report on that year; local rules for bodies that the law does not name."""
    return date(year + 1, 3, 31) if kind in {"county", "city"} else date(year + 1, 1, 31)


def publish(rng: random.Random, kind: str, year: int) -> date:
    """A day in time."""
    first = date(year + 1, 1, 5)
    return first + timedelta(days=rng.randint(0, (latest(kind, year) - first).days))
