"""One report in every layout that publishers use, by a printer of its own: read alike, silent, its faults found."""

import re
from html import escape
from pathlib import Path

import pytest
import sheets
import yaml
from linting import lint, speaking

from govlint.shipped import traditional_characters

CASES = yaml.safe_load((Path(__file__).parent / "examiner" / "variants.yaml").read_text(encoding="utf-8"))
REPORT = CASES["report"]
ADDED = {"said": 2, "said_first": 0}
WRONG = {**sheets.COUNTS, "（七）总计": [25, 4, 0, 0, 1, 1]}
"""One total is a request too many: its column's results and its balance fail, its row holds."""


def printed(edition, layout, counts=None):
    text = sheets.report(REPORT, sheets.tables(edition, layout, counts))
    return text if edition == 2021 else sheets.of_2020(text)


def page(edition, layout, counts=None):
    text = sheets.report(REPORT, sheets.marks())
    text = text if edition == 2021 else sheets.of_2020(text)
    return sheets.page(text, sheets.tables(edition, layout, counts))


def told(outcome):
    return [(finding.name, finding.message.zh) for finding in speaking(outcome)]


def figures(outcome):
    """The counts read, by table, row and column."""
    return {
        (cell.table, cell.row, cell.column): cell.count
        for section in outcome.report.sections
        if section.table
        for row in section.table.rows
        for cell in row.cells
    }


EDITIONS = (2019, 2021)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", sheets.TEXT)
def test_text_of_every_layout_is_read_whole_and_is_silent(layout, edition):
    outcome = lint(printed(edition, sheets.TEXT[layout]))
    assert told(outcome) == []
    assert [f.name for f in outcome.findings if f.name == "table-unreadable"] == []
    assert figures(outcome) == figures(lint(printed(edition, sheets.joined(" | "))))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", sheets.PAGES)
def test_every_kind_of_page_is_read_whole_and_is_silent(layout, edition):
    outcome = lint(page(edition, sheets.PAGES[layout]), "report.html")
    assert told(outcome) == []
    assert figures(outcome) == figures(lint(printed(edition, sheets.joined(" | "))))


@pytest.mark.parametrize("layout", [*sheets.TEXT, *(f"page: {name}" for name in sheets.PAGES)])
def test_a_wrong_total_is_found_in_every_layout(layout):
    kind, _, name = layout.rpartition("page: ")
    if _:
        outcome = lint(page(2021, sheets.PAGES[name], WRONG), "report.html")
    else:
        outcome = lint(printed(2021, sheets.TEXT[kind or name], WRONG))
    sums = [f for f in outcome.findings if f.name in {"t3-result-total", "t3-balance", "t3-row-sum"}]
    assert sums
    assert {f.cell.column for f in sums if f.cell} <= {"businesses", "total"}


def totals_alone(grid):
    """Table 3 with nothing but its totals; blank cells are printed as such."""
    rows = [[*row[:-7], *[("", 1, 1)] * 6, row[-1]] if len(row) > 7 else row for row in grid]
    return rows if len(grid) > 20 else grid


def blanked(grid):
    """A table 2 without counts."""
    return [[(text if text.strip(".0123456789") else "", *at) for text, *at in row] for row in grid]


WITH_BLANKS = [name for name in sheets.TEXT if name not in {"pipes for spans", "noise of pipes"}
               and not name.startswith(("blanks", "page numbers", "running heads", "pdf"))]  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", WITH_BLANKS)
def test_rows_in_which_only_totals_stand_are_told_as_such(layout, edition):
    outcome = lint(printed(edition, lambda grid: sheets.TEXT[layout](totals_alone(grid))))
    assert [name for name, _ in told(outcome)] == ["cell-blank", "t3-total-column-only"]
    assert "150" in told(outcome)[0][1] or "138" in told(outcome)[0][1]


