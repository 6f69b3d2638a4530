"""Rules of outline and content, on whole reports with one fault and on sections made for the purpose."""

import random
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import reports

from govlint.bodies import Body
from govlint.choose import Choice
from govlint.document import Document, Paragraph, Piece
from govlint.findings import Words
from govlint.lint import Linter, Settings
from govlint.model import Deviation, Label, Report, Section
from govlint.places import Span
from govlint.rule import Breach, Node, NotChecked, Scope
from govlint.rules import content, structure
from govlint.understand import understand

RULES = Path(__file__).parent.parent / "rules"
CHECKS = {
    *("section-missing", "section-order", "heading-number", "heading-variant", "heading-level"),
    *("overall-aspect-missing", "problems-empty", "other-matters-fee", "other-matters-offtopic"),
    "overall-too-long",
}
FAULTS = [fault for fault in reports.FAULTS if fault.check in CHECKS]


@cache
def linter():
    return Linter(Settings(choice=Choice(extend=("overall-too-long",)), today=date(2026, 11, 24)))


def lint(text):
    return linter().check_bytes("made.txt", text.encode())


def of(outcome, name):
    return [finding for finding in outcome.findings if finding.name == name]


def test_every_constraint_of_the_chapter_is_planted():
    chapter = {c.name for c in linter().packs.constraints if Path(c.path).name == "structure.yaml"}
    assert chapter - {fault.check for fault in FAULTS} == {"assessment-missing", "parse-bound"}
    assert chapter >= CHECKS


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("seed", [1, 4])
def test_a_planted_fault_is_found_at_its_place(fault, seed):
    planted = fault.plant(fault.make(seed), random.Random(seed))
    printed = reports.write(planted.data, "lines")
    outcome = lint(printed.text)
    found = of(outcome, fault.check)
    line = printed.line_of(planted.place)
    assert found
    assert line is None or line in {outcome.document.position(f.span.start).line for f in found}


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
@pytest.mark.parametrize("kind", ["county", "bureau", "town"])
def test_a_consistent_report_is_silent(form, kind):
    outcome = lint(reports.write(reports.make(3, form, "medium", kind), "lines").text)
    assert outcome.status == "checked"
    assert [f.name for f in outcome.findings if f.code.startswith("GL1")] == []


MESSAGES = [
    ("number_missing", "heading-number", "没有序号"),
    ("number_repeated", "heading-number", "与前一个标题序号相同"),
    ("number_skipped", "heading-number", "序号不连续"),
    ("number_is_dash", "heading-number", "序号处不是数字"),
    ("problems_blank", "problems-empty", "“存在的主要问题及改进情况”只有标题，没有内容"),
    ("problems_none", "problems-empty", "“存在的主要问题及改进情况”只写没有问题"),
    ("problems_short", "problems-empty", "“存在的主要问题及改进情况”只有一两句话，没有实际内容"),
    ("only_measures", "problems-empty", "“存在的主要问题及改进情况”没有写存在的问题"),
    ("only_problems", "problems-empty", "“存在的主要问题及改进情况”没有写改进的措施"),
    ("fee_not_told", "other-matters-fee", "“其他需要报告的事项”没有说明收取信息处理费的情况"),
    ("section_left_out", "section-missing", "的标题，也找不到其内容"),
]


@pytest.mark.parametrize(("act", "name", "text"), MESSAGES)
def test_the_message_says_what_is_wrong(act, name, text):
    fault = next(fault for fault in FAULTS if fault.act.__name__ == act)
    planted = fault.plant(fault.make(1), random.Random(1))
    (found,) = of(lint(reports.write(planted.data, "lines").text), name)
    assert found.message.zh.endswith(text)
    assert "{" not in found.message.en


# ---- single rules ----


def section(*texts, key="overview", heading="一、总体情况", number="一", expected="一", start=0, **more):
    label = (
        Label(heading, heading, Span(start, start + len(heading)), number, expected, **more)
        if heading
        else None
    )
    pieces, at = [], start + len(heading or "") + 1
    for text in texts:
        pieces.append(Piece.verbatim(text, at))
        at += len(text) + 1
    return Section(key, heading or key, Span(start, at), label, tuple(pieces))


def results(rule, *sections, agency=None, whole=False, **arguments):
    report = Report("gfoi-2021", Span(0, 9999), sections, agency=agency)
    scope = Scope(report, Document("made.txt", "text", "", ()), {}, date(2026, 11, 24))
    one = report if whole or len(sections) != 1 else sections[0]
    kind = "report" if one is report else "section"
    return list(rule(Node(kind, one, "the node", one.span), scope, **arguments))


SLIPS = {name: Words(name, name) for name in ("missing", "glyph", "repeated", "other")}
NUMBERS = [
    ("一 二 三 四", []),
    ("一 三", []),
    ("一 二 二 四", ["repeated"]),
    ("一 - 三", ["missing"]),
    ("— 二 三", ["glyph"]),
    ("1 2 3", []),
    ("一 二 七", ["other"]),
    ("九 十 十一", ["other"]),
]


