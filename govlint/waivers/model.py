"""What a record of an exception says.

Duty: the values of `waivers.yaml`, each knowing what it fits. May not read files nor know a form.
"""

from __future__ import annotations

import re
from datetime import date
from fnmatch import fnmatchcase

from govlint.findings import Finding
from govlint.packs.source import Place
from govlint.patterns import lazy
from govlint.records import dataclass
from govlint.waivers.paths import Files

MOST = 20
"""Findings that one waiver may excuse in a run before it counts as too broad."""
_DAY = lazy(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MARK = lazy(r"[0-9a-f]{32}")
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Day:
    """The last day on which a waiver holds."""

    day: date

    @classmethod
    def parse(cls, text: str) -> Day:
        """The day that a text names; `ValueError` where it names none."""
        if not _DAY.fullmatch(text):
            raise ValueError("write a day as 2027-03-31")
        try:
            return cls(date.fromisoformat(text))
        except ValueError as error:
            raise ValueError("there is no such day") from error


@dataclass(frozen=True, slots=True)
class Where:
    """A place by keys, `table/row/column`, each a pattern; what is left out is anything.

    One part alone also fits what is said of the prose of the section of that key.
    """

    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Where:
        """The place that a text names; `ValueError` where it names none."""
        parts = tuple(text.split("/"))
        if not all(parts) or len(parts) > _PARTS:
            raise ValueError("write table/row/column, by their keys")
        return cls(parts)

    @property
    def everywhere(self) -> bool:
        """Whether every place fits."""
        return not "".join(self.parts).strip("*")

    def fits(self, finding: Finding) -> bool:
        """Whether a finding stands there."""
        cell = finding.cell
        keys = (cell.table, cell.row, cell.column) if cell else (finding.section, "", "")
        return all(fnmatchcase(key, part) for key, part in zip(keys, self.parts, strict=False))


@dataclass(frozen=True, slots=True)
class Mark:
    """A fingerprint, as `-f json` gives it."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Mark:
        """The fingerprint that a text is; `ValueError` where it is none."""
        if not _MARK.fullmatch(text):
            raise ValueError("a fingerprint has 32 digits from 0 to f")
        return cls(text)


@dataclass(frozen=True, slots=True)
class Record:
    """One waiver as written; `code` is a code or name (a prefix, a tag and `ALL` are too broad)."""

    code: str
    file: Files
    reason: str
    approved_by: str
    until: Day
    cell: Where | None = None
    fingerprint: Mark | None = None
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver with the codes that it covers; `exact` says that its word names one constraint."""

    record: Record
    codes: frozenset[str]
    exact: bool
    place: Place

    def fits(self, finding: Finding, path: str, marks: frozenset[str]) -> bool:
        """Whether it excuses a finding in the file of that path; `marks` are the finding's fingerprints."""
        record = self.record
        return (
            finding.code in self.codes
            and not finding.about
            and record.file.fits(path)
            and (record.cell is None or record.cell.fits(finding))
            and (record.fingerprint is None or record.fingerprint.text in marks)
        )

    def expired(self, today: date) -> bool:
        """Whether it holds no more."""
        return today > self.record.until.day

    @property
    def blind(self) -> bool:
        """Whether it excuses whatever its constraint finds in any file."""
        record = self.record
        narrowed = record.fingerprint is not None or (record.cell is not None and not record.cell.everywhere)
        return record.file.everything and not narrowed
