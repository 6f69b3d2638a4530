"""The reader of PDF: real files, made ones, and what a hostile one cannot do to it."""

from __future__ import annotations

import io
import os
import zlib
from itertools import pairwise
from pathlib import Path

import make_pdf as pdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from reports.grids import GridCell, grid
from reports.make import make
from work import calls

from govlint.document import Document, Grid, Paragraph, Strip
from govlint.errors import UnreadableError
from govlint.office import portable as reader
from govlint.office.lattice import lattices
from govlint.office.lines import joined, lines
from govlint.office.marks import BoundError, Glyph, Ruling
from govlint.readers import Limits, Source
from govlint.readers.pdf import READER, read

REPORTS = Path(os.environ.get("GOVLINT_REPORTS", Path(__file__).parents[1].parent / "shared" / "reports"))
REAL = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"the published reports are not at {REPORTS}")
WORD = ("word", ())

# Figures of domain.md 8.1, as they are printed: rows of the third table, then the fourth.
CLEAN_T3 = """
3001 53 0 0 61 4 3119/34 0 0 0 0 0 34/1288 21 0 0 50 3 1362/447 7 0 0 0 0 454/2 0 0 0 0 0 2/30 1 0 0 0 0 31
5 0 0 0 0 0 5/6 0 0 0 0 0 6/7 1 0 0 0 0 8/12 0 0 0 0 0 12/9 0 0 0 0 0 9/105 0 0 0 0 0 105
746 12 0 0 10 1 769/11 0 0 0 0 0 11/1 0 0 0 0 0 1/56 6 0 0 0 0 62/25 0 0 0 0 0 25/0 0 0 0 0 0 0
0 0 0 0 0 0 0/1 0 0 0 0 0 1/67 3 0 0 1 0 71/6 0 0 0 0 0 6/108 2 0 0 0 0 110/2932 53 0 0 61 4 3050
103 0 0 0 0 0 103
"""
CLEAN_T4 = "72 64 178 37 351 13 4 8 1 26 12 1 1 6 20"
CLEAN_T2 = "1 0 11 8 26 66 447228 3985758 88283 96171.6"


def load(data: bytes, **limits: int) -> Document:
    return read(Source("report.pdf", data, limits=Limits(**limits)))


def failure(data: bytes, **limits: int) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        load(data, **limits)
    return caught.value


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.piece.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(block: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.piece.text, c.row, c.column, c.row_span, c.column_span) for c in block.cells]


def figures(block: Grid) -> list[str]:
    return [cell.piece.text for cell in block.cells if cell.piece.text.replace(".", "").isdigit()]


def row(*words: str) -> list[GridCell]:
    return [GridCell(text, WORD) for text in words]


def drawn(**options: object) -> pdf.Writer:
    return pdf.Writer(**options)  # type: ignore[arg-type]


# ---- published reports ----


@REAL
def test_every_figure_of_a_clean_published_report() -> None:
    second, third, fourth = grids(load((REPORTS / "huaian_2024.pdf").read_bytes()))
    assert figures(second) == CLEAN_T2.split()
    assert figures(third) == CLEAN_T3.replace("/", " ").split()
    assert figures(fourth) == CLEAN_T4.split()
    rows = [[c.column for c in third.cells if c.row == r and c.column > 2] for r in range(3, third.rows)]
    assert rows == [[3, 4, 5, 6, 7, 8, 9]] * 25
    spans = {c.row: c.row_span for c in third.cells if c.column == 1 and c.column_span == 1}
    assert spans == {7: 8, 15: 3, 18: 5, 23: 3}


