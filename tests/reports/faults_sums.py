"""Faults of arithmetic in tables 3 and 4.

Duty: break one identity at a known place. May not touch labels or prose.
"""

from __future__ import annotations

import random

from reports import forms
from reports.edit import with_number, with_numbers
from reports.model import CellKey, Number, Place, ReportData
from reports.planting import NARRATIVE, SUMS, Registry, cell, column

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
_ALSO = SUMS | NARRATIVE
Result = tuple[ReportData, Place, str]


def _off(rng: random.Random) -> int:
    return rng.randint(1, 40)


def _wrong(data: ReportData, rng: random.Random, *key: str) -> Result:
    table, line, col = key
    before = data.number(*key)
    changed = with_number(data, (table, line, col), before + _off(rng))
    return changed, cell(*key), f"{'.'.join(key)} raised from {before} to {changed.number(*key)}"


def _inner_row(data: ReportData, rng: random.Random) -> str:
    return rng.choice(forms.result_rows(data.form))


@fault("t3-row-sum", also=_ALSO)
def inner_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """A result of one kind of applicant."""
    return _wrong(data, rng, "requests", _inner_row(data, rng), rng.choice(forms.SIX))


@fault("t3-row-sum", also=_ALSO)
def row_total_wrong(data: ReportData, rng: random.Random) -> Result:
    """The total column of a result."""
    return _wrong(data, rng, "requests", _inner_row(data, rng), "total")


@fault("t3-row-sum", also=_ALSO)
def disposed_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """The result total of one kind of applicant."""
    return _wrong(data, rng, "requests", "disposed", rng.choice(forms.SIX))


@fault("t3-row-sum", also=_ALSO)
def disposed_total_wrong(data: ReportData, rng: random.Random) -> Result:
    """The total of totals."""
    return _wrong(data, rng, "requests", "disposed", "total")


@fault("t3-row-sum", also=_ALSO)
def received_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """What was received from one kind of applicant."""
    return _wrong(data, rng, "requests", "received", rng.choice(forms.SIX))


@fault("t3-row-sum", also=_ALSO)
def received_total_wrong(data: ReportData, rng: random.Random) -> Result:
    """What was received altogether."""
    return _wrong(data, rng, "requests", "received", "total")


@fault("t3-row-sum", also=_ALSO)
def brought_forward_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """What was brought forward, any column."""
    return _wrong(data, rng, "requests", "brought_forward", rng.choice(tuple(forms.APPLICANTS)))


@fault("t3-row-sum", also=_ALSO)
def carried_forward_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """What was carried forward, any column."""
    return _wrong(data, rng, "requests", "carried_forward", rng.choice(tuple(forms.APPLICANTS)))


@fault("t3-row-sum", also=_ALSO)
def digits_swapped(data: ReportData, rng: random.Random) -> Result:
    """Two neighbouring digits of a figure changed places."""
    keys = [("requests", r, c) for r in data.figures["requests"] for c in forms.APPLICANTS]
    fit = [key for key in keys if len(set(str(data.number(*key))[:2])) == 2]
    key: CellKey = rng.choice(fit)
    before = str(data.number(*key))
    after = before[1] + before[0] + before[2:]
    return with_number(data, key, int(after)), cell(*key), f"{'.'.join(key)}: {before} typed as {after}"


@fault("t3-row-sum", also=_ALSO)
def cell_omitted_from_total(data: ReportData, rng: random.Random) -> Result:
    """A row's total leaves out one of its cells."""
    rows = [(r, c) for r in forms.result_rows(data.form) for c in forms.SIX if data.number("requests", r, c)]
    line, left_out = rng.choice(rows)
    total = data.number("requests", line, "total") - data.number("requests", line, left_out)
    changed = with_number(data, ("requests", line, "total"), total)
    return changed, cell("requests", line, "total"), f"the total of {line} leaves out {left_out}"


@fault("t3-row-sum", also=_ALSO)
def total_of_received_zero(data: ReportData, rng: random.Random) -> Result:
    """A total that was never filled in, with 0 in its place."""
    return (
        with_number(data, ("requests", "received", "total"), 0),
        cell("requests", "received", "total"),
        "the total of received is 0 though its columns are not",
    )


