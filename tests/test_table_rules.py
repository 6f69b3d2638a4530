import pytest
import reports
from linting import lint
from models import (
    APPLICANTS,
    REQUEST_COLUMNS,
    build,
    check,
    consistent,
    missing,
    request_rows,
    results,
)

from govlint.document import Document
from govlint.model import Label
from govlint.places import Span


def requests(form="gfoi-2021", **rows):
    figures = [0] * (6 * len(results(form)))
    figures[0:12] = [12, 5, 0, 0, 1, 0, 7, 0, 0, 0, 0, 2]
    return consistent(form, figures, [3, 0, 0, 0, 0, 1]) | rows


def proactive(form="gfoi-2019", **changes):
    rows = {
        "regulations": {"made": "0", "published": "0", "total_public": "0"},
        "normative_documents": {"made": "2", "published": "3", "total_public": "30"},
        "licences": {"items_last_year": "40", "change": "-2", "decisions": "118"},
        "other_services": {"items_last_year": "9", "change": "0", "decisions": "55"},
        "penalties": {"items_last_year": "60", "change": "+1", "decisions": "12"},
        "coercive_measures": {"items_last_year": "4", "change": "0", "decisions": "0"},
        "fees": {"items_last_year": "3", "change": "0"},
        "procurement": {"purchases": "2", "amount": "8040元"},
    }
    if form == "gfoi-2021":
        rows = {
            "regulations": {"issued": "0", "repealed": "0", "in_force": "0"},
            "normative_documents": {"issued": "2", "repealed": "1", "in_force": "30"},
            "licences": {"decisions": "118"},
            "penalties": {"decisions": "12"},
            "coercive_measures": {"decisions": "0"},
            "fees": {"amount": "12.5"},
        }
    for path, text in changes.items():
        row, column = path.split("__")
        rows[row][column] = text
    return rows


def review(**rows):
    zero = dict.fromkeys(("upheld", "corrected", "other_outcome", "pending", "total"), "0")
    groups = ("reconsideration", "direct_suits", "suits_after_reconsideration")
    return {group: dict(zero) for group in groups} | rows


def found(tables, form="gfoi-2021", **more):
    return check(build(tables, form=form, **more))


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_a_consistent_report_is_silent(form):
    tables = {"proactive": proactive(form), "requests": requests(form), "review": review()}
    checked = found(tables, form, agency="某县人民政府", year=2020, form_years=(2019, 2020))
    assert [name for name in checked.names if name != "cell-has-unit"] == []
    assert checked.unchecked == ()


CELLS = [
    ("cell-blank", "", {"count": 1, "all_rows": 1}),
    ("cell-not-number", "/", {"printed": "/", "count": 1, "broken": True}),
    ("cell-not-number", "无", {"printed": "无"}),
    ("cell-not-number", "见附件", {"printed": "见附件"}),
    ("cell-negative", "-3", {"printed": "-3", "count": 1}),
    ("cell-not-integer", "2.5", {"printed": "2.5"}),
    ("cell-malformed-number", "--253", {"broken": True}),
    ("cell-malformed-number", "1O", {"broken": True}),
    ("cell-malformed-number", "1２", {"broken": False}),
    ("cell-has-unit", "5件", {"unit": "件", "elsewhere": True}),
]


@pytest.mark.parametrize(("name", "text", "facts"), CELLS)
def test_a_cell_that_is_no_plain_count_is_told_at_its_place(name, text, facts):
    made = build({"review": review(direct_suits={"upheld": text, "total": "0"})})
    (only,) = [one for one in check(made).found if one.name == name]
    assert facts.items() <= only.breach.facts.items()
    report, document = made
    row = report.table("review").row("direct_suits")
    place = row.span if name == "cell-blank" else row.cell("upheld").span
    assert only.breach.span == place
    assert document.text[row.cell("upheld").span.start : row.cell("upheld").span.end] == text


@pytest.mark.parametrize("text", ["3.0", "12", "１２", "1,424", "+3"])
def test_harmless_ways_to_write_a_count_are_silent(text):
    assert found({"review": {"direct_suits": {"upheld": text, "total": text}}}).names == []


