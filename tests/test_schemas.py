"""The JSON Schemas that ship: up to date, true of what ships, and false of what is wrong."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from govlint import rule
from govlint.config.keys import KEYS
from govlint.config.schema import config_schema, text
from govlint.config.show import value
from govlint.config.slips import Slips
from govlint.config.source import read_source
from govlint.packs.schema import pack_schema
from govlint.packs.source import parse_file
from govlint.plugins import load_plugins
from govlint.registry import _load_file

ROOT = Path(__file__).parent.parent
PACK_FILES = [
    path
    for folder in (ROOT / "rules", ROOT / "tests" / "second", ROOT / "docs" / "examples")
    for head in folder.rglob("pack.yaml")
    for path in sorted(head.parent.glob("*.yaml"))
    if not path.name.endswith(".parameters.yaml")
]
PACK = json.loads(text("pack"))
CONFIG = json.loads(text("config"))


def errors(schema, found):
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(found)]


def plain(path):
    """A YAML file as an editor sees it: YAML 1.2 scalars."""
    return json.loads(json.dumps(value(parse_file(path, path.name)), default=float))


def test_shipped_schemas_are_those_that_the_program_makes():
    assert config_schema() == CONFIG
    assert json.loads(json.dumps(pack_schema(load_plugins(entry_point_group=None).rules.values()))) == PACK
    for schema in (PACK, CONFIG):
        jsonschema.Draft7Validator.check_schema(schema)


# ---- packs ----


def test_there_are_packs_to_try():
    assert len(PACK_FILES) > 10


@pytest.mark.parametrize("path", PACK_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_pack_and_example_is_valid(path):
    assert errors(with_example_rules(), plain(path)) == []


@cache
def with_example_rules():
    """The schema that `config schema pack` prints where the plugin of the examples is installed."""
    own = load_plugins(entry_point_group=None).rules
    file = next((ROOT / "docs" / "examples" / "plugin-package" / "src").rglob("rules.py"))
    return pack_schema([*own.values(), *rule.rules_of(_load_file(file))])


def entry():
    first = plain(ROOT / "rules" / "gfoi" / "sums.yaml")[0]
    return copy.deepcopy(first)


def without(key):
    return lambda one: one.pop(key)


def put(key, found):
    return lambda one: one.__setitem__(key, found)


@pytest.mark.parametrize(
    "harm",
    [
        *(without(key) for key in ("code", "name", "severity", "rule", "message", "why", "basis", "remedy")),
        put("code", "gl301"),
        put("code", "GL30"),
        put("name", "T3 balance"),
        put("severity", "eror"),
        put("rule", "equatoin"),
        put("message", {"en": "no Chinese"}),
        put("message", ["x"]),
        put("expetc", "a = b"),
        put("years", [2019]),
        put("years", [2019, "x"]),
        put("enabled", "yes"),
        put("rank", "first"),
        put("forms", []),
        put("tags", "table"),
        put("escalate", {"eror": "fact"}),
    ],
)
def test_a_bad_entry_is_not_valid(harm):
    good = entry()
    assert errors(PACK, [good]) == []
    harm(good)
    assert errors(PACK, [good])


def rules_of(path):
    return [one for one in plain(path) if one["rule"] != "engine"]


@pytest.mark.parametrize("rule", sorted(load_plugins(entry_point_group=None).rules))
def test_a_parameter_that_the_rule_needs_or_does_not_know(rule):
    shipped = [one for path in PACK_FILES if path.name != "pack.yaml" for one in rules_of(path)]
    used = [one for one in shipped if one["rule"] == rule]
    if not used:
        pytest.skip(f"no shipped constraint has the rule {rule}")
    own = load_plugins(entry_point_group=None).rules[rule]
    assert errors(PACK, [{**used[0], "no-such-parameter": 1}])
    for needed in own.required:
        lacking = {key: found for key, found in used[0].items() if key != needed}
        assert errors(PACK, [lacking])


HEAD = {
    "id": "city",
    "title": "市",
    "prefix": "CT",
    "version": "1",
    "forms": ["gfoi-2021"],
    "extends": ["gfoi"],
}


@pytest.mark.parametrize(
    "harm",
    [
        *(without(key) for key in ("id", "title", "prefix", "version")),
        put("id", "City pack"),
        put("prefix", "ct"),
        put("form", ["gfoi-2021"]),
        put("patch", [{"constraint": "GL301"}]),
        put("patch", [{"constraint": "GL301", "reason": "x", "severity": "high"}]),
        put("patch", {"constraint": "GL301", "reason": "x"}),
    ],
)
def test_a_bad_head_is_not_valid(harm):
    head = dict(HEAD)
    assert errors(PACK, head) == []
    harm(head)
    assert errors(PACK, head)


# ---- configuration ----


def test_every_key_is_in_the_schema_with_its_help():
    assert set(CONFIG["properties"]) == {"$schema", *KEYS}
    assert all(re.search(r"[^\x00-\x7f]", CONFIG["properties"][name]["description"]) for name in KEYS)


def told(tmp_path, text_):
    """Whether the schema and the loader find a mistake."""
    path = tmp_path / "govlint.toml"
    path.write_text(text_, encoding="utf-8")
    slips = Slips()
    fields = read_source(path, slips)
    from govlint.config.layer import read_layer

    read_layer(fields, path, 0, slips)
    return bool(errors(CONFIG, json.loads(json.dumps(value(fields), default=float)))), bool(slips)


GOOD = (
    '"$schema" = "x"\npacks = ["gfoi"]\nignore = ["GL612"]\nfail-level = "error"\nlang = "zh"\n'
    'jobs = 3\ncache = false\n[severity]\nGL4 = "error"\n[constraints.GL111]\nmost = 0.5\n'
    '[[per-file]]\nfiles = ["a/**"]\nignore = ["GL5"]\nyear = 2020\n'
)


def test_a_good_file_is_valid(tmp_path):
    assert told(tmp_path, GOOD) == (False, False)


@pytest.mark.parametrize(
    "text_",
    [
        'fail-levl = "note"',
        'fail-level = "eror"',
        "lang = true",
        'ignore = "GL1"',
        "ignore = [1]",
        "max-warnings = -1",
        'max-warnings = "1"',
        "jobs = 0",
        'exit-zero = "true"',
        "cache = true",
        'severity = {GL4 = "eror"}',
        "constraints = {GL111 = 1}",
        "per-file = {}",
        '[[per-file]]\nignore = ["GL1"]',
        '[[per-file]]\nfiles = ["x"]\nlang = "en"',
        "[[per-file]]\nfiles = []",
        'form = ""',
    ],
)  # fmt: skip
def test_schema_and_loader_find_the_same_mistakes(tmp_path, text_):
    assert told(tmp_path, text_) == (True, True)
