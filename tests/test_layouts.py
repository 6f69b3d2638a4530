"""The same report printed in every layout is understood as the same figures, each at its place."""

import pytest
import reports
from parsing import document, figures, parse

from govlint.model import State

PROFILES = ("zero", "small", "medium", "large", "sparse")


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
@pytest.mark.parametrize("layout", reports.LAYOUTS)
def test_every_layout_gives_the_same_figures_at_their_lines(layout, form):
    for seed, profile in enumerate(PROFILES):
        data = reports.make(seed, form=form, profile=profile)
        printed = reports.write(data, layout)
        report = parse(printed.text)
        assert report.form == form
        assert report.deviations == ()
        assert figures(report) == {key: dict(rows) for key, rows in data.figures.items()}
        source = document(printed.text)
        lines = {
            (cell.table, cell.row, cell.column): source.position(cell.span.start).line
            for table in report.tables()
            for cell in table.cells()
        }
        assert lines == dict(printed.cell_lines)


@pytest.mark.parametrize("layout", reports.UNREADABLE_LAYOUTS)
def test_what_a_layout_loses_is_said_and_never_guessed(layout):
    for seed in range(4):
        data = reports.make(seed, profile="sparse")
        report = parse(reports.write(data, layout).text)
        counts = [
            (cell.count, data.figures[cell.table][cell.row][cell.column])
            for table in report.tables()
            for cell in table.cells()
            if cell.state is State.COUNT
        ]
        assert all(read == meant for read, meant in counts)
        assert any(row.trouble for table in report.tables() for row in table.rows) or any(
            table.trouble for table in report.tables()
        )


@pytest.mark.parametrize("options", [{"punctuation": "half"}, {"split_labels": True}, {"indent": "    "}])
def test_typography_changes_nothing(options):
    for layout in ("lines", "pipes", "markdown_rows"):
        data = reports.make(7)
        plain, varied = (parse(reports.write(data, layout, **o).text) for o in ({}, options))
        assert figures(plain) == figures(varied)
        assert varied.deviations == ()


def test_blank_cells_are_blank_and_nothing_else():
    for layout in ("lines", "lines_spaces", "lines_empty", "pipes_spanned", "markdown_rows", "tabs"):
        data = reports.with_blanks(reports.make(3, profile="zero"), "requests", ["refused.third_party"])
        printed = reports.write(data, layout)
        row = parse(printed.text).table("requests").row("refused.third_party")
        assert [cell.state for cell in row.cells] == [State.BLANK] * 7


def test_spaces_on_empty_lines_are_no_cells_where_every_column_has_its_count():
    data = reports.make(2, form="gfoi-2019")
    text = reports.write(data, "lines").text
    spaced = "\n".join(f"{row}  " if number % 3 == 0 else row for number, row in enumerate(text.split("\n")))
    report = parse(spaced)
    assert report.deviations == ()
    assert figures(report) == {key: dict(rows) for key, rows in data.figures.items()}


def test_a_word_among_counts_with_single_spaces_between_is_a_cell():
    printed = reports.write(reports.make(3, profile="medium"), "spaces_single").text
    line = next(row for row in printed.split("\n") if row.startswith("一、本年新收"))
    label, *counts = line.split(" ")
    for word in ("略", "不详", "/"):
        report = parse(printed.replace(line, " ".join([label, *counts[:2], word, *counts[3:]])))
        row = report.table("requests").row("received")
        assert [cell.printed for cell in row.cells] == [*counts[:2], word, *counts[3:]]
        assert report.deviations == ()
