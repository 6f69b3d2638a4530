"""What a fault is.

Duty: the registry of faults and the values they give. May not hold a fault.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from reports import forms
from reports.make import make
from reports.model import Place, ReportData

NARRATIVE = frozenset(
    {
        "nt-received",
        "nt-carry-in",
        "nt-carry-out",
        "nt-answered",
        "nt-all-answered",
        "nt-no-requests",
        "nt-result-groups",
        "nt-applicants",
        "nt-review",
        "nt-litigation",
        "nt-no-review",
        "nt-normative-docs",
        "nt-enforcement",
        "nt-fee",
        "breakdown-sum",
    }
)
"""Checks of prose against tables, which may follow where a figure was changed and its sentence was not."""
SUMS = frozenset({"t3-row-sum", "t3-result-total", "t3-balance", "t3-total-column-only"})


_TRIES, _STEP = 200, 1000
"""How many seeds are tried for a report whose figures fit, and how far apart they are."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with one fault; `also` are checks that may follow from it, any other one is a false alarm."""

    data: ReportData
    check: str
    place: Place
    text: str
    """What was done, in English."""
    also: frozenset[str] = frozenset()


Plant = Callable[[ReportData, random.Random], tuple[ReportData, Place, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to spoil a report; `forms` and `kinds` say which reports it can be planted in."""

    name: str
    check: str
    act: Plant
    forms: tuple[str, ...] = forms.FORMS
    kinds: tuple[str, ...] = ("county", "bureau", "town", "street", "office", "city", "committee")
    also: frozenset[str] = frozenset()
    profile: str = "medium"
    years: tuple[int, ...] = ()
    where: Callable[[ReportData], bool] | None = None
    """What the report's figures must be like."""

    def fits(self, data: ReportData) -> bool:
        """Whether it can be planted in this report."""
        fitting = data.form in self.forms and data.kind in self.kinds
        return fitting and (self.where is None or self.where(data))

    def make(self, seed: int) -> ReportData:
        """A consistent report that it fits."""
        year = self.years[seed % len(self.years)] if self.years else None
        fitting = [form for form in self.forms if year is None or year in forms.YEARS[form]]
        form, kind = fitting[seed % len(fitting)], self.kinds[seed % len(self.kinds)]
        tries = (make(seed + n, form, self.profile, kind, year) for n in range(0, _TRIES * _STEP, _STEP))
        return next(data for data in tries if self.fits(data))

    def plant(self, data: ReportData, rng: random.Random) -> Planted:
        """The spoilt report."""
        if not self.fits(data):
            raise ValueError(f"{self.name} cannot be planted in {data.form}, {data.kind}")
        spoilt, place, text = self.act(data, rng)
        return Planted(spoilt, self.check, place, text, self.also)


class Registry:
    """Faults of one module, in order of definition."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, check: str, **fields: object) -> Callable[[Plant], Plant]:
        """Register the decorated function under its own name."""

        def register(act: Plant) -> Plant:
            name = act.__name__.replace("_", "-")
            self.faults.append(Fault(name, check, act, **fields))  # type: ignore[arg-type]
            return act

        return register


def cell(*key: str) -> Place:
    """A cell's place."""
    return Place("cell", key)


def row(*key: str) -> Place:
    """A row's place."""
    return Place("row", key)


def column(*key: str) -> Place:
    """A column's place."""
    return Place("column", key)


def section(key: str) -> Place:
    """A section's place."""
    return Place("section", (key,))


def sentence(key: str) -> Place:
    """A sentence's place."""
    return Place("sentence", (key,))
