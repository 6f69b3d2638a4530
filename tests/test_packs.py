"""Packs: a broken one is told with every mistake at its place, a sound one means what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from govlint.errors import PackError
from govlint.findings import Words
from govlint.forms import load_kits
from govlint.packs.convert import Converter
from govlint.packs.load import load_packs
from govlint.packs.patterns import compile_pattern
from govlint.packs.source import Place, Scalar, SourceError, parse_file, parse_text, plain
from govlint.plugins import load_plugins
from govlint.rule import rule, rules_of
from govlint.selectors import problem
from govlint.shipped import traditional_characters


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    share: Decimal = Decimal(1)


class Expression:
    def __init__(self, text):
        self.text = text

    @classmethod
    def parse(cls, text):
        if "=" not in text:
            raise ValueError("has no '='")
        return cls(text)


@rule(facts=("left", "difference"), nodes=("report", "row"))
def balance(
    node, scope, *, expect: Expression, least: int = 0, loose: bool = False, kinds: tuple[Kind, ...] = ()
):
    yield from ()


@rule(facts=("text",), nodes=("section",))
def phrase(
    node,
    scope,
    *,
    found: tuple[re.Pattern[str], ...],
    texts: Mapping[str, Words] | None = None,
    side: Literal["left", "right"] = "left",
):
    yield from ()


def here():
    import sys

    return sys.modules[__name__]


RULES = {found.name: found for found in rules_of(here())}


@dataclass(frozen=True)
class Form:
    id: str
    sections: tuple[str, ...] = ("overview", "requests")
    keys: ClassVar = {"requests": {"received": ("total",), "refused.secret": ("total",)}}


FORMS = {"form-a": Form("form-a"), "form-b": Form("form-b")}


def selector_problem(selector, ids):
    return problem(selector, [FORMS[form] for form in ids if form in FORMS])


HEAD = """\
id: test
title: 测试
prefix: TT
version: "1"
forms: [form-a, form-b]
"""
ENTRY = """\
- code: TT101
  name: first-one
  severity: error
  rule: balance
  expect: a = b
  message: {zh: "{node}：{left}", en: "{node}: {left}"}
  why: 因为
  basis: 依据
  remedy: 改正
"""


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.yaml").write_text(text, encoding="utf-8")
    return folder


def load(*folders):
    return load_packs(folders, RULES, selector_problem, FORMS)


def faults(*folders):
    """Every fault as `file:line:column: text`, the file's folder left out."""
    with pytest.raises(PackError) as caught:
        load(*folders)
    told = caught.value.faults
    assert str(caught.value).split("\n") == [str(fault) for fault in told]
    return [f"{Path(fault.path).name}:{fault.line}:{fault.column}: {fault.text}" for fault in told]


def changed(old, new, text=ENTRY):
    assert old in text
    return text.replace(old, new)


