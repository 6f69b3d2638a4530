"""The environment, told without a word of any report."""

import json

import pytest

from govlint import __version__
from govlint.cli import main


def test_the_environment_is_told(capsys):
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["govlint"] == __version__
    assert told["plugin govlint"] == "govlint"
    assert {"python", "platform", "encodings", "cache"} <= set(told)


def test_the_table_says_the_same(capsys):
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.startswith("govlint ")


@pytest.mark.parametrize(("lang", "said"), [("zh", "不用缓存"), ("en", "none")])
def test_no_cache_is_said(lang, said, capsys, monkeypatch):
    monkeypatch.setenv("GOVLINT_CACHE", "")
    assert main(["doctor", "--json", "--lang", lang]) == 0
    assert json.loads(capsys.readouterr().out)["cache"] == said


def test_a_plugin_that_does_not_load_is_told(capsys, monkeypatch):
    from govlint.commands import doctor
    from govlint.errors import PluginError

    def broken():
        raise PluginError("plugin 'x' does not load")

    monkeypatch.setattr(doctor, "load_plugins", broken)
    assert main(["doctor"]) == 2
    assert "plugin 'x' does not load" in capsys.readouterr().out
