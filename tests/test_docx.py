"""The reader of Word files: what it reads, and what a hostile one cannot do to it."""

from __future__ import annotations

import io
import struct
import zipfile

import make_docx as word
import pytest
from make_pdf import place
from reports.grids import grid
from reports.make import make
from work import calls, held

from govlint.document import Document, Grid, Paragraph
from govlint.errors import UnreadableError
from govlint.office.counting import written
from govlint.office.trim import trimmed
from govlint.places import Locus
from govlint.readers import Limits, Source
from govlint.readers.docx import READER, read

BOX = "<w:txbxContent>{}</w:txbxContent>"
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'


def load(body: str, **parts: str) -> Document:
    return read(Source("report.docx", word.docx(body, **parts)))


def texts(document: Document) -> list[str]:
    return [block.piece.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def cells(block: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.piece.text, c.row, c.column, c.row_span, c.column_span) for c in block.cells]


def row(*columns: str) -> str:
    return f"<w:tr>{''.join(columns)}</w:tr>"


def simple(*rows: tuple[str, ...]) -> str:
    lines = (row(*(word.tc(word.p(text)) for text in line)) for line in rows)
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def failure(data: bytes, **limits: int) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(Source("report.docx", data, limits=Limits(**limits)))
    return caught.value


# ---- reports ----


def test_formatting_is_trimmed_and_nothing_that_prints() -> None:
    kept = b"<w:t>1</w:t><w:br/><w:tab/><w:vMerge/><w:vanish/><w:b><w:t/></w:b><w:insX/><w:start/>"
    looks = b'<w:sz w:val="21"/><w:b/><w:rFonts w:hint="eastAsia" w:ascii="x"/><w:top w:sz="4"/>'
    assert b"".join(trimmed([kept + looks, looks[:9]])) == kept + looks[:9]
    found, work = calls(lambda: list(trimmed([b"<w:sz " * 500_000])))
    assert found
    assert work < 1000


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
@pytest.mark.parametrize("seed", range(3))
def test_a_report_is_read_back_cell_for_cell(form: str, seed: int) -> None:
    data = make(seed, form)
    document = read(Source("report.docx", word.report(data)))
    expected = [
        [(c.text, b.row, b.column, b.rows, b.columns) for c, b in place(grid(data, section.table))[0]]
        for section in data.sections
        if section.table
    ]
    assert [cells(block) for block in grids(document)] == expected


def test_pieces_and_loci_agree_with_the_text() -> None:
    document = read(Source("report.docx", word.report(make(1))))
    for block in document.blocks:
        pieces = [block.piece] if isinstance(block, Paragraph) else [c.piece for c in block.cells]
        for piece in pieces:
            start, end = piece.span()
            assert document.text[start:end] == piece.text
            assert "\n" not in piece.text


def test_python_docx_writes_what_we_read() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(4, 4)
    for r in range(4):
        for c in range(4):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(1, 1)).text = "角"
    table.cell(2, 1).merge(table.cell(3, 1)).text = "下"
    table.cell(2, 2).merge(table.cell(2, 3)).text = "右"
    out = io.BytesIO()
    document.save(out)
    (block,) = grids(read(Source("a.docx", out.getvalue())))
    assert cells(block) == [
        *[("角", 0, 0, 2, 2), ("02", 0, 2, 1, 1), ("03", 0, 3, 1, 1), ("12", 1, 2, 1, 1), ("13", 1, 3, 1, 1)],
        *[("20", 2, 0, 1, 1), ("下", 2, 1, 2, 1), ("右", 2, 2, 1, 2)],
        *[("30", 3, 0, 1, 1), ("32", 3, 2, 1, 1), ("33", 3, 3, 1, 1)],
    ]


# ---- places ----


def test_the_place_is_a_paragraph_or_a_cell() -> None:
    document = load(word.p("甲") + word.p("") + simple(("a", "b"), ("c", "d")) + word.p("乙"))
    where = {text: document.locus(document.text.index(text)) for text in "甲乙ad"}
    assert where["甲"] == Locus(story="body", paragraph=1)
    assert where["a"] == Locus(story="body", table=1, row=1, column=1)
    assert where["d"] == Locus(story="body", table=1, row=2, column=2)
    assert where["乙"] == Locus(story="body", paragraph=3)


