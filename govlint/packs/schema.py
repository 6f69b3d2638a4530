"""The JSON Schema of pack files, from the contract of constraints and the annotations of rules.

Duty: types to schemas. May not read a pack.

It says what a schema can: shapes, keys and words. What needs the whole pack (selectors, placeholders, doubles) stays
with `govlint`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from govlint.findings import SEVERITIES, Words
from govlint.packs.constraints import ENGINE, REQUIRED
from govlint.rule import Rule

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""Text: a scalar stays as it is written, whatever it looks like."""
_TEXT: Schema = {"type": "string", "minLength": 1}
_PARAMETER: Schema = {"type": "string", "pattern": r"^\$"}
_WORDS: Schema = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "required": ["zh"],
            "additionalProperties": False,
            "properties": {"zh": _TEXT, "en": _TEXT},
        },
    ]
}
_SEVERITY: Schema = {"enum": list(SEVERITIES)}
_TEXTS: Schema = {"type": "array", "items": _SCALAR}
_BY_FACT: Schema = {
    "type": "object",
    "propertyNames": _SEVERITY,
    "additionalProperties": _SCALAR,
}
_CODE = "^[A-Z]{2,8}[0-9]{3,4}$"
_NAME = "^[a-z0-9]+(-[a-z0-9]+)*$"
_OWN: Schema = {
    "code": {"type": "string", "pattern": _CODE},
    "name": {"type": "string", "pattern": _NAME},
    "severity": _SEVERITY,
    "rule": _TEXT,
    "message": _WORDS,
    "why": _WORDS,
    "remedy": _WORDS,
    "basis": _SCALAR,
    "escalate": _BY_FACT,
    "soften": _BY_FACT,
    "each": _TEXT,
    "forms": {**_TEXTS, "minItems": 1},
    "years": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    "enabled": {"type": "boolean"},
    "rank": {"type": "integer"},
    "suppresses": _TEXTS,
    "tags": _TEXTS,
}
_NAMED: Schema = dict.fromkeys(_OWN, True)
"""Keys that every constraint has, said again where others are refused."""
_PATCH: Schema = {
    "type": "object",
    "required": ["constraint", "reason"],
    "additionalProperties": False,
    "properties": {
        "constraint": _TEXT,
        "reason": _SCALAR,
        "severity": _SEVERITY,
        "enabled": {"type": "boolean"},
        "options": {"type": "object"},
    },
}
_HEAD: Schema = {
    "type": "object",
    "required": ["id", "title", "prefix", "version"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
        "title": _WORDS,
        "prefix": {"type": "string", "pattern": "^[A-Z]{2,8}$"},
        "version": _SCALAR,
        "forms": _TEXTS,
        "extends": _TEXTS,
        "parameters": {"type": "object"},
        "constraints": {"type": "array", "items": {"$ref": "#/definitions/constraint"}},
        "cases": {"type": "array", "items": {"type": "object", "required": ["constraint"]}},
        "patch": {"type": "array", "items": _PATCH},
    },
}


def pack_schema(rules: Iterable[Rule]) -> Schema:
    """The schema of `pack.yaml` (a mapping) and of files with constraints (lists)."""
    known = sorted(rules, key=lambda rule: rule.name)
    engine = {"properties": _NAMED, "additionalProperties": False}
    return {
        "$schema": DIALECT,
        "title": "A rule pack of govlint: pack.yaml, or a file with constraints",
        "if": {"type": "array"},
        "then": {"items": {"$ref": "#/definitions/constraint"}},
        "else": {"$ref": "#/definitions/head"},
        "definitions": {
            "head": _HEAD,
            "constraint": {
                "type": "object",
                "required": list(REQUIRED),
                "properties": {**_OWN, "rule": {"enum": [ENGINE, *(rule.name for rule in known)]}},
                "allOf": [_where(rule.name) for rule in known] + [_where(ENGINE)],
            },
            f"rule-{ENGINE}": engine,
            **{f"rule-{rule.name}": _rule(rule) for rule in known},
        },
    }


def _where(name: str) -> Schema:
    return {
        "if": {"required": ["rule"], "properties": {"rule": {"const": name}}},
        "then": {"$ref": f"#/definitions/rule-{name}"},
    }


def _rule(rule: Rule) -> Schema:
    """What an entry with this rule may say."""
    own = {key: schema_of(wanted) for key, wanted in rule.parameters.items()}
    return {"required": list(rule.required), "properties": {**_NAMED, **own}, "additionalProperties": False}


def schema_of(wanted: Any) -> Schema:
    """The schema of an annotation; a parameter of the pack, `$name`, may stand for any value."""
    return {"anyOf": [*_alternatives(wanted), _PARAMETER]}


def _alternatives(wanted: Any) -> list[Schema]:
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (types.UnionType, Union):
        return [one for kind in inner for one in _alternatives(kind)]
    if origin is Literal:
        return [{"enum": list(inner)}]
    if origin is tuple:
        return [_list(inner)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return [{"type": "object", "additionalProperties": schema_of(inner[1])}]
    return [_plain(wanted)]


def _list(inner: tuple[Any, ...]) -> Schema:
    if inner[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(inner[0])}
    return {
        "type": "array",
        "items": [schema_of(one) for one in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }


def _plain(wanted: Any) -> Schema:
    by_type: dict[Any, Schema] = {
        types.NoneType: {"type": "null"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        Decimal: {"type": "number"},
        Words: _WORDS,
        re.Pattern: _SCALAR,
    }
    found = by_type.get(get_origin(wanted) or wanted)
    if found is None and is_dataclass(wanted) and not hasattr(wanted, "parse"):
        return _record(wanted)
    return found or _SCALAR


def _record(wanted: Any) -> Schema:
    """A mapping with the fields of a dataclass."""
    hints = get_type_hints(wanted)
    needed = [f.name for f in fields(wanted) if f.default is MISSING and f.default_factory is MISSING]
    return {
        "type": "object",
        "required": needed,
        "additionalProperties": False,
        "properties": {f.name: schema_of(hints[f.name]) for f in fields(wanted)},
    }
