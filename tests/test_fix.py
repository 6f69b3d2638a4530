"""Proposals: what they change, what they leave alone, and that each is tried before it is shown."""

from __future__ import annotations

import codecs
import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import make_docx
import make_html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import linter
from reports import make, with_blanks, with_number, write

from govlint.document import Document
from govlint.findings import Edit, Fix
from govlint.fixing import propose as proposing
from govlint.fixing import write as writing
from govlint.fixing.diff import diff
from govlint.fixing.propose import propose
from govlint.fixing.splice import overlap, spliced
from govlint.fixing.write import UnwritableError
from govlint.places import Span
from govlint.readers import Limits

DATA = make(7, "gfoi-2021", "medium", "county")
CELL = ("requests", "received", "natural_persons")
WRONG = with_number(DATA, CELL, 999)
RIGHT = write(DATA, "pipes").text
TYPOS = "我们己经做好了工作，截止2024年12月31日规范审核审核发布机制，按照国办函[2020]109号执行。"
MENDED = "我们已经做好了工作，截至2024年12月31日规范审核发布机制，按照国办函〔2020〕109号执行。"


def typed(text, line=TYPOS):
    heading = list(re.finditer(r"[^\n]*存在的[^\n]*问题[^\n]*\n", text))[-1]
    return text[: heading.end()] + line + "\n" + text[heading.end() :]


def proposed(data, path="a.txt", *, unsafe=False):
    check = lambda new: linter().check_bytes(path, new)  # noqa: E731
    return propose(data, check(data), check, Limits(), unsafe=unsafe)


# ---- safe proposals ----


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_everything_but_the_edits_stays_byte_for_byte(mark, encoding, end, last):
    def data(line):
        text = typed(RIGHT, line).rstrip("\n") + ("\n" if last else "")
        return mark + text.replace("\n", end).encode(encoding)

    result = proposed(data(TYPOS))
    assert result.data == data(MENDED)
    assert {f.name for f, _ in result.taken} == {"common-typo", "repeated-word", "doc-number-brackets"}


def test_bytes_that_cannot_be_decoded_stay():
    data = typed(RIGHT).encode() + b"\xff\xfe broken \x80\n"
    assert proposed(data).data == typed(RIGHT, MENDED).encode() + b"\xff\xfe broken \x80\n"


def test_a_figure_never_changes_unasked():
    text = typed(write(WRONG, "pipes").text)
    digits = re.findall(r"\d+", text)
    result = proposed(text.encode())
    assert re.findall(r"\d+", result.data.decode()) == digits
    assert result.taken


def test_several_of_one_kind_are_all_proposed():
    line = "我们己经做好。工作移交不过顺畅。规范审核审核发布机制。落实审核审核的有关制度。"
    result = proposed(typed(RIGHT, line).encode())
    assert "己经" not in result.data.decode()
    assert result.data.decode().count("审核审核") == 0


def test_folded_text_keeps_its_width_and_its_spaces():
    line = "（一）我们 己 经 做好了有关的工作，ＡＢＣ。"
    result = proposed(typed(RIGHT, line).encode())
    assert "（一）我们 已 经 做好了有关的工作，ＡＢＣ。" in result.data.decode()


def test_wide_digits_in_a_cell():
    text = write(with_number(DATA, CELL, 123), "pipes").text
    mixed = text.replace("| 123 |", "| 1２3 |", 1)
    assert mixed != text
    found = [
        f for f in linter().check_bytes("a.txt", mixed.encode()).findings if f.name == "cell-malformed-number"
    ]
    assert [fix.safe for finding in found for fix in finding.fixes] == [True]
    assert "| 123 |" in proposed(mixed.encode()).data.decode()


@pytest.mark.parametrize("printed", ["1,5 4 9", "15O9"])
def test_a_broken_figure_is_not_mended_unasked(printed):
    text = write(with_number(DATA, CELL, 4321), "pipes").text.replace("| 4321 |", f"| {printed} |", 1)
    found = [
        f for f in linter().check_bytes("a.txt", text.encode()).findings if f.name == "cell-malformed-number"
    ]
    assert found
    assert not any(fix.safe for finding in found for fix in finding.fixes)


# ---- figures ----


