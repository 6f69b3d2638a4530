"""Counts behind a colon: rows as people type them, and lines with colons that are no rows."""

import re

import pytest
import reports
from linting import lint, speaking

ROW = re.compile(r"^(\S.*?[^\d\s]) (\d+(?: \d+)+)$")


def with_colons(text, colon):
    rows = (ROW.sub(rf"\1{colon}\2", line) for line in text.split("\n"))
    return "\n".join(rows)


def counts(outcome):
    return [
        (cell.table, cell.row, cell.column, cell.count) for t in outcome.report.tables() for cell in t.cells()
    ]


@pytest.mark.parametrize("colon", ["：", ":", "： "])
@pytest.mark.parametrize("form", ["gfoi-2021", "gfoi-2019"])
def test_a_colon_between_a_label_and_its_counts_changes_nothing(form, colon):
    text = reports.write(reports.make(3, form=form), "spaces_single").text
    typed = with_colons(text, colon)
    assert typed.count(colon) > text.count(colon) + 20
    assert counts(lint(typed)) == counts(lint(text))
    assert [f.name for f in speaking(lint(typed))] == [f.name for f in speaking(lint(text))]


def test_a_wrong_total_behind_a_colon_is_found_at_its_cell():
    text = with_colons(reports.write(reports.make(3, form="gfoi-2021"), "spaces_single").text, "：")
    wrong = re.sub(r"(予以公开：(?:\d+ ){6})(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", text, count=1)
    (finding,) = [f for f in speaking(lint(wrong)) if f.name.startswith("t3-")]
    assert wrong[: finding.span.end].endswith(re.search(r"予以公开：(?:\d+ ){6}\d+", wrong)[0])


@pytest.mark.parametrize("line", ["联系电话：0310 4320508", "附件：1", "邮编：138029", "填报日期：2024 1 20"])
def test_other_lines_with_colons_behind_a_table_stay_words(line):
    text = reports.write(reports.make(3, form="gfoi-2021"), "tabs").text
    at = text.index("五、存在的主要问题")
    added = lint(f"{text[:at]}{line}\n{text[at:]}")
    assert counts(added) == counts(lint(text))
    assert speaking(added) == []
