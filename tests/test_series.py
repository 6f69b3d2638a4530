"""One agency's reports over years: each break is found at its cell, and what only looks like one is not."""

import random

import pytest
import reports
from comparing import across, compare, put, reasons
from reports.across import chatter, written, years_of
from reports.edit import replaced, with_blanks, with_number, with_numbers

YEARS = range(2019, 2024)
KINDS = ("county", "bureau", "town", "street")


def files(folder, series, layout="pipes"):
    return [put(folder, f"{data.year}.txt", data, layout) for data in series]


@pytest.mark.parametrize("seed", range(4))
def test_a_series_that_goes_on_is_clean(tmp_path, seed):
    outcomes = compare(files(tmp_path, years_of(seed, YEARS, KINDS[seed % 4]), ["pipes", "lines"][seed % 2]))
    assert across(outcomes) == []
    evaluated = {code for file in outcomes.values() for code, times in file.assurance.nodes.items() if times}
    assert {f"GL{number}" for number in range(731, 738)} <= evaluated


def broken(number, change, years=YEARS):
    """A series with one of its reports changed."""
    series = years_of(number, years)
    return [change(data) for data in series]


def carry(year, column, by):
    """More brought forward in one column, kept consistent within the year."""

    def change(data):
        if data.year != year:
            return data
        cells = {}
        for name in (column, "total"):
            for row, sign in (("brought_forward", 1), ("received", -1)):
                cells["requests", row, name] = data.figures["requests"][row][name] + sign * by
        return with_numbers(data, cells)

    return change


def add(year, *key, by=1):
    return lambda data: (
        with_number(data, key, data.figures[key[0]][key[1]][key[2]] + by) if data.year == year else data
    )


def test_one_column_that_was_not_carried_on(tmp_path):
    outcomes = compare(files(tmp_path, broken(1, carry(2022, "natural_persons", 3))))
    assert across(outcomes) == [
        ("2022.txt", "xy-carry-in-column", "requests/brought_forward/natural_persons")
    ]
    finding = next(f for f in outcomes["2022.txt"].findings if f.name == "xy-carry-in-column")
    assert finding.proof.difference == 3
    assert [one.label for one in finding.further] == ["表三 / 二、上年结转政府信息公开申请数量 / 总计"]
    assert finding.further[0].constraint == "GL731"
    other = finding.proof.operands[1]
    assert other.path.endswith("2021.txt")
    line = reports.write(years_of(1, YEARS)[2], "pipes").cell_lines[
        "requests", "carried_forward", "natural_persons"
    ]
    assert other.spot.start.line == line
    assert f"{other.count}" in finding.message.zh


def test_several_columns_are_one_finding_about_the_total(tmp_path):
    def change(data):
        return carry(2022, "businesses", 2)(carry(2022, "natural_persons", 3)(data))

    outcomes = compare(files(tmp_path, broken(1, change)))
    assert across(outcomes) == [("2022.txt", "xy-carry-in", "requests/brought_forward/total")]
    finding = next(f for f in outcomes["2022.txt"].findings if f.name == "xy-carry-in")
    assert len(finding.further) == 2


def test_each_tells_all_where_the_other_is_ignored(tmp_path):
    paths = files(tmp_path, broken(1, carry(2022, "natural_persons", 3)))
    total = compare(paths, ignored=("xy-carry-in-column",))
    assert across(total) == [("2022.txt", "xy-carry-in", "requests/brought_forward/total")]


@pytest.mark.parametrize("row", ["normative_documents", "regulations"])
def test_documents_in_force(tmp_path, row):
    outcomes = compare(files(tmp_path, broken(2, add(2023, "proactive", row, "in_force", by=173))))
    assert across(outcomes) == [("2023.txt", "xy-in-force-stock", f"proactive/{row}/in_force")]


def test_items_of_last_year(tmp_path):
    outcomes = compare(
        files(tmp_path, broken(2, add(2020, "proactive", "licences", "items_last_year", by=7)))
    )
    assert across(outcomes) == [("2020.txt", "xy-item-stock", "proactive/licences/items_last_year")]


