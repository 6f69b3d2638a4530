"""What formatters make of outcomes made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest
from outcomes import BLANKS, EXACT, TEXT, at, document, file, outcome, prose, sum_finding

from govlint.display.encode import encode
from govlint.display.snippet import snippet
from govlint.display.width import cells, columns, cut, printable, wrap
from govlint.findings import CellName, Edit, Fix, Proof, Words
from govlint.fingerprints import fingerprints
from govlint.formatters import View, concise, full, jsonl
from govlint.formatters import json as json_format
from govlint.places import Locus, Span


def said(formatter, *files_, **view):
    return "".join(formatter.render(outcome(*files_), View(**view)))


# ---- width ----


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("政府", 4), ("Ａ", 2), ("e\u0301", 1), ("\u200b", 0), ("𠮷", 2), ("（一）", 6)],
)
def test_cells(text, width):
    assert cells(text) == width


def test_cut_never_passes_the_width_and_never_halves_a_character():
    assert [cut("政府信息", width) for width in (3, 4, 7, 8)] == ["政…", "政…", "政府信…", "政府信息"]


def test_columns_align_by_cells():
    lines = columns([("政府", "1"), ("a", "22")], right=(1,))
    assert lines == ["政府   1", "a     22"]


def test_wrapped_text_loses_nothing_and_starts_no_line_with_closing_punctuation():
    text = "政府信息公开，工作年度报告。" * 5
    lines = wrap(text, 12)
    assert "".join(lines) == text
    assert all(cells(line) <= 12 and line[0] not in "，。" for line in lines)


def test_wrap_keeps_words_whole():
    assert wrap("one two three", 8) == ["one two", "three"]


def test_control_and_direction_characters_are_shown_and_not_sent():
    assert printable("a\x1b[31m\u202eb\tc") == "a<U+001B>[31m<U+202E>b c"


# ---- snippets ----


def test_carets_stand_under_chinese_text():
    found = snippet(document(), at("办结"), 80)
    assert (found.line, found.text) == (2, "截止本年底共办结12件。")
    assert found.carets == " " * 12 + "^^^^"


def test_a_long_line_is_cut_around_the_place():
    text = "前" * 5000 + "错" + "后" * 5000
    found = snippet(document(text), Span(5000, 5001), 40)
    assert cells(found.text) <= 42
    marked = cells(found.carets) - 2
    assert cells(found.text[: found.text.index("错")]) == marked
    assert found.text.startswith("…")
    assert found.text.endswith("…")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_snippet_ends_with_its_line(end):
    found = snippet(document(f"甲乙{end}丙"), Span(0, 1), 40)
    assert found.text == "甲乙"


def test_no_snippet_for_a_wide_place_or_an_empty_line():
    assert snippet(document(), Span(0, len(TEXT)), 80) is None
    assert snippet(document("\n\n"), Span(0, 0), 80) is None


# ---- full ----


def test_full_shows_line_and_carets_for_prose():
    text = said(full, file([prose()]))
    assert text.splitlines()[:4] == [
        "a.txt:2:1  警告  GL803 common-typo",
        "  “截止”应为“截至”",
        "    2 │ 截止本年底共办结12件。",
        "      │ ^^^^",
    ]


def test_full_shows_operands_both_sides_and_marks_the_wrong_cell():
    text = said(full, file([sum_finding()]))
    lines = [line.strip() for line in text.splitlines()]
    assert "左        甲      10  5:1" in lines
    assert any(line.startswith("+  乙") and "空白按 0 计" in line for line in lines)
    assert any("▸" in line and "合计" in line and "12" in line for line in lines)
    assert any(line.startswith("差") and line.endswith("-2") for line in lines)
    assert "同因：GL301 表一 / 合计：左 5，右 7，相差 -2" in lines
    assert "另见 4:1 甲" in lines


def test_full_shows_the_row_of_a_cell_without_a_proof():
    finding = sum_finding(proof=None, further=(), related=())
    lines = said(full, file([finding])).splitlines()
    assert lines[2].split() == ["甲", "乙", "合计"]
    assert lines[3].split() == ["行", "10", "空白", "▸12"]
    assert cells(lines[2]) == cells(lines[3])


def test_full_tells_a_remedy_once():
    text = said(full, file([prose(), prose(span=at("办结"))]))
    assert text.count("改法") == 1


def test_full_groups_what_was_not_judged_by_reason():
    text = said(full, file([], BLANKS))
    assert "未能判断：空白（GL301×2）" in text
    assert "未能判断：没有（GL305）" in text


def test_verbose_lists_each_place_and_what_did_not_apply():
    text = said(full, file([], BLANKS), verbose=1)
    assert "GL301  t3-balance  6:1  乙" in text
    assert "不适用：不适用（GL9）" in text


def test_quiet_leaves_findings_and_assurance():
    lines = said(full, file([], BLANKS), verbose=-1).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("共读取 1 份文件")


def test_a_run_that_checked_nothing_does_not_look_clean():
    text = said(full)
    assert "没有检查任何内容" in text
    assert "没有发现" not in text


def test_an_unread_file_is_called_so():
    text = said(full, file([prose(span=Span(0, 0))], status="unreadable"), file([], path="b.txt"))
    assert "这份文件未能检查" in text
    assert "另 1 份未能检查" in text


def test_sources_without_lines_are_named_by_page_and_table():
    source = document(loci=((0, Locus(page=3, table=2, row=4, column=1)),))
    text = said(full, file([prose()], source=source))
    assert text.startswith("a.txt: 第 3 页第 2 个表第 4 行第 1 列  警告")
    assert said(full, file([prose()], source=source), lang="en").startswith(
        "a.txt: page 3, table 2, row 4, column 1"
    )


def test_many_operands_are_shortened_to_those_that_count():
    proof = sum_finding().proof
    zeros = tuple(
        replace(proof.operands[0], label=f"表一 / 行 / 零{i}", count=0, cell=CellName("t", "r", f"z{i}", ""))
        for i in range(20)
    )
    text = said(full, file([sum_finding(proof=replace(proof, operands=(*zeros, *proof.operands)))]))
    assert "零3" not in text
    assert "（另有 21 格为 0，其中 1 格空白，按 0 计）" in text


def test_colour_only_where_asked_for():
    assert "\x1b[" not in said(full, file([prose(), sum_finding()]))
    assert "\x1b[1;31m" in said(full, file([sum_finding()]), color=True)


def test_no_escape_sequence_of_a_report_reaches_the_terminal():
    hostile = prose(message=Words("\x1b[2J", "\x1b[2J"), span=Span(0, 4))
    for formatter in (full, concise):
        assert "\x1b" not in said(formatter, file([hostile], source=document("\x1b[2J\n"), path="\x1b.txt"))


def test_english():
    text = said(full, file([sum_finding()], BLANKS), lang="en")
    assert "error  GL302" in text
    assert "blank counted as 0" in text
    assert "1 file(s) read, 1 checked" in text


def test_statistics_most_often_first():
    text = said(concise, file([prose(), sum_finding(), prose(span=at("办结"))]), statistics=True)
    assert text.splitlines()[3:5] == ["2  GL803  common-typo", "1  GL302  t3-row-sum"]


# ---- concise ----


def test_concise():
    lines = said(concise, file([prose(), sum_finding()])).splitlines()
    assert lines[0] == "a.txt:2:1: GL803 “截止”应为“截至”"
    assert lines[1] == "a.txt:9:1: GL302 合计不符，相差 -2"
    assert lines[2].startswith("共读取 1 份文件")


def test_waived_findings_are_not_told_to_people():
    assert "GL803" not in said(concise, file([prose(waived="agreed")]))


# ---- json ----


def schema():
    return json.loads((files("govlint") / "schemas" / "outcome.schema.json").read_text(encoding="utf-8"))


MENDED = Fix((Edit(at("止"), "至"),), "fix.wording", safe=True)
EVERYTHING = [
    file([prose(fixes=(MENDED,)), sum_finding(), prose(waived="agreed", span=at("办结"))], BLANKS),
    file([prose()], source=document(loci=((0, Locus(page=3, box=(1.0, 2.5, 3.0, 4.0))),)), path="b.pdf"),
    file([prose(span=Span(0, 0))], status="unreadable", path="c.txt"),
    file([prose(span=Span(0, 0))], status="not_a_report", path="d.txt"),
]


def test_json_has_the_keys_of_the_interface():
    value = json.loads(said(json_format, file([sum_finding()], BLANKS)))
    assert list(value) == ["schema_version", "tool", "files", "findings", "unchecked", "assurance"]
    assert value["files"] == [
        {"path": "a.txt", "form": "form-1", "year": 2023, "agency": "甲县", "status": "checked"}
    ]
    finding = value["findings"][0]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (9, 1, 10, 1)
    assert finding["cell"] == {"table": "t", "row": "r", "column": "c", "label": "表一 / 行 / 合计"}
    assert finding["proof"]["difference"] == -2
    assert finding["proof"]["operands"][1] | {"line": 0} == {
        "label": "表一 / 行 / 乙", "count": 0, "side": "left", "sign": 1, "blank": True,
        "line": 0, "column": 1,
    }  # fmt: skip
    assert value["unchecked"][2]["line"] is None
    assert value["assurance"] == {
        "files": 1, "checked": 1, "constraints": 3, "evaluated": 1,
        "not_applicable": 1, "unchecked": 3, "crashed": 0, "waived": 0, "baseline": 0,
    }  # fmt: skip


def test_json_fits_its_schema():
    jsonschema = pytest.importorskip("jsonschema")
    for statistics in (False, True):
        value = json.loads(said(json_format, *EVERYTHING, statistics=statistics))
        jsonschema.Draft202012Validator(schema()).validate(value)


def test_the_schema_names_every_key_that_is_written():
    value = json.loads(said(json_format, *EVERYTHING, statistics=True))
    known = schema()["$defs"]["finding"]["properties"]
    assert {key for finding in value["findings"] for key in finding} == set(known)
    assert set(value) == set(schema()["properties"])


def test_sources_without_lines_have_a_place_instead():
    value = json.loads(said(json_format, EVERYTHING[1]))
    finding = value["findings"][0]
    assert finding["line"] is finding["column"] is finding["end_line"] is finding["end_column"] is None
    assert finding["place"] == {"page": 3, "box": [1.0, 2.5, 3.0, 4.0]}


def test_a_file_without_text_still_has_a_line():
    assert json.loads(said(json_format, EVERYTHING[2]))["findings"][0]["line"] == 1


def test_decimals_are_exact_numbers():
    text = said(json_format, file([sum_finding(proof=Proof(EXACT, Decimal("1E+3"), EXACT))]))
    assert '"left": 107.10, "right": 1000' in text
    assert json.loads(text, parse_float=Decimal)["findings"][0]["proof"]["left"] == EXACT


def test_encode_escapes_what_json_must_and_keeps_chinese():
    assert encode({"甲": ["\x1b\n", None, True, 1]}) == '{"甲": ["\\u001b\\n", null, true, 1]}'


def test_jsonl_is_the_findings_then_the_summary():
    lines = [json.loads(line) for line in said(jsonl, *EVERYTHING).splitlines()]
    whole = json.loads(said(json_format, *EVERYTHING))
    assert lines[:-1] == whole["findings"]
    assert lines[-1] == {key: value for key, value in whole.items() if key != "findings"}


@pytest.mark.parametrize("formatter", [full, concise, json_format, jsonl])
def test_every_format_is_the_same_each_time(formatter):
    assert said(formatter, *EVERYTHING) == said(formatter, *EVERYTHING)


# ---- fingerprints ----


def test_fingerprints_survive_moved_lines_and_changed_figures():
    before = fingerprints(file([prose(span=at("办结12件")), sum_finding()]))
    moved = "\n\n" + TEXT.replace("12", "99")
    spans = Span(moved.index("办结"), moved.index("办结") + 5), Span(3, 4)
    after = fingerprints(file([prose(span=spans[0]), sum_finding(span=spans[1])], source=document(moved)))
    assert before == after


def test_fingerprints_tell_findings_apart():
    twice = file([prose(), prose(), prose(code="GL999"), sum_finding()])
    other = replace(twice, path="b.txt")
    assert len({*fingerprints(twice), *fingerprints(other)}) == 8


def test_the_path_of_a_fingerprint_does_not_depend_on_how_it_was_written():
    found = file([prose()])
    assert fingerprints(found) == fingerprints(replace(found, path="./x/../a.txt"))
    assert fingerprints(found) == fingerprints(replace(found, path="/home/a.txt"), root="/home")
