"""One entry of a pack to a constraint.

Duty: check everything about an entry that can be checked without a report, and tell all of it at once. May
not run a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from govlint.findings import SEVERITIES, Words
from govlint.packs.convert import Converter, suggest
from govlint.packs.messages import check_message
from govlint.packs.model import Constraint
from govlint.packs.source import Fields, Place, Scalar, plain
from govlint.patterns import lazy
from govlint.records import dataclass
from govlint.rule import Rule
from govlint.selectors import node_kind

SelectorProblem = Callable[[str, tuple[str, ...]], str | None]
ENGINE = "engine"
"""The rule of constraints whose findings come from readers and the engine itself."""
_TEXTS = ("message", "why", "remedy")
REQUIRED = ("code", "name", "severity", "rule", *_TEXTS, "basis")
_OWN = (*REQUIRED, "escalate", "soften", "each", "forms", "years", "enabled", "rank", "suppresses", "tags")
_NAME = lazy(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEFAULTS: dict[str, tuple[Any, Any]] = {
    "enabled": (bool, True),
    "rank": (int, 100),
    "suppresses": (tuple[str, ...], ()),
    "tags": (tuple[str, ...], ()),
    "escalate": (Mapping[str, str], {}),
    "soften": (Mapping[str, str], {}),
    "each": (str, "report"),
}
OWN = frozenset(_OWN)
"""Keys that every constraint has, and no parameter of a rule may have."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an entry is read against: its pack, the rules there are and what is wrong with a selector."""

    pack: str
    prefix: str
    forms: tuple[str, ...]
    rules: Mapping[str, Rule]
    selector_problem: SelectorProblem


def read_constraint(entry: Fields, context: Context, converter: Converter) -> Constraint | None:
    """The constraint that an entry describes; None and faults in `converter` where something is wrong."""
    reading = _Reading(entry, context, converter)
    before = len(converter.faults)
    found = reading.constraint()
    return found if len(converter.faults) == before else None


class _Reading:
    """One entry while it is read."""

    def __init__(self, entry: Fields, context: Context, converter: Converter) -> None:
        self.entry = entry
        self.context = context
        self.converter = converter

    def constraint(self) -> Constraint:
        """The constraint, of no use where faults were found."""
        rule = self.rule()
        types = rule.parameters if rule else {}
        self.keys(rule)
        own = {key: self.own(key, *wanted) for key, wanted in _DEFAULTS.items()}
        forms = self.forms()
        self.selector(rule, own["each"], forms)
        self.severities(own, rule)
        message, why, remedy = (self.words(key) for key in _TEXTS)
        if rule is not None and "message" in self.entry.fields:
            check_message(self.entry.fields["message"], message, rule, self.converter)
        return Constraint(
            **own,
            message=message,
            why=why,
            remedy=remedy,
            code=self.code(),
            name=self.name(),
            severity=self.severity("severity", self.text("severity")),
            rule=rule,
            forms=forms,
            years=self.years(),
            basis=self.text("basis"),
            pack=self.context.pack,
            path=self.entry.place.path,
            line=self.entry.place.line,
            arguments=self.arguments(types),
            parameters={key: plain(self.entry.fields[key]) for key in types if key in self.entry.fields},
        )

    def place(self, key: str) -> Place:
        value = self.entry.fields.get(key)
        return value.place if value is not None else self.entry.place

    def fault(self, key: str, text: str) -> None:
        self.converter.fault(self.place(key), text)

    def text(self, key: str) -> str:
        value = self.entry.fields.get(key)
        text = self.converter.text(value) if value is not None else None
        if text is not None and not text.strip():
            self.fault(key, "is empty")
        return text or ""

    def own(self, key: str, wanted: Any, default: Any) -> Any:
        value = self.entry.fields.get(key)
        return default if value is None else self.converter.convert(value, wanted)

    def words(self, key: str) -> Words:
        value = self.entry.fields.get(key)
        words = self.converter.words(value) if value is not None else Words("", "")
        if isinstance(value, Scalar) and not value.null and not value.text.strip():
            self.fault(key, "is empty")
        return words

    def rule(self) -> Rule | None:
        name, rules = self.text("rule"), self.context.rules
        if name and name != ENGINE and name not in rules:
            self.fault("rule", f"unknown rule {name!r}{suggest(name, [*rules, ENGINE])}")
        return rules.get(name) if name != ENGINE else None

    def keys(self, rule: Rule | None) -> None:
        """Unknown and missing keys; those of an unknown rule cannot be judged."""
        known_rule = rule is not None or self.text("rule") == ENGINE
        parameters = tuple(rule.parameters) if rule else ()
        allowed = (*_OWN, *parameters) if known_rule else (*_OWN, *self.entry.fields)
        self.converter.known(self.entry, allowed, required=REQUIRED)
        for key in rule.required if rule else ():
            if key not in self.entry.fields:
                self.converter.fault(self.entry.place, f"rule {rule.name if rule else ''!r} needs {key!r}")

    def code(self) -> str:
        code, prefix = self.text("code"), self.context.prefix
        if code and not re.fullmatch(rf"{re.escape(prefix)}[0-9]{{3,4}}", code):
            self.fault("code", f"code {code!r} must be {prefix} and three or four digits")
        return code

    def name(self) -> str:
        name = self.text("name")
        if name and not _NAME.fullmatch(name):
            self.fault("name", f"name {name!r} must be lower-case words joined by hyphens")
        return name

    def severity(self, key: str, severity: str) -> str:
        if severity and severity not in SEVERITIES:
            self.fault(key, f"{severity!r} is no severity{suggest(severity, SEVERITIES)}")
        return severity

    def severities(self, own: Mapping[str, Any], rule: Rule | None) -> None:
        """Severities that facts call for, and facts that the rule gives."""
        for key in ("escalate", "soften"):
            for severity in own[key]:
                self.severity(key, severity)
        facts = rule.facts if rule else tuple(own["escalate"].values())
        for fact in own["escalate"].values():
            if fact not in facts and rule is not None:
                self.fault(
                    "escalate", f"rule {rule.name!r} gives no fact {fact!r}{suggest(str(fact), facts)}"
                )

    def forms(self) -> tuple[str, ...]:
        if "forms" not in self.entry.fields:
            return self.context.forms
        forms: tuple[str, ...] = self.own("forms", tuple[str, ...], ())
        for form in forms:
            if form not in self.context.forms:
                self.fault("forms", f"unknown form {form!r}{suggest(str(form), self.context.forms)}")
        if not forms:
            self.fault("forms", "names no form, so that the constraint can never be run")
        return forms

    def selector(self, rule: Rule | None, each: str | None, forms: tuple[str, ...]) -> None:
        """The selector names something of the forms, of a kind that the rule takes."""
        if rule is None or each is None:
            return
        wrong = self.context.selector_problem(each, forms)
        if wrong:
            self.fault("each", wrong)
        elif node_kind(each) not in rule.nodes:
            kinds = " or ".join(rule.nodes)
            self.fault("each", f"rule {rule.name!r} takes a {kinds}, and {each!r} names a {node_kind(each)}")

    def arguments(self, types: Mapping[str, Any]) -> dict[str, object]:
        fields = self.entry.fields
        return {key: self.converter.convert(fields[key], types[key]) for key in types if key in fields}

    def years(self) -> tuple[int, int] | None:
        years: tuple[int | None, ...] | None = self.own("years", tuple[int, ...], None)
        if years is None or None in years:
            return None
        first, last = (years[0] or 0, years[1] or 0) if len(years) == 2 else (1, 0)
        if first > last:
            self.fault("years", "must be [first, last]")
            return None
        return first, last