def test_a_row_that_can_be_read_alone_is_not_held_to_parts_that_no_row_prints():
    layout = sheets.TEXT["rows begun by a pipe"]
    outcome = lint(
        printed(2021, lambda grid: layout(blanked(grid) if len(grid) < 20 else totals_alone(grid)))
    )
    assert "t3-row-sum" not in [name for name, _ in told(outcome)]


@pytest.mark.parametrize("label", range(8, 24, 3))
@pytest.mark.parametrize("group", [3, 4, 5, 8])
@pytest.mark.parametrize("middle", [True, False])
def test_labels_may_be_broken_anywhere(label, group, middle):
    outcome = lint(printed(2021, sheets.pdf(label, group, middle=middle)))
    assert told(outcome) == []


@pytest.mark.parametrize("pages", ["第 {} 页", "第{}页 共9页", "{}/9", "{} / 9", "· {} ·", "Page {}", "P{}"])
def test_page_numbers_between_cells_on_lines_of_their_own(pages):
    numbers = iter(range(3, 10))

    def layout(grid):
        text = sheets.TEXT["a cell a line"](grid).split("\n")
        halves = ["\n".join(text[at : at + 60]) for at in range(0, len(text), 60)]
        return halves[0] + "".join(f"\n{pages.format(next(numbers))}\n{half}" for half in halves[1:])

    outcome = lint(printed(2021, layout))
    assert told(outcome) == []
    assert figures(outcome) == figures(lint(printed(2021, sheets.TEXT["pipes"])))


@pytest.mark.parametrize("every", [37, 40, 53, 61])
def test_a_bare_page_number_among_counts_is_never_taken_for_one(every):
    layout = sheets.paged(sheets.TEXT["a cell a line"], every, "3")
    outcome = lint(printed(2021, layout))
    assert told(outcome) == []
    right = figures(lint(printed(2021, sheets.TEXT["pipes"])))
    assert {
        key: count for key, count in figures(outcome).items() if count is not None
    }.items() <= right.items()


ROWS = (6, 9, 12, 20)


def marked(mark):
    """Table 3 with a mark in place of each zero of some rows, their totals excepted."""

    def with_marks(grid):
        if len(grid) < 20:
            return grid
        return [
            [*row[:-7], *[(mark if text in {0, "0"} else text, *at) for text, *at in row[-7:-1]], row[-1]]
            if index in ROWS
            else row
            for index, row in enumerate(grid)
        ]

    return with_marks


KEEPING = [name for name in WITH_BLANKS if not name.startswith("in two")]
BLANKS = ["\u200b", "\ufeff", "\u2060\u200b", " \u200b", "\xad", "\xa0", "\u3000", "\u2003"]


@pytest.mark.parametrize("layout", [*KEEPING, "page: web", "page: wps"])
@pytest.mark.parametrize("blank", BLANKS)
def test_what_prints_nothing_is_blank(blank, layout):
    outcome = with_cells(blank, layout)
    assert [name for name, _ in told(outcome)] == ["cell-blank"]
    assert sum(count is None for count in figures(outcome).values()) == 22


@pytest.mark.parametrize("layout", [*KEEPING, "page: web"])
@pytest.mark.parametrize("mark", ["-", "—", "——", "/", "无", "－"])
def test_marks_in_place_of_counts_are_no_numbers(mark, layout):
    outcome = with_cells(mark, layout)
    assert [name for name, _ in told(outcome)] == ["cell-not-number"]
    assert sum(count is None for count in figures(outcome).values()) == 22


def with_cells(mark, layout):
    cells, name = marked(mark), layout.removeprefix("page: ")
    if name != layout:
        return lint(page(2021, lambda grid: sheets.PAGES[name](cells(grid))), "report.html")
    return lint(printed(2021, lambda grid: sheets.TEXT[name](cells(grid))))


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("layout", sheets.PAGES)
def test_pages_that_come_as_their_own_source(layout, times):
    def shown(text):
        for _ in range(times):
            text = escape(text, quote=False)
        return text

    right = figures(lint(printed(2021, sheets.TEXT["pipes"])))
    table = lambda grid: shown(sheets.PAGES[layout](grid))  # noqa: E731
    for name, text in (
        ("report.txt", printed(2021, table)),
        ("report.html", page(2021, table)),
        ("report.txt", shown(page(2021, sheets.PAGES[layout]))),
    ):
        outcome = lint(text, name)
        assert told(outcome) == []
        assert figures(outcome) == right


