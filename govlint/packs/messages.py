"""Messages: every placeholder filled by a fact that the rule gives.

Duty: prove before any report is read that a message can be printed. May not print one.
"""

from __future__ import annotations

import string
from decimal import Decimal

from govlint.findings import Words
from govlint.packs.convert import Converter, suggest
from govlint.packs.source import Fields, Value
from govlint.rule import Rule

_SAMPLES = (1, "x", Decimal(1))
"""What facts are; a format must suit one of them at least."""


def check_message(value: Value, message: Words, rule: Rule, converter: Converter) -> None:
    """A fault for each placeholder that the rule gives no fact for, and each format that cannot work."""
    places = {key: inner.place for key, inner in value.fields.items()} if isinstance(value, Fields) else {}
    for lang in ("zh", "en"):
        place = places.get(lang, value.place)
        text = getattr(message, lang)
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError as error:
            converter.fault(place, f"message cannot be read: {error}")
            continue
        for _, name, spec, conversion in parts:
            wrong = _wrong(rule, name, spec or "", conversion) if name is not None else ""
            if wrong:
                converter.fault(place, wrong)


def _wrong(rule: Rule, name: str, spec: str, conversion: str | None) -> str:
    """What is wrong with a placeholder, or nothing."""
    known = ("node", *rule.facts)
    if name not in known:
        return f"rule {rule.name!r} gives no fact {name!r}{suggest(name, known)}"
    if conversion:
        return f"conversion '!{conversion}' of {name!r} is not allowed"
    return f"format {spec!r} of {name!r} cannot work" if spec and not _fits(spec) else ""


def _fits(spec: str) -> bool:
    for sample in _SAMPLES:
        try:
            format(sample, spec)
        except ValueError:
            continue
        return True
    return False
