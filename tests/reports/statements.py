"""Sentences that state figures.

Duty: say in prose what the tables say. May not invent a figure that a table holds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from reports import forms
from reports.model import Agency, Figures, Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """What the prose of a report must agree with."""

    form: str
    year: int
    agency: Agency
    figures: Figures

    def total(self, row: str, column: str = "total") -> int:
        """A count of table 3."""
        return int(self.figures["requests"][row][column] or 0)

    def group(self, group: str) -> int:
        """The total of a group of results, or of the row itself."""
        rows = [row for row in forms.result_rows(self.form) if row == group or row.startswith(f"{group}.")]
        return sum(self.total(row) for row in rows)

    def review(self, row: str) -> int:
        """The total of a group of table 4."""
        return int(self.figures["review"][row]["total"] or 0)

    def two(self, row: str, column: str) -> int:
        """A count of table 2."""
        return int(self.figures["proactive"][row][column] or 0)

    @property
    def fee_lapsed(self) -> int:
        """Requests dropped for a fee not paid."""
        return self.total("otherwise.fee_lapsed") if self.form == "gfoi-2021" else 0


def facts(rng: random.Random, told: Told, aspect: str) -> tuple[Sentence, ...]:
    """Sentences of one aspect of section 一."""
    makers = {"proactive": _proactive, "requests": _requests, "supervision": _review}
    return tuple(Sentence(key, text) for key, text in makers[aspect](rng, told))


def _proactive(rng: random.Random, told: Told) -> list[tuple[str, str]]:
    return [
        ("breakdown", _breakdown(rng)),
        ("normative", _normative(rng, told)),
        ("enforcement", _enforcement(told)),
    ]


def _breakdown(rng: random.Random) -> str:
    policy, work, money = rng.randint(5, 90), rng.randint(30, 700), rng.randint(2, 40)
    total = policy + work + money
    ways = (
        f"全年主动公开政府信息{total}条，其中，政策文件类{policy}条，工作动态类{work}条，财政信息类{money}条。",
        f"全年共公开政府信息{total}条，其中：政策文件类信息{policy}条、工作动态类信息{work}条、财政类信息{money}条。",
    )
    return rng.choice(ways)


def _normative(rng: random.Random, told: Told) -> str:
    row = "normative_documents"
    if told.form == "gfoi-2019":
        made, published, public = (told.two(row, c) for c in ("made", "published", "total_public"))
        return f"新制作规范性文件{made}件，新公开规范性文件{published}件，对外公开规范性文件总数{public}件。"
    issued, repealed, valid = (told.two(row, c) for c in ("issued", "repealed", "in_force"))
    ways = (
        f"制发行政规范性文件{issued}件，废止{repealed}件，现行有效{valid}件。",
        f"本年制发行政规范性文件{issued}件、废止行政规范性文件{repealed}件，现行有效行政规范性文件{valid}件。",
    )
    return rng.choice(ways)


def _enforcement(told: Told) -> str:
    licences, penalties, measures = (
        told.two(row, "decisions") for row in ("licences", "penalties", "coercive_measures")
    )
    return f"全年作出行政许可决定{licences}件，行政处罚决定{penalties}件，行政强制决定{measures}件。"


def _requests(rng: random.Random, told: Told) -> list[tuple[str, str]]:
    if told.total("received") + told.total("brought_forward") == 0:
        ways = ("{y}年，{own}未收到政府信息公开申请。", "本年度未收到政府信息公开申请，无上年结转申请。")
        return [("received", rng.choice(ways).format(y=told.year, own=told.agency.own))]
    said = [
        ("received", _received(rng, told)),
        ("answered", _answered(rng, told)),
        ("results", _results(told)),
    ]
    return [*said, ("applicants", _applicants(told))] if told.total("received") else said


def _received(rng: random.Random, told: Told) -> str:
    new, old = told.total("received"), told.total("brought_forward")
    ways = [f"{told.year}年，{told.agency.own}新收政府信息公开申请{new}件，上年结转{old}件。"]
    if old and new:
        ways.append(
            f"{told.year}年，{told.agency.own}共受理政府信息公开申请{new + old}件（包含上年结转{old}件）。"
        )
        ways.append(f"全年共收到政府信息公开申请{new}件，另有上年结转申请{old}件。")
    if not old:
        ways.append(f"全年共收到政府信息公开申请{new}件，无上年结转申请。")
        ways.append(f"{told.year}年，{told.agency.own}共收到政府信息公开申请{new}件。")
    return rng.choice(ways)


def _answered(rng: random.Random, told: Told) -> str:
    done, left = told.total("disposed"), told.total("carried_forward")
    if left:
        ways = (
            f"全年办结{done}件，结转下年度继续办理{left}件。",
            f"答复{done}件，结转下一年度办理{left}件。",
        )
        return rng.choice(ways)
    ways = (f"全年办结{done}件，均已按期办结，无结转下年度申请。", f"全年共答复{done}件，均已按时办结。")
    return rng.choice(ways)


def _results(told: Told) -> str:
    names = {
        "granted": "予以公开",
        "partially_granted": "部分公开",
        "refused": "不予公开",
        "unavailable": "无法提供",
        "not_processed": "不予处理",
        "otherwise": "其他处理",
    }
    return "办理结果为：" + "，".join(f"{word}{told.group(key)}件" for key, word in names.items()) + "。"


def _applicants(told: Told) -> str:
    natural = told.total("received", "natural_persons")
    bodies = told.total("received") - natural
    return f"新收申请中，自然人申请{natural}件，法人或其他组织申请{bodies}件。"


def _review(rng: random.Random, told: Told) -> list[tuple[str, str]]:
    appeals = told.review("reconsideration")
    suits = told.review("direct_suits") + told.review("suits_after_reconsideration")
    if appeals + suits == 0:
        ways = (
            "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
            "本年度未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
        )
        return [("review", rng.choice(ways))]
    ways = (
        f"全年因政府信息公开工作被申请行政复议{appeals}件，被提起行政诉讼{suits}件。",
        f"全年发生政府信息公开行政复议{appeals}件、行政诉讼{suits}件。",
    )
    return [("review", rng.choice(ways))]