def test_where_signs_decimals_and_units_belong_they_are_silent():
    tables = {"proactive": proactive(licences__change="-8", procurement__amount="160.5964万元")}
    checked = found(tables, "gfoi-2019")
    (unit,) = checked.found
    assert (unit.name, unit.breach.facts["elsewhere"], unit.breach.facts["unit"]) == (
        "cell-has-unit",
        False,
        "万元",
    )


def test_a_table_full_of_dashes_is_one_finding():
    table = {row: dict.fromkeys(REQUEST_COLUMNS, "/") for row in request_rows("gfoi-2021")}
    checked = found({"requests": table})
    assert checked.names == ["cell-not-number"]
    assert checked.found[0].breach.facts["count"] == 175


def test_blanks_are_one_finding_a_table():
    table = {row: cells | dict.fromkeys(APPLICANTS, "\xa0") for row, cells in requests().items()}
    checked = found({"requests": table, "review": review()})
    (blank,) = [one for one in checked.found if one.name == "cell-blank"]
    assert blank.breach.facts["count"] == 150
    assert blank.breach.facts["all_rows"] == 25


def test_a_short_row_says_how_many_it_prints():
    rows = proactive()
    rows["regulations"] = {"made": "0", "published": "0", "total_public": ""}
    made = build({"proactive": rows}, form="gfoi-2019", troubles={"proactive": {"regulations": "short"}})
    checked = check(made, ["cell-blank", "table-unreadable", "t2-published-exceeds-total"])
    (blank,) = checked.found
    assert blank.breach.facts == {"count": 1, "rows": ("regulations 2/3",), "all_rows": 1}
    reasons = {(name, reason.reason) for name, reason in checked.unchecked}
    assert reasons == {("t2-published-exceeds-total", "unreadable")}


@pytest.mark.parametrize("trouble", ["lost", "glued", "surplus"])
def test_rows_that_cannot_be_read_are_told_once_and_never_summed(trouble):
    table = requests(granted=dict.fromkeys(REQUEST_COLUMNS, "9"))
    troubles = {"requests": {"granted": trouble, "disposed": trouble}}
    checked = found({"requests": table, "review": review()}, troubles=troubles)
    assert checked.names == ["table-unreadable"]
    assert checked.found[0].breach.facts["rows"] == ("granted", "disposed")
    assert {reason.reason for _, reason in checked.unchecked} == {"unreadable"}


def test_a_missing_table_is_one_finding():
    checked = found({"review": {}, "requests": requests()})
    assert checked.names == ["table-missing"]
    assert checked.found[0].breach.facts == {"table": "review"}


def test_missing_rows_of_one_group_are_one_finding_and_their_sums_are_open():
    table = requests()
    del table["refused.third_party"], table["refused.deliberative"], table["brought_forward"]
    gone = [missing("requests", f"refused.{key}") for key in ("third_party", "deliberative")]
    checked = found(
        {"requests": table, "review": review()}, deviations=(*gone, missing("requests", "brought_forward"))
    )
    assert checked.names == ["row-missing", "row-missing"]
    assert checked.found[0].breach.facts["label"] == ("refused.third_party", "refused.deliberative")
    reasons = {(name, reason.reason) for name, reason in checked.unchecked}
    assert reasons == {
        ("t3-result-total", "missing_row"),
        ("t3-balance", "absent"),
        ("t3-all-zero-but-review", "absent"),
    }


def test_deviations_have_the_names_of_the_catalogue():
    deviations = (
        missing("requests", "public_interest", of="column"),
        missing("requests", "refused_group", of="group"),
        missing("requests", "x", "unexpected"),
        missing("requests", "7", "unexpected", "counts"),
        missing("review", "9", "unexpected", "counts"),
        missing("requests", "granted", "damaged"),
        missing("requests", "其他主动公开文件", "unexpected"),
        missing("requests", "y", "moved"),
    )
    checked = found({"requests": requests(), "review": review()}, deviations=deviations)
    assert sorted(checked.names) == [
        "column-missing",
        "group-label-missing",
        "label-damaged",
        "row-unexpected",
        "row-unexpected",
        "row-unexpected",
    ]