@pytest.mark.parametrize(("numbers", "slips"), NUMBERS)
def test_numbers_follow_the_form_or_the_heading_before(numbers, slips):
    given = [None if number == "-" else number for number in numbers.split()]
    order = "一三" if numbers == "一 三" else "一二三四五六"
    made = [
        section(heading=f"第{i}节", number=number, expected=order[i], start=100 * i, key=f"s{i}")
        for i, number in enumerate(given)
    ]
    assert [
        b.facts["slip"].zh for b in results(structure.heading_numbers, *made, whole=True, slips=SLIPS)
    ] == slips


def test_numbers_lost_everywhere_are_not_judged():
    made = [section(number=None, start=100 * i, key=f"s{i}") for i in range(3)]
    (only,) = results(structure.heading_numbers, *made, slips=SLIPS)
    assert isinstance(only, NotChecked)


STATES = {name: Words(name, name) for name in ("gone", "untitled", "reworded")}
MISSING = [
    ("……。", (), ("gone", True)),
    ("……。", ("印在别处。",), ("untitled", False)),
    ("二、公开的各种信息", (), ("reworded", False)),
    ("三、公开的各种信息", (), ("gone", True)),
    ("二、公开了各种信息。", (), ("gone", True)),
]


@pytest.mark.parametrize(("before", "texts", "expected"), MISSING)
def test_a_missing_section_is_told_by_what_there_is_of_it(before, texts, expected):
    made = (section(before), section(*texts, key="proactive", heading=None, start=90))
    gone = (Deviation("missing", "section", "proactive", "二、……", Span(90, 90)),)
    report = Report("gfoi-2021", Span(0, 9999), made, deviations=gone)
    scope = Scope(report, Document("made.txt", "text", "", ()), {}, date(2026, 11, 24))
    (breach,) = structure.missing_section(Node("report", report, "", report.span), scope, states=STATES)
    assert (breach.facts["state"].zh, breach.facts["gone"]) == expected
    assert breach.span == (made[0].paragraphs[0].span() if expected[0] == "reworded" else Span(89, 90))


LEVELS = [
    (("一、主动公开", "……。", "二、依申请公开", "……。"), 2),
    (("一、主动公开", "……。"), 0),
    (("（一）主动公开", "（二）依申请公开"), 0),
    (("一、主动公开政府信息十条。", "二、依申请公开一件。"), 0),
    (("三、某事", "一、另一事"), 0),
]


@pytest.mark.parametrize(("texts", "count"), LEVELS)
def test_only_short_lines_numbered_like_sections_are_taken_for_headings(texts, count):
    found = results(structure.heading_level, section(*texts))
    assert [breach.facts["count"] for breach in found] == ([count] if count else [])


def topics(text, agency=None, kinds=("county",)):

    bodies = (Body("county", (re.compile("县人民政府$"),)), Body("department", (re.compile("局$"),)))
    tell = (content.Topic(Words("考核", "assessment"), (re.compile("考核|评议"),)),)
    return results(
        content.topics, section(text), agency=agency, whole=True, tell=tell, bodies=bodies, kinds=kinds
    )


def test_a_topic_is_asked_only_of_the_kinds_of_body_that_must_tell_it():
    assert topics("没有。", "某局") == []
    assert topics("开展了社会评议。", "某县人民政府") == []
    (breach,) = topics("没有。", "某县人民政府")
    assert isinstance(breach, Breach)
    assert breach.facts == {"missing": (Words("考核", "assessment"),), "count": 1}


def test_a_topic_is_not_judged_without_an_agency():
    (only,) = topics("没有。")
    assert isinstance(only, NotChecked)
    assert only.reason == "no_agency"


def test_prose_is_not_judged_where_its_heading_is_missing():
    (only,) = results(content.substance, section(heading=None), least=30, nothing=(), sides=(), lacks={})
    assert isinstance(only, NotChecked)


PROMISES = [
    ("今后将继续努力，进一步提高水平。", 1),
    ("今后将继续努力。全年收取信息处理费0元。", 0),
    ("今后将继续努力。答复建议3件。", 0),
    ("无。", 0),
    ("某某人民政府", 0),
]


@pytest.mark.parametrize(("text", "number"), PROMISES)
def test_promises_beside_a_matter_are_no_fault(text, number):
    constraint = linter().packs.find("other-matters-offtopic")
    made = section(text, key="other_matters")
    assert len(results(content.promises_only, made, **constraint.arguments)) == number


def test_a_number_that_the_source_generates_is_the_headings_number():
    printed = reports.write(reports.make(3, "gfoi-2021", "medium", "county"), "lines")
    document = linter().read("made.txt", printed.text.encode())
    blocks = [
        Paragraph(block.piece.part(2, len(block.piece.text)), block.piece.text[:2])
        if isinstance(block, Paragraph) and block.piece.text[:2] in ("一、", "三、", "五、")
        else block
        for block in document.blocks
    ]
    document = replace(document, blocks=tuple(blocks))
    report = understand(document, linter().recogniser)
    assert [section.heading.number for section in report.sections] == list("一二三四五六")
    assert of(linter().engine.run(report, document, date(2026, 11, 24)), "heading-number") == []


def test_a_search_that_was_bounded_is_told():
    report = Report(
        "gfoi-2021", Span(0, 9), (), deviations=(Deviation("unexpected", "bound", "", "", Span(0, 9)),)
    )
    found = linter().engine.run(report, Document("made.txt", "text", "123456789", ()), date(2026, 11, 24))
    assert [finding.severity for finding in of(found, "parse-bound")] == ["warning"]
