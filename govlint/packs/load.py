"""Packs from folders and files: strict, all errors of all files in one go.

Duty: read, check and put together. May not run a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from govlint.errors import Fault, PackError
from govlint.packs.constraints import OWN, Context, SelectorProblem, read_constraint
from govlint.packs.convert import Converter, suggest
from govlint.packs.files import RawPack, read_pack
from govlint.packs.model import Constraint, Pack, PackSet, Patch
from govlint.packs.patches import apply_patch, read_patches
from govlint.packs.source import Fields, Items, Place, Value, plain
from govlint.patterns import lazy
from govlint.records import dataclass
from govlint.rule import Rule

_KEYS = (
    "id",
    "title",
    "prefix",
    "version",
    "forms",
    "extends",
    "parameters",
    "patch",
    "constraints",
    "cases",
)
_ID = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PREFIX = lazy(r"[A-Z]{2,8}")


@dataclass(slots=True)
class _Part:
    """A pack on its way: as written, its converter, and what was read of it so far."""

    raw: RawPack
    converter: Converter
    constraints: list[Constraint]
    patches: list[tuple[Patch, Fields]]


def load_packs(
    folders: Iterable[Path],
    rules: Mapping[str, Rule],
    selector_problem: SelectorProblem,
    forms: Collection[str] | None = None,
) -> PackSet:
    """The packs in the folders and files, together.

    `selector_problem(selector, forms)` says what is wrong with a selector, or None; `forms` are all that are
    known, where they are.

    Raises:
        PackError: with every mistake of every file.
    """
    faults: list[Fault] = list(_rules_faults(rules))
    paths = list(folders)
    raw = [pack for folder in paths if (pack := read_pack(folder, faults)) is not None]
    broken = {folder.stem for folder in paths} - {pack.folder.stem for pack in raw}
    parts = [_part(pack, raw, rules, selector_problem) for pack in raw]
    for part in parts:
        _check_head(part, parts, broken, forms)
    constraints = _unique([c for part in parts for c in part.constraints], faults)
    for part in parts:
        for patch, item in part.patches:
            apply_patch(patch, item, constraints, _reach(part.raw, raw), part.converter)
        _check_suppressed(part, constraints)
    faults.extend(fault for part in parts for fault in part.converter.faults)
    if faults:
        raise PackError(tuple(sorted(set(faults), key=lambda f: (f.path, f.line, f.column, f.text))))
    ordered = tuple(constraints[code] for code in sorted(constraints))
    merged = {key: plain(value) for pack in raw for key, value in pack.parameters.items()}
    return PackSet(tuple(_pack(part) for part in parts), ordered, merged)


def _part(
    raw: RawPack, all_: Sequence[RawPack], rules: Mapping[str, Rule], problem: SelectorProblem
) -> _Part:
    converter = Converter(_inherited(raw, all_))
    context = Context(raw.id, raw.text("prefix"), raw.names("forms"), rules, problem)
    found = [read_constraint(entry, context, converter) for entry in raw.entries]
    return _Part(raw, converter, [c for c in found if c is not None], list(read_patches(raw, converter)))


def _pack(part: _Part) -> Pack:
    raw = part.raw
    return Pack(
        id=raw.id,
        title=part.converter.words(raw.head.fields["title"]),
        prefix=raw.text("prefix"),
        version=raw.text("version"),
        forms=raw.names("forms"),
        path=raw.head.place.path,
        constraints=tuple(part.constraints),
        extends=raw.names("extends"),
        patches=tuple(patch for patch, _ in part.patches),
        parameters={key: plain(value) for key, value in raw.parameters.items()},
    )


def _check_head(
    part: _Part, parts: Sequence[_Part], broken: Collection[str], forms: Collection[str] | None
) -> None:
    raw, converter = part.raw, part.converter
    converter.known(raw.head, _KEYS, required=("id", "title", "prefix", "version"))
    for key, pattern, shape in (
        ("id", _ID, "lower-case words joined by hyphens"),
        ("prefix", _PREFIX, "capitals"),
    ):
        value = raw.head.fields.get(key)
        text = converter.text(value) if value is not None else None
        if text and not pattern.fullmatch(text):
            converter.fault(raw.place(key), f"{key} {text!r} must be {shape}")
    for key in ("forms", "extends"):
        if key in raw.head.fields:
            converter.convert(raw.head.fields[key], tuple[str, ...])
    if "title" in raw.head.fields:
        converter.words(raw.head.fields["title"])
    if "version" in raw.head.fields:
        converter.text(raw.head.fields["version"])
    if not isinstance(raw.head.fields.get("parameters", raw.head), Fields):
        converter.fault(raw.place("parameters"), "must be a mapping")
    _check_neighbours(part, parts, broken)
    for item, form in zip(raw.items("forms"), raw.names("forms"), strict=True):
        if forms is not None and form not in forms:
            converter.fault(item.place, f"unknown form {form!r}{suggest(form, forms)}")


def _check_neighbours(part: _Part, parts: Sequence[_Part], broken: Collection[str]) -> None:
    """Its name and prefix are its own, and what it extends is loaded."""
    raw, converter = part.raw, part.converter
    ids = {other.raw.id for other in parts}
    for item, name in zip(raw.items("extends"), raw.names("extends"), strict=True):
        if name not in ids and name not in broken:
            converter.fault(item.place, f"extends {name!r}, which is not loaded{suggest(name, ids)}")
    for other in parts[: next(i for i, one in enumerate(parts) if one is part)]:
        if other.raw.id == raw.id:
            converter.fault(
                raw.place("id"), f"pack {raw.id!r} is already loaded from {other.raw.head.place.path}"
            )
        elif other.raw.text("prefix") == raw.text("prefix") and other.raw.folder.parent != raw.folder.parent:
            text = f"prefix {raw.text('prefix')!r} is that of pack {other.raw.id!r}"
            converter.fault(raw.place("prefix"), text)


def _inherited(pack: RawPack, raw: Sequence[RawPack]) -> dict[str, Value]:
    """The parameters of a pack over those of the packs it extends; a pack that extends it may set its own."""
    merged: dict[str, Value] = {}
    for other in raw:
        if other.id in pack.names("extends"):
            merged.update(_inherited(other, [item for item in raw if item is not pack]))
    merged.update(pack.parameters)
    for other in raw:
        if pack.id in other.names("extends"):
            merged.update({k: v for k, v in other.parameters.items() if k in pack.parameters})
    return merged


def _reach(pack: RawPack, raw: Sequence[RawPack]) -> set[str]:
    """The packs that a pack extends, directly or through another."""
    reach = set(pack.names("extends"))
    for other in raw:
        if other.id in reach and other is not pack:
            reach |= _reach(other, [item for item in raw if item is not pack])
    return reach


def _unique(constraints: Sequence[Constraint], faults: list[Fault]) -> dict[str, Constraint]:
    """Constraints by code; no word names two of them."""
    seen: dict[str, Constraint] = {}
    for constraint in constraints:
        for word in (constraint.code, constraint.name):
            other = seen.setdefault(word, constraint)
            if other is not constraint:
                text = f"{word!r} is already used at {other.path}:{other.line}"
                faults.append(Place(constraint.path, constraint.line, 1).fault(text))
    return {constraint.code: constraint for constraint in constraints}


def _check_suppressed(part: _Part, constraints: Mapping[str, Constraint]) -> None:
    """What a constraint suppresses is the name of another."""
    names = {constraint.name for constraint in constraints.values()}
    names |= {str(plain(e.fields["name"])) for e in part.raw.entries if "name" in e.fields}
    for entry in part.raw.entries:
        value = entry.fields.get("suppresses")
        for item in value.items if isinstance(value, Items) else ():
            name = str(plain(item))
            if name not in names:
                part.converter.fault(item.place, f"no constraint {name!r} to suppress{suggest(name, names)}")


def _rules_faults(rules: Mapping[str, Rule]) -> Iterator[Fault]:
    """A parameter of a rule must not be a key that every constraint has."""
    for rule in rules.values():
        for key in OWN & set(rule.parameters):
            yield Fault(
                rule.function.__module__, 1, 1, f"rule {rule.name!r} may not have a parameter {key!r}"
            )
