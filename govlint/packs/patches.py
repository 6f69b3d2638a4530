"""Patches: what a pack changes in the constraints of packs that it extends.

Duty: read patches and apply them. May not read files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from govlint.findings import SEVERITIES
from govlint.packs.convert import Converter, suggest
from govlint.packs.files import RawPack
from govlint.packs.model import Constraint, Patch
from govlint.packs.source import Fields, Items, Value, plain
from govlint.records import replace

_KEYS = ("constraint", "severity", "enabled", "options", "reason")


def read_patches(pack: RawPack, converter: Converter) -> Iterator[tuple[Patch, Fields]]:
    """The patches of a pack, each with the mapping that it is written in."""
    value = pack.head.fields.get("patch")
    if value is not None and not isinstance(value, Items):
        converter.fault(value.place, "must be a list")
    for item in pack.items("patch"):
        if not isinstance(item, Fields):
            converter.fault(item.place, "must be a mapping")
        elif converter.known(item, _KEYS, required=("constraint", "reason")):
            yield _patch(item, converter), item


def _patch(item: Fields, converter: Converter) -> Patch:
    fields = item.fields
    severity = converter.text(fields["severity"]) if "severity" in fields else None
    if severity is not None and severity not in SEVERITIES:
        hint = suggest(severity, SEVERITIES)
        converter.fault(fields["severity"].place, f"{severity!r} is no severity{hint}")
    options = fields.get("options")
    if options is not None and not isinstance(options, Fields):
        converter.fault(options.place, "must be a mapping")
    return Patch(
        constraint=converter.text(fields["constraint"]) or "",
        reason=converter.text(fields["reason"]) or "",
        severity=severity,
        enabled=converter.convert(fields["enabled"], bool) if "enabled" in fields else None,
        options={key: plain(inner) for key, inner in options.fields.items()}
        if isinstance(options, Fields)
        else {},
        path=item.place.path,
        line=item.place.line,
    )


def apply_patch(
    patch: Patch,
    item: Fields,
    constraints: dict[str, Constraint],
    reach: Collection[str],
    converter: Converter,
) -> None:
    """Change the constraint that a patch names, in place, where it is of a pack within `reach`."""
    names = {constraint.name: code for code, constraint in constraints.items()}
    target = constraints.get(names.get(patch.constraint, patch.constraint))
    place = item.fields["constraint"].place
    if target is None:
        hint = suggest(patch.constraint, [*constraints, *names])
        converter.fault(place, f"no constraint {patch.constraint!r} to patch{hint}")
    elif target.pack not in reach:
        converter.fault(
            place, f"{patch.constraint!r} is of pack {target.pack!r}, which this pack does not extend"
        )
    else:
        constraints[target.code] = changed(patch, item.fields.get("options"), target, converter)


def changed(patch: Patch, options: Value | None, target: Constraint, converter: Converter) -> Constraint:
    """The constraint as patched; options that its rule does not take are faults of the converter."""
    types: Mapping[str, object] = target.rule.parameters if target.rule else {}
    given = options.fields if isinstance(options, Fields) else {}
    for key in given.keys() - types.keys():
        rule = target.rule.name if target.rule else "engine"
        converter.fault(given[key].place, f"rule {rule!r} has no parameter {key!r}{suggest(key, types)}")
    known = {key: value for key, value in given.items() if key in types}
    return replace(
        target,
        severity=patch.severity or target.severity,
        enabled=target.enabled if patch.enabled is None else patch.enabled,
        arguments={**target.arguments, **{key: converter.convert(v, types[key]) for key, v in known.items()}},
        parameters={**target.parameters, **{key: plain(value) for key, value in known.items()}},
    )