@pytest.mark.parametrize(
    "reference", ["&emsp;", "&ensp;", "&#12288;", "&amp;nbsp;", "&amp;emsp;", "&#8203;", "&#xA0;"]
)
def test_references_in_text_are_the_characters_that_they_stand_for(reference):
    text = printed(2021, sheets.TEXT["pipes"])
    indented = "\n".join(reference * 2 + line for line in text.split("\n"))
    padded = text.replace(" | ", f"{reference}|{reference}")
    quoted = (
        text.replace("“", "&ldquo;")
        .replace("”", "&rdquo;")
        .replace("《", "&#12298;")
        .replace("》", "&#x300b;")
    )
    right = [(f.name, f.message) for f in lint(text).findings]
    for changed_text in (indented, padded, quoted):
        outcome = lint(changed_text)
        assert [(f.name, f.message) for f in outcome.findings] == right
        assert figures(outcome) == figures(lint(text))


def on_one_line(between):
    return lambda grid: between.join(text for row in grid for text, _, _ in row if text)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("between", [" ", "  ", "\u3000", "\xa0"])
@pytest.mark.parametrize("which", [0, 1, 2, None])
def test_a_whole_table_on_one_line(which, between, edition):
    layouts = [on_one_line(between) if which in {None, index} else sheets.TEXT["pipes"] for index in range(3)]
    grids = [sheets.proactive(edition), sheets.requests(edition), sheets.review(edition)]
    text = sheets.report(REPORT, [layout(grid) for layout, grid in zip(layouts, grids, strict=True)])
    outcome = lint(text if edition == 2021 else sheets.of_2020(text))
    assert told(outcome) == []
    assert figures(outcome) == figures(lint(printed(edition, sheets.TEXT["pipes"])))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("which", [0, 1, 2, None])
def test_a_table_glued_into_one_line_is_unreadable_and_nothing_else(which, edition):
    layouts = [on_one_line("") if which in {None, index} else sheets.TEXT["pipes"] for index in range(3)]
    grids = [sheets.proactive(edition), sheets.requests(edition), sheets.review(edition)]
    text = sheets.report(REPORT, [layout(grid) for layout, grid in zip(layouts, grids, strict=True)])
    outcome = lint(text if edition == 2021 else sheets.of_2020(text))
    assert told(outcome) == []
    assert {f.name for f in outcome.findings} - {"cell-has-unit"} == {"table-unreadable"}


@pytest.mark.parametrize(
    "line",
    [
        "行政许可，行政处罚，行政强制等信息全部公开",
        "行政许可，1240",
        "其他，3",
        "规章，规范性文件",
        "全年公开行政许可信息1180条，行政处罚信息49条，其他",
        "总计，12，34",
    ],
)
def test_prose_with_commas_is_no_row(line):
    parts = {**REPORT, "overview_text": f"{REPORT['overview_text']}\n{line}"}
    outcome = lint(sheets.report(parts, sheets.tables(2021, sheets.TEXT["commas"])))
    assert told(outcome) == []
    assert line in "".join(piece.text for piece in outcome.report.sections[0].paragraphs)


HALVES = ["制发/件数", "废止/件数", "商业/企业", "科研/机构", "社会公益/组织", "结果/维持", "结果/纠正", "其他/结果",
          "尚未/审结", "（三）/不予公开", "三、本年/度办理/结果"]  # fmt: skip


@pytest.mark.parametrize("halves", HALVES)
def test_labels_in_two_of_a_table_with_a_cell_a_line(halves):
    text = printed(2021, sheets.TEXT["a cell a line"])
    broken = text.replace(halves.replace("/", ""), halves.replace("/", "\n"))
    assert broken != text
    assert told(lint(broken)) == []


