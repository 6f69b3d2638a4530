"""The oracle itself is right: its figures are consistent, its maps are true, its faults are faults."""

from __future__ import annotations

import ast
import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import reports
from reports import agencies, forms, identities, prose
from reports.options import NBSP

_HERE = Path(reports.__file__).parent
_COUNTS = {
    "gfoi-2019": {"proactive": 22, "requests": 161, "review": 15},
    "gfoi-2021": {"proactive": 10, "requests": 175, "review": 15},
}
_BY_SUM = tuple(f for f in reports.FAULTS if f.check.startswith(("t2-", "t3-", "t4-")))
_NOT_SUMS = {"t2-all-zero-enforcement", "t3-column-shift"}


def _everything(seed: int = 0):
    for form in reports.FORMS:
        for profile in reports.PROFILES:
            for kind in reports.KINDS:
                yield reports.make(seed, form, profile, kind)


def test_the_oracle_does_not_know_the_linter():
    for path in _HERE.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        modules = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        modules += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        assert not [name for name in modules if name.split(".")[0] == "govlint"], path.name


@pytest.mark.parametrize("form", reports.FORMS)
@pytest.mark.parametrize("profile", reports.PROFILES)
def test_figures_keep_every_identity(form, profile):
    for seed in range(60):
        data = reports.make(seed, form, profile, reports.KINDS[seed % len(reports.KINDS)])
        assert reports.broken(data) == set(), seed
        assert {t: len(s.cells) for t, s in data.tables.items()} == _COUNTS[form]
        cells = [v for rows in data.figures.values() for row in rows.values() for v in row.values()]
        assert all(isinstance(v, int | Decimal) for v in cells)
        assert all(v < 10_000_000 for v in cells)


def test_profiles_differ():
    top = {}
    for profile in reports.PROFILES:
        totals = [reports.make(s, profile=profile).number("requests", "received", "total") for s in range(20)]
        top[profile] = max(totals)
    assert top["zero"] == 0
    assert 0 < top["small"] < top["medium"] < top["large"]
    assert top["large"] > 999_999


def test_the_same_seed_gives_the_same_report():
    assert reports.make(5) == reports.make(5)
    assert reports.make(5) != reports.make(6)


def test_form_and_year_and_law_agree():
    for data in _everything():
        text = "".join(s.text for s in data.sentences)
        assert data.year in forms.YEARS[data.form]
        assert ("〔2019〕60号" in text) == (data.form == "gfoi-2019")
        assert ("〔2021〕30号" in text) == (data.form == "gfoi-2021")
        assert str(data.year) in data.title


def test_published_in_time():
    for seed in range(30):
        for data in _everything(seed):
            assert date(data.year, 12, 31) < data.published <= agencies.latest(data.kind, data.year)


def test_a_careful_reader_finds_nothing_to_say():
    for seed in range(10):
        for data in _everything(seed):
            overview, problems = data.section("overview").text, data.section("problems").text
            assert len(overview) <= 1000
            assert len(problems) > 100
            assert "信息处理费" in data.section("other_matters").text
            assert all(word in overview for word in ("考核", "社会评议", "责任追究", *prose.SUBHEADINGS))
            assert not re.search(r"([\u4e00-\u9fff]{2,8})\1", overview + problems)
            assert data.agency.name in data.title


def test_prose_agrees_with_the_tables():
    for seed in range(30):
        for data in _everything(seed):
            total = {r: data.number("requests", r, "total") for r in data.figures["requests"]}
            said = {s.key: [int(n) for n in re.findall(r"(\d+)件", s.text)] for s in data.sentences}
            if total["received"] + total["brought_forward"] == 0:
                assert "未收到" in data.sentence("received").text
                continue
            assert said["received"][0] in {total["received"], total["received"] + total["brought_forward"]}
            assert said["answered"][0] == total["disposed"]
            assert sum(said["results"]) == total["disposed"]
            assert ("均已" in data.sentence("answered").text) == (total["carried_forward"] == 0)
            if "applicants" in said:
                assert sum(said["applicants"]) == total["received"]


def test_breakdowns_add_up():
    for data in _everything(3):
        whole, *parts = (int(n) for n in re.findall(r"(\d+)条", data.sentence("breakdown").text))
        assert whole == sum(parts)


def _bare(text: str) -> str:
    return re.sub(r"[\s|*\u00a0\f]|&nbsp;|<br>", "", text)