@pytest.mark.parametrize("layout", ["pipes", "lines", "tabs"])
def test_one_wrong_cell_is_put_right(layout):
    text = write(WRONG, layout).text
    result = proposed(text.encode(), unsafe=True)
    assert result.data.decode() == write(DATA, layout).text
    assert [fix.reason for _, fix in result.taken] == ["fix.cell"]
    assert not any(f.severity == "error" for f in result.after.findings)


def test_the_table_is_mended_before_the_prose_is_held_to_it():
    total = DATA.figures
    text = write(with_number(DATA, ("requests", "received", "total"), 4999), "pipes").text
    result = proposed(text.encode(), unsafe=True)
    assert result.data.decode() == RIGHT, total


def test_a_claim_takes_the_figure_of_the_table():
    text = RIGHT.replace("制发行政规范性文件11件", "制发行政规范性文件17件", 1)
    assert text != RIGHT
    assert proposed(text.encode(), unsafe=True).data.decode() == RIGHT


def test_a_claim_that_two_readings_fit_is_left_to_a_person():
    text = RIGHT.replace("1549件（包含上年结转", "1555件（包含上年结转")
    assert text != RIGHT
    result = proposed(text.encode(), unsafe=True)
    assert result.data.decode() == text
    assert {r.why for r in result.rejected} == {"fix.several"}


def test_the_year_of_the_period():
    text = re.sub(r"(\d{4})年1月1日(.{1,3})(\d{4})年12月31日", r"2011年1月1日\g<2>2011年12月31日", RIGHT)
    assert text != RIGHT
    assert proposed(text.encode(), unsafe=True).data.decode() == RIGHT


def test_the_total_of_a_list_takes_the_sum_of_its_parts():
    line = "全年共公开政府信息30条，其中：政策文件类信息10条、工作动态类信息5条。"
    text = typed(RIGHT, line)
    result = proposed(text.encode(), unsafe=True)
    assert result.data.decode() == text.replace("政府信息30条", "政府信息15条")


def test_a_total_is_likelier_than_its_parts_unless_digits_are_swapped():
    data = with_number(DATA, ("review", "reconsideration", "total"), 77)
    findings = linter().check_bytes("a.txt", write(data, "pipes").text.encode()).findings
    fixes = next(f for f in findings if f.name == "t4-group-sum").fixes
    assert sorted(fix.rank for fix in fixes)[:2] == [0, 1]
    assert proposed(write(data, "pipes").text.encode(), unsafe=True).data.decode() == RIGHT


# ---- trial ----


def with_fix(outcome, edits, *, safe=True):
    """The outcome with this one fix for its first typo."""
    findings = tuple(
        replace(f, fixes=(Fix(tuple(edits), "fix.wording", safe=safe),) if f.code == "GL806" else ())
        for f in outcome.findings
    )
    return replace(outcome, findings=findings)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [("做好", "搞好", "fix.useless"), ("己经", "已经规范审核审核发布", "fix.harmful")],
)
def test_what_does_not_help_or_does_harm_is_not_proposed(old, new, why):
    data = typed(RIGHT, "我们己经做好了有关工作。").encode()
    check = lambda new: linter().check_bytes("a.txt", new)  # noqa: E731
    outcome = check(data)
    start = outcome.document.text.rindex(old)
    forged = with_fix(outcome, [Edit(Span(start, start + len(old)), new)])
    result = propose(data, forged, check, Limits(), unsafe=False)
    assert result.data == data
    assert [r.why for r in result.rejected] == [why]


def test_the_number_of_trials_is_bounded(monkeypatch):
    monkeypatch.setattr(proposing, "MOST_TRIALS", 1)
    result = proposed(typed(RIGHT).encode())
    assert len(result.taken) <= 1
    assert "fix.bound" in {r.why for r in result.rejected}


def test_what_is_waived_is_left_alone():
    data = typed(RIGHT).encode()
    check = lambda new: linter().check_bytes("a.txt", new)  # noqa: E731
    outcome = check(data)
    waived = replace(outcome, findings=tuple(replace(f, waived="x") for f in outcome.findings))
    assert propose(data, waived, check, Limits(), unsafe=True).data == data