ENTRIES = [
    ("severity: error", "severity: eror", "3:13: 'eror' is no severity; did you mean 'error'?"),
    ("severity: error", "severty: error", "1:3: key 'severity' is missing"),
    ("severity: error", "severty: error", "3:3: unknown key 'severty'; did you mean 'severity'?"),
    ("rule: balance", "rule: balanse", "4:9: unknown rule 'balanse'; did you mean 'balance'?"),
    ("rule: balance", "rule: [balance]", "4:9: must be text"),
    ("  expect: a = b\n", "", "1:3: rule 'balance' needs 'expect'"),
    ("expect: a = b", "expect: a", "5:11: 'a': has no '='"),
    ("expect: a = b", "expect: a = b\n  leest: 3", "6:3: unknown key 'leest'; did you mean 'least'?"),
    ("expect: a = b", "expect: a = b\n  least: many", "6:10: 'many': must be a whole number"),
    ("expect: a = b", "expect: a = b\n  least: 1_000", "6:10: '1_000': must be a whole number"),
    ("expect: a = b", "expect: a = b\n  least: 0x10", "6:10: '0x10': must be a whole number"),
    ("expect: a = b", "expect: a = b\n  least: ３", "6:10: '３': must be a whole number"),
    ("expect: a = b", 'expect: a = b\n  least: "3"', "6:10: '3' is text; write it without quotes"),
    ("expect: a = b", "expect: a = b\n  least: [3]", "6:10: must be text"),
    ("expect: a = b", "expect: a = b\n  loose: no", "6:10: 'no': must be true or false"),
    ("expect: a = b", "expect: a = b\n  kinds: {name: x}", "6:10: must be a list"),
    ("expect: a = b", "expect: a = b\n  kinds: [x]", "6:11: must be a mapping (name, share)"),
    ("expect: a = b", "expect: a = b\n  kinds: [{share: 2}]", "6:11: key 'name' is missing"),
    (
        "expect: a = b",
        "expect: a = b\n  kinds: [{name: x, shere: 2}]",
        "6:21: unknown key 'shere'; did you mean 'share'?",
    ),
    ("expect: a = b", "expect: a = b\n  kinds: [{name: x, share: NaN}]", "6:28: 'NaN': must be a number"),
    ("expect: a = b", "expect: a = b\n  kinds: [{name: x, share: 1e9}]", "6:28: '1e9': must be a number"),
    ("expect: a = b", "expect: $nothing", "5:11: the pack has no parameter 'nothing'"),
    ("expect: a = b", "expect:", "5:10: is empty"),
    ("code: TT101", "code: GL101", "1:9: code 'GL101' must be TT and three or four digits"),
    ("code: TT101", "code: TT１０１", "1:9: code 'TT１０１' must be TT and three or four digits"),
    (
        "name: first-one",
        "name: First_One",
        "2:9: name 'First_One' must be lower-case words joined by hyphens",
    ),
    ('{left}"', '{lift}"', "6:38: rule 'balance' gives no fact 'lift'; did you mean 'left'?"),
    ('{left}", en', '{rest}", en', "6:17: rule 'balance' gives no fact 'rest'"),
    ('{left}", en', '{}", en', "6:17: rule 'balance' gives no fact ''"),
    ('{left}", en', '{left.x}", en', "6:17: rule 'balance' gives no fact 'left.x'; did you mean 'left'?"),
    ('{left}", en', '{left!r}", en', "6:17: conversion '!r' of 'left' is not allowed"),
    ('{left}", en', '{left:+q}", en', "6:17: format '+q' of 'left' cannot work"),
    ('{left}", en', '{left:{node}}", en', "6:17: format '{node}' of 'left' cannot work"),
    ('{left}", en', '{left", en', "6:17: message cannot be read: expected '}' before end of string"),
    ('message: {zh: "{node}：{left}"', 'message: {cn: "{node}：{left}"', "6:13: unknown key 'cn'"),
    ('message: {zh: "{node}：{left}"', 'message: {cn: "{node}：{left}"', "6:12: key 'zh' is missing"),
    ("why: 因为", "why:", "7:7: is empty"),
    ("why: 因为", "why: ' '", "7:8: is empty"),
    ("basis: 依据", "basis: {zh: 依据}", "8:10: must be text"),
    (
        "rule: balance",
        "rule: balance\n  forms: [form-c]",
        "5:10: unknown form 'form-c'; did you mean 'form-b'?",
    ),
    (
        "rule: balance",
        "rule: balance\n  forms: []",
        "5:10: names no form, so that the constraint can never be run",
    ),
    (
        "rule: balance",
        "rule: balance\n  each: request.rows",
        "5:9: no section 'request' in form-a, form-b; did you mean 'requests'?",
    ),
    (
        "rule: balance",
        "rule: balance\n  each: requests.recieved",
        "5:9: no row 'recieved' in section 'requests' of form-a, form-b; did you mean 'received'?",
    ),
    (
        "rule: balance",
        "rule: balance\n  each: requests.cells",
        "5:9: rule 'balance' takes a report or row, and 'requests.cells' names a cell",
    ),
    ("rule: balance", "rule: balance\n  years: [2021, 2019]", "5:10: must be [first, last]"),
    ("rule: balance", "rule: balance\n  years: 2019", "5:10: must be a list"),
    ("rule: balance", "rule: balance\n  enabled: yes", "5:12: 'yes': must be true or false"),
    ("rule: balance", "rule: balance\n  escalate: {fatal: left}", "5:13: 'fatal' is no severity"),
    (
        "rule: balance",
        "rule: balance\n  escalate: {warning: lefft}",
        "5:13: rule 'balance' gives no fact 'lefft'; did you mean 'left'?",
    ),
    (
        "rule: balance",
        "rule: balance\n  suppresses: [frist-one]",
        "5:16: no constraint 'frist-one' to suppress; did you mean 'first-one'?",
    ),
    ("why: 因为", "name: again", "7:3: key 'name' is written twice (first at line 2)"),
    ("why: 因为", "why: &a 因为", "7:8: anchors and aliases are not allowed"),
    ("why: 因为", "why: *a", "7:8: anchors and aliases are not allowed"),
    ("why: 因为", "why: !!str 因为", "7:8: tag tag:yaml.org,2002:str is not allowed"),
    (
        "why: 因为",
        "why: !!python/name:os.system 因为",
        "7:8: tag tag:yaml.org,2002:python/name:os.system is not allowed",
    ),
    ("why: 因为", "<<: {why: 因为}", "7:3: merge keys are not allowed"),
    ("why: 因为", "? [why]\n  : 因为", "7:5: a key must be text"),
    ("- code", "code", "1:1: must be a list of constraints"),
    ("- code: TT101", "- just text\n- code: TT101", "1:3: must be a mapping"),
    ("remedy: 改正", "remedy: 改正\n---\n- code: TT102", "10:1: holds a second document"),
]