@pytest.mark.parametrize("layout", reports.LAYOUTS + reports.UNREADABLE_LAYOUTS)
@pytest.mark.parametrize("form", reports.FORMS)
def test_lines_are_where_they_are_said_to_be(layout, form):
    for seed, profile in enumerate(reports.PROFILES):
        data = reports.make(seed, form, profile, reports.KINDS[seed])
        printed = reports.write(data, layout)
        lines = printed.text.split("\n")
        for key, line in printed.cell_lines.items():
            assert _bare(data.cell_text(*key)) in _bare(lines[line - 1]), key
        labels = {(t, r.key): r.label for t, s in data.tables.items() for b in s.blocks for r in b.rows}
        for key, line in printed.row_lines.items():
            assert _bare(labels[key])[:6] in _bare(lines[line - 1]), key
        for key, line in printed.section_lines.items():
            assert data.section(key).heading in lines[line - 1]
        assert data.title in lines[printed.title_line - 1]


@pytest.mark.parametrize("layout", reports.LAYOUTS)
def test_every_key_has_a_line(layout):
    for data in _everything(1):
        printed = reports.write(data, layout)
        cells = {(t, r, c) for t, s in data.tables.items() for r, c in s.cells}
        assert set(printed.cell_lines) == cells
        assert set(printed.row_lines) == {(t, r) for t, s in data.tables.items() for r in s.row_keys}
        assert set(printed.section_lines) == {s.key for s in data.sections}
        assert set(printed.sentence_lines) == {s.key for s in data.sentences}


@pytest.mark.parametrize("layout", reports.LAYOUTS)
def test_sentences_begin_on_their_lines(layout):
    data = reports.make(2)
    printed = reports.write(data, layout)
    lines = printed.text.split("\n")
    for sentence in data.sentences:
        line = printed.sentence_lines[sentence.key]
        assert sentence.text in "".join(lines[line - 1 :])
        assert sentence.text not in "".join(lines[line:])


@pytest.mark.parametrize(
    "layout", ["lines", "lines_tight", "lines_spaces", "cell_pipes", "lone_pipes", "row_pipes"]
)
def test_cell_layouts_hold_one_cell_a_line(layout):
    data = reports.make(4)
    printed = reports.write(data, layout)
    for key, line in printed.cell_lines.items():
        assert _bare(printed.line(line)) == data.cell_text(*key)
    assert len(set(printed.cell_lines.values())) == len(printed.cell_lines)


@pytest.mark.parametrize(
    ("layout", "separator"),
    [("pipes", "|"), ("pipes_spanned", "|"), ("markdown", "|"), ("markdown_rows", "|"), ("tabs", "\t")],
)
def test_row_layouts_hold_the_figures_in_order(layout, separator):
    data = reports.make(4)
    printed = reports.write(data, layout)
    for row, cells in data.figures["requests"].items():
        line = printed.line(printed.row_lines["requests", row])
        parts = [part.strip() for part in line.strip("| ").split(separator)]
        assert parts[-7:] == [str(value) for value in cells.values()]


@pytest.mark.parametrize("layout", ["spaces", "spaces_single"])
def test_spaced_layouts_hold_the_figures_in_order(layout):
    data = reports.make(4)
    printed = reports.write(data, layout)
    for row, cells in data.figures["requests"].items():
        line = printed.line(printed.cell_lines["requests", row, "total"])
        assert line.split()[-7:] == [str(value) for value in cells.values()]


def test_spaces_looks_like_text_of_a_pdf():
    text = reports.write(reports.make(4), "spaces").text
    assert re.search(r"\n +- 3 -\n", text)
    assert text.count("勾稽关系") == 2
    assert "\f" in text
    assert all(f"\n{c}" in text for c in "本年度办理结果")


@pytest.mark.parametrize(("layout", "blank"), [("lines", NBSP), ("lines_spaces", "  "), ("lines_empty", "")])
def test_blanks_are_printed_as_the_layout_prints_them(layout, blank):
    data = reports.with_blanks(reports.make(1, profile="sparse"), "requests", columns=["businesses"])
    printed = reports.write(data, layout)
    key = ("requests", "carried_forward", "businesses")
    blanks = [k for k in printed.cell_lines if not data.cell_text(*k)]
    assert blanks
    assert all(printed.line(printed.cell_lines[k]) == blank for k in blanks)
    assert printed.keeps_blanks
    assert data.figures["requests"]["carried_forward"]["businesses"] in {None, data.number(*key)}