@REAL
def test_a_published_table_that_crosses_a_page() -> None:
    document = load((REPORTS / "hongze_2023.pdf").read_bytes())
    second, third, fourth = grids(document)
    assert figures(second) == ["0", "0", "0", "0", "5", "5", "550", "4119", "195", "7730.28"]
    totals = [int(c.piece.text) for c in third.cells if c.column == 9 and c.row > 2]
    assert totals == [21, 0, 0, 4, 1, 0, 0, 0, 0, 1, 1, 0, 10, 3, 0, 1, 0, 0, 0, 0, 0, 21, 0]
    assert figures(fourth) == ["10", "1", "0", "0", "0", "0", "0", "0", "0", "0", "5", "0", "0", "0", "0"]
    assert len([text for text in texts(document) if text[1:2] == "、"]) == 6
    pages = {document.locus(c.piece.at(0)).page for c in third.cells}  # type: ignore[union-attr]
    assert pages == {3, 4}


@REAL
@pytest.mark.parametrize("name", ["huaian_2024.pdf", "hongze_2023.pdf"])
def test_no_page_number_is_left_and_every_piece_has_its_place(name: str) -> None:
    document = load((REPORTS / name).read_bytes())
    assert not [text for text in texts(document) if len(text) < 5]
    for block in document.blocks:
        pieces = [c.piece for c in block.cells] if isinstance(block, Grid) else [block.piece]  # type: ignore[union-attr]
        for piece in pieces:
            start, end = piece.span()
            assert document.text[start:end] == piece.text
            locus = document.locus(start)
            assert locus is not None
            assert locus.page
            assert locus.box
            assert locus.box[0] < locus.box[2]
            assert locus.box[1] < locus.box[3]


# ---- made reports ----


@pytest.mark.parametrize(
    "options",
    [{}, {"closed": False}, {"page": pdf.A4}, {"head": "某某年度报告"}],
    ids=["small", "open", "a4", "head"],
)
@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_a_report_is_read_back_cell_for_cell_over_pages(form: str, options: dict[str, object]) -> None:
    data = make(5, form)
    document = load(pdf.report(data, **options))
    expected = [
        [(c.text, b.row, b.column, b.rows, b.columns) for c, b in pdf.place(grid(data, section.table))[0]]
        for section in data.sections
        if section.table
    ]
    assert [cells(block) for block in grids(document)] == expected


def test_paragraphs_are_put_together_over_lines_and_pages() -> None:
    data = make(6)
    document = load(pdf.report(data))
    expected = [data.title, *(p.text for p in (*data.meta, *data.intro))]
    for section in data.sections:
        expected += [section.heading, *(p.text for p in section.paragraphs)]
    expected += [p.text for p in data.tail]
    printed = [
        b.line.text if isinstance(b, Strip) else b.piece.text
        for b in document.blocks
        if not isinstance(b, Grid)
    ]
    assert ["".join(text.split()) for text in printed] == ["".join(text.split()) for text in expected]


def test_a_cell_cut_by_a_page_end_is_one_cell() -> None:
    writer = drawn(page=(pdf.A4[0], 240.0))
    label = [GridCell("（四）无法提供", WORD, 6), *row("1.甲", "7")]
    writer.text("文" * 20)
    writer.table([label, *(row(f"{n}.乙", str(n)) for n in range(2, 7))], (32, 200, 60))
    (block,) = grids(load(writer.finish()))
    assert cells(block)[0] == ("（四）无法提供", 0, 0, 6, 1)
    assert [c[0] for c in cells(block)][2::2] == ["7", "2", "3", "4", "5", "6"]


def test_one_number_on_two_lines_of_a_narrow_cell_stays_one() -> None:
    writer = drawn()
    writer.table([row("甲", "2599", "乙"), row("丙", "31", "丁")], (60, 16, 60))
    (block,) = grids(load(writer.finish()))
    assert figures(block) == ["2599", "31"]
    assert joined(["25", "99"], narrow=False) == "25 99"