@pytest.mark.parametrize(("old", "new", "text"), ENTRIES)
def test_a_broken_entry_is_told_at_its_place(tmp_path, old, new, text):
    entry = changed(old, new) if old != "- code" else "code: TT101\n"
    told = faults(write(tmp_path / "test", pack=HEAD, a=entry))
    assert f"a.yaml:{text}" in told


HEADS = [
    ("id: test", "ids: test", "1:1: unknown key 'ids'; did you mean 'id'?"),
    ("id: test", "ids: test", "1:1: key 'id' is missing"),
    ("id: test", "id: Test it", "1:5: id 'Test it' must be lower-case words joined by hyphens"),
    ("prefix: TT", "prefix: tt", "3:9: prefix 'tt' must be capitals"),
    ("title: 测试", "title: []", "2:8: must be text, or {zh: …, en: …}"),
    ("forms: [form-a, form-b]", "forms: form-a", "5:8: must be a list"),
    ("form-b]", "form-z]", "5:17: unknown form 'form-z'; did you mean 'form-b'?"),
    (
        'version: "1"',
        'version: "1"\nextends: [tset]',
        "5:11: extends 'tset', which is not loaded; did you mean 'test'?",
    ),
    ('version: "1"', 'version: "1"\nparameters: 3', "5:13: must be a mapping"),
    ('version: "1"', 'version: "1"\npatch: {}', "5:8: must be a list"),
    ('version: "1"', 'version: "1"\npatch: [x]', "5:9: must be a mapping"),
    ('version: "1"', 'version: "1"\npatch: [{constraint: first-one}]', "5:9: key 'reason' is missing"),
]


@pytest.mark.parametrize(("old", "new", "text"), HEADS)
def test_a_broken_head_is_told_at_its_place(tmp_path, old, new, text):
    told = faults(write(tmp_path / "test", pack=changed(old, new, HEAD), a=ENTRY))
    assert f"pack.yaml:{text}" in told


def test_all_mistakes_of_all_files_of_all_packs_are_told_at_once(tmp_path):
    one = write(
        tmp_path / "one",
        pack=HEAD,
        a=changed("severity: error", "severity: bad") + ENTRY.replace("rule: balance", "rule: none"),
        b="- {",
    )
    two = write(tmp_path / "two", pack="id: [", a=changed("101", "102").replace("why", "whi"))
    three = write(
        tmp_path / "three",
        pack=HEAD.replace("test", "three"),
        a=changed("first-one", "Third").replace("101", "103"),
    )
    told = faults(one, two, three)
    assert [line.partition(": ")[0] for line in told] == [
        "a.yaml:3:13",
        "a.yaml:13:9",
        "b.yaml:2:1",
        "a.yaml:2:9",
        "pack.yaml:2:1",
    ]


def test_a_pack_without_a_head_is_told(tmp_path):
    (tmp_path / "test").mkdir()
    assert faults(tmp_path / "test") == ["pack.yaml:1:1: No such file or directory"]


def test_a_file_of_another_suffix_is_not_passed_over(tmp_path):
    folder = write(tmp_path / "test", pack=HEAD)
    (folder / "a.yml").write_text(ENTRY, encoding="utf-8")
    assert faults(folder) == ["a.yml:1:1: is not read; files of a pack end in .yaml"]


# ---- hostile files ----


