"""Outcomes as JSON and back, and results of earlier runs: found again, or made anew, never wrong."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from linting import linter
from outcomes import BLANKS, EXACT, file, prose, sum_finding
from runs import TODAY, environment, folder, govlint, odd_settings, outcomes

from govlint.document import Document, Grid, GridCell, Paragraph, Piece, Strip, Trouble
from govlint.findings import Assurance, FileOutcome, Finding, Operand, Proof, Related, Unchecked, Words
from govlint.formatters import View
from govlint.formatters.own import own_formatters
from govlint.lean import lean
from govlint.lint import Linter, Settings, gather
from govlint.model import Report
from govlint.places import Locus, Span
from govlint.run import How, Job, Run
from govlint.run.codec import shape
from govlint.run.outcomes import decode, encode
from govlint.run.store import MOST_DAYS, Store

SETTINGS = Settings(today=TODAY)


# ---- outcomes as JSON and back ----

texts = st.text(st.characters(), max_size=8) | st.sampled_from(["", "一\r\n", " " * 40, "\n" * 30, "\udc80"])
counts = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
words = st.builds(Words, texts, texts)
names = st.builds(lambda *parts: sum_finding().cell._replace(label=parts[0]), texts)
operands = st.builds(
    Operand, texts, counts, spans, st.sampled_from(["left", "right"]), st.sampled_from([1, -1]), st.booleans(),
    st.none() | names,
)  # fmt: skip
proofs = st.builds(
    Proof, st.none() | counts, st.none() | counts, st.none() | counts, texts,
    st.lists(operands, max_size=2).map(tuple), texts, texts,
)  # fmt: skip
findings = st.builds(
    Finding, texts, texts, texts, words, words, spans, st.none() | names, st.none() | proofs,
    st.lists(proofs, max_size=1).map(tuple), st.lists(st.builds(Related, spans, texts), max_size=2).map(tuple),
    texts, st.none() | texts, texts,
)  # fmt: skip
pieces = st.builds(Piece, texts, st.just(((0, 3), (2, 9))), st.integers(0, 99))
grids = st.builds(
    Grid, st.lists(st.builds(GridCell, pieces, st.integers(0, 3), st.integers(0, 3)), max_size=2).map(tuple),
    st.integers(0, 9), st.integers(0, 9), spans,
)  # fmt: skip
blocks = (
    st.builds(Paragraph, pieces, texts) | grids | st.builds(Strip, st.tuples(pieces), pieces, st.booleans())
)
facts = st.recursive(
    st.none() | texts | st.integers() | st.booleans() | st.decimals(allow_nan=False) | st.dates() | words,
    lambda inner: st.lists(inner, max_size=2).map(tuple),
    max_leaves=4,
)
loci = st.builds(
    Locus, st.none() | texts, page=st.none() | st.integers(), box=st.none() | st.just((1.5, 2.0, 0.1, 3.25))
)
troubles = st.builds(Trouble, texts, spans, st.lists(st.tuples(texts, facts), max_size=2).map(tuple))
documents = st.builds(
    Document, texts, texts, st.lists(texts, max_size=4).map("".join), st.lists(blocks, max_size=2).map(tuple),
    st.none() | texts, st.lists(st.tuples(st.integers(0, 9), loci), max_size=2).map(tuple),
    st.lists(troubles, max_size=1).map(tuple),
)  # fmt: skip
assurances = st.builds(
    Assurance, *[st.integers(0, 9)] * 6, st.dictionaries(texts, words, max_size=2),
    st.dictionaries(texts, st.integers(), max_size=2),
)  # fmt: skip
unchecked = st.builds(Unchecked, texts, texts, words, st.none() | spans, texts)
files = st.builds(
    FileOutcome, texts, texts, st.lists(findings, max_size=2).map(tuple), st.lists(unchecked, max_size=1).map(tuple),
    assurances, st.none() | documents, st.none(), st.booleans(),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(files)
def test_an_outcome_comes_back_as_it_was(outcome):
    assert decode(encode(outcome)) == outcome
    assert json.loads(encode(outcome).decode("utf-8", "surrogatepass"))


def planted(count=24):
    faults = list(reports.FAULTS.values() if isinstance(reports.FAULTS, dict) else reports.FAULTS)
    for seed in range(count):
        fault = faults[seed * 5 % len(faults)]
        made = fault.plant(fault.make(seed), random.Random(seed))
        yield reports.write(made.data, ("lines", "pipes")[seed % 2]).text


@pytest.fixture(scope="module")
def whole():
    found = [linter().check_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(planted())]
    crlf = next(planted()).replace("\n", "\r\n").encode()
    html = b"<html><body><p>" + next(planted()).encode().replace(b"\n", b"</p>\n<p>") + b"</p></body></html>"
    found += [linter().check_bytes("crlf.txt", crlf), linter().check_bytes("page.html", html)]
    found += [linter().check_bytes("none.txt", b""), linter().check_bytes("odd.doc", b"\xd0\xcf\x11\xe0" * 9)]
    by_hand = [
        file([prose(), sum_finding()], BLANKS, path="hand.txt"),
        file(status="unreadable", path="no.txt"),
    ]
    return [*found, *by_hand]


def test_whole_outcomes_with_their_reports_come_back(whole):
    assert sum(len(outcome.findings) for outcome in whole) > 30
    for outcome in whole:
        assert decode(encode(outcome)) == outcome


@pytest.mark.parametrize("name", sorted(own_formatters()))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_says_the_same_of_what_came_back(whole, name, lang):
    formatter = own_formatters()[name]
    view = View(lang=lang, verbose=1, statistics=True)
    kept = whole if formatter.whole else [lean(outcome) for outcome in whole]
    in_force = linter().in_force()
    before = gather(whole, in_force)
    after = gather([decode(encode(outcome)) for outcome in kept], in_force)
    empty = b"" if formatter.binary else ""
    assert empty.join(formatter.render(before, view)) == empty.join(formatter.render(after, view))


def test_a_place_in_a_source_without_lines_is_kept():
    loci = tuple((offset, Locus(paragraph=offset + 1)) for offset in range(0, 40, 4))
    outcome = file([prose(), sum_finding()], BLANKS)
    outcome = replace(outcome, document=replace(outcome.document, loci=loci))
    kept = lean(outcome)
    assert len(kept.document.loci) < len(loci)
    for finding in outcome.findings:
        assert kept.document.locus(finding.span.start) == outcome.document.locus(finding.span.start)
    assert kept.document.locus(0) == outcome.document.locus(0)


@given(st.text("ab\r\n", max_size=60), st.data())
def test_an_excerpt_keeps_length_lines_and_what_is_spoken_of(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    document = Document("a", "text", text, ())
    outcome = FileOutcome("a", "checked", (prose(span=span),), (), Assurance(), document)
    kept = lean(outcome).document
    assert len(kept.text) == len(text)
    assert len(kept.lines) == len(document.lines)
    assert kept.text[span.start : span.end] == text[span.start : span.end]
    for offset in span:
        assert kept.position(offset) == document.position(offset)
        line = document.position(offset).line
        assert kept.lines.start(line) == document.lines.start(line)


def test_decimals_keep_their_digits_and_unknown_types_are_refused():
    assert (
        decode(encode(file([sum_finding(proof=Proof(EXACT, Decimal("1.50"), Decimal("1E+3")))])))
        .findings[0]
        .proof.right.as_tuple()
        == Decimal("1.50").as_tuple()
    )
    with pytest.raises(TypeError):
        shape(complex)
    with pytest.raises(TypeError):
        shape(object).pack(1j)
    assert shape(Report) is shape(Report)


# ---- results of earlier runs ----


@pytest.fixture
def checks(monkeypatch):
    """Counts the files that a linter looks at in this process."""
    seen = []
    check = Linter.check_bytes

    def counted(self, path, data):
        seen.append(path)
        return check(self, path, data)

    monkeypatch.setattr(Linter, "check_bytes", counted)
    return seen


def again(checks, paths, asked, cache, **how):
    checks.clear()
    found = outcomes(paths, asked, cache=str(cache), **how)
    return found, len(checks)


def test_a_file_that_has_not_changed_is_not_checked_again(tmp_path, checks):
    paths, cache = folder(tmp_path / "r", 6), tmp_path / "kept"
    first, number = again(checks, paths, SETTINGS, cache)
    assert number == 6
    assert again(checks, paths, SETTINGS, cache) == (first, 0)
    (tmp_path / "r" / "报告001.txt").write_text("别的", encoding="utf-8")
    found, number = again(checks, paths, SETTINGS, cache)
    assert number == 1
    assert found[1].status == "not_a_report"
    assert again(checks, paths, Settings(today=date(2027, 1, 1)), cache)[1] == 0


@pytest.mark.parametrize(
    "change", [{"year": 2020}, {"form": "gfoi-2021"}, {"encoding": "gb18030"}, {"whole": True}]
)
def test_other_settings_are_other_results(tmp_path, checks, change):
    paths, cache = folder(tmp_path / "r", 1), tmp_path / "kept"
    again(checks, paths, SETTINGS, cache)
    whole = change.pop("whole", False)
    assert again(checks, paths, replace(SETTINGS, **change), cache, whole=whole)[1] == 1


def test_the_same_bytes_under_another_path_are_another_result(tmp_path, checks):
    (path,), cache = folder(tmp_path / "r", 1), tmp_path / "kept"
    again(checks, [path], SETTINGS, cache)
    (other,) = folder(tmp_path / "s", 1)
    found, number = again(checks, [other], SETTINGS, cache)
    assert (found[0].path, number) == (other, 1)


def test_an_edited_pack_or_plugin_makes_results_anew(tmp_path, checks):
    paths, cache, asked = folder(tmp_path / "r", 1), tmp_path / "kept", odd_settings(tmp_path)
    again(checks, paths, asked, cache)
    assert again(checks, paths, asked, cache)[1] == 0
    for path in (tmp_path / "odd" / "all.yaml", tmp_path / "odd_plugin.py"):
        path.write_text(path.read_text("utf-8") + "\n# edited\n", encoding="utf-8")
        assert again(checks, paths, asked, cache)[1] == 1
        assert again(checks, paths, asked, cache)[1] == 0


def test_a_touched_source_of_the_program_makes_results_anew(tmp_path, checks, monkeypatch):
    from govlint.run import keys

    paths, cache = folder(tmp_path / "r", 1), tmp_path / "kept"
    own = tmp_path / "rules"
    own.mkdir()
    (own / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setattr(keys, "shipped_folder", lambda _: own)
    for change in (b"a: 1\n", b"a: 22\n"):
        (own / "a.yaml").write_bytes(change)
        keys._surroundings.cache_clear()
        assert again(checks, paths, SETTINGS, cache)[1] == 1
        assert again(checks, paths, SETTINGS, cache)[1] == 0
    keys._surroundings.cache_clear()


def test_what_depends_on_the_day_holds_for_that_day(tmp_path, checks):
    paths = folder(tmp_path / "r", 2, {1: "#DAY"})
    cache, asked = tmp_path / "kept", odd_settings(tmp_path)
    found, _ = again(checks, paths, asked, cache)
    assert "OD101" in [f.code for f in found[1].findings]
    assert again(checks, paths, asked, cache)[1] == 0
    found, number = again(checks, paths, replace(asked, today=date(2026, 11, 25)), cache)
    assert number == 1
    assert "OD101" not in [f.code for f in found[1].findings]


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "folder"])
def test_damage_costs_time_and_nothing_else(tmp_path, checks, damage):
    paths, cache = folder(tmp_path / "r", 2), tmp_path / "kept"
    first, _ = again(checks, paths, SETTINGS, cache)
    for path in cache.glob("*/*.json"):
        data = path.read_bytes()
        path.unlink()
        if damage == "folder":
            path.mkdir()
        else:
            path.write_bytes(
                {"empty": b"", "cut": data[:-9], "flipped": data[:-2] + b"\0" + data[-1:]}[damage]
            )
    assert again(checks, paths, SETTINGS, cache) == (first, 2)


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path, checks):
    paths = folder(tmp_path / "r", 2)
    (tmp_path / "file").write_text("", encoding="utf-8")
    for where in (tmp_path / "file", "/dev/null/nowhere", "/proc/nowhere"):
        found, number = again(checks, paths, SETTINGS, where)
        assert (len(found), number) == (2, 2)


def test_many_writers_at_once_do_no_harm(tmp_path):
    folder(tmp_path / "r", 12)
    words = [sys.executable, "-m", "govlint", "r", "-j", "1", "-f", "json", "--cache-dir", "kept"]
    several = [
        subprocess.Popen(words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE) for _ in range(3)
    ]
    printed = {process.communicate(timeout=120)[0] for process in several}
    assert len(printed) == 1
    kept = list((tmp_path / "kept" / "results").glob("*/*"))
    assert len(kept) == 12
    assert all(path.suffix == ".json" for path in kept)


def test_stale_results_and_those_beyond_the_bound_go(tmp_path, monkeypatch):
    store = Store(str(tmp_path))
    for number in range(40):
        store.put(f"{number:032x}", b"x" * 1000, None)
    old = tmp_path / "00" / f"{1:030x}.json"
    os.utime(old, (1, time.time() - (MOST_DAYS + 1) * 86400))
    store.thin(now=True)
    assert not old.exists()
    assert store.get(f"{2:032x}", TODAY) == b"x" * 1000
    monkeypatch.setattr("govlint.run.store.MOST_BYTES", 10_500)
    store.thin()
    assert len(list(tmp_path.glob("*/*.json"))) == 39
    store.thin(now=True)
    assert len(list(tmp_path.glob("*/*.json"))) == 10


def test_a_damaged_seal_gives_nothing(tmp_path):
    store = Store(str(tmp_path))
    store.put("ab" * 16, b"{}", TODAY)
    assert store.get("ab" * 16, TODAY) == b"{}"
    assert store.get("ab" * 16, date(2026, 11, 25)) is None
    assert store.get("cd" * 16, TODAY) is None


def test_a_run_over_known_files_loads_no_grammar_pack_rule_or_reader(tmp_path):
    folder(tmp_path / "r", 3)
    code = (
        "import sys; from govlint.cli import main; main(['r', '-f', sys.argv[1], '--cache-dir', 'kept', '-j', '2']);"
        "print(sorted({'lark', 'yaml', 'rapidfuzz', 'subprocess', 'govlint.rules.equation',"
        " 'govlint.readers.text', 'govlint.formatters.sarif'} & set(sys.modules)), file=sys.stderr)"
    )
    for form in ("full", "jsonl"):
        run = [sys.executable, "-c", code, form]
        first, second = (
            subprocess.run(
                run, cwd=tmp_path, env=environment(), capture_output=True, check=True, encoding="utf-8"
            )
            for _ in range(2)
        )
        assert first.stdout == second.stdout
        assert second.stderr.strip().splitlines()[-1] == "[]"


def test_timing_looks_at_every_file(tmp_path, checks):
    paths, cache = folder(tmp_path / "r", 2), tmp_path / "kept"
    again(checks, paths, SETTINGS, cache)
    checks.clear()
    run_ = Run([Job(path, SETTINGS) for path in paths], How(cache=str(cache), timed=True))
    assert len(list(run_.answers())) == len(run_.tally.spent) == 2
    assert run_.tally.hits == 0


def test_no_cache_neither_reads_nor_writes(tmp_path):
    folder(tmp_path / "r", 1)
    govlint("r", "--no-cache", "--cache-dir", "kept", cwd=tmp_path)
    assert not (tmp_path / "kept").exists()