def test_several_tables_on_a_page_and_frames_round_text() -> None:
    writer = drawn(page=pdf.A4)
    writer.table([row("框内的一段话")], (300,))
    writer.table([row("a", "b"), row("1", "2")], (80, 80))
    writer.text("中间")
    writer.table([row("c", "d"), row("3", "4")], (80, 120))
    document = load(writer.finish())
    assert [figures(block) for block in grids(document)] == [["1", "2"], ["3", "4"]]
    assert texts(document) == ["框内的一段话", "中间"]


def test_a_table_without_lines_gives_strips() -> None:
    writer = drawn(ruled=False)
    writer.table([row("甲", "乙", "丙"), row("1", "22", "333")], (100, 100, 100))
    strips = [block for block in load(writer.finish()).blocks if isinstance(block, Strip)]
    assert [[cell.text for cell in strip.cells] for strip in strips] == [
        ["甲", "乙", "丙"],
        ["1", "22", "333"],
    ]
    assert all(strip.whole and strip.aligned for strip in strips)


def test_the_place_of_a_cell_is_its_page_and_box() -> None:
    writer = drawn()
    writer.text("文")
    writer.table([row(f"{n}", "x") for n in range(30)], (80, 80))
    document = load(writer.finish())
    (block,) = grids(document)
    first, last = (document.locus(c.piece.at(0)) for c in (block.cells[0], block.cells[-1]))
    assert first is not None
    assert last is not None
    assert (first.page, first.table, first.row, first.column) == (1, 1, 1, 1)
    assert (last.page, last.row, last.column) == (3, 30, 2)
    assert first.box is not None
    assert first.box[::2] == (60.0, 140.0)


def test_compatibility_signs_stay_as_printed() -> None:
    signs = [Glyph(sign, 10.0 * n, 10.0 * n + 10, 100, 10) for n, sign in enumerate("⼀⾏⽂")]
    assert [line.text for line in lines(signs)] == ["⼀⾏⽂"]


def test_signs_printed_twice_count_once_and_spread_signs_are_one_word() -> None:
    def at(text: str, left: float) -> Glyph:
        return Glyph(text, left, left + 10, 100, 10)

    assert [line.text for line in lines([at("总", 0), at("总", 0.4), at("计", 18), at("1", 60)])] == [
        "总计  1"
    ]
    assert [line.text for line in lines([at("1", 0), at("1", 10)])] == ["11"]


# ---- what cannot be read ----


def test_a_scan_without_text_says_so() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(3):
        canvas.rect(50, 50, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    caught = failure(out.getvalue())
    assert (caught.name, caught.facts) == ("no-text-layer", {"pages": 3})


def test_a_missing_library_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LIBRARY", "no_such_library")
    caught = failure(b"%PDF-1.4")
    assert caught.name == "reader-missing"
    assert caught.facts == {"command": "pip install 'govlint[pdf]'"}


def test_a_password_is_said_to_be_needed() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 50, "x")
    canvas.save()
    assert failure(out.getvalue()).name == "file-encrypted"


def test_the_kind_is_told_by_content() -> None:
    assert READER.claims(b"%PDF-1.7", ".txt") > 90
    assert READER.claims(b"\n%PDF-1.7", "") > 50
    assert READER.claims(b"<html>", ".pdf") < 50


def test_reading_starts_no_library_in_this_process() -> None:
    import subprocess
    import sys

    code = "import sys, govlint.readers.pdf; print([m for m in sys.modules if 'pdfm' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- hostile files ----


def raw(content: bytes, *, compress: bool = True, kids: str = "3 0 R", more: bytes = b"") -> bytes:
    """A PDF of one page with that content stream."""
    stream = zlib.compress(content) if compress else content
    fonts = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    how = b"/Filter /FlateDecode" if compress else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count 2000000000 >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), how, stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += more + b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (start + len(more))


def test_a_plain_page_made_by_hand_is_read() -> None:
    assert texts(load(raw(b"BT /F1 12 Tf 50 700 Td (plain) Tj ET"))) == ["plain"]