def test_a_fix_that_changes_a_digit_is_unsafe_whatever_its_rule_says():
    data = typed(RIGHT, "我们己经办结了3件。").encode()
    check = lambda new: linter().check_bytes("a.txt", new)  # noqa: E731
    outcome = check(data)
    start = outcome.document.text.rindex("己经办结了3件")
    forged = with_fix(outcome, [Edit(Span(start, start + 7), "已经办结了4件")], safe=True)
    assert propose(data, forged, check, Limits(), unsafe=False).data == data
    assert "4件" in propose(data, forged, check, Limits(), unsafe=True).data.decode()


def test_a_repeated_stretch_with_a_figure_is_unsafe():
    line = "公布了规划类信息12条公布了规划类信息12条，接受监督。"
    assert proposed(typed(RIGHT, line).encode()).taken == []
    assert line not in proposed(typed(RIGHT, line).encode(), unsafe=True).data.decode()


def test_splicing():
    edits = [Edit(Span(3, 4), "x"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "yy")]
    assert spliced("abcde", edits) == "byycxe"
    assert overlap([Edit(Span(1, 3), "")], [Edit(Span(2, 4), "")])
    assert overlap([Edit(Span(2, 2), "a")], [Edit(Span(2, 2), "b")])
    assert not overlap([Edit(Span(1, 2), "")], [Edit(Span(2, 4), "")])


# ---- web pages ----


def test_a_page_changes_in_its_text_alone():
    result = proposed(make_html.report(WRONG), "a.html", unsafe=True)
    assert result.data == make_html.report(DATA)


@pytest.mark.parametrize(
    ("word", "after"), [("己<b>经</b>", "已<b>经</b>"), ("己&#32463;", "已&#32463;"), ("&#24049;经", None)]
)
def test_markup_within_a_word(word, after):
    text = typed(RIGHT, "我们己经做好了有关工作。")
    body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    page = f"<!DOCTYPE html><html><body>{body}</body></html>".replace("己经", word)
    assert word in page
    result = proposed(page.encode(), "a.html")
    assert result.data.decode() == (page.replace(word, after) if after else page)


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_page_within_a_string_of_json(ascii_only):
    text = typed(RIGHT, "我们己经做好了有关工作。")
    body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    data = json.dumps({"content": f"<div>{body}</div>"}, ensure_ascii=ascii_only).replace("/", "\\/").encode()
    result = proposed(data, "a.html")
    if ascii_only:
        assert result.data == data
        assert "fix.unwritable-markup" in {r.why for r in result.rejected}
    else:
        assert result.data == data.replace("己经".encode(), "已经".encode())


# ---- Word files ----


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            info.filename: (archive.read(info), info.date_time, info.compress_type)
            for info in archive.infolist()
        }


def word(data, line=TYPOS, run=make_docx.p):
    """The report as a Word file with a paragraph more."""
    plain = parts(make_docx.report(data))
    xml = plain[make_docx.MAIN][0].decode()
    heading = list(re.finditer(r"<w:p>(?:(?!</w:p>).)*存在的(?:(?!</w:p>).)*</w:p>", xml))[-1]
    xml = xml[: heading.end()] + run(line) + xml[heading.end() :]
    return make_docx.package({**{name: part[0] for name, part in plain.items()}, make_docx.MAIN: xml})


def test_a_word_file_changes_in_its_runs_alone():
    data = word(WRONG)
    result = proposed(data, "a.docx", unsafe=True)
    assert len(result.taken) >= 4
    before, after = parts(data), parts(result.data)
    assert after.keys() == before.keys()
    assert {name: part for name, part in after.items() if name != make_docx.MAIN} == {
        name: part for name, part in before.items() if name != make_docx.MAIN
    }
    assert after[make_docx.MAIN][0] == parts(word(DATA, MENDED))[make_docx.MAIN][0]


def bold(line):
    """The paragraph in runs of one character, every other one bold."""
    runs = "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if n % 2 else ''}<w:t>{char}</w:t></w:r>"
        for n, char in enumerate(line)
    )
    return f"<w:p>{runs}</w:p>"


def test_formatting_of_each_run_stays():
    result = proposed(word(DATA, TYPOS, bold), "a.docx")
    xml = parts(result.data)[make_docx.MAIN][0].decode()
    assert MENDED in re.sub(r"<[^>]*>", "", xml)
    assert xml.count("<w:b/>") == bold(TYPOS).count("<w:b/>")
    assert xml.count("<w:r>") == parts(word(DATA, TYPOS, bold))[make_docx.MAIN][0].decode().count("<w:r>")


