"""What is done is counted, not timed: nothing twice, nothing out of proportion to what is printed."""

import gc
import json
import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import reports
from linting import TODAY, lint, linter

from govlint import cache as kept
from govlint import verdicts
from govlint.automaton import Parser
from govlint.compiled import load_form
from govlint.equations import Equation
from govlint.expressions import parse
from govlint.fragments import Assembler
from govlint.labels import Simplifier, label_key
from govlint.lean import lean
from govlint.lexer import tokenize
from govlint.lexicon import Lexicon
from govlint.outline import order_sections, settle
from govlint.plans import Planner
from govlint.prose.passages import Passage
from govlint.prose.phrases import Phrase
from govlint.prose.targets import Reading
from govlint.readers import Source
from govlint.readers.text import read
from govlint.run.outcomes import decode, encode
from govlint.run.spool import Spool
from govlint.shipped import shipped_folder
from govlint.sightings import Watched
from govlint.syntax import MOST_NODES
from govlint.syntax import parse as parse_tokens
from govlint.understand import understand

MOST_NODES_A_FAULT = 400
"""A repair stays near the fault."""
MOST_CUTS = 100
"""A few for each sentence that has figures, however many openings of lists it has."""
MOST_REMEMBERED = 1024
"""Most texts are met once."""
MOST_PHRASES = 100
"""Of the phrases of all constraints, those beside a figure that differs from the tables."""


@cache
def form():
    folder = shipped_folder("grammars")
    return load_form(folder / "gfoi_2021.lark", [folder])


def printed(seed, layout="lines"):
    return reports.write(reports.make(seed, form="gfoi-2021"), layout).text


def tokens_of(text, lexicon=None):
    document = read(Source("report.txt", text.encode()))
    tokens = settle(tokenize(document, lexicon or Lexicon(form(), Simplifier(""))))
    return order_sections(tokens, form(), free=False).tokens


def is_row(token):
    return bool(token.readings) and token.readings[0].terminal.endswith("_ROW")


# ---- the automaton ----


def test_a_second_report_computes_no_step():
    parser = Parser(form())
    parse_tokens(tokens_of(printed(1)), parser)
    first = parser.computed
    assert first > 0
    parse_tokens(tokens_of(printed(2)), parser)
    assert parser.computed == first


def test_a_report_that_keeps_to_its_form_is_not_searched():
    parser = Parser(form())
    parse_tokens(tokens_of(printed(1)), parser)
    assert parser.searched == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", ["deduplicated"])
def test_rows_side_by_side_bear_missing_columns(layout, seed):
    for form_name in ("gfoi-2019", "gfoi-2021"):
        for profile in reports.PROFILES:
            text = reports.write(reports.make(seed, form=form_name, profile=profile), layout).text
            assert lint(text).status == "checked"


