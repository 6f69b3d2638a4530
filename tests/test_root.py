from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models import (
    APPLICANTS,
    OTHERWISE,
    REQUEST_COLUMNS,
    REVIEW_COLUMNS,
    build,
    check,
    consistent,
    request_rows,
    results,
)

SUMS = ("t3-row-sum", "t3-result-total", "t3-balance")
FORMS = sorted(OTHERWISE)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def tables(draw):
    form = draw(st.sampled_from(FORMS))
    size = 6 * len(results(form))
    figures = draw(
        st.lists(st.integers(0, draw(st.sampled_from([3, 40, 20000]))), min_size=size, max_size=size)
    )
    return form, consistent(form, figures, draw(st.lists(st.integers(0, 50), min_size=6, max_size=6)))


@given(tables())
@QUICK
def test_a_consistent_table_is_silent(made):
    form, table = made
    checked = check(build({"requests": table}, form=form), SUMS)
    assert checked.found == ()
    assert checked.unchecked == ()
    assert checked.holding == len(table) + 14


@given(tables(), st.data())
@QUICK
def test_one_wrong_cell_is_one_finding_at_that_cell(made, data):
    form, table = made
    row = data.draw(st.sampled_from(request_rows(form)))
    column = data.draw(st.sampled_from(REQUEST_COLUMNS))
    true = int(table[row][column])
    wrong = data.draw(st.integers(0, true + 99).filter(lambda count: count != true))
    table[row][column] = str(wrong)
    checked = check(build({"requests": table}, form=form), SUMS)
    assert checked.names == ["t3-row-sum"]
    (found,) = checked.found
    assert found.cell == (row, column)
    assert found.breach.facts["proposed"] == true
    assert found.breach.facts["suspect"] == f"requests / {row} / {column}"
    assert str(true) in found.breach.facts["slip"].zh
    further = [proof.constraint for proof in found.breach.further]
    expected = {"disposed": ["GL303", "GL301"], "received": ["GL301"], "brought_forward": ["GL301"]}
    assert further == expected.get(row, ["GL301"] if row == "carried_forward" else ["GL303"])


@given(tables(), st.data())
@QUICK
def test_two_wrong_cells_apart_are_two_findings(made, data):
    form, table = made
    rows = data.draw(st.lists(st.sampled_from(results(form)), min_size=2, max_size=2, unique=True))
    columns = data.draw(st.lists(st.sampled_from(REQUEST_COLUMNS), min_size=2, max_size=2, unique=True))
    changes = data.draw(st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True))
    for row, column, change in zip(rows, columns, changes, strict=True):
        table[row][column] = str(int(table[row][column]) + change)
    checked = check(build({"requests": table}, form=form), SUMS)
    assert checked.names == ["t3-row-sum", "t3-row-sum"]
    assert set(checked.cells("t3-row-sum")) == set(zip(rows, columns, strict=True))


def suits(*counts):
    return dict(zip(REVIEW_COLUMNS, map(str, counts), strict=True))


def steady(form="gfoi-2021"):
    figures = [0] * (6 * len(results(form)))
    figures[0:12] = [12, 5, 0, 0, 1, 0, 7, 0, 0, 0, 0, 2]
    return consistent(form, figures, [3, 0, 0, 0, 0, 1])


def test_equal_changes_crosswise_are_told_equation_by_equation():
    table = steady()
    for row, column in (("granted", "natural_persons"), ("partially_granted", "businesses")):
        table[row][column] = str(int(table[row][column]) + 4)
    checked = check(build({"requests": table}), SUMS)
    assert sorted(checked.names) == ["t3-result-total"] * 2 + ["t3-row-sum"] * 2
    assert set(checked.cells("t3-row-sum")) == {("granted", "total"), ("partially_granted", "total")}
    assert all(found.breach.facts["suspect"] == "" and found.breach.related for found in checked.found)


def test_a_cell_whose_repair_would_be_negative_is_no_suspect():
    review = {
        "reconsideration": {
            "upheld": "10",
            "corrected": "1",
            "other_outcome": "0",
            "pending": "0",
            "total": "0",
        }
    }
    (found,) = check(build({"review": review})).found
    assert found.cell == ("reconsideration", "total")
    assert found.breach.facts["proposed"] == 11


