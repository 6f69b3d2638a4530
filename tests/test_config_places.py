"""Places of keys and values in TOML: every one is found, and where it is said to be."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlint.config.slips import Slips
from govlint.config.source import read_source
from govlint.config.toml_places import Places
from govlint.packs.source import Fields, Items, plain

HARD = (Path(__file__).parent / "config" / "hard.toml").read_text(encoding="utf-8")


def paths(data, path=()):
    """Every path in what the library read."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from paths(value, (*path, key))


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_key_and_value_of_a_hard_text_is_found(ends):
    text = HARD.replace("\n", ends)
    places = Places(text)
    data = tomllib.loads(text)
    assert set(paths(data)) == set(places.values)
    assert {path for path in paths(data) if isinstance(path[-1], str)} == set(places.keys)


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (("plain",), "plain = 1"),
        (("quoted = key",), '"quoted = key"'),
        (("literal.key",), "'literal.key'"),
        (("dotted",), "dotted ."),
        (("dotted", "with space"), '"with space"'),
        (("dotted", "with space", "deep"), "deep = true"),
        (("list", 2, "b", "c", 0, "d"), "d = 2"),
        (("inline", "z", "w"), "w = "),
        (("table", "sub table"), '"sub table" ]'),
        (("many", 0, "inner", 1, "deep"), "deep = 2"),
        (("many", 1, "inner", 0, "deep"), "deep = 3"),
        (("many", 1, "inner", 0, "below", "y"), "y = 4"),
        (("many", 0, "table", "x"), "x = 1\n[[many]]"),
    ],
)  # fmt: skip
def test_a_key_is_where_it_is_said_to_be(path, start):
    assert HARD[Places(HARD).keys[path] :].startswith(start)


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (("ends_in_quotes",), '"""one'),
        (("list", 1, 1), '"三"'),
        (("list", 2), "{ a"),
        (("when",), "1979"),
        (("inline",), '{ "x y"'),
    ],
)
def test_a_value_is_where_it_is_said_to_be(path, start):
    assert HARD[Places(HARD).values[path] :].startswith(start)


KEYS = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=4) | st.text(max_size=4)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
VALUES = st.recursive(
    TEXTS | st.integers(-99, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def quoted(text):
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\\x7f' else c for c in text) + '"'


def written(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[ # ]\n" + ",\n".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    return str(value) if isinstance(value, int) else quoted(value)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS.filter(lambda key: all(ord(c) < 0xD800 for c in key)), VALUES, max_size=4))
def test_whatever_is_written_is_found(data):
    text = "".join(f"{quoted(key)} = {written(value)} # [x]\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    places = Places(text)
    assert set(places.values) == set(paths(data))


# ---- files ----


def read(folder: Path, name: str, data: bytes):
    (folder / name).write_bytes(data)
    slips = Slips()
    return read_source(folder / name, slips), slips


def test_lines_and_columns_in_a_file_with_bom_and_crlf(tmp_path):
    data = '\ufeff"名" = 1\r\nx = ["甲", "乙"]\r\n'.encode()
    value, slips = read(tmp_path, "govlint.toml", data)
    assert not slips
    assert value.keys["名"][1:] == (1, 1)
    assert value.keys["x"][1:] == (2, 1)
    assert [item.place[1:] for item in value.fields["x"].items] == [(2, 6), (2, 11)]


def test_toml_and_yaml_come_to_the_same(tmp_path):
    one, _ = read(tmp_path, "a.toml", b'x = ["a", "no"]\ny = 1.50\nz = true\n[t]\nk = "v"\n')
    other, _ = read(tmp_path, "a.yaml", b'x: [a, no]\ny: 1.50\nz: true\nt: {k: "v"}\n')
    assert plain(one) == plain(other)
    assert one.fields["y"].plain
    assert not one.fields["t"].fields["k"].plain


def test_pyproject_is_read_within_its_table(tmp_path):
    value, _ = read(tmp_path, "pyproject.toml", b'[tool.other]\nx = 1\n[tool.govlint]\nlang = "en"\n')
    assert isinstance(value, Fields)
    assert value.keys["lang"][1:] == (4, 1)
    value, slips = read(tmp_path, "pyproject.toml", b'[project]\nname = "govlint"\n')
    assert (value, slips) == (None, [])


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.toml", b'x = 1\ny = "open\n', 2),
        ("a.toml", b"x = 1\nx = 2\n", 2),
        ("a.toml", b"x = [1,\n", 2),
        ("a.yaml", b"x: 1\nx: 2\n", 2),
        ("a.yaml", b"x: *y\n", 1),
        ("a.toml", b"x = 1\n\ny = '\xff'\n", 3),
        ("a.toml", b"#" * (1 << 20) + b"#", 1),
        ("a.json", b"{}", 1),
        ("pyproject.toml", b"[tool.govlint\n", 1),
        ("a.yaml", b"- x\n", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path, name, data, line):
    value, slips = read(tmp_path, name, data)
    assert value is None
    assert [slip.place.line for slip in slips] == [line]


@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"\n---\n"])
def test_an_empty_yaml_file_says_nothing(tmp_path, data):
    value, slips = read(tmp_path, ".govlint.yaml", data)
    assert (plain(value), slips) == ({}, [])


def test_deep_nesting_is_a_mistake_and_no_crash(tmp_path):
    value, slips = read(tmp_path, "a.toml", b"x = " + b"[" * 5000 + b"]" * 5000)
    assert value is None or isinstance(value, Items | Fields)
    assert len(slips) == (value is None)
