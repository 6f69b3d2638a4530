"""JSON with exact numbers.

Duty: serialise plain values. May not know what they mean. A `Decimal` is written as the number it is, without
a detour over `float`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal


def encode(value: object) -> str:
    """The value as JSON on one line, with keys in the order given and Chinese as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {encode(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(encode(inner) for inner in value) + "]"
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
