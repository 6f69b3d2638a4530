"""Which proposals hold: each is made on the file's own bytes and the whole file is checked again.

Duty: rank, try, keep what removes its finding and adds none. May not write.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from govlint.document import Document
from govlint.findings import SEVERITIES, Edit, FileOutcome, Finding, Fix
from govlint.fingerprints import keys
from govlint.fixing.splice import overlap
from govlint.fixing.write import UnwritableError, written
from govlint.named import NamedTuple
from govlint.readers import Limits
from govlint.records import dataclass, field

MOST_TRIALS = 200
"""Times that one file is checked again."""
OVERLAP, USELESS, HARMFUL, SEVERAL, BOUND = (
    f"fix.{name}" for name in ("overlap", "useless", "harmful", "several", "bound")
)


Mark = tuple[str, str]
"""Code and place of a finding, without its occurrence."""


class Rejected(NamedTuple):
    """A proposal that is not made, and the key of the text that says why."""

    finding: Finding
    fix: Fix
    why: str


@dataclass(slots=True)
class Proposed:
    """What can be done about one file: the proposals that hold together, those that do not, the new bytes."""

    file: FileOutcome
    data: bytes
    after: FileOutcome
    taken: list[tuple[Finding, Fix]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit taken."""
        return tuple(edit for _, fix in self.taken for edit in fix.edits)


def propose(
    data: bytes, file: FileOutcome, check: Callable[[bytes], FileOutcome], limits: Limits, *, unsafe: bool
) -> Proposed:
    """The proposals of a file's findings that hold, one after the other; `check` checks other bytes of it."""
    search = _Search(data, check, limits, Proposed(file, data, file))
    marks = {id(finding): key[:2] for finding, key in zip(file.findings, keys(file), strict=True)}
    for finding, fixes in _ranked(file, unsafe=unsafe):
        search.settle(finding, marks[id(finding)], fixes)
    return search.state


def offers(
    data: bytes, file: FileOutcome, finding: Finding, check: Callable[[bytes], FileOutcome], limits: Limits
) -> Iterator[tuple[Fix, bytes]]:
    """The fixes of one finding that hold by themselves, the safest and likeliest first, each with the new bytes."""
    search = _Search(data, check, limits, Proposed(file, data, file))
    for offered, fixes in _ranked(file, unsafe=True):
        for fix in fixes if offered is finding else ():
            result = search.attempt(finding, fix)
            if not isinstance(result, str):
                yield fix, result[0]


def _ranked(file: FileOutcome, *, unsafe: bool) -> Iterator[tuple[Finding, Sequence[Fix]]]:
    """Findings with the fixes that may be tried, the safest and likeliest first."""
    offered = []
    text = file.document.text if file.document else ""
    for finding in file.findings:
        known = (fix._replace(safe=fix.safe and _keeps_figures(fix, text)) for fix in finding.fixes)
        fixes = sorted((fix for fix in known if fix.safe or unsafe), key=lambda fix: (not fix.safe, fix.rank))
        if fixes and finding.waived is None:
            offered.append((finding, fixes))
    yield from sorted(offered, key=lambda one: _order(*one))


def _keeps_figures(fix: Fix, text: str) -> bool:
    """Whether every edit leaves the digits, whatever their width: no rule's word is taken for that."""
    return all(_digits(text[edit.span.start : edit.span.end]) == _digits(edit.text) for edit in fix.edits)


def _digits(text: str) -> list[str]:
    return [char for char in unicodedata.normalize("NFKC", text) if char.isdigit()]


def _order(finding: Finding, fixes: Sequence[Fix]) -> tuple[bool, bool, int, int, int]:
    """Cells first: equations say which figure is wrong, and prose is held to the tables."""
    first = fixes[0]
    severity = SEVERITIES.index(finding.severity)
    return not first.safe, finding.cell is None, severity, first.rank, finding.span.start


@dataclass(slots=True)
class _Search:
    data: bytes
    check: Callable[[bytes], FileOutcome]
    limits: Limits
    state: Proposed
    trials: int = 0
    mended: Counter[Mark] = field(default_factory=Counter)

    def settle(self, finding: Finding, mark: Mark, fixes: Sequence[Fix]) -> None:
        """Take the best of the fixes, unless others are as good; none where what was taken has removed it."""
        if _alike(mark, self.state.after) < _alike(mark, self.state.file) - self.mended[mark]:
            return
        passing: list[tuple[Fix, bytes, FileOutcome]] = []
        for fix in fixes:
            if passing and (fix.safe, fix.rank) != (passing[0][0].safe, passing[0][0].rank):
                break
            result = self.attempt(finding, fix)
            if isinstance(result, str):
                self.state.rejected.append(Rejected(finding, fix, result))
            else:
                passing.append((fix, *result))
        if len(passing) > 1:
            self.state.rejected += (Rejected(finding, fix, SEVERAL) for fix, _, _ in passing)
        elif passing:
            fix, self.state.data, self.state.after = passing[0]
            self.state.taken.append((finding, fix))
            self.mended[mark] += 1

    def attempt(self, finding: Finding, fix: Fix) -> tuple[bytes, FileOutcome] | str:
        """The file with one more fix made, or why it is not to be made."""
        taken = self.state.edits
        if overlap(fix.edits, taken):
            return OVERLAP
        if self.trials >= MOST_TRIALS:
            return BOUND
        self.trials += 1
        document = self.state.file.document
        assert isinstance(document, Document)
        try:
            new = written(self.data, document, (*taken, *fix.edits), self.limits)
        except UnwritableError as error:
            return error.name
        after = self.check(new)
        if _harmed(self.state.after, after):
            return HARMFUL
        return (new, after) if _weight(finding, after) < _weight(finding, self.state.after) else USELESS


def _alike(mark: Mark, file: FileOutcome) -> int:
    return sum(key[:2] == mark for key in keys(file))


def _weight(finding: Finding, file: FileOutcome) -> int:
    """How often what is found is found at such a place."""
    return sum(_place(other) == _place(finding) for other in file.findings)


def _place(finding: Finding) -> tuple[str, str, str, str]:
    cell = finding.cell
    keys = (cell.table, cell.row, cell.column) if cell else (finding.section, "", "")
    return (finding.code, *keys)


def _harmed(before: FileOutcome, after: FileOutcome) -> bool:
    """Whether anything but a note is found that was not, or less could be judged."""
    if after.status != before.status or after.assurance.evaluated < before.assurance.evaluated:
        return True
    more = _heavy(after) - _heavy(before)
    return bool(more) or bool(_open(after) - _open(before))


def _heavy(file: FileOutcome) -> Counter[tuple[str, str, str, str]]:
    return Counter(_place(finding) for finding in file.findings if finding.severity != SEVERITIES[-1])


def _open(file: FileOutcome) -> Counter[tuple[str, str]]:
    return Counter((entry.code, entry.label) for entry in file.unchecked)
