"""One entry of a pack to a constraint.

Duty: check everything about an entry that can be checked without a report. May not run a rule.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from decimal import Decimal

from govlint.findings import SEVERITIES, Words
from govlint.packs.convert import Converter, suggest
from govlint.packs.model import Constraint
from govlint.packs.source import Fields, Scalar, plain
from govlint.rule import Rule

_OWN = [
    "code",
    "name",
    "severity",
    "escalate",
    "soften",
    "rule",
    "each",
    "forms",
    "years",
    "enabled",
    "rank",
    "suppresses",
    "tags",
    "message",
    "why",
    "basis",
    "remedy",
]
_REQUIRED = ("code", "name", "severity", "rule", "message", "why", "basis", "remedy")
_NAME = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
ENGINE = "engine"
"""The rule of constraints whose findings come from readers and the engine itself."""
_SAMPLES = (1, "x", Decimal(1))


def read_constraint(  # noqa: PLR0913
    entry: Fields,
    pack: str,
    prefix: str,
    pack_forms: tuple[str, ...],
    rules: Mapping[str, Rule],
    selector_problem: Callable[[str, tuple[str, ...]], str | None],
    converter: Converter,
) -> Constraint | None:
    """The constraint that an entry describes; None and faults in `converter` where something is wrong."""
    before = len(converter.faults)
    rule = _rule(entry, rules, converter)
    types = rule.parameters if rule else {}
    converter.known(entry, [*_OWN, *types], required=_REQUIRED)
    if len(converter.faults) > before:
        return None
    forms = (
        tuple(converter.convert(entry.fields["forms"], tuple[str, ...]))
        if "forms" in entry.fields
        else pack_forms
    )
    for form in forms:
        if form not in pack_forms:
            converter.fault(entry.fields["forms"].place, f"unknown form {form!r}{suggest(form, pack_forms)}")
    code, name, severity = (str(plain(entry.fields[key])) for key in ("code", "name", "severity"))
    _check_identity(entry, code, name, severity, prefix, converter)
    each = str(plain(entry.fields["each"])) if "each" in entry.fields else "report"
    wrong = selector_problem(each, forms) if rule else None
    if wrong:
        converter.fault(entry.fields["each"].place if "each" in entry.fields else entry.place, wrong)
    arguments = _arguments(entry, rule, types, converter)
    texts = {key: converter.words(entry.fields[key]) for key in ("message", "why", "remedy")}
    if rule is not None:
        _check_message(entry, texts["message"], rule, converter)
    chosen = _severities(entry, "escalate", converter), _severities(entry, "soften", converter)
    if len(converter.faults) > before:
        return None
    return Constraint(
        code=code,
        name=name,
        severity=severity,
        rule=rule,
        each=each,
        forms=forms,
        years=_years(entry, converter),
        message=texts["message"],
        why=texts["why"],
        basis=str(plain(entry.fields["basis"])),
        remedy=texts["remedy"],
        pack=pack,
        path=entry.place.path,
        line=entry.place.line,
        arguments=arguments,
        parameters={key: plain(entry.fields[key]) for key in types if key in entry.fields},
        escalate=chosen[0],
        soften=chosen[1],
        enabled=_optional(entry, "enabled", bool, converter, default=True),
        rank=_optional(entry, "rank", int, converter, default=100),
        suppresses=_optional(entry, "suppresses", tuple[str, ...], converter, default=()),
        tags=_optional(entry, "tags", tuple[str, ...], converter, default=()),
    )


def _optional(entry: Fields, key: str, wanted: object, converter: Converter, *, default: object) -> object:  # type: ignore[misc]
    return converter.convert(entry.fields[key], wanted) if key in entry.fields else default


def _rule(entry: Fields, rules: Mapping[str, Rule], converter: Converter) -> Rule | None:
    value = entry.fields.get("rule")
    if not isinstance(value, Scalar) or value.text == ENGINE:
        return None
    if value.text not in rules:
        converter.fault(value.place, f"unknown rule {value.text!r}{suggest(value.text, rules)}")
    return rules.get(value.text)


def _check_identity(
    entry: Fields, code: str, name: str, severity: str, prefix: str, converter: Converter
) -> None:
    if not re.fullmatch(rf"{re.escape(prefix)}\d{{3,4}}", code):
        converter.fault(
            entry.fields["code"].place, f"code {code!r} must be {prefix} and three or four digits"
        )
    if not _NAME.match(name):
        converter.fault(
            entry.fields["name"].place, f"name {name!r} must be lower-case words joined by hyphens"
        )
    if severity not in SEVERITIES:
        converter.fault(
            entry.fields["severity"].place, f"{severity!r} is no severity{suggest(severity, SEVERITIES)}"
        )


def _arguments(
    entry: Fields, rule: Rule | None, types: Mapping[str, object], converter: Converter
) -> dict[str, object]:
    for key in rule.required if rule else ():
        if key not in entry.fields:
            converter.fault(entry.place, f"rule {rule.name if rule else ''!r} needs {key!r}")
    return {key: converter.convert(entry.fields[key], types[key]) for key in types if key in entry.fields}


def _severities(entry: Fields, key: str, converter: Converter) -> Mapping[str, str]:
    value = entry.fields.get(key)
    if value is None:
        return {}
    found: dict[str, str] = converter.convert(value, Mapping[str, str])
    for severity in found:
        if severity not in SEVERITIES:
            converter.fault(value.place, f"{severity!r} is no severity{suggest(severity, SEVERITIES)}")
    return found


def _years(entry: Fields, converter: Converter) -> tuple[int, int] | None:
    value = entry.fields.get("years")
    if value is None:
        return None
    years = converter.convert(value, tuple[int, ...])
    if len(years) != 2 or None in years or years[0] > years[1]:
        converter.fault(value.place, "must be [first, last]")
        return None
    return years[0], years[1]


def _check_message(entry: Fields, message: Words, rule: Rule, converter: Converter) -> None:
    """Every placeholder must be a fact that the rule gives, and every format one that some fact can take."""
    place = entry.fields["message"].place
    known = {"node", *rule.facts}
    for text in (message.zh, message.en):
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError as error:
            converter.fault(place, f"message cannot be read: {error}")
            continue
        for _, name, spec, _ in parts:
            if name is not None and name not in known:
                converter.fault(place, f"rule {rule.name!r} gives no fact {name!r}{suggest(name, known)}")
            elif spec and not _fits(spec):
                converter.fault(place, f"format {spec!r} of {name!r} cannot work")


def _fits(spec: str) -> bool:
    for sample in _SAMPLES:
        try:
            format(sample, spec)
        except ValueError:
            continue
        return True
    return False