@pytest.mark.parametrize(("year", "names"), [(2021, []), (2020, ["format-version-mismatch"]), (None, [])])
def test_the_form_must_be_that_of_the_year(year, names):
    checked = found({"requests": requests()}, year=year, form_years=(2021, 9999))
    assert [name for name in checked.names if name == "format-version-mismatch"] == names


@pytest.mark.parametrize(("own", "other", "names"), [(9, 2, ["format-version-mismatch"]), (3, 2, [])])
def test_a_form_that_is_hardly_told_from_another_is_not_held_against_its_year(own, other, names):
    candidates = (("gfoi-2021", own), ("gfoi-2019", other))
    made = build({"requests": requests()}, year=2019, form_years=(2021, 9999), candidates=candidates)
    checked = check(made, ["format-version-mismatch"])
    assert checked.names == names
    assert len(checked.unchecked) == (0 if names else 1)


AMOUNTS = [
    ("采购总金额", "8040", 1),
    ("采购总金额（万元）", "8040", 0),
    ("采购总金额", "8040元", 0),
    ("采购总金额", "0", 0),
]


@pytest.mark.parametrize(("head", "text", "count"), AMOUNTS)
def test_an_amount_needs_a_unit_somewhere(head, text, count):
    report, document = build(
        {"proactive": {"procurement": {"purchases": "1", "amount": text}}}, form="gfoi-2019"
    )
    column = report.tables()[0].columns[1]
    padded = document.text[: column.span.start] + head.ljust(column.span.end - column.span.start)
    assert len(head) > 0
    shown = Document("made.txt", "text", padded + document.text[column.span.end :], ())
    checked = check((report, shown), ["amount-unit-unclear"])
    assert len(checked.names) == count


TABLE_2 = [
    ("gfoi-2019", "t2-published-exceeds-total", {"normative_documents__published": "31"}, 1),
    ("gfoi-2019", "t2-published-exceeds-total", {"normative_documents__published": "30"}, 0),
    ("gfoi-2019", "t2-items-negative", {"licences__change": "-41"}, 1),
    ("gfoi-2019", "t2-items-negative", {"licences__change": "-40"}, 0),
    ("gfoi-2019", "t2-items-negative", {"fees__change": "-4"}, 1),
    ("gfoi-2019", "t2-decisions-without-items", {"other_services__items_last_year": "0"}, 1),
    ("gfoi-2019", "t2-decisions-without-items", {"coercive_measures__items_last_year": "0"}, 0),
    ("gfoi-2019", "t2-decisions-misread", {"licences__decisions": "38"}, 1),
    ("gfoi-2019", "t2-decisions-misread", {"other_services__decisions": "9"}, 0),
    ("gfoi-2019", "t2-procurement-inconsistent", {"procurement__purchases": "0"}, 1),
    ("gfoi-2019", "t2-procurement-inconsistent", {"procurement__amount": "0"}, 1),
    ("gfoi-2021", "t2-issued-not-in-force", {"normative_documents__issued": "32"}, 1),
    ("gfoi-2021", "t2-issued-not-in-force", {"normative_documents__issued": "31"}, 0),
    ("gfoi-2021", "fee-unit-suspect", {"fees__amount": "1000000.01"}, 1),
    ("gfoi-2021", "fee-unit-suspect", {"fees__amount": "1000000"}, 0),
]


@pytest.mark.parametrize(("form", "name", "changes", "count"), TABLE_2)
def test_figures_of_table_2_must_fit_together(form, name, changes, count):
    checked = check(
        build({"proactive": proactive(form, **changes)}, form=form, agency="某县人民政府"), [name]
    )
    assert checked.names == [name] * count
    if count:
        assert checked.found[0].breach.facts["figures"]
        assert checked.found[0].cell[0] == next(iter(changes)).split("__")[0]


@pytest.mark.parametrize(("agency", "names"), [("某省人民政府", []), (None, [])])
def test_a_province_may_take_large_fees_and_an_unknown_agency_is_not_judged(agency, names):
    made = build({"proactive": proactive("gfoi-2021", fees__amount="2000000")}, agency=agency)
    checked = check(made, ["fee-unit-suspect"])
    assert checked.names == names
    assert [reason.reason for _, reason in checked.unchecked] == ([] if agency else ["no_agency"])


