"""Findings, what could not be evaluated, and the assurance of a run.

Duty: the values that the engine makes and formatters print. May not know rules, packs or files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from govlint.document import Document
from govlint.model import Count, Report
from govlint.named import NamedTuple
from govlint.places import Span, Spot
from govlint.records import dataclass, field

if TYPE_CHECKING:
    from govlint.extract import Extract

SEVERITIES = ("error", "warning", "note")
"""Worst first, in SARIF's words."""
_COUNTS = ("checked", "constraints", "evaluated", "unchecked", "crashed")
BASELINE = "baseline"
"""The reason with which a baseline, rather than a waiver, excuses a finding."""
WAIVER = "waiver"
_EXCUSES = {None: "", BASELINE: BASELINE}


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
    path: str = ""
    """The file that prints it, where it is not the finding's own; `spot` is then its place there."""
    spot: Spot | None = None


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
    """Another place that a finding concerns; in the file `path` at `spot`, where it is another file."""

    span: Span
    label: str
    path: str = ""
    spot: Spot | None = None


class Edit(NamedTuple):
    """What is printed at a span, to be replaced by another text; an empty span is an insertion."""

    span: Span
    text: str


class Fix(NamedTuple):
    """One way to put a finding right; `safe` says that no figure changes and nobody need look at it first.

    Of several for one finding the lowest `rank` is the likeliest; two of one rank are as likely.
    """

    edits: tuple[Edit, ...]
    reason: str
    """Names a text of the engine's catalogue (`fix.…`), or is one."""
    safe: bool = False
    rank: int = 0


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
    fixes: tuple[Fix, ...] = ()
    """Proposals, none of them tried yet."""


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
    dated: bool = False
    """Whether a rule looked at the day of the run, so that it may come out differently on another day."""
    extract: Extract | None = None
    """What comparisons with other reports need of it, where they were asked for."""


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


class Sums:
    """What the files of a run come to, added up one by one.

    `found` counts findings by code, name, severity and what excuses them (`waiver`, `baseline` or nothing);
    `not_applicable` counts how often a constraint did not apply to a file.
    """

    __slots__ = ("_counts", "_nodes", "_reasons", "found", "not_applicable")

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._nodes: Counter[str] = Counter()
        self._reasons: dict[str, Words] = {}
        self.found: Counter[tuple[str, str, str, str]] = Counter()
        self.not_applicable = 0

    @classmethod
    def of(cls, files: Iterable[FileOutcome]) -> Sums:
        """The sums of these files."""
        sums = cls()
        for file in files:
            sums.add(file)
        return sums

    def add(self, file: FileOutcome) -> None:
        """Add one file."""
        part = file.assurance
        self._counts["files"] += part.files
        for name in _COUNTS:
            self._counts[name] += getattr(part, name)
        self._nodes.update(part.nodes)
        self._reasons |= part.not_applicable
        self.not_applicable += len(part.not_applicable)
        self.found.update((f.code, f.name, f.severity, _EXCUSES.get(f.waived, WAIVER)) for f in file.findings)

    def assurance(self) -> Assurance:
        """What was checked in all files added so far."""
        return Assurance(**self._counts, not_applicable=dict(self._reasons), nodes=dict(self._nodes))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run, files in order of path; `constraints` are those in force, in order of code."""

    files: Sequence[FileOutcome]
    assurance: Assurance
    constraints: tuple[ConstraintInfo, ...] = ()

    @property
    def sums(self) -> Sums:
        """What the files come to."""
        return Sums.of(self.files)
