"""Plugins: what they bring is found, listed and kept apart; what is wrong with one is told."""

import importlib
from pathlib import Path

import pytest

from govlint.errors import PluginError
from govlint.plugins import load_plugins
from govlint.rule import Rule

GOOD = """
from pathlib import Path
import sys
from govlint.formatters import Formatter
from govlint.hookspecs import hookimpl
from govlint.readers import Reader
from govlint.rule import rule

@rule(facts=("x",))
def strange(node, scope, *, limit: int):
    yield from ()

@hookimpl
def govlint_rules():
    return [sys.modules[__name__]]

@hookimpl
def govlint_readers():
    return [Reader("strange", lambda data, suffix: 0, lambda source: None)]

@hookimpl
def govlint_formatters():
    return [Formatter("strange", lambda outcome, view: iter(()))]

@hookimpl
def govlint_packs():
    return [Path("packs/strange")]

@hookimpl
def govlint_grammars():
    return [Path("forms/strange.lark")]
"""


def plugin(folder, text, name="mine"):
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def load(*files):
    return load_plugins(files, entry_point_group=None)


def refused(*files):
    with pytest.raises(PluginError) as caught:
        load(*files)
    return str(caught.value)


def test_the_own_parts_come_through_the_same_hooks():
    found = load()
    (own,) = found.loaded
    assert (own.name, own.origin) == ("govlint", "govlint")
    assert {"rule equation", "reader text", "formatter full", "pack gfoi", "grammar gfoi_2021"} <= set(
        own.brings
    )
    assert {path.name for path in found.packs} >= {"engine", "gfoi"}
    assert [reader.kind for reader in found.readers] == sorted(reader.kind for reader in found.readers)
    assert list(found.formatters) == sorted(found.formatters)


def test_a_local_file_brings_every_kind_of_thing(tmp_path):
    path = plugin(tmp_path, GOOD)
    found = load(path)
    mine = next(loaded for loaded in found.loaded if loaded.name == "mine")
    assert mine.origin == path.as_posix()
    assert mine.brings == (
        "formatter strange",
        "grammar strange",
        "pack strange",
        "reader strange",
        "rule strange",
    )
    assert isinstance(found.rules["strange"], Rule)
    assert (found.rules["strange"].required, found.rules["strange"].parameters) == (
        ("limit",),
        {"limit": int},
    )
    assert Path("packs/strange") in found.packs


def test_the_order_of_plugins_never_shows(tmp_path):
    one = plugin(tmp_path, GOOD, "one")
    two = plugin(tmp_path, GOOD.replace("strange", "other"), "two")
    there, back = load(one, two), load(two, one)
    assert list(there.rules) == list(back.rules)
    assert there.loaded == back.loaded
    assert there.packs == back.packs


BROKEN = [
    (
        "import nothing_of_that_name",
        "does not load: ModuleNotFoundError: No module named 'nothing_of_that_name'",
    ),
    ("1 / 0", "does not load: ZeroDivisionError: division by zero"),
    ("raise SystemExit(3)", "does not load: SystemExit: 3"),
    ("def (", "does not load: SyntaxError"),
    ("x = 1", "brings nothing: no @hookimpl is found in it"),
    (GOOD.replace("def govlint_rules", "def govlint_ruels"), "govlint_ruels"),
    (GOOD.replace("return [sys", "return 1 / [sys"), "fails in govlint_rules: TypeError"),
    (
        GOOD.replace('[Path("packs/strange")]', '["packs/strange"]'),
        "'packs/strange', which is nothing that govlint",
    ),
    (
        GOOD.replace('Reader("strange"', 'Reader("text"'),
        "reader 'text' comes from plugin 'govlint' (govlint) and",
    ),
    (
        GOOD.replace("def strange", "def equation"),
        "rule 'equation' comes from plugin 'govlint' (govlint) and",
    ),
    (GOOD.replace("def govlint_rules()", "def govlint_rules(extra)"), "extra"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN)
def test_a_broken_plugin_stops_the_run(tmp_path, text, told):
    message = refused(plugin(tmp_path, text))
    assert told in message
    assert "mine" in message


def test_two_plugins_of_one_name_are_told_with_their_origins(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = plugin(tmp_path / "a", GOOD), plugin(tmp_path / "b", GOOD)
    assert refused(one, two) == f"plugin 'mine' comes from {one.as_posix()} and from {two.as_posix()}"


class Point:
    """An entry point of a package that is not installed."""

    name = "theirs"
    value = "their_package:plugin"
    dist = None

    def __init__(self, plugin):
        self.plugin = plugin

    def load(self):
        if isinstance(self.plugin, Exception):
            raise self.plugin
        return self.plugin


def points(monkeypatch, plugin):
    monkeypatch.setattr("govlint.plugins._entry_points", lambda _: [Point(plugin)])


def test_installed_packages_bring_plugins(tmp_path, monkeypatch):
    plugin(tmp_path, GOOD, "their_package")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("their_package")
    points(monkeypatch, module)
    found = load_plugins(())
    theirs = next(loaded for loaded in found.loaded if loaded.name == "theirs")
    assert theirs.origin == "their_package:plugin"
    assert "reader strange" in theirs.brings


def test_an_installed_plugin_that_does_not_load_stops_the_run(monkeypatch):
    points(monkeypatch, ImportError("no such thing"))
    with pytest.raises(PluginError) as caught:
        load_plugins(())
    told = "plugin 'theirs' from their_package:plugin does not load: ImportError: no such thing"
    assert str(caught.value) == told
