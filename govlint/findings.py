"""Findings, what could not be evaluated, and the assurance of a run.

Duty: the values that the engine makes and formatters print. May not know rules, packs or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from govlint.document import Document
from govlint.model import Count, Report
from govlint.places import Span
from govlint.records import dataclass, field

SEVERITIES = ("error", "warning", "note")
"""Worst first, in SARIF's words."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """The text in `lang` (`zh` or `en`)."""
        return self.en if lang == "en" and self.en else self.zh


class CellName(NamedTuple):
    """A cell by keys and in the form's own words; row and column are empty for a wider place."""

    table: str
    row: str
    column: str
    label: str


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that took part in a comparison.

    `side` is `left` or `right`; `sign` is 1 or -1; `blank` says that a blank was counted as zero.
    """

    label: str
    count: Count
    span: Span
    side: str = "left"
    sign: int = 1
    blank: bool = False
    cell: CellName | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Both sides of a comparison that failed, and every figure in it."""

    left: Count | None = None
    right: Count | None = None
    difference: Count | None = None
    relation: str = "="
    operands: tuple[Operand, ...] = ()
    constraint: str = ""
    """Code of the constraint whose comparison this is, where it is not the finding's own."""
    label: str = ""


class Related(NamedTuple):
    """Another place that a finding concerns."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach dressed with code, severity and words, placed in one file."""

    code: str
    name: str
    severity: str
    message: Words
    remedy: Words
    span: Span
    cell: CellName | None = None
    proof: Proof | None = None
    further: tuple[Proof, ...] = ()
    """The other comparisons that fail for the same cause."""
    related: tuple[Related, ...] = ()
    section: str = ""
    waived: str | None = None
    about: str = ""
    """Code of the constraint that could not be run to its end, where that is what this tells."""


class Unchecked(NamedTuple):
    """A constraint that could not be evaluated at a node, and why."""

    code: str
    name: str
    reason: Words
    span: Span | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Assurance:
    """What was checked. Counts add up over files; constraints count once a file.

    `not_applicable` maps the code of each constraint that did not apply to the reason.
    """

    files: int = 0
    checked: int = 0
    constraints: int = 0
    evaluated: int = 0
    unchecked: int = 0
    crashed: int = 0
    not_applicable: Mapping[str, Words] = field(default_factory=dict)
    nodes: Mapping[str, int] = field(default_factory=dict)
    """How many nodes each constraint was evaluated on."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What came of one file. `status` is `checked`, `not_a_report` or `unreadable`."""

    path: str
    status: str
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    assurance: Assurance
    document: Document | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class ConstraintInfo:
    """What formatters may tell of a constraint in force; `what` is its message with its facts left open.

    `engine` says that readers or the engine itself find it, so that it is not run on nodes.
    """

    code: str
    name: str
    severity: str
    what: Words
    why: Words
    basis: str
    remedy: Words
    tags: tuple[str, ...] = ()
    engine: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run, files in order of path; `constraints` are those in force, in order of code."""

    files: tuple[FileOutcome, ...]
    assurance: Assurance
    constraints: tuple[ConstraintInfo, ...] = ()


def plain(value: object) -> object:
    """A count as JSON can carry it: `int` as it is, `Decimal` as its exact text, others unchanged."""
    return format(value, "f") if isinstance(value, Decimal) else value