def test_pending_cases_are_a_note(tmp_path):
    def change(data):
        if data.year == 2021:
            return with_numbers(
                data,
                {
                    ("review", "reconsideration", "pending"): 5000,
                    ("review", "reconsideration", "total"): 5000
                    + sum(
                        data.figures["review"]["reconsideration"][c]
                        for c in ("upheld", "corrected", "other_outcome")
                    ),
                },
            )
        return data

    outcomes = compare(files(tmp_path, broken(3, change)))
    assert across(outcomes) == [("2022.txt", "xy-review-pending", "review/reconsideration/total")]
    assert {f.severity for f in outcomes["2022.txt"].findings if f.name == "xy-review-pending"} == {"note"}


def test_prose_of_last_year(tmp_path):
    old = chatter(random.Random(5))
    series = [written(d, old) if d.year == 2021 else d for d in years_of(4, YEARS)]
    some = "。".join(old.split("。")[:8]) + "。" + chatter(random.Random(6), 3)
    series = [written(d, some) if d.year == 2022 else d for d in series]
    outcomes = compare(files(tmp_path, series))
    assert across(outcomes) == [("2022.txt", "xy-text-similarity", "")]
    finding = next(f for f in outcomes["2022.txt"].findings if f.name == "xy-text-similarity")
    assert finding.severity == "warning"
    assert "2021" in finding.message.zh
    here, there, *_ = finding.related
    assert (here.path, here.label) == ("", there.label)
    assert there.path.endswith("2021.txt")
    text = (tmp_path / "2021.txt").read_text(encoding="utf-8").split("\n")[there.spot.start.line - 1]
    assert text[there.spot.start.column - 1 :].replace("，", ",").startswith(there.label[:20])


def test_the_whole_text_of_last_year(tmp_path):
    """Only the year was changed: an error, and the figures are those of last year."""
    series = years_of(5, (2021, 2022))
    old = {key: series[0].section(key).text for key in ("overview", "problems")}
    again = [replaced(series[0], "2021", "2022")]
    paths = [put(tmp_path, "2021.txt", series[0]), put(tmp_path, "2022.txt", again[0])]
    found = across(compare(paths))
    assert old["overview"]
    assert ("2022.txt", "xy-text-similarity", "") in found
    assert ("2022.txt", "xy-numbers-repeated", "") in found
    outcome = compare(paths)["2022.txt"]
    assert {f.severity for f in outcome.findings if f.name == "xy-text-similarity"} == {"error"}


def test_set_phrases_do_not_count(tmp_path):
    """The generator's own phrases about basis, period, fees: alike every year, and no copy."""
    series = [written(d, chatter(random.Random(d.year), 14)) for d in years_of(6, (2021, 2022))]
    assert across(compare(files(tmp_path, series))) == []


def test_little_prose_is_not_judged(tmp_path):
    text = "略。"
    series = list(years_of(7, (2021, 2022)))
    for index, made in enumerate(series):
        data = made
        for key in (
            "opening",
            "breakdown",
            "normative",
            "enforcement",
            "management",
            "platforms",
            "training",
            "assessment",
            "problems",
            "measures",
        ):
            data = reports.with_sentence(data, key, text)
        series[index] = data
    outcomes = compare(files(tmp_path, series))
    assert "xy-text-similarity" not in {name for _, name, _ in across(outcomes)}
    assert "不足" in reasons(outcomes, "xy-text-similarity")["2022.txt"]


# ---- what only looks like a break ----


def test_nothing_is_compared_across_a_gap(tmp_path):
    series = [broken(1, carry(2022, "natural_persons", 3))[i] for i in (0, 1, 3, 4)]
    outcomes = compare(files(tmp_path, series))
    assert across(outcomes) == [("2023.txt", "xy-year-missing", "")]
    finding = next(f for f in outcomes["2023.txt"].findings if f.name == "xy-year-missing")
    assert "2021" in finding.message.zh
    assert "2021" in outcomes["2022.txt"].assurance.not_applicable["GL731"].zh