def test_an_equation_with_several_suspects_names_them_all():
    review = {
        "direct_suits": {"upheld": "1", "corrected": "2", "other_outcome": "3", "pending": "4", "total": "12"}
    }
    (found,) = check(build({"review": review})).found
    assert found.cell == ("direct_suits", "total")
    assert found.breach.facts["proposed"] == ""
    assert len(found.breach.related) == 4
    assert found.breach.facts["slip"].en.endswith("counted twice")


def test_a_balance_that_fails_in_every_column_is_not_told_again_for_the_totals():
    table = steady()
    for row in ("brought_forward",):
        table[row] = dict.fromkeys(REQUEST_COLUMNS, "0") | {
            "natural_persons": "9",
            "others": "8",
            "total": "17",
        }
    checked = check(build({"requests": table}), SUMS)
    assert checked.cells("t3-balance") == [("disposed", "natural_persons"), ("disposed", "others")]
    assert checked.names == ["t3-balance"] * 2


def test_a_wrong_cell_in_a_column_of_blank_totals_is_told_at_the_column():
    table = steady()
    for row in results("gfoi-2021"):
        table[row]["total"] = ""
    table["granted"]["natural_persons"] = "14"
    checked = check(build({"requests": table}), SUMS)
    assert checked.names == ["t3-result-total"]
    assert checked.cells("t3-result-total") == [("disposed", "natural_persons")]
    assert [related.label.split(" / ")[1] for related in checked.found[0].breach.related] == [
        "granted",
        "partially_granted",
    ]
    assert {reason.reason for name, reason in checked.unchecked if name == "t3-row-sum"} == {"blank_total"}


def test_an_unreadable_cell_makes_its_equations_unchecked_and_no_other():
    table = steady()
    table["granted"]["natural_persons"] = "??"
    checked = check(build({"requests": table}), SUMS)
    assert checked.found == ()
    assert sorted(name for name, _ in checked.unchecked) == ["t3-result-total", "t3-row-sum"]
    assert {unchecked.reason for _, unchecked in checked.unchecked} == {"not_a_number"}


def test_a_forgotten_cell_counts_as_zero_and_is_suspected():
    table = steady()
    table["granted"]["businesses"] = ""
    (found,) = check(build({"requests": table}), SUMS).found
    assert (found.cell, found.breach.facts["proposed"]) == (("granted", "businesses"), 5)
    blanks = [operand.cell.column for operand in found.breach.proof.operands if operand.blank]
    assert blanks == ["businesses"]


def test_a_stray_decimal_is_one_wrong_cell():
    table = steady()
    table["granted"]["businesses"] = "5.5"
    (found,) = check(build({"requests": table}), SUMS).found
    assert (found.cell, found.breach.facts["proposed"]) == (("granted", "businesses"), 5)
    assert "from 5.5 to 5 " in found.breach.facts["slip"].en


def test_swapped_digits_are_named():
    table = steady()
    table["granted"]["natural_persons"] = "21"
    (found,) = check(build({"requests": table}), SUMS).found
    assert "two digits swapped" in found.breach.facts["slip"].en


def test_a_total_that_leaves_out_one_cell_says_so():
    table = steady()
    table["granted"]["total"] = "13"
    (found,) = check(build({"requests": table}), SUMS).found
    slip = found.breach.facts["slip"]
    assert "from 13 to 18" in slip.en
    assert "left out" in slip.en
    assert "businesses" in slip.en


def test_a_figure_in_the_wrong_column_is_told_in_both():
    table = steady()
    table["granted"] |= {"natural_persons": "0", "businesses": "17"}
    checked = check(build({"requests": table}), SUMS)
    assert checked.cells("t3-result-total") == [("disposed", "natural_persons"), ("disposed", "businesses")]
    assert all("off by as much the other way" in found.breach.facts["slip"].en for found in checked.found)
    assert all(found.breach.related for found in checked.found)


def test_many_failures_end_in_time():
    table = {
        row: {column: str((i * 37 + j * 11) % 97) for j, column in enumerate(REQUEST_COLUMNS)}
        for i, row in enumerate(request_rows("gfoi-2021"))
    }
    checked = check(build({"requests": table}), SUMS)
    assert len(checked.found) > 20
    assert len({(found.name, found.breach.span) for found in checked.found}) == len(checked.found)


def test_applicants_and_total_are_all_columns():
    assert REQUEST_COLUMNS[:-1] == APPLICANTS
