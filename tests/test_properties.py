"""What holds of every report, whatever its figures and however it is printed."""

import json
import random
from importlib import import_module
from itertools import permutations

import pytest
import reports
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linting import lint, linter, speaking
from parsing import figures, parse

from govlint.choose import Choice
from govlint.formatters import View
from govlint.lint import Linter, Settings, gather
from govlint.plugins import load_plugins

few = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
made = st.builds(
    reports.make,
    st.integers(0, 10**6),
    form=st.sampled_from(reports.FORMS),
    profile=st.sampled_from(reports.PROFILES),
    kind=st.sampled_from(reports.KINDS),
)
layouts = st.sampled_from(reports.LAYOUTS)
options = st.fixed_dictionaries(
    {
        "punctuation": st.sampled_from(["full", "half"]),
        "split_labels": st.booleans(),
        "pad": st.booleans(),
        "indent": st.sampled_from(["", "  ", "\u3000\u3000"]),
        "page_numbers": st.booleans(),
    }
)
KEEPING = tuple(layout for layout in reports.LAYOUTS if not layout.startswith("spaces"))
"""Layouts in which a printed figure may hold spaces and marks of its own."""
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WAYS = (
    lambda n: str(n).translate(_WIDE),
    lambda n: f"{n:,}",
    lambda n: f" {n}\u3000",
    lambda n: f"\u00a0{n}",
)


@few
@given(made, layouts, options)
def test_a_consistent_report_is_silent_however_it_is_printed(data, layout, how):
    outcome = lint(reports.write(data, layout, **how).text)
    assert outcome.status == "checked"
    assert [f.message.zh for f in speaking(outcome)] == []
    assert outcome.assurance.crashed == 0


@few
@given(made, layouts)
def test_printing_and_parsing_is_the_identity(data, layout):
    report = parse(reports.write(data, layout).text)
    assert figures(report) == {key: dict(rows) for key, rows in data.figures.items()}
    assert (report.form, report.agency, report.year) == (data.form, data.agency.name, data.year)


@few
@given(made, st.sampled_from(KEEPING), st.sampled_from(WAYS), st.sampled_from(["requests", "review"]))
def test_how_a_figure_is_written_changes_nothing(data, layout, way, table):
    plain = lint(reports.write(data, layout).text)
    for row, cells in data.figures[table].items():
        for column, value in cells.items():
            if value is not None:
                data = reports.with_text(data, (table, row, column), way(int(value)))
    written = lint(reports.write(data, layout).text)
    assert figures(written.report) == figures(plain.report)
    assert [f.name for f in speaking(written)] == [f.name for f in speaking(plain)] == []


@few
@given(made, st.sampled_from(KEEPING), st.data())
def test_any_change_of_a_bound_figure_is_heard_at_its_cell(data, layout, draw):
    key = draw.draw(st.sampled_from(_bound(data)))
    table, row, column = key
    value = int(data.number(*key))
    changed = reports.with_number(data, key, value + draw.draw(st.integers(1, 500)))
    outcome = lint(reports.write(changed, layout).text)
    heard = [
        f
        for f in outcome.findings
        if f.name in ("t3-balance", "t3-row-sum", "t3-result-total", "t4-group-sum")
    ]
    assert heard
    cells = {f.cell[:3] for f in heard if f.cell}
    cells |= {o.cell[:3] for f in heard for p in (f.proof, *f.further) if p for o in p.operands if o.cell}
    assert (table, row, column) in cells


def _bound(data):
    return [
        (table, row, column)
        for table in ("requests", "review")
        for row, cells in data.figures[table].items()
        for column, value in cells.items()
        if value is not None
    ]


@few
@given(made, st.integers(0, 40), st.integers(0, 40))
def test_furniture_changes_nothing(data, before, behind):
    text = reports.write(data, "lines").text
    dressed = "首页\n" * before + text + "\n" * behind
    assert figures(parse(dressed)) == figures(parse(text))
    assert [f.name for f in speaking(lint(dressed))] == []


@few
@given(st.lists(st.integers(0, 60), min_size=2, max_size=4, unique=True), st.randoms())
def test_the_order_of_files_never_shows(seeds, rng):
    files = [lint(reports.write(reports.make(seed), "shifted").text, f"{seed}.txt") for seed in seeds]
    mixed = list(files)
    rng.shuffle(mixed)
    constraints = linter().in_force()
    render = import_module("govlint.formatters.json").FORMATTER.render
    one, two = ("".join(render(gather(order, constraints), View())) for order in (files, mixed))
    assert one == two


PLUGIN = """
from govlint.hookspecs import hookimpl
from govlint.readers import Reader

@hookimpl
def govlint_readers():
    return [Reader({name!r}, lambda data, suffix: 0, lambda source: None)]
"""


def test_the_order_of_plugins_never_shows(tmp_path):
    text = PLUGIN
    paths = []
    for name in ("one", "two", "three"):
        path = tmp_path / f"{name}.py"
        path.write_text(text.format(name=name), encoding="utf-8")
        paths.append(path)
    printed = reports.write(reports.make(2, form="gfoi-2019"), "shifted").text.encode()
    said = set()
    for order in permutations(paths):
        outcome = Linter(
            Settings(choice=Choice(), plugins=tuple(order), today=linter().settings.today)
        ).check_bytes("r.txt", printed)
        said.add(tuple((f.code, f.span, f.message.zh) for f in outcome.findings))
    assert len(said) == 1


FORMATTERS = list(load_plugins(entry_point_group=None).formatters.values())


@pytest.mark.parametrize("formatter", FORMATTERS, ids=lambda formatter: formatter.name)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 500),
    lang=st.sampled_from(["zh", "en"]),
    width=st.integers(20, 200),
    verbose=st.integers(0, 2),
)
def test_every_formatter_takes_every_outcome(formatter, seed, lang, width, verbose):

    fault = reports.FAULTS[seed % len(reports.FAULTS)]
    planted = fault.plant(fault.make(seed), random.Random(seed))
    layout = (*reports.LAYOUTS, *reports.UNREADABLE_LAYOUTS)[seed % 18]
    files = [lint(reports.write(planted.data, layout).text, "a.txt")]
    files += [
        linter().check_bytes(name, data)
        for name, data in (("b.txt", b""), ("c.docx", b"PK\3\4"), ("d.txt", b"1"))
    ]
    outcome = gather(files, linter().in_force())
    view = View(lang=lang, width=width, verbose=verbose, statistics=bool(seed % 2))
    said = (b"" if formatter.binary else "").join(formatter.render(outcome, view))
    assert said
    if formatter.name in ("json", "sarif", "rdjson", "gitlab"):
        told = json.loads(said)
        assert json.loads(json.dumps(told)) == told
    if formatter.name in ("jsonl", "rdjsonl"):
        assert all(json.loads(line) for line in said.splitlines())


def test_json_tells_every_finding_and_figure():
    fault = next(f for f in reports.FAULTS if f.check == "t3-row-sum")

    planted = fault.plant(fault.make(4), random.Random(4))
    outcome = gather([lint(reports.write(planted.data, "lines").text)], linter().in_force())
    render = import_module("govlint.formatters.json").FORMATTER.render
    told = json.loads("".join(render(outcome, View())))
    codes = [finding["code"] for finding in told["findings"]]
    assert codes == [f.code for file in outcome.files for f in file.findings]
