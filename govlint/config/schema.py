"""JSON Schemas: the shipped ones by name, and that of configuration, from the table of keys.

Duty: schemas as plain values. May not validate anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from govlint.config.keys import KEYS, LISTS, PER_FILE, PER_FILE_FILES, SCHEMA_KEY, Key, Kind
from govlint.findings import SEVERITIES
from govlint.words import catalogue

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors' TOML and YAML extensions know."""
_SUFFIX = ".schema.json"
_ALIASES = {"output": "outcome"}
_TEXT: dict[str, object] = {"type": "string", "minLength": 1}
_PARAMETER = {"description": "A parameter of the constraint's rule."}
_BY_KIND: Mapping[Kind, dict[str, object]] = {
    Kind.BOOL: {"type": "boolean"},
    Kind.COUNT: {"type": "integer", "minimum": 0},
    Kind.JOBS: {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "auto"}]},
    Kind.FOLDER: {"anyOf": [_TEXT, {"const": False}]},
    Kind.NAMES: {"type": "object", "additionalProperties": _TEXT},
    Kind.SEVERITIES: {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
    Kind.OPTIONS: {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": _PARAMETER},
    },
}


def names() -> list[str]:
    """The schemas that ship, by name."""
    shipped = (path.name for path in _folder().glob(f"*{_SUFFIX}"))
    back = {file: name for name, file in _ALIASES.items()}
    return sorted(back.get(stem, stem) for stem in (name.removesuffix(_SUFFIX) for name in shipped))


def text(name: str) -> str:
    """The text of a shipped schema."""
    return (_folder() / f"{_ALIASES.get(name, name)}{_SUFFIX}").read_text(encoding="utf-8")


def config_schema() -> dict[str, object]:
    """The schema of configuration files."""
    properties = {key.name: _property(key) for key in KEYS.values() if key.kind is not Kind.PER_FILE}
    entry = {key.name: _property(key) for key in KEYS.values() if key.per_file}
    return {
        "$schema": DIALECT,
        "title": "Configuration of govlint: govlint.toml, .govlint.toml, .govlint.yaml, [tool.govlint]",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            SCHEMA_KEY: {"type": "string"},
            **properties,
            PER_FILE: {
                "description": _help(PER_FILE),
                "type": "array",
                "items": {
                    "type": "object",
                    "required": [PER_FILE_FILES],
                    "additionalProperties": False,
                    "properties": {PER_FILE_FILES: _files(), **entry},
                },
            },
        },
    }


def _property(key: Key) -> dict[str, object]:
    said: dict[str, object] = {"description": _help(key.name)}
    if key.kind in LISTS:
        said |= {"type": "array", "items": _TEXT}
    elif key.kind is Kind.CHOICE:
        said |= {"enum": list(key.choices)}
    else:
        said |= _BY_KIND.get(key.kind, _TEXT)
    default = list(key.default) if isinstance(key.default, tuple) else key.default
    return said if default is None else {**said, "default": default}


def _files() -> dict[str, object]:
    return {"description": _help(PER_FILE_FILES), "type": "array", "items": _TEXT, "minItems": 1}


def _help(name: str) -> str:
    words = catalogue().words(f"config.key.{name}")
    return f"{words.zh}\n{words.en}"


def _folder() -> Path:
    return Path(__file__).parent.parent / "schemas"


def written(schema: Mapping[str, object]) -> str:
    """A schema as it ships."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