@pytest.mark.parametrize("faults", [1, 3, 9])
def test_a_repair_costs_in_proportion_to_the_faults(faults):
    tokens = tokens_of(printed(1))
    rows = [i for i, token in enumerate(tokens) if is_row(token)]
    gone = set(rows[:: max(len(rows) // faults, 1)][:faults])
    parser = Parser(form())
    done = parse_tokens([token for i, token in enumerate(tokens) if i not in gone], parser)
    assert not done.bounded
    assert 0 < parser.searched <= faults * MOST_NODES_A_FAULT


def test_a_search_that_is_too_long_is_given_up():
    tokens = tokens_of(printed(1))
    rows = [token for token in tokens if is_row(token)]
    parser = Parser(form())
    done = parse_tokens(rows * 60, parser)
    assert done.bounded
    assert parser.searched <= MOST_NODES + 2 * MOST_NODES_A_FAULT * len(form().sections)


# ---- constraints ----


def understood(text):
    document = read(Source("report.txt", text.encode()))
    return understand(document, linter().recogniser), document


def counted(monkeypatch, owner, name):
    calls = []
    function = getattr(owner, name)

    def count(*args, **kwargs):
        calls.append(args)
        return function(*args, **kwargs)

    monkeypatch.setattr(owner, name, count)
    return calls


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_report_has_no_operand_and_no_cell_looked_at(monkeypatch, seed):
    made = understood(printed(seed))
    evaluated = [
        counted(monkeypatch, owner, name)
        for owner, name in ((Equation, "evaluate"), (Reading, "evaluate"), (verdicts, "operand"))
    ]
    outcome = linter().engine.run(*made, TODAY)
    assert [f for f in outcome.findings if f.proof] == []
    assert [len(calls) for calls in evaluated] == [0, 0, 0]


def test_words_are_looked_for_in_one_pass(monkeypatch):
    made = understood(printed(1))
    passes = counted(monkeypatch, Watched, "find")
    linter().engine.run(*made, TODAY)
    assert len(passes) == 1


def test_what_applies_is_worked_out_once_for_a_form_and_year(monkeypatch):
    report, document = understood(printed(1))
    linter().engine.run(report, document, TODAY)
    asked = counted(monkeypatch, Planner, "_unfit")
    linter().engine.run(report, document, TODAY)
    assert asked == []


def test_few_phrases_are_searched_for_in_a_clean_report(monkeypatch):
    made = understood(printed(1))
    searched = counted(monkeypatch, Phrase, "before")
    linter().engine.run(*made, TODAY)
    assert len(searched) <= MOST_PHRASES


@pytest.mark.parametrize("hostile", ["9件(", "其中9件", "9件占9%", "收到9件申请"])
def test_figures_of_a_sentence_are_cut_out_a_bounded_number_of_times(monkeypatch, hostile):
    made = understood(printed(1).replace("二、", hostile * 400 + "\n二、", 1))
    cut = counted(monkeypatch, Passage, "figures")
    linter().engine.run(*made, TODAY)
    assert len(cut) <= MOST_CUTS


# ---- linear in what is printed ----


def parts_waiting(monkeypatch, text):
    """The most parts of labels that wait at once."""
    most = 0
    starts = Assembler.starts

    def count(self, piece, source):
        nonlocal most
        found = starts(self, piece, source)
        most = max(most, len(self._open))
        return found

    monkeypatch.setattr(Assembler, "starts", count)
    tokens_of(text)
    return most


def test_open_parts_of_labels_do_not_pile_up(monkeypatch):
    assert parts_waiting(monkeypatch, printed(1).split("\n", 40)[0] + "\n本年新收\n予以\n" * 5000) <= 20


def test_very_many_lines_are_one_token_for_each_run():
    text = printed(1)
    head, _, tail = text.partition("三、")
    lexicon = Lexicon(form(), Simplifier(""))
    few = len(tokens_of(text, lexicon))
    many = tokens_of(head + "9\n" * 200_000 + f"三、{tail}", lexicon)
    assert len(many) <= few + 5


def test_a_megabyte_on_one_line_is_one_paragraph():
    text = printed(1) + "\n" + "本机关依法公开政府信息，" * 30_000
    document = read(Source("report.txt", text.encode()))
    assert len(document.blocks) == len(read(Source("r", printed(1).encode())).blocks) + 1
    outcome = lint(text)
    assert outcome.assurance.crashed == 0
    assert outcome.status == "checked"


def test_what_is_remembered_of_texts_is_bounded():
    for kit in linter().kits:
        lexicon = kit.lexicon
        for known in (
            lexicon.readings,
            lexicon.damaged,
            lexicon.is_prefix,
            lexicon.exact,
            lexicon.completions,
        ):
            assert known.cache_info().maxsize <= MOST_REMEMBERED
    assert label_key.cache_info().maxsize <= MOST_REMEMBERED


def test_a_report_is_let_go_when_it_has_been_checked():
    def check(seed):
        decode(encode(lean(linter().check_bytes("a.txt", printed(seed).encode()))))

    for seed in range(3):
        check(seed)
    gc.collect()
    gc.disable()
    try:
        for seed in range(3, 8):
            check(seed)
        # What only a search for cycles finds stays until there is one.
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_outcomes_wait_on_the_disk_where_there_are_many():
    spool = Spool()
    for number in range(300):
        spool.append(b"%06d" % number * 1000)
    assert not isinstance(spool._file, BytesIO)
    assert [spool[number][:6] for number in (0, 150, 299)] == [b"000000", b"000150", b"000299"]


# ---- the cache ----


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache"


def calls_of(made_of=(b"a",)):
    calls = []

    def make():
        calls.append(1)
        return {"zh": ["一", 1, None]}

    return [kept.remember("test", made_of, make) for _ in range(2)], len(calls)


def test_what_was_worked_out_is_not_worked_out_again(folder):
    assert calls_of() == ([{"zh": ["一", 1, None]}] * 2, 1)
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_other_sources_are_another_entry(folder):
    calls_of((b"a", b"b"))
    assert calls_of((b"ab",))[1] == 1
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff" * 40, None])
def test_a_damaged_file_is_made_anew(folder, damage):
    calls_of()
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert calls_of() == ([{"zh": ["一", 1, None]}] * 2, 1)


@pytest.mark.parametrize("where", ["", "/dev/null/nowhere"])
def test_without_a_folder_everything_is_worked_out(monkeypatch, where):
    monkeypatch.setenv(kept.FOLDER, where)
    assert calls_of() == ([{"zh": ["一", 1, None]}] * 2, 2)


def test_the_oldest_files_go(folder, monkeypatch):
    monkeypatch.setattr(kept, "MOST_FILES", 10)
    for number in range(30):
        kept.remember("test", (b"%d" % number,), lambda: 1)
    assert len(list(folder.iterdir())) <= 11


def test_forms_and_expressions_come_back_as_they_were(folder):
    grammars = shipped_folder("grammars")
    first = [load_form(path, [grammars]) for path in sorted(grammars.glob("gfoi_20*.lark"))]
    assert first == [load_form(path, [grammars]) for path in sorted(grammars.glob("gfoi_20*.lark"))]
    for text in ("a = b + 2*c - 1.5", "(a + b) * 3 <= 7", "a + b = c"):
        assert parse.__wrapped__(text) == parse.__wrapped__(text) == parse(text)


def test_a_second_start_needs_no_lark_no_yaml_and_no_metadata(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(printed(1), encoding="utf-8")
    code = (
        "import sys; from govlint.cli import main; main([sys.argv[1], '-f', 'json']);"
        "print(sorted({'lark', 'yaml', 'rapidfuzz', 'importlib.metadata', 'pdfminer',"
        " 'govlint.markup.page', 'govlint.office.word'} & set(sys.modules)), file=sys.stderr)"
    )
    own = {kept.FOLDER: str(tmp_path / "cache"), "PYTHONPATH": str(Path(__file__).parents[1])}
    environment = {**os.environ, **own}
    run = [sys.executable, "-c", code, str(path)]
    first, second = (subprocess.run(run, env=environment, capture_output=True, check=True) for _ in range(2))
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert b"lark" in first.stderr
    assert second.stderr.strip() == b"[]"
