"""The engine with rules made for the purpose: what is found, what is left out, what is accounted for."""

import ast
import string
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from models import build

import govlint
from govlint.document import Trouble
from govlint.engine import make_engine
from govlint.findings import Words
from govlint.model import Fact
from govlint.packs.load import load_packs
from govlint.packs.model import Constraint, PackSet
from govlint.places import Span
from govlint.rule import Breach, NotChecked, rule, rules_of
from govlint.shipped import shipped_folder

TODAY = date(2026, 11, 24)


@rule(facts=("count", "names"), nodes=("report", "table", "row", "section"))
def every(node, scope, *, count: int = 1, names: tuple[str, ...] = ()):
    """Every node is a breach."""
    for number in range(count):
        yield Breach(Span(node.span.start + number, node.span.end), {"count": number, "names": names})


@rule(nodes=("report", "row"))
def never(node, scope):
    yield from ()


@rule(nodes=("row",))
def unsure(node, scope):
    yield NotChecked("because", None, {"what": "this"})


@rule(nodes=("row",))
def crashing(node, scope):
    yield Breach(node.span, {})
    raise RuntimeError("out of order")


@rule(facts=("wanted",), nodes=("row",))
def careless(node, scope):
    yield Breach(node.span, {"given": 1})


@rule(facts=("wanted",), nodes=("row",), joint=True)
def careless_together(node, scope):
    yield Breach(node.span, {})


RULES = {found.name: found for found in rules_of(__import__("sys").modules[__name__])}


@dataclass(frozen=True)
class Form:
    id: str
    lineage: tuple[str, ...] = ("gfoi-2021",)
    sections: tuple[str, ...] = ("review", "proactive")
    keys = {"review": {"reconsideration": ("total",)}, "proactive": {"fees": ("amount",)}}  # noqa: RUF012


class Texts:
    def words(self, key, **facts):
        return Words(" ".join([key, *map(str, facts.values())]), key)


OWN = load_packs([shipped_folder("rules") / "engine"], {}, lambda *_: None).constraints


def constraint(code="TT101", rule="every", **more):
    values = {
        "code": code,
        "name": f"name-{code.lower()}",
        "severity": "error",
        "rule": RULES[rule],
        "each": "review.rows",
        "forms": ("gfoi-2021",),
        "years": None,
        "message": Words("{node}", "{node}"),
        "why": Words("", ""),
        "basis": "",
        "remedy": Words("改", "mend"),
        "pack": "test",
        "path": "a.yaml",
        "line": 1,
    }
    return Constraint(**(values | more))


def made(**more):
    rows = {"reconsideration": {"total": "1"}, "direct_suits": {"total": "2"}}
    return build({"review": rows}, **more)


def run(*constraints, report=None, troubles=(), **more):
    own, document = made(**more)
    engine = make_engine(PackSet((), (*OWN, *constraints), {}), constraints, [Form("gfoi-2021")], Texts())
    return engine.run(report or own, replace(document, troubles=troubles), TODAY)


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_each_node_is_judged_and_counted():
    outcome = run(constraint(), constraint("TT102", "never"))
    assert codes(outcome) == ["TT101", "TT101"]
    assert [f.message for f in outcome.findings] == [
        Words("review / reconsideration", "review / reconsideration"),
        Words("review / direct_suits", "review / direct_suits"),
    ]
    assert {f.section for f in outcome.findings} == {"review"}
    assurance = outcome.assurance
    assert (assurance.constraints, assurance.evaluated, assurance.unchecked, assurance.crashed) == (
        2,
        2,
        0,
        0,
    )
    assert assurance.nodes == {"TT101": 2, "TT102": 2}
    assert outcome.status == "checked"


def test_messages_speak_both_languages():
    message = Words("{count:+}：{names}", "{count:+}: {names}")
    names = (Words("甲", "A"), "乙", Decimal("1E+2"))
    outcome = run(constraint(each="report", message=message, arguments={"names": names}))
    assert outcome.findings[0].message == Words("+0：甲、乙、100", "+0: A, 乙, 100")


def test_findings_stand_in_order_of_place_and_code_and_once():
    one, two = constraint("TT102", each="report"), constraint("TT101", each="report", arguments={"count": 2})
    outcome = run(one, two, replace(one, name="again"))
    assert [(f.span.start, f.code) for f in outcome.findings] == [
        (0, "TT101"),
        (0, "TT102"),
        (0, "TT102"),
        (1, "TT101"),
    ]
    twice = run(one, one)
    assert codes(twice) == ["TT102"]


NOT_APPLICABLE = [
    ({"forms": ("gfoi-2019",)}, "not-applicable-form gfoi-2021"),
    ({"years": (2019, 2020)}, "not-applicable-year 2019 2020"),
    ({"each": "overview"}, "not-applicable-place overview gfoi-2021"),
]