NAMES = {
    2021: [
        ("规章", "规章（设区的市、自治州人民政府应提供相关数据）"),
        ("1.属于国家秘密", "1．属于国家秘密"),
        ("“三安全一稳定”", "三安全一稳定"),
        ("（七）总计", "（七）合计"),
        ("（七）总计", "（七）总数"),
        ("结果维持", "维持"),
        ("结果纠正", "予以纠正"),
        ("（六）其他处理", "（六）其它处理"),
        ("本年收费金额（单位：万元）", "本年收费金额(万元)"),
    ],
    2019: [
        ("上一年项目数量", "上一年项目数量（指2019年事项数）"),
        ("采购总金额", "采购总金额（万元，保留四位小数）"),
        ("本年增/减", "本年增／减"),
        ("| -2 |", "| –2 |"),
    ],
}


@pytest.mark.parametrize(("edition", "names"), [(e, pair) for e, pairs in NAMES.items() for pair in pairs])
def test_labels_and_signs_in_other_words(edition, names):
    text = printed(edition, sheets.joined(" | "))
    assert names[0] in text
    assert told(lint(text.replace(*names))) == []


def test_a_page_prints_its_title_in_boxes_of_its_own():
    own = f"<h1>{sheets.HEAD}</h1><p>名称：</p><p>{sheets.HEAD}</p><p>{sheets.HEAD}</p>"
    text = page(2021, sheets.PAGES["web"]).replace("<body>", f"<body>{own}")
    assert "repeated-paragraph" not in {f.name for f in lint(text, "report.html").findings}
    doubled = f"{sheets.HEAD}\n{printed(2021, sheets.joined(' | '))}"
    assert "repeated-paragraph" in {f.name for f in lint(doubled).findings}


def test_a_head_damaged_over_three_groups_is_told_once():
    text = printed(2021, sheets.joined(" | ")).replace("尚未审结", "尚未办结")
    assert [f.name for f in lint(text).findings].count("label-damaged") == 1


def test_units_in_cells_are_told_once_for_a_table():
    text = printed(2021, sheets.joined(" | "))
    rows = [
        f"{line.replace(' | 0', ' | 0件')}" if "申请" in line and "|" in line else line
        for line in text.split("\n")
    ]
    found = [f for f in lint("\n".join(rows)).findings if f.name == "cell-has-unit"]
    assert len(found) == 1


NOTES = [
    "注：表中数据由各股室报送。",
    "备注：1.行政许可含即办件。2.收费金额含上年结转。",
    "审核人：李某 填表人：张某",
    "单位：件",
]


@pytest.mark.parametrize("layout", ["pipes", "a cell a line", "markdown", "blanks", "commas"])
@pytest.mark.parametrize("note", NOTES)
def test_notes_above_and_below_tables(note, layout):
    for place in ("{note}\n{table}", "{table}\n{note}"):
        tables = [place.format(note=note, table=table) for table in sheets.tables(2021, sheets.TEXT[layout])]
        assert told(lint(sheets.report(REPORT, tables))) == []


SECTIONS = ("overview", "proactive", "requests", "review", "problems", "other_matters")
STYLES = ["第{0}部分 {1}", "第{0}部分：{1}", "第{0}部分{1}", "第{0}部分    {1}", "第{0}章 {1}", "第{0}节 {1}",
          "第{0}、{1}", "第{2}部分 {1}", "{2}.{1}", "{2}、{1}", "（{0}）{1}", "({0}){1}", "（{2}）{1}",
          "{0}：{1}", "{1}"]  # fmt: skip


def headed(style, inner):
    """The report with its sections numbered in another style, and so the topics of the first."""
    parts = dict(REPORT)
    for number, key in enumerate(SECTIONS):
        title = REPORT[key].partition("、")[2]
        parts[key] = style.format("一二三四五六"[number], title, number + 1)
    parts["overview_text"] = re.sub("（([一二三四五])）", inner, REPORT["overview_text"])
    return parts


