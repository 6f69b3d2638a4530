"""Faults of table 2's logic and of what cells print.

Duty: implausible figures and cells that are no numbers. May not touch labels.
"""

from __future__ import annotations

import random
from decimal import Decimal

from reports import forms
from reports.edit import (
    replaced,
    with_blanks,
    with_column_label,
    with_number,
    with_numbers,
    with_sentence,
    with_text,
    without_sentences,
)
from reports.model import CellKey, Number, Place, ReportData
from reports.planting import NARRATIVE, SUMS, Registry, cell, row

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
_2019 = ("gfoi-2019",)
_2021 = ("gfoi-2021",)
_PLAIN = ("county", "bureau", "town", "street", "office", "committee")
_ITEMS = ("licences", "other_services", "penalties", "coercive_measures")
_READING = SUMS | NARRATIVE | {"t4-group-sum"}
Result = tuple[ReportData, Place, str]


def _set(data: ReportData, line: str, **values: Number) -> ReportData:
    changes: dict[CellKey, Number] = {("proactive", line, c): v for c, v in values.items()}
    return with_numbers(data, changes)


@fault("t2-published-exceeds-total", forms=_2019, also=NARRATIVE)
def published_exceeds_total(data: ReportData, rng: random.Random) -> Result:
    """More published this year than ever."""
    public = data.number("proactive", "normative_documents", "total_public")
    changed = _set(data, "normative_documents", published=public + rng.randint(1, 20))
    return changed, row("proactive", "normative_documents"), "published exceeds total_public"


@fault("t2-items-negative", forms=_2019, also=frozenset({"t2-decisions-misread"}))
def items_negative(data: ReportData, rng: random.Random) -> Result:
    """More items taken away than there were."""
    line = rng.choice((*_ITEMS, "fees"))
    before = int(data.number("proactive", line, "items_last_year"))
    changed = _set(data, line, change=-before - rng.randint(1, 9))
    return changed, row("proactive", line), f"{line}: the change leaves fewer than no items"


@fault("t2-decisions-without-items", forms=_2019, also=NARRATIVE)
def decisions_without_items(data: ReportData, rng: random.Random) -> Result:
    """Decisions on matters that do not exist."""
    line = rng.choice(_ITEMS)
    changed = _set(data, line, items_last_year=0, change=0, decisions=rng.randint(1, 99))
    return changed, row("proactive", line), f"{line}: decisions without items"


@fault("t2-decisions-misread", forms=_2019, also=NARRATIVE)
def decisions_misread(data: ReportData, rng: random.Random) -> Result:
    """The present number of items where decisions belong."""
    line, before, change = rng.choice(_ITEMS), rng.randint(20, 90), rng.randint(2, 36)
    changed = _set(data, line, items_last_year=before, change=change, decisions=before + change)
    return changed, row("proactive", line), f"{line}: decisions are last year's items and the change"


@fault("t2-procurement-inconsistent", forms=_2019)
def procurement_without_amount(data: ReportData, rng: random.Random) -> Result:
    """Purchases that cost nothing."""
    changed = _set(data, "procurement", purchases=rng.randint(1, 30), amount=Decimal(0))
    return changed, row("proactive", "procurement"), "purchases without amount"


@fault("t2-procurement-inconsistent", forms=_2019)
def procurement_without_purchases(data: ReportData, rng: random.Random) -> Result:
    """Money spent on no purchase."""
    changed = _set(data, "procurement", purchases=0, amount=Decimal(rng.randint(100, 99999)).scaleb(-2))
    return changed, row("proactive", "procurement"), "amount without purchases"


@fault("t2-issued-not-in-force", forms=_2021, also=NARRATIVE)
def issued_not_in_force(data: ReportData, rng: random.Random) -> Result:
    """Issued this year, neither in force nor repealed."""
    changed = _set(data, "normative_documents", issued=rng.randint(5, 30), repealed=2, in_force=1)
    return changed, row("proactive", "normative_documents"), "issued exceeds in_force and repealed"


