"""The configuration file that `config init` writes.

Duty: text. May not write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from govlint.config.keys import KEYS, PER_FILE, PER_FILE_FILES, TABLES, Key, Kind
from govlint.words import catalogue

NAME = "govlint.toml"
SCHEMA = ".govlint.schema.json"
"""Written beside, so that an editor needs no network."""
_SAMPLES: dict[str, object] = {
    "extend": ["../govlint.toml"], "packs": ["./packs/city"], "plugins": ["./checks.py"], "select": ["GL3", "GL4"],
    "extend-select": ["GL111"], "ignore": ["GL612"], "include": ["*.docx"], "exclude": ["drafts"], "year": 2025,
    "form": "gfoi-2021", "encoding": "gb18030", "lang": "zh", "max-warnings": 10, "waivers": "waivers.yaml",
    "baseline": "baseline.json", "members": "members.yaml", "cache": False, "scheduler": "tcp://localhost:8786",
}  # fmt: skip
"""What to write for keys whose default shows nothing."""


def template(lang: str) -> str:
    """The whole file, with every key and its help, and nothing set."""
    return "\n".join([f"#:schema ./{SCHEMA}", catalogue().text("config.template", lang), *_body(lang), ""])


def _body(lang: str) -> Iterator[str]:
    for key in KEYS.values():
        if key.kind not in (*TABLES, Kind.PER_FILE) and not key.into:
            yield from (f"# {_help(key, lang)}", f"# {key.name} = {json.dumps(_sample(key))}", "")
    for name, example in (
        ("severity", ["[severity]", 'GL4 = "error"']),
        ("constraints", ["[constraints.GL111]", "most = 1000"]),
        ("renamed", ["[renamed]", '"Old name" = "New name"']),
        (PER_FILE, [f"[[{PER_FILE}]]", f'{PER_FILE_FILES} = ["archive/**"]', 'ignore = ["GL5"]']),
    ):
        yield from (f"# {_help(KEYS[name], lang)}", *(f"# {line}" for line in example), "")


def _help(key: Key, lang: str) -> str:
    return catalogue().text(f"config.key.{key.name}", lang)


def _sample(key: Key) -> object:
    if key.name in _SAMPLES:
        return _SAMPLES[key.name]
    return list(key.default) if isinstance(key.default, tuple) else key.default
