"""Forms that extend others: which extends which, and what it takes over.

Duty: lineage, facts, names of tables and years of a form that says `BASE_FORM`. May not compile a grammar, nor
recognise a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from govlint.errors import Fault, GrammarError
from govlint.grammar import ANY_YEARS, Form
from govlint.records import replace

T = TypeVar("T")


def related(forms: Sequence[tuple[Path, Form]]) -> list[Form]:
    """The forms, each with its lineage and what it takes over from the forms that it extends.

    Raises:
        GrammarError: for an id that two files give, a base that is no form, and one that extends itself.
    """
    known = {form.id: form for _, form in forms}
    faults = []
    for path, form in forms:
        if form is not known[form.id]:
            faults.append(Fault(path.as_posix(), 1, 1, f"form {form.id!r} is described by another file, too"))
        elif form.base and form.base not in known:
            faults.append(
                Fault(*_stated(path), f"extends {form.base!r}, which is no form{_meant(form, known)}")
            )
        elif form.id in _lineage(form, known)[1:]:
            faults.append(Fault(*_stated(path), f"form {form.id!r} extends itself"))
    if faults:
        raise GrammarError(tuple(faults))
    return [_completed(form, known) for _, form in forms]


def _stated(path: Path) -> tuple[str, int, int]:
    """Where a grammar says which form it extends."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next((n for n, line in enumerate(lines, 1) if line.startswith("BASE_FORM")), 1)
    return path.as_posix(), number, 1


def _meant(form: Form, known: Mapping[str, Form]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    close = get_close_matches(form.base, [name for name in known if name != form.id], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _lineage(form: Form, known: Mapping[str, Form]) -> tuple[str, ...]:
    names = [form.id]
    while form.base in known:
        form = known[form.base]
        names.append(form.id)
        if form.id in names[:-1]:
            break
    return tuple(names)


def _completed(form: Form, known: Mapping[str, Form]) -> Form:
    """A form with the facts and the names of tables of its base, and its years where it gives none."""
    lineage = _lineage(form, known)
    line = [known[name] for name in reversed(lineage)]
    return replace(
        form,
        lineage=lineage,
        years=next((known[name].years for name in lineage if known[name].years != ANY_YEARS), ANY_YEARS),
        facts=_over(one.facts for one in line),
        signs=_over(one.signs for one in line),
        table_names=_over(one.table_names for one in line),
        remembered={},
    )


def _over(found: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """Later ones over earlier ones."""
    return {name: thing for one in found for name, thing in one.items()}