@fault("t2-rules-without-power", kinds=_PLAIN)
def rules_without_power(data: ReportData, rng: random.Random) -> Result:
    """Government rules of a body that may make none."""
    keys = (
        ("made", "published", "total_public")
        if data.form == "gfoi-2019"
        else ("issued", "repealed", "in_force")
    )
    some = rng.randint(1, 9)
    changed = _set(data, "regulations", **dict(zip(keys, (some, 0, some), strict=True)))
    return changed, row("proactive", "regulations"), f"{some} rules of a {data.kind}"


@fault("t2-all-zero-enforcement", kinds=("bureau",))
def enforcement_all_zero(data: ReportData, rng: random.Random) -> Result:
    """A body that enforces the law and did nothing all year."""
    old = data.agency.name
    new = f"{data.agency.area}{rng.choice(('公安局', '市场监督管理局', '综合行政执法局'))}"
    lines = ("licences", "penalties", "coercive_measures")
    changes: dict[CellKey, Number] = {
        ("proactive", line, c): 0 for line in lines for c in data.figures["proactive"][line]
    }
    changed = replaced(with_numbers(data, changes), old, new)
    told = "全年作出行政许可决定0件，行政处罚决定0件，行政强制决定0件。"
    return (
        with_sentence(changed, "enforcement", told),
        Place("table", ("proactive",)),
        f"{new} decided nothing",
    )


@fault("t3-all-zero-but-review", also=frozenset({"other-matters-fee"}))
def review_without_requests(data: ReportData, rng: random.Random) -> Result:
    """Cases about requests, and no request."""
    changes: dict[CellKey, Number] = {
        ("requests", r, c): 0 for r, cells in data.figures["requests"].items() for c in cells
    }
    changes |= {("review", "reconsideration", c): 0 for c in forms.OUTCOMES}
    changes |= {("review", "reconsideration", c): 3 for c in ("upheld", "total")}
    changes |= {
        ("review", r, c): 0 for r in ("direct_suits", "suits_after_reconsideration") for c in forms.OUTCOMES
    }
    silent = without_sentences(with_numbers(data, changes), ("answered", "results", "applicants"))
    told = with_sentence(silent, "received", "本年度未收到政府信息公开申请。")
    told = with_sentence(told, "review", "全年发生政府信息公开行政复议3件、行政诉讼0件。")
    told = with_sentence(told, "fee", f"{data.year}年，{data.agency.own}未收取政府信息公开信息处理费。")
    return told, Place("table", ("review",)), "table 3 is all 0, table 4 is not"


@fault("fee-unit-suspect", forms=_2021)
def fee_in_yuan(data: ReportData, rng: random.Random) -> Result:
    """An amount in yuan under a head that says ten thousand yuan."""
    changed = _set(data, "fees", amount=Decimal(rng.randint(10_000_000, 90_000_000)))
    return changed, cell("proactive", "fees", "amount"), "the fee looks like yuan"


@fault("amount-unit-unclear", forms=_2019)
def amount_without_unit(data: ReportData, rng: random.Random) -> Result:
    """Neither the head nor the cell says the unit."""
    changed = _set(data, "procurement", purchases=4, amount=Decimal(rng.randint(1000, 9999)))
    plain = with_column_label(changed, "proactive", "amount", "采购总金额")
    return plain, cell("proactive", "procurement", "amount"), "an amount without unit"


@fault("cell-has-unit", forms=_2019)
def amount_with_unit(data: ReportData, rng: random.Random) -> Result:
    """The unit stands in the cell."""
    changed = _set(data, "procurement", purchases=6, amount=Decimal(251000))
    plain = with_column_label(changed, "proactive", "amount", "采购总金额")
    key = ("proactive", "procurement", "amount")
    text = rng.choice(("251000元", "25.1万元", "251,000元"))
    return with_text(plain, key, text), cell(*key), f"the amount is printed as {text}"


def _zeros(data: ReportData, table: str = "requests") -> list[CellKey]:
    return [
        (table, r, c)
        for r, cells in data.figures[table].items()
        for c, value in cells.items()
        if value == 0 and (r, c) in data.tables[table].cells
    ]


def _counted(data: ReportData, table: str = "requests") -> list[CellKey]:
    rows = data.figures[table]
    return [(table, r, c) for r, cells in rows.items() for c, value in cells.items() if value and value > 9]