def test_columns_left_out_at_the_left_count() -> None:
    first = row(word.tc(word.p("a")), word.tc(word.p("b")))
    second = row('<w:trPr><w:gridBefore w:val="1"/></w:trPr>', word.tc(word.p("c")))
    (block,) = grids(load(f"<w:tbl>{first}{second}</w:tbl>"))
    assert cells(block)[2] == ("c", 1, 1, 1, 1)


# ---- where tables and text may hide ----


def test_tables_inside_content_controls_and_nested_ones() -> None:
    inner = simple(("1", "2"), ("3", "4"))
    content = f"<w:sdtContent>{simple(('a', 'b'))}</w:sdtContent>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr>{content}</w:sdt>"
    layout = f"<w:tbl>{row(word.tc(word.p('标题') + inner))}</w:tbl>"
    document = load(control + layout)
    assert [len(block.cells) for block in grids(document)] == [2, 4]
    assert texts(document) == ["标题"]


def test_a_small_table_in_a_cell_comes_after_its_table() -> None:
    inner = simple(("1", "2"))
    outer = row(*(word.tc(word.p(text)) for text in "abc")) + row(
        word.tc(word.p("d")), word.tc(inner + word.p("")), word.tc(word.p("e"))
    )
    first, second = grids(load(f"<w:tbl>{outer}</w:tbl>"))
    assert [cell[0] for cell in cells(first)] == ["a", "b", "c", "d", "", "e"]
    assert [cell[0] for cell in cells(second)] == ["1", "2"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = BOX.format(word.p("框") + simple(("a", "b")))
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    document = load(f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{both}</w:r><w:r><w:t>后</w:t></w:r></w:p>")
    assert texts(document) == ["前后", "框"]
    assert len(grids(document)) == 1
    assert document.locus(document.text.index("框")) == Locus(story="textbox", paragraph=1)


def test_a_fallback_alone_is_read() -> None:
    box = BOX.format(word.p("框"))
    alone = (
        f"<mc:AlternateContent><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(load(f"<w:p><w:r>{alone}</w:r></w:p>")) == ["框"]


def test_soft_returns_make_lines_and_spaces_stay() -> None:
    document = load(word.listed("一行\n两行", 1) + word.p("a\u3000b"))
    assert texts(document) == ["一行", "两行", "a\u3000b"]


def test_runs_tabs_symbols_hyphens_and_hidden_text() -> None:
    inner = (
        "<w:r><w:t>20</w:t></w:r><w:r><w:t>23</w:t><w:tab/><w:t>年</w:t><w:softHyphen/><w:noBreakHyphen/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>'
        '<w:r><w:sym w:font="x" w:char="2460"/><w:sym w:char="D800"/></w:r>'
    )
    assert texts(load(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{inner}</w:p>")) == ["2023\t年-见①"]


def test_the_result_of_a_field_counts_and_its_instruction_does_not() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def field(instruction: str, result: str) -> str:
        said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}"
        return mark("begin") + said + word.run(result) + mark("end")

    inside = mark("begin") + field("DATE", "不印") + mark("separate") + word.run("7") + mark("end")
    document = load(f"<w:p>{field('PAGE', '3')}{inside}</w:p><w:p>{field(' TOC x', '目录')}</w:p>")
    assert texts(document) == ["37"]


# ---- tracked changes ----


def test_the_final_text_of_tracked_changes_counts() -> None:
    changed = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>件</w:t></w:r></w:moveTo></w:p>"
    )
    document = load(word.p("前") + changed)
    assert texts(document) == ["前", "共6件"]
    (trouble,) = document.troubles
    assert (trouble.name, dict(trouble.facts)) == ("tracked-changes", {"count": 4})
    assert document.text[trouble.span.start : trouble.span.end] == "共6件"


def test_formatting_changes_are_no_changes() -> None:
    old = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    document = load(word.p("文", old), numbering=chinese())
    assert document.troubles == ()
    assert document.blocks[0] == Paragraph(document.blocks[0].piece, "")  # type: ignore[union-attr]


def test_deleted_rows_and_deleted_paragraph_marks() -> None:
    gone = row("<w:trPr><w:del/></w:trPr>", word.tc(word.p("旧")), word.tc(word.p("旧")))
    kept = row(word.tc(word.p("a")), word.tc(word.p("b")))
    document = load(word.p("上", "<w:rPr><w:del/></w:rPr>") + word.p("下") + f"<w:tbl>{kept}{gone}</w:tbl>")
    assert texts(document) == ["上下"]
    assert [cell[0] for cell in cells(grids(document)[0])] == ["a", "b"]


# ---- numbering ----


def chinese(extra: str = "", use: str = "") -> str:
    levels = LEVEL.format(0, 1, "chineseCounting", "", "%1、") + LEVEL.format(1, 1, "decimal", "", "%1.%2")
    plan = f'<w:abstractNum w:abstractNumId="7">{levels}{extra}</w:abstractNum>'
    return plan + f'<w:num w:numId="1"><w:abstractNumId w:val="7"/>{use}</w:num>'


def markers(document: Document) -> list[str]:
    return [block.marker for block in document.blocks if isinstance(block, Paragraph)]


def test_numbers_that_only_the_list_knows() -> None:
    body = [word.listed("甲", 1), word.listed("子", 1, 1), word.listed("丑", 1, 1), word.p("文")]
    body += [word.listed("乙", 1), word.listed("寅", 1, 1)]
    assert markers(load("".join(body), numbering=chinese())) == ["一、", "一.1", "一.2", "", "二、", "二.1"]


def test_a_list_may_start_elsewhere_and_number_legally() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    legal = LEVEL.format(1, 1, "decimal", "<w:isLgl/>", "%1.%2")
    body = word.listed("甲", 1) + word.listed("子", 1, 1)
    assert markers(load(body, numbering=chinese(legal, start))) == ["三、", "3.1"]


def test_numbering_by_style_through_its_base() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
    )
    body = word.p("甲", '<w:pStyle w:val="H"/>') + word.p("乙", '<w:pStyle w:val="H2"/>')
    off = word.p("丙", '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert markers(load(body + off, numbering=chinese(), styles=styles)) == ["一、", "二、", ""]


def test_a_number_in_a_cell_is_part_of_its_text() -> None:
    inner = row(word.tc(word.listed("予以公开", 1)), word.tc(word.p("5")))
    (block,) = grids(load(f"<w:tbl>{inner}</w:tbl>", numbering=chinese()))
    assert [cell[0] for cell in cells(block)] == ["一、予以公开", "5"]


def test_a_soft_return_in_a_numbered_heading_is_numbered_once() -> None:
    assert markers(load(word.listed("甲\n乙", 1), numbering=chinese())) == ["一、", ""]


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 20, "二十"),
        ("taiwaneseCounting", 12, "十二"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("none", 3, ""),
        ("unheardOf", 7, "7"),
        ("chineseCounting", 10**6, "1000000"),
    ],
)
def test_numbers_are_written_as_office_writes_them(style: str, value: int, expected: str) -> None:
    assert written(value, style) == expected


# ---- packages ----


def test_the_strict_edition_and_other_part_names() -> None:
    assert texts(read(Source("a.docx", word.docx(word.p("文"), main=word.STRICT)))) == ["文"]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="1" Type="{kind}" Target="w/main.xml"/>'
    rels = f'<Relationships xmlns="{space}">{link}</Relationships>'
    data = word.package({"_rels/.rels": rels, "w/main.xml": word.document(word.p("另"))})
    assert texts(read(Source("a.docx", data))) == ["另"]


def test_the_kind_is_told_by_content() -> None:
    data = word.docx(word.p("文"))
    assert READER.claims(data[:4096], ".doc") > 90
    assert READER.claims(b"<html>", ".docx") < 50
    assert READER.claims(b"PK\x03\x04rest", ".zip") == 0


# ---- hostile files ----


def test_zip_bombs_stop_at_the_ratio_and_at_the_size() -> None:
    bomb = word.package({word.MAIN: word.document("<w:p/>" * 2_000_000)})
    stopped, memory = held(lambda: failure(bomb))
    assert stopped.facts == {"limit": "ratio", "allowed": 400}
    assert memory < 16 * 1024 * 1024
    assert failure(bomb, unpacked=1_000_000).facts == {"limit": "unpacked", "allowed": 1_000_000}


def test_a_gigabyte_when_unpacked_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(word.MAIN, "w") as part:
        for _ in range(1024):
            part.write(b" " * (1024 * 1024))
    stopped, memory = held(lambda: failure(out.getvalue()))
    assert stopped.facts["limit"] == "unpacked"
    assert memory < 16 * 1024 * 1024


def test_a_flood_of_elements_is_bounded_in_work_and_memory() -> None:
    flood = word.package({word.MAIN: word.document("<w:p/>" * 1_100_000)})
    stopped, memory = held(lambda: failure(flood, ratio=10_000_000, elements=200_000))
    assert stopped.facts["limit"] == "elements"
    assert memory < 150 * 1024 * 1024
    _, few = calls(lambda: failure(flood, ratio=10_000_000, elements=1_000))
    _, many = calls(lambda: failure(flood, ratio=10_000_000, elements=10_000))
    assert many < 11 * few


def test_a_size_that_lies_does_not_help() -> None:
    data = bytearray(word.package({word.MAIN: word.document(word.p("文" * 100_000))}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<L", 10)
    assert failure(bytes(data)).name == "file-damaged"


def test_too_many_elements_and_too_many_cells() -> None:
    assert failure(word.docx("<w:p/>" * 5000), elements=1000).facts == {"limit": "elements", "allowed": 1000}
    wide = word.tc(word.p("x"), '<w:gridSpan w:val="999999999"/>')
    assert (
        failure(word.docx(f"<w:tbl>{row(wide) * 30}{row(wide, wide)}</w:tbl>"), cells=1000).facts["limit"]
        == "cells"
    )


def test_deep_nesting_stops() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 100_000
    stopped, work = calls(lambda: failure(word.docx(deep), ratio=10_000_000))
    assert stopped.facts == {"limit": "depth", "allowed": 256}
    assert work < 100_000


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    xml = word.document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>").replace("?>", f"?>{doctype}", 1)
    caught = failure(word.package({word.MAIN: xml}))
    assert (caught.name, caught.facts) == ("file-damaged", {"detail": "DOCTYPE"})


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "http://127.0.0.1:9/x"])
@pytest.mark.parametrize("mode", ["Internal", "External"])
def test_relationships_never_leave_the_package(target: str, mode: str) -> None:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="1" Type="x/officeDocument" Target="{target}" TargetMode="{mode}"/>'
    data = word.package({"_rels/.rels": f'<Relationships xmlns="{space}">{link}</Relationships>'})
    assert failure(data).name == "file-damaged"


def test_damaged_files_are_said_to_be_damaged() -> None:
    good = word.docx(word.p("文" * 500))
    for data in (good[: len(good) // 2], b"PK\x03\x04", b"", good.replace(b"word/", b"wurd/"), good[:-40]):
        assert failure(data).name == "file-damaged"
    assert failure(word.package({word.MAIN: "<w:document"})).name == "file-damaged"
    bad = bytearray(good)
    at = good.index(word.MAIN.encode()) + len(word.MAIN) + 4
    bad[at : at + 20] = b"\xff" * 20
    assert failure(bytes(bad)).name == "file-damaged"


def test_two_parts_of_one_name_and_other_compressions_are_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(word.MAIN, word.document(word.p("一")))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(word.MAIN, word.document(word.p("二")))
    assert failure(out.getvalue()).name == "file-damaged"
    squeezed = word.package({word.MAIN: word.document(word.p("文"))}, zipfile.ZIP_LZMA)
    assert failure(squeezed).name == "file-damaged"


def test_encrypted_files_say_so() -> None:
    assert failure(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).name == "file-encrypted"
    locked = bytearray(word.docx(word.p("文")))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert failure(bytes(locked)).name == "file-encrypted"


def test_a_file_too_large_is_not_opened() -> None:
    assert failure(word.docx(word.p("文")), bytes=10).facts == {"limit": "bytes", "allowed": 10}


def test_many_names_take_little_work() -> None:
    works = []
    for names in (1_000, 10_000):
        data = word.package({f"x{index}": b"" for index in range(names)})
        stopped, work = calls(lambda data=data: failure(data))
        assert stopped.name == "file-damaged"
        works.append(work)
    assert works[1] < 11 * works[0]