@pytest.mark.parametrize(("more", "reason"), NOT_APPLICABLE)
def test_what_does_not_apply_is_told_with_its_reason(more, reason):
    outcome = run(constraint("TT102", "never"), constraint(**more), year=2022)
    assert codes(outcome) == []
    assert {code: words.zh for code, words in outcome.assurance.not_applicable.items()} == {"TT101": reason}


UNCHECKED = [
    ({"each": "proactive.rows"}, "unchecked-missing proactive"),
    ({"rule": "unsure", "each": "review.reconsideration"}, "because this"),
    ({"years": (2019, 2020)}, "no_year"),
]


@pytest.mark.parametrize(("more", "reason"), UNCHECKED)
def test_what_cannot_be_judged_is_told_with_its_reason(more, reason):
    outcome = run(constraint("TT102", "never"), constraint(**more))
    assert codes(outcome) == []
    assert [(u.code, u.reason.zh) for u in outcome.unchecked] == [("TT101", reason)]
    assert outcome.assurance.unchecked == 1
    assert "TT101" not in outcome.assurance.nodes


def test_a_crash_is_a_finding_and_the_others_survive():
    outcome = run(constraint("TT102"), constraint("TT101", "crashing"))
    assert sorted(codes(outcome)) == ["GL910", "GL910", "TT101", "TT101", "TT102", "TT102"]
    crash = next(f for f in outcome.findings if f.code == "GL910")
    assert "TT101" in crash.message.en
    assert "RuntimeError: out of order" in crash.message.en
    assert "crashing:" in crash.message.en
    assert outcome.assurance.crashed == 1


@pytest.mark.parametrize("name", ["careless", "careless_together"])
def test_a_breach_with_wrong_facts_is_a_crash(name):
    outcome = run(constraint(rule=name), constraint("TT102", "never"))
    assert set(codes(outcome)) == {"GL910"}
    assert "wanted" in outcome.findings[0].message.en


def test_a_run_that_checks_nothing_does_not_look_clean():
    outcome = run(constraint(rule="unsure"))
    assert codes(outcome) == ["GL911"]
    assert outcome.findings[0].severity == "error"


SEVERITIES = [
    ({}, (), "warning"),
    ({"escalate": {"error": "names"}}, (), "warning"),
    ({"escalate": {"error": "names"}, "arguments": {"names": ("x",)}}, (), "error"),
    ({"soften": {"note": "digit_loss"}}, ("digit_loss",), "note"),
    ({"soften": {"note": "digit_loss"}}, ("other",), "warning"),
    (
        {"escalate": {"error": "names"}, "soften": {"note": "digit_loss"}, "arguments": {"names": ("x",)}},
        ("digit_loss",),
        "note",
    ),
]


@pytest.mark.parametrize(("more", "facts", "severity"), SEVERITIES)
def test_severity_follows_facts(more, facts, severity):
    known = tuple(Fact(name, (), Span(0, 1)) for name in facts)
    outcome = run(constraint(each="report", **({"severity": "warning"} | more)), facts=known)
    assert [f.severity for f in outcome.findings] == [severity]


def test_a_finding_of_a_table_leaves_out_what_it_explains_there():
    hushing = constraint("TT100", each="review.table", suppresses=("name-tt101",))
    assert codes(run(constraint(), hushing)) == ["TT100"]
    elsewhere = constraint("TT100", each="proactive.table", suppresses=("name-tt101",))
    assert codes(run(constraint(), elsewhere)) == ["TT101", "TT101"]


def test_a_finding_of_the_report_leaves_out_what_it_explains_everywhere():
    assert codes(run(constraint(), constraint("TT100", each="report", suppresses=("name-tt101",)))) == [
        "TT100"
    ]


def test_troubles_of_the_reader_become_findings():
    trouble = Trouble("tracked-changes", Span(3, 4), (("count", 7),))
    outcome = run(constraint(rule="never"), troubles=(trouble,))
    assert codes(outcome) == ["GL008"]
    assert outcome.findings[0].message.en == "7 tracked changes have neither been accepted nor rejected"


# ---- the engine's own constraints ----


def raised():
    """(name, facts) of every trouble that the package's sources spell out."""
    for path in sorted(Path(govlint.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
                continue
            first = call.args[0]
            named = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if named and call.func.id in ("UnreadableError", "_error"):
                yield first.value, {keyword.arg for keyword in call.keywords}
            elif named and call.func.id == "Trouble":
                yield first.value, None


def test_every_trouble_that_is_raised_has_its_words():
    own = {c.name: c for c in OWN}
    found = list(raised())
    assert {"file-unreadable", "no-text-layer", "reader-missing", "tracked-changes"} <= {
        name for name, _ in found
    }
    for name, facts in found:
        assert name in own, name
        asked = {part for _, part, _, _ in string.Formatter().parse(own[name].message.zh) if part}
        assert facts is None or asked <= facts, name


def test_the_engine_words_everything_in_both_languages():
    for found in OWN:
        places = [
            {part for _, part, _, _ in string.Formatter().parse(text) if part}
            for text in (found.message.zh, found.message.en)
        ]
        assert places[0] == places[1], found.code
        assert found.rule is None
