"""Packs from folders: strict, all errors of all files in one go.

Duty: read, check and put together. May not run a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from govlint.errors import Fault, PackError
from govlint.findings import SEVERITIES, Words
from govlint.packs.constraints import read_constraint
from govlint.packs.convert import Converter, suggest
from govlint.packs.model import Constraint, Pack, PackSet, Patch
from govlint.packs.source import Fields, Items, Place, SourceError, Value, parse_file, plain
from govlint.rule import Rule

PACK_FILE = "pack.yaml"
PARAMETERS_SUFFIX = ".parameters.yaml"
"""Files that hold parameters of the pack beside those in its head."""
_KEYS = ("id", "title", "prefix", "version", "forms", "extends", "parameters", "patch")
_PATCH_KEYS = ("constraint", "severity", "enabled", "options", "reason")
SelectorProblem = Callable[[str, tuple[str, ...]], str | None]


def load_packs(
    folders: Iterable[Path], rules: Mapping[str, Rule], selector_problem: SelectorProblem
) -> PackSet:
    """The packs in the folders, together; a pack must come after those it extends or beside them.

    `selector_problem(selector, forms)` says what is wrong with a selector, or None.

    Raises:
        PackError: with every mistake of every file.
    """
    faults: list[Fault] = []
    raw = [part for folder in folders if (part := _raw(folder, faults)) is not None]
    parameters = {pack.id: pack.parameters for pack in raw}
    packs = [pack.finish(_inherited(pack, raw), rules, selector_problem, faults) for pack in raw]
    constraints = _patched(packs, faults, raw, rules, parameters)
    _unique(constraints, faults)
    if faults:
        raise PackError(tuple(sorted(set(faults), key=lambda f: (f.path, f.line, f.column, f.text))))
    merged = {key: plain(value) for pack in raw for key, value in pack.parameters.items()}
    return PackSet(tuple(packs), tuple(sorted(constraints, key=lambda c: c.code)), merged)


class RawPack:
    """A pack as written, before its parameters are put together with those it extends."""

    def __init__(self, head: Fields, entries: list[Fields], parameters: dict[str, Value]) -> None:
        self.head = head
        self.entries = entries
        self.id = _text(head, "id")
        inline = head.fields.get("parameters")
        self.parameters = {**(inline.fields if isinstance(inline, Fields) else {}), **parameters}

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts in the head."""
        value = self.head.fields.get(key)
        return tuple(str(plain(item)) for item in value.items) if isinstance(value, Items) else ()

    def finish(
        self,
        parameters: Mapping[str, Value],
        rules: Mapping[str, Rule],
        selector_problem: SelectorProblem,
        faults: list[Fault],
    ) -> Pack:
        """The pack with its constraints read; what is wrong is added to `faults`."""
        converter = Converter(parameters)
        converter.known(self.head, _KEYS, required=("id", "title", "prefix", "version"))
        title = converter.words(self.head.fields["title"]) if "title" in self.head.fields else Words("", "")
        prefix, forms = _text(self.head, "prefix"), self.names("forms")
        found = [
            read_constraint(entry, self.id, prefix, forms, rules, selector_problem, converter)
            for entry in self.entries
        ]
        patches = tuple(self._patches(converter))
        faults.extend(converter.faults)
        return Pack(
            id=self.id,
            title=title,
            prefix=prefix,
            version=_text(self.head, "version"),
            forms=forms,
            path=self.head.place.path,
            constraints=tuple(constraint for constraint in found if constraint is not None),
            extends=self.names("extends"),
            patches=patches,
            parameters={key: plain(value) for key, value in self.parameters.items()},
        )

    def _patches(self, converter: Converter) -> Iterable[Patch]:
        value = self.head.fields.get("patch")
        if value is not None and not isinstance(value, Items):
            converter.fault(value.place, "must be a list")
            return
        for item in value.items if value else ():
            if not isinstance(item, Fields):
                converter.fault(item.place, "must be a mapping")
            elif converter.known(item, _PATCH_KEYS, required=("constraint", "reason")):
                yield _patch(item, converter)


