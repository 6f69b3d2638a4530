from dataclasses import dataclass, replace

import pytest
from models import build

from govlint.document import Piece
from govlint.selectors import Selected, parse, problem, select


@dataclass(frozen=True)
class Form:
    id: str
    sections: tuple
    keys: dict


NEW = Form(
    "new",
    ("overview", "requests"),
    {"overview": {}, "requests": {"received": ("a", "total"), "refused.secret": ("a",)}},
)
OLD = Form("old", ("overview", "proactive"), {"overview": {}, "proactive": {"licences": ("change",)}})


@pytest.mark.parametrize(
    "text",
    [
        "report",
        "sections",
        "tables",
        "paragraphs",
        "tables.rows",
        "tables.columns",
        "tables.cells",
        "overview",
        "overview.paragraphs",
        "requests.table",
        "requests.rows",
        "requests.columns",
        "requests.cells",
        "requests.received",
        "requests.refused",
        "requests.refused.secret",
        "proactive.licences",
    ],
)
def test_what_one_form_has_is_no_problem(text):
    assert problem(text, [NEW, OLD]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no selector"),
        ("Requests", "is no selector"),
        ("requests.", "is no selector"),
        ("report.rows", "'report' has no part 'rows'"),
        ("tables.row", "has no part 'row'; did you mean 'rows'?"),
        ("request.rows", "no section 'request' in new, old; did you mean 'requests'?"),
        ("overview.rows", "section 'overview' has no table in new, old"),
        (
            "requests.recieved",
            "no row 'recieved' in section 'requests' of new, old; did you mean 'received'?",
        ),
        ("requests.colums", "did you mean 'columns'?"),
        ("proactive.received", "no row 'received'"),
    ],
)
def test_a_selector_that_no_form_has_is_told(text, words):
    assert words in problem(text, [NEW, OLD])


@pytest.fixture
def report():
    rows = {
        "received": {"a": "1", "total": "1"},
        "refused.x": {"a": "2", "total": "2"},
        "refused.y": {"a": "3"},
    }
    return build({"requests": rows, "review": {}}, preamble=(Piece.verbatim("intro", 0),))[0]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("sections", ["requests", "review"]),
        ("tables", ["requests", "review"]),
        ("requests", ["requests"]),
        ("requests.table", ["requests"]),
        ("requests.rows", ["requests / received", "requests / refused.x", "requests / refused.y"]),
        ("requests.columns", ["requests / a", "requests / total"]),
        ("requests.refused", ["requests / refused.x", "requests / refused.y"]),
        ("requests.refused.y", ["requests / refused.y"]),
        ("tables.rows", ["requests / received", "requests / refused.x", "requests / refused.y"]),
        ("paragraphs", [""]),
    ],
)
def test_nodes_are_found_and_named(report, text, labels):
    selected = select(text, report)
    assert [node.label for node in selected.nodes] == labels
    assert selected.missing == ""


def test_cells_know_their_table(report):
    nodes = select("requests.cells", report).nodes
    assert [node.label for node in nodes][:2] == ["requests / received / a", "requests / received / total"]
    assert {node.table.key for node in nodes} == {"requests"}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("proactive.rows", "proactive"),
        ("review.rows", "review"),
        ("requests.nothing", "requests.nothing"),
        ("problems", "problems"),
    ],
)
def test_what_the_report_lacks_is_named(report, text, missing):
    selected = select(text, report)
    assert (selected.nodes, selected.missing) == ((), missing)


@pytest.mark.parametrize("trouble", ["missing", "unreadable"])
def test_a_table_in_trouble_is_named_as_people_call_it(report, trouble):
    section = report.section("requests")
    table = replace(section.table, name="表三", trouble=trouble)
    troubled = replace(report, sections=(replace(section, table=table),))
    assert select("requests.rows", troubled) == Selected((), "表三", trouble == "unreadable")


def test_the_report_itself_is_a_node(report):
    (node,) = select("report", report).nodes
    assert (node.kind, node.value, node.span) == ("report", report, report.span)


def test_selectors_are_taken_apart():
    assert parse("requests.refused.secret").row == "refused.secret"
    assert parse("tables.rows").part == "rows"