def test_a_run_left_with_white_space_at_its_edge_keeps_it():
    line = "规范审核审核 发布机制。"

    def split(text):
        return (
            "<w:p>"
            + "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("规范审核", "审核 发布", "机制。"))
            + "</w:p>"
        )

    result = proposed(word(DATA, line, split), "a.docx")
    xml = parts(result.data)[make_docx.MAIN][0].decode()
    assert '<w:t xml:space="preserve"> 发布</w:t>' in xml


def test_a_blank_cell_of_a_word_file_is_said_to_be_out_of_reach():
    blank = with_blanks(DATA, "requests")
    check = lambda new: linter().check_bytes("a.docx", new)  # noqa: E731
    data = make_docx.report(blank)
    outcome = check(data)
    cell = next(c for c in outcome.report.table("requests").cells() if c.state.value == "blank")
    first = replace(outcome.findings[0], fixes=(Fix((Edit(cell.span, "7"),), "fix.cell"),))
    result = propose(data, replace(outcome, findings=(first,)), check, Limits(), unsafe=True)
    assert result.data == data
    assert [r.why for r in result.rejected] == ["fix.unwritable-blank"]


def library_made(data):
    """The report as python-docx writes one: styles, numbering, headers, a theme."""
    docx = pytest.importorskip("docx")
    from reports.grids import expand, grid

    out = docx.Document()
    out.sections[0].header.paragraphs[0].text = "页眉"
    out.add_heading(data.title, 0)
    for paragraph in (*data.meta, *data.intro):
        out.add_paragraph(paragraph.text)
    for section in data.sections:
        out.add_heading(section.heading, 1)
        for paragraph in section.paragraphs:
            out.add_paragraph().add_run(paragraph.text).italic = True
        if section.table:
            lines = [list(line) for line in expand(grid(data, section.table))]
            width = max(sum(cell.columns for cell, _ in _starts(line)) for line in lines)
            table = out.add_table(len(lines), width)
            for row, line in enumerate(lines):
                at = 0
                for cell, begins in _starts(line):
                    if begins:
                        target = table.cell(row, at)
                        if cell.columns > 1 or cell.rows > 1:
                            target = target.merge(table.cell(row + cell.rows - 1, at + cell.columns - 1))
                        target.text = cell.text
                    at += cell.columns
    out.add_paragraph(TYPOS)
    saved = io.BytesIO()
    out.save(saved)
    return saved.getvalue()


def _starts(line):
    at = 0
    while at < len(line):
        yield line[at]
        at += line[at][0].columns


def test_a_file_of_a_word_processor_keeps_every_other_part():
    data = library_made(WRONG)
    outcome = linter().check_bytes("a.docx", data)
    result = proposed(data, "a.docx", unsafe=True)
    assert {"t3-row-sum", "common-typo"} <= {f.name for f, _ in result.taken}, [
        f.name for f in outcome.findings
    ]
    before, after = parts(data), parts(result.data)
    assert [name for name in before if before[name] != after[name]] == [make_docx.MAIN]
    assert list(before) == list(after)
    from govlint.fixing.comments import commented

    copy = commented(data, outcome.document, outcome.findings, Limits(), "zh")
    again = linter().check_bytes("a.docx", copy)
    assert [f.code for f in again.findings] == [f.code for f in outcome.findings]


def test_what_has_been_mended_has_nothing_left_to_mend():
    once = proposed(typed(write(WRONG, "pipes").text).encode(), unsafe=True)
    assert proposed(once.data, unsafe=True).taken == []


# ---- the command ----


def test_the_diff_applies_and_says_what_it_does(workplace, run):
    text = typed(RIGHT)
    (workplace / "a.txt").write_text(text, encoding="utf-8")
    status, out, err = run("fix", "a.txt")
    assert status == 1
    assert (workplace / "a.txt").read_text(encoding="utf-8") == text
    assert "GL806" in err
    assert "“己” → “已”" in err
    subprocess.run(["patch", "-p1"], input=out.encode(), cwd=workplace, check=True, capture_output=True)
    assert (workplace / "a.txt").read_text(encoding="utf-8") == typed(RIGHT, MENDED)
    assert run("fix", "a.txt")[0] == 0