def _print(data: ReportData, key: CellKey, text: str) -> Result:
    return with_text(data, key, text), cell(*key), f"{'.'.join(key)} prints {text}"


@fault("cell-blank")
def some_cells_blank(data: ReportData, rng: random.Random) -> Result:
    """A few zeros were not typed."""
    changes: dict[CellKey, Number] = dict.fromkeys(rng.sample(_zeros(data), 5))
    return with_numbers(data, changes), Place("table", ("requests",)), "five zeros of table 3 left blank"


@fault("cell-blank")
def row_blank(data: ReportData, rng: random.Random) -> Result:
    """All zeros of some rows were not typed."""
    rows = rng.sample(forms.result_rows(data.form), 6)
    return (
        with_blanks(data, "requests", rows),
        Place("table", ("requests",)),
        f"zeros blank in {', '.join(rows)}",
    )


@fault("cell-blank")
def columns_blank(data: ReportData, rng: random.Random) -> Result:
    """The zeros of the organisations' columns were not typed."""
    changed = with_blanks(data, "requests", columns=forms.SIX[1:])
    return changed, Place("table", ("requests",)), "zeros blank in five columns"


@fault("cell-blank", also=frozenset({"t3-total-column-only"}))
def totals_blank(data: ReportData, rng: random.Random) -> Result:
    """The totals of the single results were left to the reader."""
    keys = [("requests", r, "total") for r in forms.result_rows(data.form)]
    return with_numbers(data, dict.fromkeys(keys)), Place("table", ("requests",)), "totals of results blank"


@fault("cell-blank")
def proactive_blank(data: ReportData, rng: random.Random) -> Result:
    """Cells of table 2 were left blank."""
    changes: dict[CellKey, Number] = {
        ("proactive", "regulations", c): None for c in data.figures["proactive"]["regulations"]
    }
    return with_numbers(data, changes), Place("table", ("proactive",)), "the row of rules left blank"


@fault("cell-not-number", also=frozenset({"cell-blank"}))
def dash_in_cell(data: ReportData, rng: random.Random) -> Result:
    """A stroke where 0 belongs."""
    return _print(data, rng.choice(_zeros(data)), rng.choice(("/", "—", "-", "无")))


@fault("cell-not-number", also=_READING)
def word_in_cell(data: ReportData, rng: random.Random) -> Result:
    """A word where a number belongs."""
    return _print(data, rng.choice(_zeros(data)), rng.choice(("不详", "略")))


@fault("cell-negative", also=_READING)
def negative_cell(data: ReportData, rng: random.Random) -> Result:
    """A count below zero."""
    key = rng.choice(_counted(data))
    changed = with_number(data, key, -int(data.number(*key)))
    return changed, cell(*key), f"{'.'.join(key)} is negative"


@fault("cell-negative", forms=_2021, also=NARRATIVE | {"t2-issued-not-in-force"})
def negative_documents(data: ReportData, rng: random.Random) -> Result:
    """Documents counted below zero."""
    changed = _set(data, "normative_documents", repealed=-rng.randint(1, 9))
    return changed, cell("proactive", "normative_documents", "repealed"), "repealed is negative"


@fault("cell-not-integer", also=_READING)
def decimal_cell(data: ReportData, rng: random.Random) -> Result:
    """A part of a request."""
    key = rng.choice(_counted(data))
    changed = with_number(data, key, data.number(*key) + Decimal("0.5"))
    return changed, cell(*key), f"{'.'.join(key)} is no whole number"


@fault("cell-malformed-number", also=_READING)
def malformed_cell(data: ReportData, rng: random.Random) -> Result:
    """A number that is none."""
    key = rng.choice(_counted(data))
    plain = str(data.number(*key))
    ways = (f"--{plain}", f"{plain}.2.3", f"{plain[0]}O{plain[1:]}", f"{plain},{plain[-1]}", f"{plain}..")
    return _print(data, key, rng.choice(ways))


@fault("cell-has-unit")
def unit_in_cell(data: ReportData, rng: random.Random) -> Result:
    """A unit behind a count."""
    key = rng.choice(_counted(data))
    return _print(data, key, f"{data.number(*key)}{rng.choice('件条宗')}")