POWER = [
    ("某某街道办事处", 1, True),
    ("某县人民政府", 1, False),
    ("某市人民政府", 0, None),
    ("国家某某总局", 0, None),
]


@pytest.mark.parametrize(("agency", "count", "certain"), POWER)
def test_regulations_need_the_power_to_make_them(agency, count, certain):
    made = build({"proactive": proactive("gfoi-2021", regulations__in_force="6")}, agency=agency)
    checked = check(made, ["t2-rules-without-power"])
    assert len(checked.names) == count
    if count:
        assert checked.found[0].breach.facts["certain"] is certain
        assert checked.cells("t2-rules-without-power") == [("regulations", "in_force")]


def test_no_regulations_need_no_power():
    checked = check(build({"proactive": proactive("gfoi-2021")}), ["t2-rules-without-power"])
    assert (checked.found, checked.unchecked) == ((), ())


@pytest.mark.parametrize(("agency", "count"), [("某县公安局", 1), ("某县统计局", 0)])
def test_an_enforcement_agency_without_decisions_is_noted(agency, count):
    changes = {"licences__decisions": "0", "penalties__decisions": "0"}
    made = build({"proactive": proactive("gfoi-2021", **changes)}, agency=agency)
    assert len(check(made, ["t2-all-zero-enforcement"]).names) == count


def test_totals_alone_are_a_pattern_of_the_table():
    table = {row: cells | dict.fromkeys(APPLICANTS, "0") for row, cells in requests().items()}
    checked = found({"requests": table})
    assert checked.names.count("t3-total-column-only") == 1
    assert set(checked.names) == {"t3-total-column-only", "t3-row-sum"}


def test_blank_applicants_with_totals_are_the_same_pattern():
    table = {row: cells | dict.fromkeys(APPLICANTS, "") for row, cells in requests().items()}
    assert "t3-total-column-only" in found({"requests": table}).names


def test_one_row_with_a_total_alone_is_a_row_sum():
    table = requests()
    table["refused.state_secret"]["total"] = "5"
    checked = found({"requests": table})
    assert checked.names == ["t3-row-sum"]
    assert checked.found[0].breach.facts["proposed"] == 0


def rotated(by):
    table = requests()
    for row, cells in table.items():
        texts = list(cells.values())
        table[row] = dict(zip(REQUEST_COLUMNS, texts[by:] + texts[:by], strict=True))
    return table


@pytest.mark.parametrize("by", [1, -1])
def test_rows_moved_by_a_column_are_a_pattern_of_the_table(by):
    checked = found({"requests": rotated(by)})
    assert checked.names.count("t3-column-shift") == 1


def test_a_few_wrong_rows_are_no_shift():
    table = requests()
    for row in ("granted", "partially_granted"):
        table[row]["total"] = "99"
    assert "t3-column-shift" not in found({"requests": table}).names


@pytest.mark.parametrize(("total", "count"), [("0", 0), ("2", 1)])
def test_reviews_without_any_request_are_doubtful(total, count):
    zero = {row: dict.fromkeys(REQUEST_COLUMNS, "0") for row in request_rows("gfoi-2021")}
    suits = dict.fromkeys(("corrected", "other_outcome", "pending"), "0") | {"upheld": total, "total": total}
    checked = found({"requests": zero, "review": review(direct_suits=suits)})
    assert checked.names == ["t3-all-zero-but-review"] * count


def test_a_damaged_heading_does_not_move_a_finding():
    report, document = build({"review": {}})
    assert isinstance(report.sections[0].heading, Label)
    (only,) = check((report, document)).found
    assert only.breach.span == report.sections[0].heading.span
    assert only.breach.span != Span(0, 0)


def test_a_table_of_which_only_heads_are_told_is_said_to_be_unreadable_whole():
    text = reports.write(reports.make(0, form="gfoi-2019", profile="sparse"), "deduplicated").text
    told = [f.message for f in lint(text).findings if f.name == "table-unreadable"]
    assert told[-1].zh == "表四只认出栏目名称，认不出任何一行数字，全表未检查"
    assert (
        told[-1].en
        == "表四: only its heads were recognised and no row of figures, so nothing in it was checked"
    )
    assert not any(" 0 行" in message.zh for message in told)
