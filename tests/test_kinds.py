"""A report as text, web page, Word file and PDF is the same report, and its faults are found in each."""

import random

import make_docx
import make_html
import make_pdf
import pytest
import reports
from linting import linter, speaking
from parsing import figures, parse

KINDS = {"html": make_html.report, "docx": make_docx.report, "pdf": make_pdf.report}
TABLE_FAULTS = [
    f for f in reports.FAULTS if f.check.startswith(("t2-", "t3-", "t4-", "row-", "column-", "period-"))
]


def write(kind, data):
    if kind == "pdf":
        pytest.importorskip("pdfminer", reason="the PDF reader is an extra")
    return KINDS[kind](data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_every_kind_gives_the_model_of_its_text(kind, form):
    for seed in range(2 if kind == "pdf" else 4):
        data = reports.make(seed, form=form)
        outcome = linter().check_bytes(f"report.{kind}", write(kind, data))
        assert outcome.status == "checked", [f.message.zh for f in outcome.findings]
        text = parse(reports.write(data, "lines").text)
        assert figures(outcome.report) == figures(text)
        assert (outcome.report.agency, outcome.report.year) == (text.agency, text.year)
        assert [f.message.zh for f in speaking(outcome)] == []


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize("fault", TABLE_FAULTS, ids=lambda fault: fault.name)
def test_faults_are_found_in_every_kind(kind, fault):
    planted = fault.plant(fault.make(1), random.Random(1))
    outcome = linter().check_bytes(f"report.{kind}", write(kind, planted.data))
    names = [finding.name for finding in speaking(outcome)]
    assert fault.check in [finding.name for finding in outcome.findings], planted.text
    assert [name for name in names if name != fault.check and name not in planted.also] == []


def test_places_in_word_and_pdf_name_the_cell():
    fault = next(f for f in reports.FAULTS if f.name == "inner-cell-wrong")
    planted = fault.plant(fault.make(2), random.Random(2))
    _, row, column = planted.place.key
    for kind in ("docx", "pdf"):
        outcome = linter().check_bytes(f"report.{kind}", write(kind, planted.data))
        (finding,) = [f for f in outcome.findings if f.name == fault.check]
        assert (finding.cell.row, finding.cell.column) == (row, column)
        locus = outcome.document.locus(finding.span.start)
        assert locus.table is not None
        assert locus.row is not None
        assert (locus.page is not None) == (kind == "pdf")


def test_three_hundred_lines_of_furniture_change_nothing():
    data = reports.make(5)
    bare, dressed = (linter().check_bytes("r.html", make_html.report(data, n)) for n in (0, 150))
    assert figures(bare.report) == figures(dressed.report)
    assert [f.message.zh for f in bare.findings] == [f.message.zh for f in dressed.findings]