def _patch(item: Fields, converter: Converter) -> Patch:
    severity = _text(item, "severity") or None
    if severity is not None and severity not in SEVERITIES:
        place = item.fields["severity"].place
        converter.fault(place, f"{severity!r} is no severity{suggest(severity, SEVERITIES)}")
    enabled = converter.convert(item.fields["enabled"], bool) if "enabled" in item.fields else None
    options = item.fields.get("options")
    given = dict(options.fields) if isinstance(options, Fields) else {}
    return Patch(
        _text(item, "constraint"),
        _text(item, "reason"),
        severity,
        enabled,
        given,
        item.place.path,
        item.place.line,
    )


def _raw(folder: Path, faults: list[Fault]) -> RawPack | None:
    """The files of a pack; None where its head cannot be read (the faults say why)."""
    head: Fields | None = None
    entries: list[Fields] = []
    parameters: dict[str, Value] = {}
    paths = [folder / PACK_FILE, *sorted(p for p in folder.glob("*.yaml") if p.name != PACK_FILE)]
    for path in paths:
        name = path.as_posix()
        try:
            value = parse_file(path, name)
        except SourceError as error:
            faults.extend(error.faults)
            continue
        if path.name == PACK_FILE or path.name.endswith(PARAMETERS_SUFFIX):
            if not isinstance(value, Fields):
                faults.append(value.place.fault("must be a mapping"))
            elif path.name == PACK_FILE:
                head = value
            else:
                _merge(value, parameters, faults)
        elif isinstance(value, Items):
            entries.extend(_entries(value, faults))
        else:
            faults.append(value.place.fault("must be a list of constraints"))
    return RawPack(head, entries, parameters) if head is not None else None


def _merge(value: Fields, parameters: dict[str, Value], faults: list[Fault]) -> None:
    for key, inner in value.fields.items():
        if key in parameters:
            other = parameters[key].place
            faults.append(value.keys[key].fault(f"parameter {key!r} is already set at {other.path}:{other.line}"))
        parameters[key] = inner


def _entries(value: Items, faults: list[Fault]) -> Iterable[Fields]:
    for item in value.items:
        if isinstance(item, Fields):
            yield item
        else:
            faults.append(item.place.fault("must be a mapping"))


def _text(value: Fields, key: str) -> str:
    found = value.fields.get(key)
    return str(plain(found)) if found is not None else ""


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


def _patched(
    packs: Sequence[Pack],
    faults: list[Fault],
    raw: Sequence[RawPack],
    rules: Mapping[str, Rule],
    parameters: Mapping[str, Mapping[str, Value]],
) -> list[Constraint]:
    constraints = {c.code: c for pack in packs for c in pack.constraints}
    names = {c.name: c.code for c in constraints.values()}
    ids = {pack.id for pack in packs}
    for pack in packs:
        for missing in (other for other in pack.extends if other not in ids):
            faults.append(
                Fault(pack.path, 1, 1, f"extends {missing!r}, which is not loaded{suggest(missing, ids)}")
            )
        for patch in pack.patches:
            code = names.get(patch.constraint, patch.constraint)
            target = constraints.get(code)
            if target is None:
                known = [*constraints, *names]
                hint = suggest(patch.constraint, known)
                faults.append(
                    Fault(patch.path, patch.line, 1, f"no constraint {patch.constraint!r} to patch{hint}")
                )
                continue
            constraints[code] = _apply(patch, target, parameters, faults)
    return list(constraints.values())


def _apply(
    patch: Patch, target: Constraint, parameters: Mapping[str, Mapping[str, Value]], faults: list[Fault]
) -> Constraint:
    converter = Converter(parameters.get(target.pack, {}))
    arguments = dict(target.arguments)
    types = target.rule.parameters if target.rule else {}
    for key, value in patch.options.items():
        if not isinstance(value, (Fields, Items)) and not hasattr(value, "text"):
            continue
        if key not in types:
            place = value.place
            converter.fault(place, f"rule has no parameter {key!r}{suggest(key, types)}")
            continue
        arguments[key] = converter.convert(value, types[key])
    faults.extend(converter.faults)
    return replace(
        target,
        severity=patch.severity or target.severity,
        enabled=target.enabled if patch.enabled is None else patch.enabled,
        arguments=arguments,
    )


def _unique(constraints: Sequence[Constraint], faults: list[Fault]) -> None:
    seen: dict[str, Constraint] = {}
    for constraint in constraints:
        for word in (constraint.code, constraint.name):
            other = seen.setdefault(word, constraint)
            if other is not constraint:
                text = f"{word!r} is already used at {other.path}:{other.line}"
                faults.append(Place(constraint.path, constraint.line, 1).fault(text))
