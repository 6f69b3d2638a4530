"""What spares rules work: words looked for beforehand, and rules that say that they have nothing to say."""

import random
from dataclasses import replace
from datetime import date
from sys import modules

import pytest
from models import build
from test_engine import OWN, Form, Texts, constraint

from govlint.counts import counts_of
from govlint.document import Piece
from govlint.engine import make_engine
from govlint.model import Fact
from govlint.packs.model import PackSet
from govlint.places import Span
from govlint.prose.phrases import Phrase
from govlint.rule import Breach, Holds, Scope, rule, rules_of
from govlint.selectors import select
from govlint.sightings import Sightings, Watched
from govlint.weighing import weighed
from govlint.wordings.repeats import repeats

CALLS = []


@rule(nodes=("report",), watch=lambda *, words: words)
def watching(node, scope, *, words: tuple[str, ...]):
    CALLS.append(words)
    yield Breach(node.span, {})


def calm(values, tables, scope, *, says: bool = True):
    if says is None:
        raise RuntimeError("no answer")
    return says


@rule(nodes=("row",), quiet=calm)
def calmed(node, scope, *, says: bool = True):
    CALLS.append(node.label)
    yield Breach(node.span, {})


@rule(nodes=("row",), joint=True, quiet=calm)
def calmed_together(node, scope, *, says: bool = True):
    CALLS.append(node.label)
    yield Holds(node.value.cells)


@rule(nodes=("row",), joint=True)
def failing_together(node, scope):
    yield Breach(node.span, {})


RULES = {found.name: found for found in rules_of(modules[__name__])}


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


def run(*constraints, prose=""):
    rows = {"reconsideration": {"total": "1"}, "direct_suits": {"total": "2"}}
    preamble = (Piece.verbatim(prose, 0),) if prose else ()
    report, document = build({"review": rows}, preamble=preamble)
    engine = make_engine(PackSet((), (*OWN, *constraints), {}), constraints, [Form("gfoi-2021")], Texts())
    return engine.run(report, document, date(2026, 11, 24))


def own(name, **more):
    return replace(constraint(rule="never", **more), rule=RULES[name])


def test_a_rule_whose_words_are_not_there_is_not_called_and_counts_as_evaluated():
    entry = own("watching", each="report", arguments={"words": ("本年", "x")})
    outcome = run(entry, prose="去年的事。")
    assert (CALLS, outcome.findings) == ([], ())
    assert outcome.assurance.nodes == {"TT101": 1}


def test_a_rule_whose_words_are_there_is_called():
    entry = own("watching", each="report", arguments={"words": ("没有", "本年")})
    assert [f.code for f in run(entry, prose="说的是 本 年。").findings] == ["TT101"]
    assert len(CALLS) == 1


def test_a_rule_that_says_so_is_not_called_and_counts_every_node():
    outcome = run(own("calmed"))
    assert (CALLS, outcome.findings) == ([], ())
    assert outcome.assurance.nodes == {"TT101": 2}
    assert len(run(own("calmed", arguments={"says": False})).findings) == 2


def test_what_holds_is_asked_only_where_something_fails():
    run(own("calmed_together"))
    assert CALLS == []
    outcome = run(own("calmed_together"), own("failing_together", code="TT102"))
    assert len(CALLS) == 2
    assert outcome.assurance.nodes == {"TT101": 2, "TT102": 2}


def test_a_crash_beforehand_is_a_finding_and_the_rule_is_called_all_the_same():
    outcome = run(own("calmed", arguments={"says": None}))
    assert sorted(f.code for f in outcome.findings) == ["GL910", "TT101", "TT101"]
    assert outcome.assurance.crashed == 1
    assert outcome.assurance.nodes == {"TT101": 2}


def test_nodes_are_made_when_asked_for():
    report, _ = build({"review": {"reconsideration": {"total": "1"}}})
    selected = select("review.rows", report)
    assert [row.key for row in selected.values] == ["reconsideration"]
    assert "nodes" not in vars(selected)
    assert [node.value for node in selected.nodes] == list(selected.values)


def test_words_are_found_where_they_stand():
    rng = random.Random(3)
    for _ in range(200):
        text = "".join(rng.choice("甲乙丙\U00020000a\n") for _ in range(rng.randrange(40)))
        words = {
            "".join(rng.choice("甲乙丙\U00020000a") for _ in range(rng.randrange(1, 5))) for _ in range(9)
        }
        wanted = sorted((at, word) for word in words for at in range(len(text)) if text.startswith(word, at))
        assert Watched(words).find(text) == wanted
        sightings = Sightings(text, Watched(sorted(words)[::2]))
        for word in words:
            assert list(sightings.places(word)) == [at for at, found in wanted if found == word]
            assert sightings.has(word) == (word in text)


@pytest.mark.parametrize(
    ("phrase", "ends"),
    [
        ("新收{n}", "收"),
        ("收到(共|为)?(:)?{n}", "到共为:"),
        ("(甲|乙(丙)?){n}", "甲乙丙"),
        ("x(…y|z)?{n}", "xyz"),
        ("甲…{n}", None),
        ("(甲|乙)?{n}丙", None),
        ("甲(乙|~){n}", None),
    ],
)
def test_a_phrase_knows_what_stands_before_its_figure(phrase, ends):
    known = Phrase.parse(phrase).ends
    assert known == (None if ends is None else frozenset(ends))
    for last in "甲乙丙收到共为:xyz丁":
        if known is not None and last not in known:
            assert Phrase.parse(phrase).lead.search("甲乙收到x" + last) is None


def test_facts_of_a_changed_report_are_its_own():
    report, _ = build({"review": {}})
    assert report.facts_of("date") == ()
    changed = replace(report, facts=(Fact("date", (), Span(0, 1)),))
    assert len(changed.facts_of("date")) == 1
    assert replace(changed, facts=()).facts_of("date") == ()


def test_long_repeats_are_found_wherever_they_stand():
    rng = random.Random(5)
    for _ in range(300):
        part = "".join(map(chr, rng.sample(range(0x4E00, 0x9F00), rng.randrange(9, 41))))
        before, behind = ("".join(rng.choice("。\n") for _ in range(rng.randrange(9))) for _ in range(2))
        assert list(repeats(f"{before}{part}{part}{behind}")) == [(len(before), len(part))]


def test_tables_with_the_same_rows_and_columns_have_one_shape():
    shapes = []
    for counts in ({"a": "1", "b": "2"}, {"a": "3", "b": "4"}, {"a": "3"}):
        report, document = build({"review": {"reconsideration": counts}})
        scope = Scope(report, document, {}, date(2026, 11, 24))
        shapes.append(counts_of(scope, report.table("review")).shape)
    assert shapes[0] is shapes[1] is not shapes[2]
    assert shapes[0].names("review.") == ("review.reconsideration.a", "review.reconsideration.b")


@pytest.mark.parametrize(
    ("factors", "constant", "sum_"),
    [((1,), 0, 2), ((1, 1), 0, 5), ((1, 1), 4, 9), ((2, -1), 1, 2), ((), 7, 7)],
)
def test_sums_are_fitted_to_places(factors, constant, sum_):
    assert weighed((1, 2)[: len(factors)], factors, constant)([9, 2, 3]) == sum_