def test_a_stream_of_a_gigabyte_meets_the_memory_limit() -> None:
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1024)) + packer.flush()
    data = raw(b"")
    old = zlib.compress(b"")
    data = data.replace(b"/Length %d" % len(old), b"/Length %d" % len(content)).replace(old, content)
    caught = failure(data, memory=512 * 1024 * 1024)
    assert caught.facts.get("limit") in ("memory", "seconds")


def test_too_many_signs_and_too_many_lines() -> None:
    signs = failure(raw(b"BT /F1 12 Tf (" + b"a" * 250_000 + b") Tj ET"))
    assert (signs.facts["limit"], signs.facts["allowed"]) == ("glyphs", 200_000)
    rulings = failure(raw(b"0 0 m 100 0 l S\n" * 25_000))
    assert (rulings.facts["limit"], rulings.facts["allowed"]) == ("rulings", 20_000)


def test_work_without_end_meets_the_time_limit() -> None:
    caught = failure(raw(b"q Q " * 3_000_000), seconds=2)
    assert caught.facts == {"limit": "seconds", "allowed": 2}


@pytest.mark.parametrize(
    ("status", "said", "expected"),
    [
        (1, "Traceback\nMemoryError\n", {"limit": "memory", "allowed": Limits().memory}),
        (-24, "", {"limit": "seconds", "allowed": Limits().seconds}),
        (-11, "", {"detail": "signal 11"}),
    ],
)
def test_a_worker_that_dies_tells_why(status: int, said: str, expected: dict[str, object]) -> None:
    with pytest.raises(UnreadableError) as caught:
        reader._died(status, said, Limits())
    assert caught.value.facts == expected


def test_a_mistake_of_ours_is_not_blamed_on_the_file() -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'x'"):
        reader._died(1, "Traceback\n  File\nKeyError: 'x'\n", Limits())


def test_too_many_pages() -> None:
    writer = drawn()
    for _ in range(4):
        writer.put(100, 100, "页")
        writer.turn()
    assert failure(writer.finish(), pages=3).facts == {"limit": "pages", "allowed": 3}


def test_pages_and_xref_that_loop() -> None:
    caught = failure(raw(b"", kids="2 0 R 2 0 R"))
    assert caught.name in ("file-damaged", "no-text-layer")
    data = raw(b"")
    start = data.rindex(b"startxref\n") + 10
    at = int(data[start : data.index(b"\n", start)])
    looped = data.replace(b"/Size 5", b"/Size 5 /Prev %d" % at)
    caught = failure(looped)
    assert caught.name in ("file-damaged", "no-text-layer")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"<html></html>"])
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    assert failure(data).name == "file-damaged"


def test_a_truncated_file_never_crashes() -> None:
    data = pdf.report(make(2))
    for part in (3, 2):
        assert failure(data[: len(data) // part]).name in ("file-damaged", "no-text-layer")


def test_a_file_too_large_is_not_opened() -> None:
    assert failure(b"%PDF-1.7", bytes=4).facts == {"limit": "bytes", "allowed": 4}


def test_too_many_cells() -> None:
    writer = drawn(page=pdf.A4)
    writer.table([row("a", "b"), row("1", "2")], (80, 80))
    assert failure(writer.finish(), cells=3).facts["limit"] == "cells"


def test_a_lattice_that_is_too_fine_is_refused() -> None:
    many = [Ruling(float(n * 2), 0, 5000) for n in range(2500)]

    def refused() -> None:
        with pytest.raises(BoundError):
            lattices(many, many)

    _, work = calls(refused)
    assert work < 1_000_000


def test_edges_of_a_lattice_rise() -> None:
    across = [Ruling(at, 0, 100) for at in (0, 20, 40.5, 41, 60)]
    down = [Ruling(at, 0, 60) for at in (0, 50, 50.3, 100)]
    (table,) = lattices(across, down)
    assert all(a < b for a, b in pairwise(table.xs))
    assert (len(table.xs), len(table.ys), len(table.cells)) == (3, 4, 6)