@pytest.mark.parametrize("layout", ["pipes", "a cell a line"])
@pytest.mark.parametrize("inner", [r"（\1）", r"第\1，", r"\1是", r"\1、"])
@pytest.mark.parametrize("style", STYLES)
def test_sections_numbered_in_another_style_are_sections(style, inner, layout):
    outcome = lint(sheets.report(headed(style, inner), sheets.tables(2021, sheets.TEXT[layout])))
    assert [s.key for s in outcome.report.sections if s.heading] == list(SECTIONS)
    same = inner == r"\1、" and style in {"{0}：{1}", "{1}"}
    assert [name for name, _ in told(outcome)] == ["heading-level"] * same


@pytest.mark.parametrize("style", ["第{0}部分 {1}", "（{0}）{1}"])
def test_a_section_that_is_gone_is_told_in_another_style_too(style):
    parts = headed(style, r"\1是")
    parts["problems"] = parts["problems_text"] = ""
    outcome = lint(sheets.report(parts, sheets.tables(2021, sheets.TEXT["pipes"])))
    assert [name for name, _ in told(outcome)] == ["section-missing"]


def test_a_list_of_parts_before_the_report_takes_no_heading_away():
    titles = "\n".join(REPORT[key].partition("、")[2] for key in SECTIONS)
    text = printed(2021, sheets.TEXT["pipes"]).replace(REPORT["intro"], f"目录\n{titles}\n{REPORT['intro']}")
    assert told(lint(text)) == []


def changed(change):
    parts = dict(REPORT)
    for key, text in change.items():
        if key in ADDED:
            paragraphs = parts["overview_text"].split("\n")
            paragraphs[ADDED[key]] += text
            parts["overview_text"] = "\n".join(paragraphs)
        else:
            parts[key] = text
    return sheets.report(parts, sheets.tables(2021, sheets.joined(" | ")))


def name_of(change):
    return " ".join(str(text) for text in change.values())[:60]


@pytest.mark.parametrize("change", CASES["tolerated"], ids=name_of)
def test_what_is_tolerated_is_silent(change):
    outcome = lint(changed(change))
    assert outcome.status == "checked"
    assert told(outcome) == []


@pytest.mark.parametrize("case", CASES["faults"], ids=lambda case: name_of(case["change"]))
def test_faults_are_found_by_name_and_nothing_else_is_said(case):
    outcome = lint(changed(case["change"]))
    names = {f.name for f in outcome.findings if f.severity != "note" or f.name in case["expect"]}
    assert names == set(case["expect"])


def traditional(text):
    """A text as one writes it in traditional characters: any that simplify to what stands there."""
    pairs, *words = traditional_characters().split("\n")
    back = dict(zip(pairs[::-2], pairs[-2::-2], strict=True))
    written = "".join(back.get(char, char) for char in text)
    for word in words:
        traditional_word, plain = word.split()
        written = written.replace("".join(back.get(char, char) for char in plain), traditional_word)
    return written


SOME = [
    *CASES["tolerated"][::6],
    *({**case["change"], "expect": case["expect"]} for case in CASES["faults"][::4]),
]


@pytest.mark.parametrize("change", SOME, ids=name_of)
def test_traditional_characters_are_understood_like_simplified_ones(change):
    change = {key: text for key, text in change.items() if key != "expect"}
    text = changed(change)
    plain, written = lint(text), lint(traditional(text))
    assert traditional(text) != text
    assert [(f.name, f.span, f.message) for f in written.findings] == [
        (f.name, f.span, f.message) for f in plain.findings
    ]
    assert written.document.text == traditional(text)


def test_a_name_with_a_traditional_character_is_left_as_it_is():
    outcome = lint(changed({}).replace("清泉县", "乾安县"))
    assert outcome.report.agency == "乾安县民政局"
    assert told(outcome) == []