def test_in_place_and_into_a_folder(workplace, run):
    text = typed(write(WRONG, "pipes").text).replace("\n", "\r\n")
    (workplace / "sub").mkdir()
    (workplace / "sub" / "a.txt").write_bytes(text.encode("gb18030"))
    (workplace / "sub" / "clean.txt").write_text(RIGHT, encoding="utf-8")
    assert run("fix", "sub", "--output-dir", "out", "--unsafe")[0] == 0
    right = typed(RIGHT, MENDED).replace("\n", "\r\n").encode("gb18030")
    assert (workplace / "out" / "sub" / "a.txt").read_bytes() == right
    assert not (workplace / "out" / "sub" / "clean.txt").exists()
    assert (workplace / "sub" / "a.txt").read_bytes() == text.encode("gb18030")
    assert run("fix", "sub", "--in-place", "--unsafe")[0] == 0
    assert (workplace / "sub" / "a.txt").read_bytes() == right
    assert sorted(p.name for p in (workplace / "sub").iterdir()) == ["a.txt", "clean.txt"]


def test_links_lead_nowhere(workplace, run):
    (workplace / "real.txt").write_text(typed(RIGHT), encoding="utf-8")
    (workplace / "link.txt").symlink_to(workplace / "real.txt")
    status, _, err = run("fix", "link.txt", "--in-place")
    assert status == 2
    assert "link.txt" in err
    (workplace / "elsewhere").mkdir()
    (workplace / "out").mkdir()
    (workplace / "sub").mkdir()
    (workplace / "sub" / "a.txt").write_text(typed(RIGHT), encoding="utf-8")
    (workplace / "out" / "sub").symlink_to(workplace / "elsewhere")
    assert run("fix", "sub/a.txt", "--output-dir", "out")[0] == 2
    assert list((workplace / "elsewhere").iterdir()) == []
    assert (workplace / "real.txt").read_text(encoding="utf-8") == typed(RIGHT)


@pytest.mark.parametrize(
    "words",
    [
        (), ("-",), ("none.txt",), ("a.txt", "--in-place", "--output-dir", "x"), ("a.txt", "--comments"),
        ("a.txt", "--comments", "--output-dir", "x", "--unsafe"), ("empty.txt",), ("b.txt", "--output-dir", "."),
    ],
)  # fmt: skip
def test_what_cannot_be_done(workplace, run, words):
    (workplace / "a.txt").write_text(RIGHT, encoding="utf-8")
    (workplace / "empty.txt").write_text("", encoding="utf-8")
    (workplace / "b.txt").write_text(typed(RIGHT), encoding="utf-8")
    status, _, err = run("fix", *words)
    assert status == 2
    assert err


def test_fixes_in_machine_formats(workplace, run):
    import jsonschema

    (workplace / "a.txt").write_text(typed(RIGHT), encoding="utf-8")
    value = json.loads(run("a.txt", "-f", "json")[1])
    schema = Path(__file__).parents[1] / "govlint/schemas/outcome.schema.json"
    jsonschema.validate(value, json.loads(schema.read_text(encoding="utf-8")))
    fix = next(f["fixes"][0] for f in value["findings"] if f["code"] == "GL810")
    assert fix["safe"] is True
    assert [edit["text"] for edit in fix["edits"]] == ["〔", "〕"]
    assert fix["edits"][0]["end_column"] == fix["edits"][0]["column"] + 1
    sarif = json.loads(run("a.txt", "-f", "sarif")[1])
    schema = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(sarif, schema)
    result = next(r for r in sarif["runs"][0]["results"] if r["ruleId"] == "GL810")
    change = result["fixes"][0]["artifactChanges"][0]
    assert [one["insertedContent"]["text"] for one in change["replacements"]] == ["〔", "〕"]


def test_a_diff_of_texts_without_a_last_line_end():
    assert "".join(diff("a", "x\ny", "x\nz")).count("\\ No newline at end of file\n") == 2
    assert list(diff("a", "x\r\ny\r\n", "x\r\nz\r\n"))[-1] == "+z\r\n"


# ---- comments ----