def test_the_form_that_changed_is_not_compared(tmp_path):
    """2020 counts documents published, 2021 those in force: no equation."""
    outcomes = compare(files(tmp_path, years_of(8, (2020, 2021))))
    assert across(outcomes) == []
    idle = outcomes["2021.txt"].assurance.not_applicable
    assert {"GL733", "GL734"} <= set(idle)
    assert outcomes["2021.txt"].assurance.nodes["GL731"] == 1


def test_blank_cells_are_not_zero(tmp_path):
    first, second = years_of(9, (2021, 2022), profile="sparse")
    columns = ("research_institutions", "public_interest", "legal_services", "others")
    cells = {("requests", "brought_forward", column): 0 for column in columns}
    second = with_blanks(with_numbers(second, cells), "requests", ["brought_forward"], columns)
    first = with_number(first, ("requests", "carried_forward", "others"), 4)
    first = with_number(first, ("requests", "brought_forward", "others"), 4)
    outcomes = compare(files(tmp_path, [first, second]))
    assert "xy-carry-in-column" not in {name for _, name, _ in across(outcomes)}
    assert reasons(outcomes, "xy-carry-in-column")["2022.txt"]


def test_an_unreadable_table_is_said(tmp_path):
    first, second = years_of(1, (2021, 2022))
    paths = [
        put(tmp_path, "2021.txt", first, next(iter(reports.UNREADABLE_LAYOUTS))),
        put(tmp_path, "2022.txt", second),
    ]
    outcomes = compare(paths)
    assert across(outcomes) == []
    assert "无法辨认" in reasons(outcomes, "xy-carry-in")["2022.txt"]


def test_an_agency_that_was_renamed(tmp_path):
    plain = years_of(10, (2021, 2022), "bureau")
    old = plain[0].agency.name
    new = old.replace("局", "和体育局")
    series = years_of(10, (2021, 2022), "bureau", names={2022: new})
    series = [series[0], carry(2022, "natural_persons", 3)(series[1])]
    paths = files(tmp_path, series)
    other = years_of(10, (2021, 2022), "bureau", names={2022: "海角市林草湿地局"})
    apart = tmp_path / "apart"
    apart.mkdir()
    assert across(compare(files(apart, other))) == []
    named = compare(
        files(apart, [other[0], carry(2022, "natural_persons", 3)(other[1])]),
        renamed={old: "海角市林草湿地局"},
    )
    assert [name for _, name, _ in across(named)] == ["xy-carry-in-column"]
    assert [name for _, name, _ in across(compare(paths))] == ["xy-agency-differs", "xy-carry-in-column"]


def test_two_reports_for_one_year(tmp_path):
    series = broken(1, carry(2022, "natural_persons", 3))
    paths = files(tmp_path, series)
    paths.append(put(tmp_path, "2022b.txt", years_of(1, YEARS)[3]))
    outcomes = compare(paths)
    assert across(outcomes) == [("2022b.txt", "xy-year-repeated", "")]
    assert {"2022.txt", "2023.txt"} <= set(reasons(outcomes, "xy-carry-in"))


def test_names_of_a_government_and_its_office_are_two_agencies(tmp_path):
    first, second = years_of(11, (2021, 2022))
    office = {2022: f"{second.agency.name}办公室"}
    second = carry(2022, "natural_persons", 3)(years_of(11, (2021, 2022), names=office)[1])
    assert across(compare(files(tmp_path, [first, second]))) == []


def test_named_files_are_one_series(tmp_path):
    first = years_of(12, (2021, 2022))[0]
    second = carry(2022, "natural_persons", 3)(years_of(12, (2021, 2022), names={2022: "远山市林草局"})[1])
    found = across(compare(files(tmp_path, [first, second]), named=True))
    assert [name for _, name, _ in found] == ["xy-agency-differs", "xy-carry-in-column"]


def test_a_report_without_a_year_is_said(tmp_path):
    first, second = years_of(13, (2021, 2022))
    paths = files(tmp_path, [first, second])
    text = paths[1].read_text(encoding="utf-8")
    for year in ("2022", "2023"):
        text = text.replace(year, "")
    paths[1].write_text(text, encoding="utf-8")
    outcomes = compare(paths)
    assert across(outcomes) == []
    assert "年度" in reasons(outcomes, "xy-carry-in")["2022.txt"]
