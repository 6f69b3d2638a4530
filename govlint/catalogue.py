"""What is known of each constraint, for people and for programs: `explain` and `list`.

Duty: lay constraints out as text, Markdown and plain mappings. May not print or read packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from govlint.adjust import Options, Severe, set_by
from govlint.choose import Choice
from govlint.display.encode import encode
from govlint.display.width import columns, wrap
from govlint.examples import Examples, example_lines
from govlint.findings import Words
from govlint.packs.constraints import ENGINE
from govlint.packs.model import Constraint
from govlint.words import LANGUAGES, Catalogue

_WIDTH = 92
_AS_CODE = ("where", "rule", "parameters")
"""Parts that are words of packs and patterns, which Markdown must leave alone."""


class Explainer:
    """Explains constraints in one language."""

    def __init__(
        self, words: Catalogue, lang: str, examples: Mapping[str, Examples] = MappingProxyType({})
    ) -> None:
        self.words = words
        self.lang = lang
        self.examples = examples

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self.words.text(f"explain.{key}", self.lang, **facts)

    def text(self, constraint: Constraint) -> Iterator[str]:
        """The constraint for a terminal."""
        yield f"{constraint.code} {constraint.name}  {self.words.text(constraint.severity, self.lang)}"
        for heading, lines in self.parts(constraint):
            yield f"  {heading}"
            yield from (f"    {part}" for line in lines for part in wrap(line, _WIDTH))
        yield ""

    def markdown(self, constraint: Constraint) -> Iterator[str]:
        """The constraint as a page."""
        severity = self.words.text(constraint.severity, self.lang)
        yield from (
            f"# {constraint.code} {constraint.name}",
            "",
            f"**{self.say('severity')}**{self.say('joiner')}{severity}",
            "",
        )
        verbatim = [self.say(key) for key in _AS_CODE]
        for heading, lines in self.parts(constraint):
            yield from (f"## {heading}", "")
            yield from _block(lines) if heading in verbatim else _listed(lines)
            yield ""

    def parts(self, constraint: Constraint) -> Iterator[tuple[str, list[str]]]:
        """Headings and what stands under each; those with nothing to say are left out."""
        for key, lines in (
            ("what", [self.said(constraint.what)]),
            ("why", [self.said(constraint.why)]),
            ("law", [constraint.basis]),
            *self._examples(constraint),
            ("remedy", [self.said(constraint.remedy)]),
            ("where", [constraint.each] if constraint.rule else []),
            ("rule", [constraint.rule.name if constraint.rule else self.say("engine")]),
            ("parameters", list(self._parameters(constraint))),
            ("severities", list(self._severities(constraint))),
            ("forms", [", ".join(constraint.forms)] if constraint.forms else []),
            ("years", ["–".join(map(str, constraint.years))] if constraint.years else []),
            ("suppresses", [", ".join(constraint.suppresses)] if constraint.suppresses else []),
            ("tags", [", ".join(constraint.tags)] if constraint.tags else []),
            (
                "pack",
                [constraint.pack if constraint.enabled else f"{constraint.pack} ({self.say('disabled')})"],
            ),
        ):
            if lines:
                yield self.say(key), lines

    def _examples(self, constraint: Constraint) -> Iterator[tuple[str, list[str]]]:
        known = self.examples.get(constraint.code)
        for key, stated in (("fails", known and known.fails), ("passes", known and known.passes)):
            yield key, example_lines(stated, self.words, self.lang) if stated else []

    def said(self, text: Words) -> str:
        """A text of a pack in the language asked for, on one line."""
        return " ".join(text.get(self.lang).split())

    def _parameters(self, constraint: Constraint) -> Iterator[str]:
        for name, value in constraint.parameters.items():
            yield f"{name}{self.say('joiner')}{value if isinstance(value, str) else encode(value)}"

    def _severities(self, constraint: Constraint) -> Iterator[str]:
        for severity, fact in (*constraint.escalate.items(), *constraint.soften.items()):
            yield self.say("becomes", severity=self.words.text(severity, self.lang), fact=fact)


def _block(lines: Sequence[str]) -> list[str]:
    return ["```text", *lines, "```"]


def _listed(lines: Sequence[str]) -> list[str]:
    """The lines with the signs that Markdown would take for its own made plain."""
    plain = [line.replace("<", "&lt;").replace("*", "\\*") for line in lines]
    return plain if len(plain) == 1 else [f"- {line}" for line in plain]


def page(constraint: Constraint, words: Catalogue, examples: Mapping[str, Examples]) -> str:
    """The page of a constraint, Chinese first."""
    explainers = [Explainer(words, lang, examples) for lang in LANGUAGES]
    parts = ["\n".join(explainer.markdown(constraint)).strip() for explainer in explainers]
    return "\n\n---\n\n".join(parts) + "\n"


def index(constraints: Iterable[Constraint]) -> str:
    """The table of constraints, each with a link to its page."""
    rows = [
        f"| [{c.code}]({c.code}.md) | {c.name} | {c.severity}{'' if c.enabled else ' (off)'} | {_cell(c)} |"
        for c in constraints
    ]
    head = ["# Constraints", "", "| code | name | severity | reports |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def _cell(constraint: Constraint) -> str:
    return constraint.what.zh.replace("|", "\\|")


def record(
    constraint: Constraint, words: Catalogue, lang: str, examples: Examples | None = None
) -> dict[str, object]:
    """The constraint as a plain mapping."""
    known = {"fail": examples and examples.fails, "pass": examples and examples.passes}
    return {
        "code": constraint.code,
        "name": constraint.name,
        "severity": constraint.severity,
        "enabled": constraint.enabled,
        "pack": constraint.pack,
        "rule": constraint.rule.name if constraint.rule else ENGINE,
        "each": constraint.each if constraint.rule else None,
        "forms": list(constraint.forms),
        "years": list(constraint.years) if constraint.years else None,
        "message": constraint.message.get(lang),
        "why": constraint.why.get(lang),
        "basis": constraint.basis,
        "remedy": constraint.remedy.get(lang),
        "parameters": dict(constraint.parameters),
        "escalate": dict(constraint.escalate),
        "soften": dict(constraint.soften),
        "suppresses": list(constraint.suppresses),
        "tags": list(constraint.tags),
        "examples": {
            verdict: example_lines(stated, words, lang) if stated else None
            for verdict, stated in known.items()
        },
    }


def listed(
    constraints: Iterable[Constraint],
    choice: Choice,
    severities: Sequence[Severe] = (),
    options: Sequence[Options] = (),
) -> list[dict[str, object]]:
    """The constraints in force, each with the word that decided it, and who set its severity and parameters."""
    return [
        {
            "code": c.code,
            "name": c.name,
            "severity": c.severity,
            "pack": c.pack,
            "rule": c.rule.name if c.rule else ENGINE,
            "decided": choice.decided(c),
            "set": set_by(c, severities, options),
        }
        for c in constraints
    ]


def table(records: Iterable[Mapping[str, object]], heads: Iterable[str]) -> list[str]:
    """Records as aligned lines under the heads of their columns."""
    return columns([tuple(heads), *(tuple(str(value) for value in record.values()) for record in records)])