def test_blanks_leave_figures_alone():
    data = reports.make(1, profile="sparse")
    blank = reports.with_blanks(data, "requests", rows=["received"])
    assert blank.figures["review"] == data.figures["review"]
    assert all(v != 0 for v in blank.figures["requests"]["received"].values())
    assert blank.number("requests", "received", "total") == data.number("requests", "received", "total")


def test_unreadable_layouts_lose_what_they_say():
    data = reports.make(1, profile="sparse")
    assert len(reports.write(data, "deduplicated").cell_lines) < 60
    assert len(set(reports.write(data, "glued").cell_lines.values())) == 1
    received = reports.write(data, "shifted")
    assert " 0 " not in received.line(received.row_lines["requests", "received"])
    assert not any(reports.write(data, name).keeps_blanks for name in reports.UNREADABLE_LAYOUTS)


@pytest.mark.parametrize("layout", reports.LAYOUTS)
def test_options_keep_the_maps_true(layout):
    data = reports.make(6, "gfoi-2019")
    options = {
        "punctuation": "half",
        "split_labels": True,
        "pad": True,
        "indent": "\u3000\u3000",
        "repeat": True,
    }
    printed = reports.write(data, layout, **options)
    for key, line in printed.cell_lines.items():
        assert _bare(data.cell_text(*key)) in _bare(printed.line(line))
    assert "（" not in printed.text


@pytest.mark.parametrize("fault", reports.FAULTS, ids=lambda f: f.name)
def test_each_fault_changes_what_is_printed(fault):
    for seed in range(8):
        data = fault.make(seed)
        planted = fault.plant(data, random.Random(seed))
        before, after = reports.write(data, "pipes"), reports.write(planted.data, "pipes")
        assert before.text != after.text
        assert planted.text
        if planted.place.kind not in {"table", "report"}:
            assert after.line_of(planted.place) is not None


@pytest.mark.parametrize("fault", [f for f in _BY_SUM if f.check not in _NOT_SUMS], ids=lambda f: f.name)
def test_each_fault_breaks_the_identity_it_names(fault):
    for seed in range(25):
        planted = fault.plant(fault.make(seed), random.Random(seed))
        broken = identities.broken(planted.data)
        names = {name for name, _ in broken}
        assert fault.check in names
        assert names <= {fault.check} | planted.also
        if planted.place.kind in {"row", "column"}:
            assert (fault.check, planted.place.key) in broken
        if planted.place.kind == "cell":
            assert (fault.check, planted.place.key[:2]) in broken


def test_other_faults_break_no_identity():
    spared = {
        "cell-negative",
        "cell-not-integer",
        "format-version-mismatch",
        "fee-unit-suspect",
        "t3-column-shift",
    }
    for fault in reports.FAULTS:
        if fault not in _BY_SUM and fault.check not in spared:
            planted = fault.plant(fault.make(3), random.Random(3))
            assert identities.checks(planted.data) <= planted.also, fault.name


def test_names_are_unique_and_the_catalogue_is_covered():
    names = [f.name for f in reports.FAULTS]
    assert len(names) == len(set(names))
    assert len({h.name for h in reports.HARMLESS}) == len(reports.HARMLESS)
    assert len({f.check for f in reports.FAULTS}) >= 47


def test_a_fault_refuses_a_report_that_it_does_not_fit():
    fault = next(f for f in reports.FAULTS if f.forms == ("gfoi-2019",))
    with pytest.raises(ValueError, match="cannot be planted"):
        fault.plant(reports.make(1, "gfoi-2021"), random.Random(1))


@pytest.mark.parametrize("harmless", reports.HARMLESS, ids=lambda h: h.name)
def test_harmless_changes_break_nothing(harmless):
    for seed in range(4):
        data = harmless.apply(harmless.make(seed), random.Random(seed))
        printed = reports.write(data, "pipes", **harmless.options)
        assert identities.broken(data) == set()
        assert len(printed.cell_lines) in {198, 200, 201}


def test_overlong_and_short_sections_are_so():
    by_name = {f.name: f for f in reports.FAULTS}
    long = by_name["overview-too-long"].plant(by_name["overview-too-long"].make(1), random.Random(1))
    assert len(long.data.section("overview").text) > 1000
    short = by_name["problems-short"].plant(by_name["problems-short"].make(1), random.Random(1))
    assert len(short.data.section("problems").text) < 30
