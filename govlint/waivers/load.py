"""Waivers from a file: strict, all mistakes in one go.

Duty: read and check records. May not excuse anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import get_type_hints

from govlint.choose import EVERYTHING, Choice, known, unknown
from govlint.errors import Fault, WaiverError
from govlint.findings import BASELINE
from govlint.grammar import Form
from govlint.named import NamedTuple
from govlint.packs.convert import Converter, suggest
from govlint.packs.model import Constraint
from govlint.packs.source import Fields, Items, Place, SourceError, Value, parse_file
from govlint.waivers.model import Record, Waiver, Where
from govlint.words import nearest

WAIVABLE = "waivable"
"""Tag of what readers find and a waiver may excuse; nothing else of the engine's can be."""

_TYPES = get_type_hints(Record)
_REQUIRED = tuple(part.name for part in fields(Record) if part.default is MISSING)


class Known(NamedTuple):
    """What records may name: constraints, in force or not, and forms."""

    constraints: Sequence[Constraint]
    forms: Sequence[Form]


def waivable(constraint: Constraint) -> bool:
    """Whether a waiver or a baseline may excuse what a constraint finds."""
    return constraint.rule is not None or WAIVABLE in constraint.tags


def load_waivers(path: Path, known: Known) -> tuple[Waiver, ...]:
    """The waivers in a file, in order.

    Raises:
        WaiverError: with every mistake, each at its line and column.
    """
    name = path.as_posix()
    try:
        value = parse_file(path, name)
    except SourceError as error:
        raise WaiverError(tuple(error.faults)) from error
    if not isinstance(value, Items):
        raise WaiverError((value.place.fault("must be a list of waivers"),))
    converter = Converter({})
    waivers = [_waiver(item, known, converter) for item in value.items]
    if converter.faults:
        raise WaiverError(tuple(sorted(set(converter.faults))))
    return tuple(waiver for waiver in waivers if waiver is not None)


def _waiver(item: Value, known: Known, converter: Converter) -> Waiver | None:
    if not isinstance(item, Fields):
        converter.fault(item.place, "must be a mapping")
        return None
    before = len(converter.faults)
    converter.known(item, _TYPES, required=_REQUIRED)
    made = {
        key: converter.convert(item.fields[key], kind) for key, kind in _TYPES.items() if key in item.fields
    }
    converter.faults.extend(_faults(item, known))
    if len(converter.faults) > before:
        return None
    record = Record(**made)
    covered = [c for c in known.constraints if Choice(ignore=(record.code,)).drops(c)]
    codes = frozenset(c.code for c in covered if waivable(c))
    exact = any(record.code in (c.code, c.name) for c in covered)
    return Waiver(record, codes, exact, item.fields["code"].place)


def _faults(item: Fields, known: Known) -> Iterator[Fault]:
    """Mistakes that only who knows constraints and forms can see."""
    for key, text, place in _texts(item):
        if key == "code":
            yield from _code_faults(text, place, known.constraints)
        elif key == "cell":
            yield from _cell_faults(text, place, known.forms)
        elif key == "reason" and text.strip() == BASELINE:
            yield place.fault(f"{BASELINE!r} is what a baseline says; tell the reason")
        elif key in ("reason", "approved_by") and not text.strip():
            yield place.fault("is empty")


def _texts(item: Fields) -> Iterator[tuple[str, str, Place]]:
    for key, value in item.fields.items():
        text = getattr(value, "text", None)
        if text is not None:
            yield key, text, value.place


def _code_faults(word: str, place: Place, constraints: Sequence[Constraint]) -> Iterator[Fault]:
    named = next((c for c in constraints if word in (c.code, c.name)), None)
    if unknown([word], constraints):
        near = nearest(word, known(constraints))
        hint = f"; did you mean {near!r}?" if near else ""
        yield place.fault(f"no constraint has the code, name or tag {word!r}{hint}")
    elif named is not None and not waivable(named):
        yield place.fault(
            f"{named.code} {named.name} says that something was not checked and cannot be waived"
        )
    elif word != EVERYTHING and not any(Choice(ignore=(word,)).drops(c) and waivable(c) for c in constraints):
        yield place.fault(f"{word!r} covers nothing that can be waived")


def _cell_faults(text: str, place: Place, forms: Sequence[Form]) -> Iterator[Fault]:
    try:
        parts = Where.parse(text).parts
    except ValueError:
        return  # The converter has said so.
    paths = {(section,) for form in forms for section in form.sections} | set(_cells(forms))
    for length in range(1, len(parts) + 1):
        fitting = [path for path in paths if len(path) >= length and _fits(path, parts[:length])]
        if not fitting:
            before = [path for path in paths if len(path) >= length and _fits(path, parts[: length - 1])]
            hint = suggest(parts[length - 1], {path[length - 1] for path in before})
            yield place.fault(f"no form has {'/'.join(parts[:length])!r}{hint}")
            return


def _fits(path: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    return all(fnmatchcase(key, part) for key, part in zip(path, parts, strict=False))


def _cells(forms: Sequence[Form]) -> Iterator[tuple[str, ...]]:
    for form in forms:
        for section, rows in form.rows.items():
            for row, columns in rows.items():
                yield from ((section, row, column) for column in columns)
