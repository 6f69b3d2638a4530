"""Wording, leftovers and privacy: what must be found, and the look-alikes that must stay silent."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import reports
import yaml
from linting import TODAY, lint, linter
from prose_reports import report_of

from govlint.wordings import checks
from govlint.wordings.bounded import Bounded
from govlint.wordings.pairs import unpaired
from govlint.wordings.repeats import repeats
from govlint.wordings.sayings import Slip

FOLDER = Path(__file__).parent / "wordings"
WITH_A_SENTENCE = {"GL816"}
"""Constraints that speak of every report of one sentence."""


@cache
def engine():
    constraints = tuple(
        c for c in linter().engine.constraints if c.code.startswith("GL8") and c.code not in WITH_A_SENTENCE
    )
    return replace(linter().engine, constraints=constraints)


def findings(sentence):
    report, document = report_of(sentence)
    report = replace(report, agency="榆垣县城关镇人民政府")
    outcome = engine().run(report, document, TODAY)
    assert outcome.assurance.crashed == 0
    return outcome.findings


def sentences(name):
    data = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [pytest.param(key, text, id=f"{key}:{text[:30]}") for key, texts in data.items() for text in texts]


@pytest.mark.parametrize(("code", "sentence"), sentences("found.yaml"))
def test_what_is_wrong_is_found_and_nothing_else(code, sentence):
    found = findings(sentence)
    assert {f.code for f in found} == {code}
    for finding in found:
        assert finding.message.zh
        assert finding.message.en
        assert finding.remedy.zh


@pytest.mark.parametrize(("_group", "sentence"), sentences("silent.yaml"))
def test_look_alikes_are_silent(_group, sentence):
    assert [(f.code, f.message.zh) for f in findings(sentence)] == []


def test_the_bank_is_large():
    assert len(sentences("silent.yaml")) >= 150
    assert len({p.values[1] for p in sentences("silent.yaml")}) == len(sentences("silent.yaml"))


@pytest.mark.parametrize("form", ["gfoi-2019", "gfoi-2021"])
def test_consistent_reports_of_every_kind_are_silent(form):
    for seed, kind in enumerate(reports.KINDS):
        text = reports.write(reports.make(seed, form=form, kind=kind, profile="small"), "lines").text
        assert [f.message.zh for f in lint(text).findings if f.code.startswith("GL8")] == []


def base():
    return reports.write(
        reports.make(11, form="gfoi-2021", profile="small", kind="county", year=2023), "lines"
    ).text


def found(text, code):
    return [f for f in lint(text).findings if f.code == code]


def test_a_paragraph_printed_twice_is_a_warning_and_a_title_a_note():
    told = "本机关健全信息发布审核机制，落实先审后发要求；对已公开信息开展定期清理，动态更新目录。"
    mark = "（三）政府信息管理"
    twice = base().replace(mark, f"{told}\n\n{mark}\n\n{told}", 1)
    [finding] = found(twice, "GL804")
    assert finding.severity == "warning"
    assert len(finding.related) == 1
    title = base().splitlines()[0]
    [finding] = found(f"{title}\n\n{base()}", "GL804")
    assert finding.severity == "note"


def test_no_contact_at_all():
    bare = base()
    for word in ("联系", "电话", "咨询", "邮编", "邮箱", "下载", "查阅", "查询", "网址", "www.", "门户网站"):
        bare = bare.replace(word, "")
    assert [f.severity for f in found(bare, "GL816")] == ["note"]
    assert found(base(), "GL816") == []


def test_mixed_punctuation_is_off_unless_asked_for():
    [constraint] = [c for c in linter().packs.constraints if c.code == "GL807"]
    assert not constraint.enabled
    report, document = report_of("健全机制,细化分工；完善流程。")
    outcome = replace(linter().engine, constraints=(constraint,)).run(report, document, TODAY)
    assert [f.code for f in outcome.findings] == ["GL807"]
    report, document = report_of("健全机制，细化分工；完善流程。")
    assert replace(linter().engine, constraints=(constraint,)).run(report, document, TODAY).findings == ()


def test_private_numbers_are_never_printed_whole():
    for sentence in ("申请人身份证号为11010519491231002X。", "补助打入其银行卡6222021234567890128。"):
        [finding] = findings(sentence)
        assert "*****" in finding.message.zh
        assert not any(number in finding.message.zh for number in ("19491231", "123456789"))


def test_check_digits():
    assert checks.resident("11010519491231002X")
    assert not checks.resident("110105194912310021")
    assert not checks.resident("11010519491331002X")
    assert not checks.resident("1101051949123100")
    assert checks.luhn("6222021234567890128")
    assert not checks.luhn("6222021234567890123")
    assert not checks.luhn("0000000000000000")


def test_repeats_are_told_once_and_long_ones_too():
    assert list(repeats("规范审核审核机制")) == [(2, 2)]
    assert list(repeats("审核审核审核")) == [(0, 2)]
    assert list(repeats("哈哈哈哈")) == []
    assert list(repeats("2021202120212021")) == []
    assert list(repeats("聚焦建设70周年发布会聚焦建设70周年发布会")) == [(0, 11)]
    assert list(repeats("𠮷祥𠮷祥 \ud800")) == []


def test_a_megabyte_is_bounded():
    assert list(repeats("共" * 200_000)) == []
    assert sum(1 for _ in unpaired("(" * 200_000, ("()",))) == 200_000
    assert sum(1 for _ in unpaired("(" * 100_000 + "]" * 100_000, ("()", "[]"))) == 200_000


def test_pairs_of_several_kinds():
    assert list(unpaired("〔2021]30(a)", ("()", "[]", "〔〕"))) == [(0, "〕"), (5, "[")]
    assert list(unpaired("(【)】", ("()", "【】"))) == [(1, "】"), (3, "【")]
    assert list(unpaired("“a‘b’”", ("“”", "‘’"))) == []


@pytest.mark.parametrize(
    "text", ["a+", "a*", "[ab]{2,}", "(ab){2,3}", "(ab)?{2}", "a{1,900}", "(", "a" * 3000]
)
def test_patterns_that_could_run_away_are_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        Bounded.parse(text)


@pytest.mark.parametrize("text", ["[*+]", r"\*{3,8}", "a{0,9}b?", "(?:ab)?c", r"[\]+]x"])
def test_bounded_patterns_are_taken(text):
    assert Bounded.parse(text).pattern.pattern == text


@pytest.mark.parametrize("text", ["截止", "→截至", "截止→", "的→地", "截至→截至"])
def test_a_slip_names_both_words(text):
    with pytest.raises(ValueError, match="wrong→right"):
        Slip.parse(text)
