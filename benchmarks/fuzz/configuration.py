"""Targets: files of configuration, in each of their formats."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from linting import linter

from benchmarks.fuzz import mutate
from benchmarks.fuzz.packs import YAML
from benchmarks.fuzz.target import Target, lying, refused
from govlint.adjust import adjusted
from govlint.commands import configured
from govlint.commands.configured import Linters, settings_of, wanted
from govlint.config.configurations import Asked, Configurations
from govlint.config.show import lines, record
from govlint.lint import Linter
from govlint.settings import Settings

_CONFIG = (
    'packs = ["./x"]', 'packs = ["\\u0000"]', 'extend = ["govlint.toml"]', f'packs = ["{"a" * 300}"]', 'exclude = ["[z-a]", "[]"]',
    'include = ["**/**/**/*a*a*a*a*b"]', 'ignore = ["GL301", "GL9"]', 'select = ["ALL"]', "year = 2023", f"year = {'9' * 5000}",
    f"year = 0x{'f' * 5000}", "year = 1e400", "year = nan", "[severity]", 'GL301 = "note"', "[constraints.GL301]", "expect = 1",
    "[constraints.GL111]", "most = 0", "most = -1", "[[per-file]]", 'files = ["*.txt"]', 'files = ["["]', "jobs = 0", 'jobs = "auto"',
    'encoding = "hex"', 'encoding = "idna"', 'encoding = "undefined"', 'output-format = ["json:\\u0000"]', "lang = 1979-05-27",
    "a.b.c = 1", '"" = 1', "[a.b]", "[[a.b]]", "x = [[[[[[[[", "x = " + "[" * 2000, "{", '"""', "'''", "\\u0000", "\\ud800", "#",
    'cache-dir = "a\\u0000b"', 'waivers = "\\u0000"', "[tool.govlint]", "[tool]", "=", "inf", "true", "[]", "{}", "packs", "ignore",
    'plugins = ["x.py"]', 'form = "gfoi-2021"', 'lang = "en"', "cache-dir = false", "max-warnings = 3", "\ufeff", "\r", "\0", "\x7f",
)  # fmt: skip


_TOML = """packs = ["gfoi"]
ignore = ["GL612", "GL4"]
extend-select = ["GL111"]
fail-level = "error"
lang = "zh"
exclude = ["草稿/**", "*.bak"]
jobs = "auto"
timeout = 30
[severity]
GL4 = "error"
GL301 = "warning"
[constraints.GL736]
threshold = 0.5
[[per-file]]
files = ["历史/**"]
ignore = ["GL5"]
[[per-file]]
files = ["*.txt"]
year = 2023
"""


def _make_config(rng: random.Random) -> bytes:
    said = "\n".join(rng.sample(_CONFIG, 3)) + "\n" + _TOML if rng.random() < 0.3 else _TOML
    return mutate.lines(rng, said, _CONFIG).encode("utf-8", "replace")


def _make_pyproject(rng: random.Random) -> bytes:
    said = '[project]\nname = "x"\n[tool.govlint]\n' + _TOML.replace("[severity]", "[tool.govlint.severity]")
    said = said.replace("[constraints.", "[tool.govlint.constraints.").replace(
        "[[per-file]]", "[[tool.govlint.per-file]]"
    )
    return mutate.lines(rng, said, _CONFIG).encode("utf-8", "replace")


def _make_config_yaml(rng: random.Random) -> bytes:
    import tomllib

    said = yaml.safe_dump(tomllib.loads(_TOML), allow_unicode=True, sort_keys=False)
    return mutate.lines(rng, said, YAML).encode("utf-8", "replace")


def _adjusting(settings: Settings) -> Linter:
    """The linter at hand, once what the settings say of its constraints has been held against them."""
    from govlint.adjust import unknown_codes
    from govlint.asked import pack_folders
    from govlint.words import refuse, unknown_words

    mistakes: list[Any] = []
    base = linter()
    pack_folders(base.plugins.packs, settings.packs, mistakes, default=settings.default_packs)
    mistakes.extend(unknown_words("form", [settings.form or ""], ["", *(kit.form.id for kit in base.kits)]))
    mistakes.extend(unknown_codes(settings.choice.words, settings.severity, base.packs.constraints))
    adjusted(base.packs, settings.severity, settings.options, mistakes)
    refuse(mistakes)
    return base


def _config(name: str) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        # The linter that is only asked what the packs hold takes a second without a cache.
        bare = mock.patch.object(configured, "new_linter", return_value=linter())
        with lying(data, name) as path, bare:
            refused(lambda: _configured(path.parent))

    return feed


def _configured(folder: Path) -> None:
    found = Configurations(Asked({}, {}, folder))
    resolved = [found.for_run(), found.for_file("历史/a.txt"), found.for_name("b")]
    choose = wanted(found)
    for path in ("a.txt", "草稿/b.docx", "x/" * 20 + "aaaaaaaaaaaaaaaaaaaa.txt"):
        choose(path)
    found.idle(["c/d.txt"])
    for one in resolved:
        settings_of(one)
        list(lines(one, lambda key, **_: key, origins=True))
        json.dumps(record(one, [folder]), default=str)
    Linters(_adjusting).ready(resolved, found)


TARGETS = {
    "config": Target(_make_config, _config("govlint.toml")),
    "pyproject": Target(_make_pyproject, _config("pyproject.toml")),
    "config-yaml": Target(_make_config_yaml, _config(".govlint.yaml")),
}