def test_comments_stand_at_their_paragraphs_and_cells(workplace, run):
    docx = pytest.importorskip("docx")
    data = word(WRONG)
    (workplace / "a.docx").write_bytes(data)
    status, _, _ = run("fix", "a.docx", "--comments", "--output-dir", "out")
    assert status == 0
    assert (workplace / "a.docx").read_bytes() == data
    copy = (workplace / "out" / "a.docx").read_bytes()
    outcome = linter().check_bytes("a.docx", data)
    comments = list(docx.Document(io.BytesIO(copy)).comments)
    assert [c.text.split()[0] for c in comments] == [f.code for f in outcome.findings]
    assert {c.author for c in comments} == {"govlint"}
    assert linter().check_bytes("a.docx", copy).document.text == outcome.document.text
    xml = parts(copy)[make_docx.MAIN][0].decode()
    for number, finding in enumerate(outcome.findings):
        ranged = re.search(
            rf'<w:commentRangeStart w:id="{number}"/>(.*?)<w:commentRangeEnd w:id="{number}"/>',
            xml,
            re.DOTALL,
        )
        printed = outcome.document.text[finding.span.start : finding.span.end].strip()
        inside = re.sub(r"<[^>]*>", "", ranged[1])
        assert printed.replace("\n", "") in inside.replace("\n", "") or not printed


def test_comments_speak_the_language_of_the_run(workplace, run):
    docx = pytest.importorskip("docx")
    (workplace / "a.docx").write_bytes(word(WRONG))
    run("fix", "a.docx", "--comments", "--output-dir", "out", "--lang", "en")
    text = next(c.text for c in docx.Document(workplace / "out" / "a.docx").comments if "GL806" in c.text)
    assert "Remedy" in text


def test_other_files_take_no_comments(workplace, run):
    (workplace / "a.txt").write_text(typed(RIGHT), encoding="utf-8")
    status, _, err = run("fix", "a.txt", "--comments", "--output-dir", "out")
    assert status == 0
    assert "a.txt" in err
    assert not (workplace / "out").exists()


def test_without_the_extra_the_command_to_install_it_is_told(workplace, run, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    (workplace / "a.docx").write_bytes(word(WRONG))
    status, _, err = run("fix", "a.docx", "--comments", "--output-dir", "out")
    assert status == 2
    assert "pip install 'govlint[docx]'" in err


def test_a_comment_on_a_blank_cell_stands_in_that_cell():
    docx = pytest.importorskip("docx")
    from govlint.fixing.comments import commented

    data = library_made(with_blanks(DATA, "requests"))
    outcome = linter().check_bytes("a.docx", data)
    cells = [c for c in outcome.report.table("requests").cells() if c.state.value == "blank"]
    for cell in (cells[0], cells[len(cells) // 2], cells[-1]):
        finding = replace(outcome.findings[0], span=cell.span)
        locus = outcome.document.locus(cell.span.start)
        copy = docx.Document(io.BytesIO(commented(data, outcome.document, [finding], Limits(), "zh")))
        table = copy.tables[locus.table - 1]
        marked = table.cell(locus.row - 1, locus.column - 1)._tc
        assert "commentRangeStart" in marked.xml
        assert copy.element.xml.count("<w:commentRangeStart") == 1


@st.composite
def texts_with_edits(draw):
    text = draw(st.text(alphabet=st.characters(codec="utf-16-le"), min_size=1, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True)))
    new = st.text(alphabet="一二三12，\r\n𠮷", max_size=4)
    return text, [Edit(Span(a, b), draw(new)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@given(texts_with_edits(), st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]), st.booleans())
def test_bytes_outside_the_edits_are_the_same(case, encoding, marked):
    text, edits = case
    mark = writing._MARKS.get(encoding, b"") if marked else b""
    data = mark + text.encode(encoding)
    if not mark and data.startswith(tuple(writing._MARKS.values())):
        return
    document = Document("a.txt", "text", text, (), encoding)
    assert writing.written(data, document, edits, Limits()) == mark + spliced(text, edits).encode(encoding)


def test_what_an_encoding_does_not_have_is_not_written():
    data = "己经".encode("big5hkscs")
    document = Document("a.txt", "text", "己经", (), "big5hkscs")
    with pytest.raises(UnwritableError) as error:
        writing.written(data, document, [Edit(Span(0, 1), "\U0001f600")], Limits())
    assert error.value.name == "fix.unwritable-encoding"