@fault("t3-result-total", also=_ALSO)
def result_total_wrong(data: ReportData, rng: random.Random) -> Result:
    """Disposed and received raised alike, so that rows and balance hold."""
    col, off = rng.choice(forms.SIX), _off(rng)
    changes: dict[CellKey, Number] = {
        ("requests", row, c): data.number("requests", row, c) + off
        for row in ("disposed", "received")
        for c in (col, "total")
    }
    return with_numbers(data, changes), column("requests", col), f"disposed and received of {col} up by {off}"


@fault("t3-result-total", also=_ALSO)
def moved_to_next_column(data: ReportData, rng: random.Random) -> Result:
    """A figure in the column beside its own."""
    line = max(forms.result_rows(data.form), key=lambda r: data.number("requests", r, "natural_persons"))
    value = data.number("requests", line, "natural_persons")
    other = data.number("requests", line, "businesses")
    changes: dict[CellKey, Number] = {
        ("requests", line, "natural_persons"): 0,
        ("requests", line, "businesses"): other + value,
    }
    return (
        with_numbers(data, changes),
        column("requests", "natural_persons"),
        f"{line}: {value} of natural persons counted among businesses",
    )


@fault("t3-balance", also=_ALSO)
def balance_wrong(data: ReportData, rng: random.Random) -> Result:
    """Carried forward in a column and in the total, though nothing was left."""
    line = rng.choice(("carried_forward", "brought_forward", "received"))
    col, off = rng.choice(forms.SIX), _off(rng)
    changes: dict[CellKey, Number] = {
        ("requests", line, c): data.number("requests", line, c) + off for c in (col, "total")
    }
    return with_numbers(data, changes), column("requests", col), f"{line} of {col} and its total up by {off}"


@fault("t3-balance", also=_ALSO)
def received_in_wrong_column(data: ReportData, rng: random.Random) -> Result:
    """What natural persons asked is counted under businesses."""
    value = data.number("requests", "received", "natural_persons")
    other = data.number("requests", "received", "businesses")
    changes: dict[CellKey, Number] = {
        ("requests", "received", "natural_persons"): 0,
        ("requests", "received", "businesses"): other + value,
    }
    return (
        with_numbers(data, changes),
        column("requests", "natural_persons"),
        f"received: {value} of natural persons counted among businesses",
    )


@fault("t3-total-column-only", also=_ALSO)
def totals_only(data: ReportData, rng: random.Random) -> Result:
    """The six applicant columns are 0, the totals are filled in."""
    changes: dict[CellKey, Number] = {
        ("requests", r, c): 0 for r in data.figures["requests"] for c in forms.SIX
    }
    return with_numbers(data, changes), Place("table", ("requests",)), "six columns 0, totals kept"


@fault("t3-column-shift", also=_ALSO)
def columns_shifted(data: ReportData, rng: random.Random) -> Result:
    """Totals typed first, everything else one column to the right."""
    keys = list(forms.APPLICANTS)
    changes: dict[CellKey, Number] = {
        ("requests", r, c): data.number("requests", r, keys[i - 1])
        for r in data.figures["requests"]
        for i, c in enumerate(keys)
    }
    return with_numbers(data, changes), Place("table", ("requests",)), "every row rotated by one column"


_REVIEW = ("reconsideration", "direct_suits", "suits_after_reconsideration")


@fault("t4-group-sum", also=NARRATIVE)
def review_cell_wrong(data: ReportData, rng: random.Random) -> Result:
    """One outcome of a group."""
    return _wrong(data, rng, "review", rng.choice(_REVIEW), rng.choice(forms.FOUR))


@fault("t4-group-sum", also=NARRATIVE)
def review_total_wrong(data: ReportData, rng: random.Random) -> Result:
    """The total of a group."""
    return _wrong(data, rng, "review", rng.choice(_REVIEW), "total")


@fault("t4-group-sum", also=NARRATIVE)
def review_total_zero(data: ReportData, rng: random.Random) -> Result:
    """A group with outcomes and 0 as their total."""
    line = rng.choice(_REVIEW)
    filled = with_numbers(data, {("review", line, "upheld"): 5, ("review", line, "total"): 0})
    return filled, cell("review", line, "total"), f"{line} has outcomes and the total 0"