def test_depth_is_bounded(tmp_path):
    with pytest.raises(SourceError) as caught:
        parse_text("[" * 100_000, "x.yaml")
    (fault,) = caught.value.faults
    # Newer releases of libyaml refuse such a depth themselves, before the first event.
    assert str(fault) in (
        "x.yaml:1:51: is nested deeper than 50",
        "x.yaml:1:1001: exceeded maximum nesting depth",
    )


def test_depth_is_bounded_below_what_the_library_refuses():
    with pytest.raises(SourceError) as caught:
        parse_text("[" * 60, "x.yaml")
    assert [str(fault) for fault in caught.value.faults] == ["x.yaml:1:51: is nested deeper than 50"]


def test_size_is_bounded(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(SourceError, match="is larger than 1048576 bytes"):
        parse_file(path, "x.yaml")


def test_aliases_do_not_multiply():
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    with pytest.raises(SourceError) as caught:
        parse_text(text, "x.yaml")
    assert {fault.text for fault in caught.value.faults} == {"anchors and aliases are not allowed"}
    assert len(caught.value.faults) == 6


BYTES = [
    (b"", "is empty"),
    (b"# only a remark\n", "is empty"),
    (b"\xff\xfe", "is not UTF-8 at byte 0"),
    (b"a: \x00", "not allowed"),
    (b"a: [", "did not find expected node content"),
]


@pytest.mark.parametrize(("data", "text"), BYTES)
def test_what_is_no_yaml_is_told(tmp_path, data, text):
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=re.escape(text)):
        parse_file(path, "x.yaml")


def test_scalars_stay_text():
    text = "[no, 2024.10, 12:30, 010, 1_000, .5, '', \"是\", 1e3, 2024-01-01]"
    expected = ["no", "2024.10", "12:30", "010", "1_000", ".5", "", "是", "1e3", "2024-01-01"]
    assert plain(parse_text(text, "x.yaml")) == expected


# ---- sound packs ----


def test_a_sound_entry_is_read_whole(tmp_path):
    more = """\
  each: requests.rows
  forms: [form-b]
  years: [2019, 2020]
  escalate: {error: left}
  rank: 3
  suppresses: [second]
  tags: [sum]
  least: -5
  loose: true
  kinds: [{name: x, share: 0.25}, {name: no}]
"""
    second = ENTRY.replace("TT101", "TT099").replace("first-one", "second")
    packs = load(write(tmp_path / "test", pack=HEAD, a=ENTRY + more, b=second))
    assert [c.code for c in packs.constraints] == ["TT099", "TT101"]
    found = packs.find("first-one")
    assert found is packs.find("TT101")
    assert found.message == Words("{node}：{left}", "{node}: {left}")
    assert (found.why, found.basis, found.remedy) == (Words("因为", ""), "依据", Words("改正", ""))
    assert (found.each, found.forms, found.years, found.rank) == (
        "requests.rows",
        ("form-b",),
        (2019, 2020),
        3,
    )
    assert (found.escalate, found.suppresses, found.tags) == ({"error": "left"}, ("second",), ("sum",))
    assert found.arguments["expect"].text == "a = b"
    assert (found.arguments["least"], found.arguments["loose"]) == (-5, True)
    assert found.arguments["kinds"] == (Kind("x", Decimal("0.25")), Kind("no"))
    assert found.parameters["kinds"] == [{"name": "x", "share": "0.25"}, {"name": "no"}]
    assert (found.pack, found.line, Path(found.path).name) == ("test", 1, "a.yaml")


PHRASE = (
    ENTRY.replace("balance", "phrase")
    .replace("expect: a = b", "each: overview\n  found: ['a+']")
    .replace("left", "text")
)


def test_patterns_and_texts_are_made_on_load(tmp_path):
    entry = PHRASE + "  texts: {one: {zh: 甲, en: A}, two: 乙}\n  side: right\n"
    found = load(write(tmp_path / "test", pack=HEAD, a=entry)).constraints[0]
    assert found.arguments["found"] == (re.compile("a+"),)
    assert found.arguments["texts"] == {"one": Words("甲", "A"), "two": Words("乙", "")}
    assert found.arguments["side"] == "right"


PHRASES = [
    (
        "found: ['a+']",
        "found: ['a(']",
        "6:11: is no pattern: missing ), unterminated subpattern at position 1",
    ),
    ("found: ['a+']", f"found: ['{'a' * 2001}']", "6:11: the pattern is longer than 2000 characters"),
    ("found: ['a+']", "found: ['a+']\n  side: middle", "7:9: 'middle' is none of left, right"),
    ("found: ['a+']", "found: ['a+']\n  texts: [x]", "7:10: must be a mapping"),
    ("  each: overview\n", "", "1:3: rule 'phrase' takes a section, and 'report' names a report"),
]


