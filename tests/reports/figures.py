"""Consistent figures.

Duty: draw figures of a form that keep every identity and inequality. May not know labels.
"""

from __future__ import annotations

import random
from decimal import Decimal

from reports import forms
from reports.model import Number

PROFILES = ("zero", "small", "medium", "large", "sparse")
Table = dict[str, dict[str, Number]]
_TOP = {"zero": 0, "small": 9, "medium": 300, "large": 400_000, "sparse": 40}


class Dice:
    """Draws counts of one profile's size."""

    def __init__(self, rng: random.Random, profile: str) -> None:
        self.rng = rng
        self.top = _TOP[profile]
        self.chance = 0.15 if profile == "sparse" else 0.75

    def count(self, share: float = 1.0, chance: float | None = None) -> int:
        """A count up to `share` of the profile's largest, zero unless chance wills it."""
        hit = self.rng.random() < (self.chance if chance is None else chance)
        top = max(int(self.top * share), 1 if self.top else 0)
        return self.rng.randint(0, top) if hit else 0

    def amount(self) -> Decimal:
        """An amount of ten thousand yuan, below the size that looks like yuan."""
        whole = min(self.count(), 900_000)
        return Decimal(whole).scaleb(-self.rng.choice((0, 2, 4))) if whole else Decimal(0)


def figures(rng: random.Random, form: str, profile: str, *, may_regulate: bool = False) -> dict[str, Table]:
    """Figures of all three tables."""
    dice = Dice(rng, profile)
    requests = _requests(dice, form)
    busy = any(requests[row]["total"] for row in ("received", "brought_forward"))
    draw = _proactive_2019 if form == "gfoi-2019" else _proactive_2021
    return {"proactive": draw(dice, may_regulate), "requests": requests, "review": _review(dice, busy)}


def _requests(dice: Dice, form: str) -> Table:
    columns = {column: _applicants(dice, form, column) for column in forms.SIX}
    table: Table = {}
    for row in next(iter(columns.values())):
        cells: dict[str, Number] = {column: columns[column][row] for column in forms.SIX}
        table[row] = {**cells, "total": sum(columns[column][row] for column in forms.SIX)}
    return table


def _applicants(dice: Dice, form: str, column: str) -> dict[str, int]:
    natural = column == "natural_persons"
    share, chance = (1.0, None) if natural else (0.1, dice.chance * 0.3)
    results = {row: dice.count(share / 2, chance) for row in forms.result_rows(form)}
    disposed = sum(results.values())
    carried = dice.count(share / 10, chance)
    brought = min(dice.count(share / 10, chance), disposed)
    received = disposed + carried - brought
    head = {"received": received, "brought_forward": brought}
    return {**head, **results, "disposed": disposed, "carried_forward": carried}


def _review(dice: Dice, busy: bool) -> Table:
    table: Table = {}
    for row in ("reconsideration", "direct_suits", "suits_after_reconsideration"):
        cells = {column: dice.count(0.1) if busy else 0 for column in forms.FOUR}
        table[row] = {**cells, "total": sum(cells.values())}
    return table


def _documents_2019(dice: Dice, share: float = 0.3) -> dict[str, Number]:
    made, published = dice.count(share), dice.count(share)
    return {"made": made, "published": published, "total_public": published + dice.count(share)}


def _items(dice: Dice, *, decides: bool = True) -> dict[str, Number]:
    before = dice.count(0.5)
    change = dice.rng.randint(-before // 3, before // 3 + 1) if before else 0
    row: dict[str, Number] = {"items_last_year": before, "change": change}
    if decides:
        decisions = dice.count() if before else 0
        row["decisions"] = decisions + 1 if change and decisions == before + change else decisions
    return row


def _proactive_2019(dice: Dice, may_regulate: bool) -> Table:
    nothing: dict[str, Number] = {"made": 0, "published": 0, "total_public": 0}
    purchases = dice.count(0.3)
    spent = dice.amount() + 1 if purchases else Decimal(0)
    return {
        "regulations": _documents_2019(dice, 0.05) if may_regulate else nothing,
        "normative_documents": _documents_2019(dice),
        "licences": _items(dice),
        "other_services": _items(dice),
        "penalties": _items(dice),
        "coercive_measures": _items(dice),
        "fees": _items(dice, decides=False),
        "procurement": {"purchases": purchases, "amount": spent},
    }


def _documents_2021(dice: Dice, share: float = 0.3) -> dict[str, Number]:
    issued, repealed = dice.count(share), dice.count(share)
    lasting = issued if repealed == 0 else max(issued - repealed, 0)
    return {"issued": issued, "repealed": repealed, "in_force": lasting + dice.count(share) + (repealed > 0)}


def _proactive_2021(dice: Dice, may_regulate: bool) -> Table:
    nothing: dict[str, Number] = {"issued": 0, "repealed": 0, "in_force": 0}
    return {
        "regulations": _documents_2021(dice, 0.05) if may_regulate else nothing,
        "normative_documents": _documents_2021(dice),
        "licences": {"decisions": dice.count(6.0)},
        "penalties": {"decisions": dice.count(6.0)},
        "coercive_measures": {"decisions": dice.count()},
        "fees": {"amount": dice.amount()},
    }
