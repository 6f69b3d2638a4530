"""Faults of rows, columns, labels and tables.

Duty: damage what a table prints besides figures. May not touch prose.
"""

from __future__ import annotations

import random
from dataclasses import replace

from reports import figures, forms
from reports.edit import (
    Rows,
    with_column_label,
    with_numbers,
    with_row_label,
    with_rows,
    with_section,
    without_column,
    without_sentences,
)
from reports.model import CellKey, Number, Place, ReportData, RowShape
from reports.planting import NARRATIVE, SUMS, Registry, column, row, section

_registry = Registry()
fault = _registry.fault
FAULTS = _registry.faults
_2019 = ("gfoi-2019",)
_2021 = ("gfoi-2021",)
_ALSO = SUMS | NARRATIVE | {"label-damaged"}
Result = tuple[ReportData, Place, str]


def _without(data: ReportData, table: str, key: str) -> ReportData:
    return with_rows(data, table, lambda rows: tuple(r for r in rows if r.key != key))


@fault("table-missing", also=frozenset({"other-matters-fee"}))
def table_left_out(data: ReportData, rng: random.Random) -> Result:
    """A heading with nothing under it, as where the table is a picture."""
    key = rng.choice(forms.TABLES)
    return with_section(data, key, table=None), section(key), f"the table of {key} is not printed"


@fault("row-missing", also=_ALSO)
def result_row_missing(data: ReportData, rng: random.Random) -> Result:
    """A result that the form lists and the report does not."""
    key = rng.choice([r for r in forms.result_rows(data.form) if "." in r])
    return _without(data, "requests", key), Place("table", ("requests",)), f"no row {key}"


@fault("row-missing", also=_ALSO)
def flow_row_missing(data: ReportData, rng: random.Random) -> Result:
    """One of the rows of the balance is not printed."""
    key = rng.choice(("brought_forward", "disposed", "carried_forward"))
    return _without(data, "requests", key), Place("table", ("requests",)), f"no row {key}"


@fault("row-missing", also=NARRATIVE)
def proactive_row_missing(data: ReportData, rng: random.Random) -> Result:
    """A row of table 2 is not printed."""
    key = rng.choice(("regulations", "penalties", "coercive_measures"))
    return _without(data, "proactive", key), Place("table", ("proactive",)), f"no row {key}"


@fault("row-unexpected")
def result_row_invented(data: ReportData, rng: random.Random) -> Result:
    """A result of the report's own, behind the last group."""
    new = RowShape("invented", "（八）转送其他机关办理", ("results",))

    def insert(rows: Rows) -> Rows:
        at = next(i for i, r in enumerate(rows) if r.key == "disposed")
        return (*rows[:at], new, *rows[at:])

    zeros: dict[CellKey, Number] = {("requests", "invented", c): 0 for c in forms.APPLICANTS}
    added = with_numbers(with_rows(data, "requests", insert), zeros)
    return added, row("requests", "invented"), "a result that no form has"


@fault("row-unexpected")
def proactive_row_invented(data: ReportData, rng: random.Random) -> Result:
    """A row of the report's own in table 2."""
    new = RowShape("invented", "行政裁决")

    def insert(rows: Rows) -> Rows:
        return (*rows, new) if any(r.key == "coercive_measures" for r in rows) else rows

    keys = data.figures["proactive"]["coercive_measures"]
    zeros: dict[CellKey, Number] = {("proactive", "invented", c): 0 for c in keys}
    added = with_numbers(with_rows(data, "proactive", insert), zeros)
    return added, row("proactive", "invented"), "a row that no form has"


@fault("row-unexpected", also=_ALSO)
def row_doubled(data: ReportData, rng: random.Random) -> Result:
    """A row printed twice."""
    key = rng.choice([r for r in forms.result_rows(data.form) if r.startswith("refused.")])
    doubled = with_rows(
        data, "requests", lambda rows: tuple(twin for r in rows for twin in ([r, r] if r.key == key else [r]))
    )
    return doubled, row("requests", key), f"{key} is printed twice"