PATTERNS = [
    (r"^(?:\s*\d+,?)+$", False),
    ("(a*)*", False),
    ("((a|b+)c){2,}", False),
    ("(?:a+){3}", True),
    ("a+b*c", True),
    ("(a{1,3}b)+", True),
    (r"([*+(]x)+", True),
    (r"(\+\(x)*", True),
    ("(a+)?b+", True),
    (r"[\]*+]{2,}(a)+", True),
]


@pytest.mark.parametrize(("text", "sound"), PATTERNS)
def test_nested_repetition_without_bound_is_refused(text, sound):
    if sound:
        assert compile_pattern(text).pattern == text
    else:
        with pytest.raises(ValueError, match="the pattern repeats without bound what repeats without bound"):
            compile_pattern(text)


@pytest.mark.parametrize(("old", "new", "text"), PHRASES)
def test_a_broken_pattern_or_choice_is_told_at_its_place(tmp_path, old, new, text):
    assert f"a.yaml:{text}" in faults(write(tmp_path / "test", pack=HEAD, a=changed(old, new, PHRASE)))


def test_parameters_stand_for_values_in_any_place(tmp_path):
    head = HEAD + "parameters: {half: 0.5, kinds: [{name: x, share: $half}], equal: a = b}\n"
    entry = changed("expect: a = b", "expect: $equal\n  kinds: $kinds")
    found = load(write(tmp_path / "test", pack=head, a=entry, more__parameters="name: y\n"))
    assert found.constraints[0].arguments["kinds"] == (Kind("x", Decimal("0.5")),)
    assert found.parameters["name"] == "y"


def test_a_parameter_is_set_once_and_does_not_stand_for_itself(tmp_path):
    head = HEAD + "parameters:\n  equal: $other\n  other: $equal\n"
    entry = changed("expect: a = b", "expect: $equal")
    told = faults(write(tmp_path / "test", pack=head, a=entry, b__parameters="equal: a = b\n"))
    assert told[0].startswith("b.parameters.yaml:1:1: parameter 'equal' is already set at ")
    assert told[1] == "pack.yaml:8:10: parameter 'equal' stands for itself"


# ---- several packs ----


def two(tmp_path, extra="", entry="", own_head="", prefix="LL"):
    base = write(tmp_path / "base" / "test", pack=HEAD + own_head, a=ENTRY)
    head = HEAD.replace("id: test", "id: local").replace("TT", prefix) + "extends: [test]\n" + extra
    files = {"a": entry} if entry else {}
    return base, write(tmp_path / "mine" / "local", pack=head, **files)


def test_a_pack_patches_what_it_extends(tmp_path):
    patch = (
        "patch:\n- {constraint: first-one, severity: note, enabled: false, options: {least: 7}, "
        "reason: 本地要求}\n"
    )
    found = load(*two(tmp_path, patch))
    (constraint,) = found.constraints
    assert (constraint.severity, constraint.enabled, constraint.arguments["least"]) == ("note", False, 7)
    assert constraint.parameters == {"expect": "a = b", "least": "7"}
    assert found.packs[1].patches[0].reason == "本地要求"


def test_an_extending_pack_sets_parameters(tmp_path):
    base = write(
        tmp_path / "base" / "test",
        pack=HEAD + "parameters: {equal: a = b}\n",
        a=changed("expect: a = b", "expect: $equal"),
    )
    head = HEAD.replace("id: test", "id: local").replace("TT", "LL")
    mine = write(tmp_path / "local", pack=head + "extends: [test]\nparameters: {equal: c = d}\n")
    assert load(base, mine).constraints[0].arguments["expect"].text == "c = d"
    assert load(mine, base).constraints[0].arguments["expect"].text == "c = d"


PATCHES = [
    (
        "{constraint: frist-one, reason: r}",
        "8:16: no constraint 'frist-one' to patch; did you mean 'first-one'?",
    ),
    (
        "{constraint: first-one, severity: eror, reason: r}",
        "8:37: 'eror' is no severity; did you mean 'error'?",
    ),
    ("{constraint: first-one, enabled: off, reason: r}", "8:36: 'off': must be true or false"),
    ("{constraint: first-one, options: [3], reason: r}", "8:36: must be a mapping"),
    (
        "{constraint: first-one, options: {leest: 3}, reason: r}",
        "8:44: rule 'balance' has no parameter 'leest'; did you mean 'least'?",
    ),
    ("{constraint: first-one, options: {least: x}, reason: r}", "8:44: 'x': must be a whole number"),
    ("{constraint: first-one, level: 3, reason: r}", "8:27: unknown key 'level'"),
    ("{constraint: first-one, reason: }", "8:35: is empty"),
]


