"""The report that a case speaks of, printed.

Duty: find the base and the form of a case, make its changes. May not judge the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from govlint.blank import SLOT, Filling, cell_keys, print_report
from govlint.grammar import Form
from govlint.packs.cases import Base, Case
from govlint.packs.convert import suggest
from govlint.packs.model import Constraint

_MOST_TIMES = 10_000


class CaseError(ValueError):
    """A case that no report can be made of; says what is wrong with it."""


class Specimens:
    """Prints cases from bases; those of a pack come before those of the packs that it extends."""

    def __init__(self, bases: Iterable[Base], forms: Mapping[str, Form]) -> None:
        self.bases = tuple(bases)
        self.forms = forms

    def text(self, case: Case, constraint: Constraint) -> str:
        """The whole report of a case of that constraint.

        Raises:
            CaseError: where there is no such base, form, cell, section or text.
        """
        if case.text is not None:
            return case.text
        base = self.base_of(case, constraint)
        form = self._form(case, constraint, base)
        return _changed(print_report(form, self._filling(base, form, case)), case)

    def base_of(self, case: Case, constraint: Constraint) -> Base:
        """The base that a case names, else the first of a form that the constraint is for.

        Raises:
            CaseError: where there is none.
        """
        if case.base is not None:
            found = next((base for base in self.bases if base.base == case.base), None)
            if found is None:
                hint = suggest(case.base, [base.base for base in self.bases])
                raise CaseError(f"no base {case.base!r}{hint}")
            return found
        wanted = (case.form,) if case.form is not None else constraint.forms
        lineages = {name for form in wanted if form in self.forms for name in self.forms[form].lineage}
        # A constraint of the engine is for no form: any base will do.
        found = next((base for base in self.bases if base.form in lineages or not wanted), None)
        if found is None:
            raise CaseError(f"no base of form {', '.join(wanted)}; state one, or a whole 'text'")
        return found

    def _form(self, case: Case, constraint: Constraint, base: Base) -> Form:
        """The form that the case names, else one of the constraint's that extends that of the base."""
        name = case.form
        if name is None:
            lines = [form for form in constraint.forms if base.form in self.forms[form].lineage]
            name = base.form if base.form in lines or not lines else lines[0]
        if name not in self.forms:
            raise CaseError(f"unknown form {name!r}{suggest(name, self.forms)}")
        if base.form not in self.forms[name].lineage:
            raise CaseError(f"base {base.base!r} is of form {base.form!r}, not {name!r}")
        return self.forms[name]

    def _filling(self, base: Base, form: Form, case: Case) -> Filling:
        prose = {"": base.before, **base.prose}
        for section, text in case.prose.items():
            prose["" if section == "before" else section] = text
        for section, more in (("", case.intro), (case.section, case.say)):
            if more is not None:
                prose[section] = _said(prose.get(section, ""), more)
        unknown = next((key for key in prose if key not in ("", *form.sections)), None)
        if unknown is not None:
            raise CaseError(f"no section {unknown!r} in {form.id}{suggest(unknown, form.sections)}")
        return Filling(prose, base.after, _cells(base.cells, form) | _cells(case.cells, form))


def _changed(text: str, case: Case) -> str:
    for old, new in case.replace.items():
        text = _there(old, text).replace(old, new)
    for first, last in case.cut.items():
        before, _, rest = _there(first, text).partition(first)
        text = before + last + _there(last, rest).partition(last)[2]
    for old, times in case.repeat.items():
        text = _there(old, text).replace(old, old * min(times, _MOST_TIMES), 1)
    for old in case.drop:
        text = _there(old, text).replace(old, "")
    return text


def _there(part: str, text: str) -> str:
    """The text, where the part stands in it."""
    if not part or part not in text:
        raise CaseError(f"{part!r} does not stand in the base")
    return text


def _said(prose: str, more: str) -> str:
    return prose.replace(SLOT, more, 1) if SLOT in prose else f"{prose}\n{more}"


def _cells(given: Mapping[str, str], form: Form) -> dict[str, str]:
    """Cells by key, rows written as a line of counts taken apart."""
    rows = cell_keys(form)
    known = {cell for cells in rows.values() for cell in cells}
    found: dict[str, str] = {}
    for key, text in given.items():
        if key in rows:
            found.update(_row(key, text.split(), rows[key]))
        elif key in known:
            found[key] = text
        else:
            raise CaseError(f"no row or cell {key!r} in {form.id}{suggest(key, [*rows, *known])}")
    return found


def _row(key: str, counts: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(counts) != len(cells):
        raise CaseError(f"row {key!r} has {len(cells)} cells, not {len(counts)}")
    return dict(zip(cells, counts, strict=True))
