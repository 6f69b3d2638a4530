"""The identities and inequalities, written down a second time.

Duty: name each one that figures break. May not draw figures, nor look at labels.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports import forms
from reports.model import ReportData

Broken = tuple[str, tuple[str, ...]]
"""The check that would find it, and the row or column."""


def broken(data: ReportData) -> set[Broken]:
    """Everything that the figures of a report break."""
    two = _proactive_2019 if data.form == "gfoi-2019" else _proactive_2021
    return {*_requests(data), *_review(data), *two(data), *_regulations(data)}


def checks(data: ReportData) -> set[str]:
    """The names alone."""
    return {name for name, _ in broken(data)}


def _requests(data: ReportData) -> Iterator[Broken]:
    def at(row: str, column: str) -> object:
        return data.number("requests", row, column)

    table = data.figures["requests"]
    for row in table:
        wrong = sum(data.number("requests", row, c) for c in forms.SIX) != at(row, "total")
        if wrong and table[row]["total"] is not None:
            yield "t3-row-sum", ("requests", row)
        if at(row, "total") and not any(at(row, c) for c in forms.SIX):
            yield "t3-total-column-only", ("requests", row)
    for column in forms.APPLICANTS:
        taken = data.number("requests", "received", column) + data.number(
            "requests", "brought_forward", column
        )
        disposed = data.number("requests", "disposed", column)
        results = sum(data.number("requests", row, column) for row in forms.result_rows(data.form))
        # A total left blank is no zero: what sums over it cannot be told.
        blank = column == "total" and any(table[row]["total"] is None for row in table)
        if results != disposed and not blank:
            yield "t3-result-total", ("requests", column)
        if taken != disposed + data.number("requests", "carried_forward", column):
            yield "t3-balance", ("requests", column)


def _review(data: ReportData) -> Iterator[Broken]:
    for row in data.figures["review"]:
        if sum(data.number("review", row, c) for c in forms.FOUR) != data.number("review", row, "total"):
            yield "t4-group-sum", ("review", row)
    quiet = not any(data.number("requests", row, "total") for row in data.figures["requests"])
    if quiet and any(data.number("review", row, "total") for row in data.figures["review"]):
        yield "t3-all-zero-but-review", ("review",)


def _proactive_2019(data: ReportData) -> Iterator[Broken]:
    for row in ("regulations", "normative_documents"):
        if data.number("proactive", row, "published") > data.number("proactive", row, "total_public"):
            yield "t2-published-exceeds-total", ("proactive", row)
    for row in ("licences", "other_services", "penalties", "coercive_measures", "fees"):
        yield from _items(data, row)
    spent = data.number("proactive", "procurement", "amount")
    if bool(data.number("proactive", "procurement", "purchases")) != bool(spent):
        yield "t2-procurement-inconsistent", ("proactive", "procurement")


def _items(data: ReportData, row: str) -> Iterator[Broken]:
    before, change = (data.number("proactive", row, c) for c in ("items_last_year", "change"))
    decisions = data.figures["proactive"][row].get("decisions") or 0
    if before + change < 0:
        yield "t2-items-negative", ("proactive", row)
    if decisions and not before and not change:
        yield "t2-decisions-without-items", ("proactive", row)
    if change and decisions and decisions == before + change:
        yield "t2-decisions-misread", ("proactive", row)


def _proactive_2021(data: ReportData) -> Iterator[Broken]:
    for row in ("regulations", "normative_documents"):
        issued, repealed, valid = (
            data.number("proactive", row, c) for c in ("issued", "repealed", "in_force")
        )
        if issued > valid + repealed:
            yield "t2-issued-not-in-force", ("proactive", row)
    if data.number("proactive", "fees", "amount") > 1_000_000:
        yield "fee-unit-suspect", ("proactive", "fees")


def _regulations(data: ReportData) -> Iterator[Broken]:
    if data.kind != "city" and any(data.figures["proactive"]["regulations"].values()):
        yield "t2-rules-without-power", ("proactive", "regulations")