@pytest.mark.parametrize(("patch", "text"), PATCHES)
def test_a_broken_patch_is_told_at_its_place(tmp_path, patch, text):
    assert faults(*two(tmp_path, f"patch:\n- {patch}\n")) == [f"pack.yaml:{text}"]


def test_only_what_is_extended_can_be_patched(tmp_path):
    base, mine = two(tmp_path)
    head = (mine / "pack.yaml").read_text("utf-8").replace("extends: [test]\n", "")
    write(mine, pack=head + "patch:\n- {constraint: first-one, reason: r}\n")
    assert faults(base, mine) == [
        "pack.yaml:7:16: 'first-one' is of pack 'test', which this pack does not extend"
    ]


def test_codes_and_names_are_used_once(tmp_path):
    folder = write(tmp_path / "test", pack=HEAD, a=ENTRY, b=ENTRY)
    told = faults(folder)
    assert [line.partition(" is already")[0] for line in told] == [
        "b.yaml:1:1: 'TT101'",
        "b.yaml:1:1: 'first-one'",
    ]
    assert told[0].endswith("/a.yaml:1")


def test_a_strange_pack_has_a_prefix_and_a_name_of_its_own(tmp_path):
    base, mine = two(tmp_path, prefix="TT")
    assert faults(base, mine) == ["pack.yaml:3:9: prefix 'TT' is that of pack 'test'"]
    again = write(tmp_path / "again" / "test", pack=HEAD.replace("TT", "UU"))
    (told,) = faults(base, again)
    assert told.startswith("pack.yaml:1:5: pack 'test' is already loaded from ")


def test_a_rule_may_not_take_a_key_of_every_constraint(tmp_path):
    def greedy(node, scope, *, years: int):
        yield from ()

    greedy.__module__ = "greedy_module"
    made = rule()(greedy)
    module = type(here())("greedy_module")
    module.greedy = made
    with pytest.raises(PackError, match="rule 'greedy' may not have a parameter 'years'"):
        load_packs([], {r.name: r for r in rules_of(module)}, selector_problem)


# ---- single types ----

OPTIONAL = [("null", None), ("~", None), ("3", 3)]


@pytest.mark.parametrize(("text", "expected"), OPTIONAL)
def test_an_optional_parameter_may_be_null(text, expected):
    assert Converter({}).convert(Scalar(text, True, Place("x", 1, 1)), int | None) == expected


def test_a_pair_has_two_parts_and_a_union_goes_by_shape():
    converter = Converter({})
    value = parse_text("[1, a]", "x.yaml")
    assert converter.convert(value, tuple[int, str]) == (1, "a")
    assert converter.convert(value, str | tuple[str, ...]) == ("1", "a")
    assert converter.convert(value, tuple[int, str, str]) is None
    assert [str(fault) for fault in converter.faults] == ["x.yaml:1:1: must be a list of 3"]


# ---- the shipped packs ----


@pytest.fixture(scope="module")
def shipped():
    plugins = load_plugins(entry_point_group=None)
    forms = {kit.form.id: kit.form for kit in load_kits(plugins.grammars, traditional_characters())}
    check = lambda selector, ids: problem(selector, [forms[form] for form in ids])  # noqa: E731
    return load_packs(plugins.packs, plugins.rules, check, forms)


def test_the_shipped_packs_are_sound_and_speak_both_languages(shipped):
    assert {pack.id for pack in shipped.packs} >= {"engine", "gfoi"}
    assert len(shipped.constraints) > 60
    for constraint in shipped.constraints:
        for words in (constraint.message, constraint.why, constraint.remedy):
            assert words.zh, constraint.code
            assert words.en, constraint.code
        assert constraint.basis


def test_codes_say_the_chapter(shipped):
    engine = {c.code for c in shipped.constraints if c.pack == "engine"}
    assert all(re.match("GL(0[0-4]|9)", code) for code in engine)
    assert not [c.code for c in shipped.constraints if c.pack != "engine" and c.code in engine | {"GL9"}]
