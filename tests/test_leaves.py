"""Tables taken off printed pages as text: read where the rows are whole, and said to be unread where they are not."""

import leaves
import pytest
import sheets
from linting import lint, speaking
from test_printings import REPORT, figures, told


def piped(grid, _):
    return sheets.joined(" | ")(grid)


def printed(printer, widths, edition=2021):
    tables = [printer(make(edition), widths) for make in (sheets.proactive, sheets.requests, sheets.review)]
    text = sheets.report(REPORT, tables)
    return sheets.of_2020(text) if edition == 2019 else text


@pytest.mark.parametrize("widths", ["WIDE", "NARROW", "UPRIGHT"])
@pytest.mark.parametrize("printer", [leaves.aligned, leaves.in_turn])
@pytest.mark.parametrize("edition", [2019, 2021])
def test_labels_broken_at_the_end_of_their_columns(printer, widths, edition):
    outcome = lint(printed(printer, getattr(leaves, widths), edition))
    assert told(outcome) == []
    assert figures(outcome) == figures(lint(printed(piped, None, edition)))


@pytest.mark.parametrize("edition", [2019, 2021])
def test_labels_broken_within_their_cells(edition):
    outcome = lint(printed(leaves.boxed, leaves.WIDE, edition))
    assert told(outcome) == []
    assert figures(outcome) == figures(lint(printed(piped, None, edition)))


@pytest.mark.parametrize("widths", ["WIDE", "NARROW"])
def test_a_page_read_column_by_column_is_said_to_be_unread(widths):
    outcome = lint(printed(leaves.column_by_column, getattr(leaves, widths)))
    assert {f.name for f in outcome.findings} >= {"table-unreadable"}
    assert [f.message.zh for f in speaking(outcome)] == []


def test_a_sentence_that_a_page_breaks_behind_its_figure_stays_whole():
    sentence = "（一）2023年我局依法对3件申请收取信息处理费共计 1200\n元，均已上缴。"
    text = printed(leaves.aligned, leaves.WIDE).replace(REPORT["other_matters_text"], sentence)
    outcome = lint(text)
    prose = outcome.report.section("other_matters").paragraphs if outcome.report else ()
    assert "1200" in "".join(piece.text for piece in prose)


@pytest.mark.parametrize("separator", ["\u3000", "\u3000\u3000"])
def test_cells_parted_by_ideographic_spaces(separator):
    text = printed(lambda grid, _: sheets.joined(separator)(grid), None)
    assert told(lint(text)) == []
    assert figures(lint(text)) == figures(lint(printed(piped, None)))


def blank(grid):
    return [*grid[:-1], [("", rows, columns) for _, rows, columns in grid[-1]]]


@pytest.mark.parametrize("layout", ["a cell a line", "tabs", "markdown", "pipes around"])
def test_a_row_without_a_label_may_be_blank(layout):
    show = sheets.TEXT[layout]
    tables = [show(sheets.proactive(2021)), show(sheets.requests(2021)), show(blank(sheets.review(2021)))]
    outcome = lint(sheets.report(REPORT, tables))
    assert [f.name for f in speaking(outcome)] == ["cell-blank"]
    assert "表四有 15 格未填" in speaking(outcome)[0].message.zh


def test_empty_lines_under_heads_that_go_on_are_merged_cells():
    show = sheets.lines("\n")
    review = sheets.lines("\n")(sheets.review(2021)).replace("复议后起诉\n", "复议后起诉\n\n\n\n\n\n")
    text = sheets.report(REPORT, [show(sheets.proactive(2021)), show(sheets.requests(2021)), review])
    assert told(lint(text)) == []
    assert figures(lint(text)) == figures(lint(printed(piped, None)))


def test_heads_printed_within_the_first_row_are_no_missing_columns():
    text = printed(lambda grid, _: sheets.lines("\n")(grid), None)
    head = "\n".join(["法人或其他组织", "总计", *sheets.COLUMNS])
    first = f"{sheets.FIRST[0]}\n26\n"
    assert head in text
    assert first in text
    moved = text.replace(head + "\n", "").replace(first, first + head + "\n")
    names = {finding.name for finding in lint(moved).findings}
    assert "table-unreadable" in names
    assert not names & {"column-missing", "row-missing", "cell-blank", "t3-row-sum"}
