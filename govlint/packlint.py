"""What is wrong with a pack that loads: constraints that can never fire, repeat others, are untested or half worded.

Duty: judge packs without a report. May not run a rule, print, or tell what the loader tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass

from govlint.errors import PackError
from govlint.findings import Words
from govlint.gathered import KINDS
from govlint.named import NamedTuple
from govlint.normal import fold_text
from govlint.packs.convert import suggest
from govlint.packs.files import RawPack, grammar_folder, read_pack
from govlint.packs.model import Constraint, Pack, Patch
from govlint.packs.source import Fields, Items, Place, Scalar, Value, plain
from govlint.patterns import is_pattern
from govlint.selectors import has, parse
from govlint.shipped import form_files
from govlint.signs import signs_of
from govlint.specimens import CaseError
from govlint.trials import Bench
from govlint.words import catalogue

_TEXTS = ("message", "why", "remedy")
_EXAMPLE = "{zh: …, en: …}"
_TELLING = 2
"""A sign of fewer characters than this may belong to a pattern that is matched on the text as printed."""


class Problem(NamedTuple):
    """Something to mend: where, of which kind, and what to do about it."""

    place: Place
    kind: str
    text: Words


def lint_pack(bench: Bench, pack: Pack) -> list[Problem]:
    """What is wrong with one pack among those of the bench, in order of place.

    Raises:
        PackError: where its cases cannot be read.
    """
    if bench.cases[pack.id].faults:
        raise PackError(bench.cases[pack.id].faults)
    raw = read_pack(bench.places[pack.id], [])
    assert raw is not None
    return sorted(
        set(_PackLinter(bench, pack, raw).problems()), key=lambda problem: (problem.place, problem.kind)
    )


class _PackLinter:
    """One pack while it is judged."""

    def __init__(self, bench: Bench, pack: Pack, raw: RawPack) -> None:
        self.bench = bench
        self.pack = pack
        self.raw = raw
        self.constraints = bench.linter.packs.constraints
        self.entries: dict[str, Fields] = {
            str(plain(entry.fields["code"])): entry for entry in raw.entries if "code" in entry.fields
        }

    def problems(self) -> Iterator[Problem]:
        """Everything found."""
        for constraint in self.pack.constraints:
            if constraint.rule is not None:
                yield from self.reach(constraint)
                yield from self.patterns(constraint)
                yield from self.shadowed(constraint)
                # A case is one report.
                yield from self.tested(constraint) if constraint.each not in KINDS else ()
            yield from self.english(constraint)
        yield from self.parameters()
        yield from self.patches()
        yield from self.cases()
        yield from self.forms()

    def problem(self, constraint: Constraint, at: str, kind: str, /, **facts: object) -> Problem:
        entry = self.entries[constraint.code]
        value = entry.fields.get(at)
        place = value.place if value is not None else entry.place
        return _problem(place, kind, code=constraint.code, **facts)

    def reach(self, constraint: Constraint) -> Iterator[Problem]:
        """Forms that the constraint can never meet."""
        forms = [self.bench.forms[name] for name in constraint.forms if name in self.bench.forms]
        years = constraint.years
        if years and not any(years[0] <= form.years[1] and form.years[0] <= years[1] for form in forms):
            yield self.problem(constraint, "years", "never-years")
        if "forms" in self.entries[constraint.code].fields:
            for form in forms:
                if not has(parse(constraint.each), form):
                    facts = {"each": constraint.each, "form": form.id}
                    yield self.problem(constraint, "forms", "unreachable-form", **facts)

    def patterns(self, constraint: Constraint) -> Iterator[Problem]:
        """Patterns that want what no folded text has."""
        for key, value in constraint.arguments.items():
            for pattern in _patterns(value):
                signs = [sign for sign in signs_of(pattern.pattern) if len(sign) >= _TELLING]
                folded = [fold_text(sign)[0] for sign in signs]
                if signs and len(signs) == len(signs_of(pattern.pattern)):
                    changed = [(a, b) for a, b in zip(signs, folded, strict=True) if a.strip() != b.strip()]
                    if len(changed) == len(signs):
                        facts = {"sign": changed[0][0], "folded": changed[0][1]}
                        yield self.problem(constraint, key, "pattern-never", **facts)

    def shadowed(self, constraint: Constraint) -> Iterator[Problem]:
        """Another constraint that says the same of the same."""
        for other in self.constraints:
            if (
                (other.pack != constraint.pack or other.code < constraint.code)
                and other.rule is constraint.rule
                and other.each == constraint.each
                and other.parameters == constraint.parameters
                and set(other.forms) & set(constraint.forms)
                and other.years == constraint.years
            ):
                yield self.problem(constraint, "rule", "shadowed", other=other.code)
                return

    def tested(self, constraint: Constraint) -> Iterator[Problem]:
        """Verdicts without a case."""
        stated = [s for cases in self.bench.cases.values() for s in cases.stated]
        for verdict in ("fail", "pass"):
            names = {s.constraint for s in stated if s.verdict == verdict}
            if not names & {constraint.code, constraint.name}:
                yield self.problem(constraint, "code", f"no-{verdict}")

    def english(self, constraint: Constraint) -> Iterator[Problem]:
        """Texts in Chinese alone."""
        for key in _TEXTS:
            if not getattr(constraint, key).en:
                yield self.problem(constraint, key, "no-english", part=key, example=_EXAMPLE)

    def parameters(self) -> Iterator[Problem]:
        """Parameters that nothing refers to, here or in a pack that this one extends."""
        used: set[str] = set()
        for folder in self.bench.linter.folders:
            raw = read_pack(folder, [])
            if raw is not None:
                used.update(_referred([*raw.entries, *raw.parameters.values(), *raw.items("patch")]))
        for name, value in self.raw.parameters.items():
            if name not in used:
                yield _problem(value.place, "unused-parameter", name=name)

    def patches(self) -> Iterator[Problem]:
        """Patches that leave everything as it was."""
        before = {c.code: c for pack in self.bench.packs for c in pack.constraints}
        names = {c.name: code for code, c in before.items()}
        for patch in self.pack.patches:
            target = before[names.get(patch.constraint, patch.constraint)]
            if not _changes(patch, target):
                yield _problem(Place(patch.path, patch.line, 1), "patch-without-effect", code=target.code)

    def cases(self) -> Iterator[Problem]:
        """Cases of no constraint, and cases that no report can be made of."""
        known = [word for c in self.constraints for word in (c.code, c.name)]
        specimens = self.bench.specimens(self.pack)
        for word, place in self.bench.cases[self.pack.id].named:
            if word not in known:
                yield _problem(place, "case-unknown", word=word, hint=suggest(word, known))
        for stated in self.bench.cases[self.pack.id].stated:
            if stated.constraint in known:
                try:
                    specimens.text(stated.case, self.bench.constraint(stated))
                except CaseError as error:
                    yield _problem(stated.place, "case-impossible", text=str(error))

    def forms(self) -> Iterator[Problem]:
        """Forms that the pack brings to no end."""
        named = {form for constraint in self.constraints for form in constraint.forms}
        for path in form_files(grammar_folder(self.bench.places[self.pack.id])):
            form = self.bench.forms[path.stem.replace("_", "-")]
            if not named & set(form.lineage):
                yield _problem(Place(path.as_posix(), 1, 1), "form-unused", form=form.id)


def _problem(place: Place, kind: str, /, **facts: object) -> Problem:
    return Problem(place, kind, catalogue().words(f"packlint.{kind}", **facts))


def _changes(patch: Patch, target: Constraint) -> bool:
    severity = patch.severity not in (None, target.severity)
    enabled = patch.enabled not in (None, target.enabled)
    return severity or enabled or any(target.parameters.get(k) != v for k, v in patch.options.items())


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    """Every pattern in an argument."""
    if is_pattern(value):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _patterns(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _patterns(item)
    elif is_dataclass(value):
        for field in fields_of(value):
            yield from _patterns(getattr(value, field.name, None))


def _referred(values: Iterable[Value]) -> Iterator[str]:
    """The parameters that values refer to as `$name`."""
    for value in values:
        if isinstance(value, Scalar):
            if value.plain and value.text.startswith("$"):
                yield value.text[1:]
        elif isinstance(value, Items):
            yield from _referred(value.items)
        else:
            yield from _referred(value.fields.values())