@fault("row-unexpected", also=_ALSO | {"row-missing"})
def rows_swapped(data: ReportData, rng: random.Random) -> Result:
    """Two neighbouring rows in the wrong order."""
    at = rng.randint(4, 9)

    def swap(rows: Rows) -> Rows:
        return (*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :])

    key = data.tables["requests"].row_keys[at + 1]
    return with_rows(data, "requests", swap), row("requests", key), f"{key} stands one row too high"


@fault("column-missing", also=_ALSO | {"cell-blank", "table-unreadable"})
def applicant_column_missing(data: ReportData, rng: random.Random) -> Result:
    """One kind of applicant is not printed."""
    key = rng.choice(forms.SIX[1:])
    return without_column(data, "requests", key), Place("table", ("requests",)), f"no column {key}"


@fault("column-missing", also=_ALSO | {"cell-blank", "table-unreadable"})
def proactive_column_missing(data: ReportData, rng: random.Random) -> Result:
    """A column of table 2 is not printed."""
    key = "published" if data.form == "gfoi-2019" else "repealed"
    return without_column(data, "proactive", key), Place("table", ("proactive",)), f"no column {key}"


_DAMAGED_ROWS = {
    "refused.prohibited_by_law": ("2.其他法律行政止公开", "2.其他法律行政法规禁公开"),
    "refused.third_party": ("4.保护第三方合权益", "4.保护第三方合法权宜"),
    "refused.enforcement_file": ("7.属于行政执法案券",),
    "unavailable.not_held": ("1.本机关不掌相关政府信息",),
    "unavailable.not_created": ("2.没有现成信需要另行制作",),
    "not_processed.excessive": ("4.无正当理由大量反申请",),
    "not_processed.reissue": ("5.要求行政机关确认或重新出具已获信息",),
    "brought_forward": ("二、上年结转政府信息公申请数量",),
    "carried_forward": ("四、结转下年度继续办",),
}


@fault("label-damaged")
def row_label_damaged(data: ReportData, rng: random.Random) -> Result:
    """A character of a row's label was lost or mistyped."""
    key = rng.choice(sorted(_DAMAGED_ROWS))
    label = rng.choice(_DAMAGED_ROWS[key])
    return with_row_label(data, "requests", key, label), row("requests", key), f"{key} is labelled {label}"


@fault("label-damaged", forms=_2021)
def column_label_damaged(data: ReportData, rng: random.Random) -> Result:
    """A character of a column's label was lost."""
    key, label = rng.choice(
        (("issued", "本年制件数"), ("in_force", "现行有效件"), ("repealed", "本年废件数"))
    )
    return with_column_label(data, "proactive", key, label), column("proactive", key), f"{key}: {label}"


@fault("label-damaged", forms=_2019)
def old_column_label_damaged(data: ReportData, rng: random.Random) -> Result:
    """A character of a column's label was lost."""
    key, label = rng.choice(
        (("change", "本年增/"), ("made", "本年新制作数"), ("total_public", "对外公开总量"))
    )
    return with_column_label(data, "proactive", key, label), column("proactive", key), f"{key}: {label}"


def _on_other_form(data: ReportData, rng: random.Random, tables: tuple[str, ...]) -> ReportData:
    other = forms.other_form(data.form)
    drawn = figures.figures(rng, other, data.profile)
    shapes = forms.shapes(other)
    changed = replace(
        data,
        form=other,
        figures={**data.figures, **{key: drawn[key] for key in tables}},
        tables={**data.tables, **{key: shapes[key] for key in tables}},
    )
    said = {"normative", "enforcement", "received", "answered", "results", "applicants", "review"}

    return without_sentences(changed, said)


@fault("format-version-mismatch", also=NARRATIVE | {"other-matters-fee", "overall-aspect-missing"})
def other_forms_tables(data: ReportData, rng: random.Random) -> Result:
    """The tables of the form that is not in force for the year."""
    changed = _on_other_form(data, rng, forms.TABLES)
    return changed, Place("report"), f"a report on {data.year} with the tables of {changed.form}"
