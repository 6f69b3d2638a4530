"""Waivers at work: which findings they excuse, and what becomes of each waiver in a run.

Duty: mark findings and keep account. May not read files nor check reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from govlint.findings import FileOutcome, Words
from govlint.fingerprints import Key, fingerprint, keys
from govlint.named import NamedTuple
from govlint.records import dataclass, field, replace
from govlint.waivers.judged import Judge
from govlint.waivers.model import Waiver
from govlint.waivers.notes import Note
from govlint.waivers.paths import from_folder
from govlint.words import catalogue

USED, UNUSED, EXPIRED, BROAD, IDLE = "used", "unused", "expired", "too-broad", "not-in-run"


class State(NamedTuple):
    """What became of a waiver: one of the states above, and how many findings it excused."""

    waiver: Waiver
    state: str
    findings: int


@dataclass(slots=True)
class Register:
    """The waivers of one file, counted from `folder`, on the day of the run."""

    waivers: Sequence[Waiver]
    folder: str
    today: date
    judge: Judge
    present: Callable[[], frozenset[str]]
    """The files that there are, by their paths from `folder`: asked only where a pattern may mean several."""
    _seen: set[str] = field(default_factory=set)
    _used: Counter[int] = field(default_factory=Counter)
    _missed: set[int] = field(default_factory=set)

    def apply(self, file: FileOutcome) -> FileOutcome:
        """The outcome with what is excused marked so, and every waiver's account kept."""
        path = from_folder(file.path, self.folder)
        near = [(n, w) for n, w in enumerate(self.waivers) if w.record.file.fits(path)]
        if not near:
            return file
        self._seen.add(path)
        before = self._used.copy()
        ours = [(n, waiver) for n, waiver in near if not waiver.expired(self.today)]
        marks = _marks(file, path) if ours and file.findings else ()
        findings = []
        for finding, known in zip(file.findings, marks, strict=False):
            fitting = [(n, waiver) for n, waiver in ours if waiver.fits(finding, path, known)]
            self._used.update(n for n, _ in fitting)
            reason = fitting[0][1].record.reason if fitting else finding.waived
            findings.append(replace(finding, waived=reason) if fitting else finding)
        for n, waiver in ours:
            if self._used[n] == before[n] and self.judge.looked(waiver.codes, file):
                self._missed.add(n)
        return replace(file, findings=tuple(findings)) if findings else file

    def states(self) -> Iterator[State]:
        """Each waiver with what became of it so far."""
        for n, waiver in enumerate(self.waivers):
            yield State(waiver, self._state(n, waiver), self._used[n])

    def _state(self, n: int, waiver: Waiver) -> str:
        if waiver.expired(self.today):
            return EXPIRED
        if self.broad(n, waiver) is not None:
            return BROAD
        if self._used[n]:
            return USED
        return UNUSED if self._unused(n, waiver) else IDLE

    def _unused(self, n: int, waiver: Waiver) -> bool:
        """Whether all its files were looked at and have nothing that it excuses."""
        if n not in self._missed or self._used[n]:
            return False
        pattern = waiver.record.file
        return pattern.literal or all(path in self._seen for path in self.present() if pattern.fits(path))

    def broad(self, n: int, waiver: Waiver) -> Words | None:
        """Why a waiver is too broad, or None."""
        words = catalogue()
        if not waiver.exact:
            return words.words("waivers.broad-code", code=waiver.record.code)
        if waiver.blind:
            return words.words("waivers.broad-file", file=waiver.record.file.text)
        if self._used[n] > waiver.record.most:
            return words.words("waivers.broad-many", number=self._used[n], most=waiver.record.most)
        return None

    def notes(self) -> Iterator[Note]:
        """What is wrong with the waivers, as findings of their file."""
        for n, waiver in enumerate(self.waivers):
            record, place = waiver.record, waiver.place
            facts: dict[str, object] = {"code": record.code, "file": record.file.text}
            at = (place.line, place.column)
            if waiver.expired(self.today):
                yield ("waiver-expired", *at, facts | {"until": record.until.day.isoformat()})
                continue
            reason = self.broad(n, waiver)
            if reason is not None:
                yield ("waiver-too-broad", *at, facts | {"reason": reason})
            if self._unused(n, waiver):
                yield ("waiver-unused", *at, facts)


def _marks(file: FileOutcome, path: str) -> list[frozenset[str]]:
    """The fingerprints of each finding, counted from the waivers' folder and from the working folder."""
    names = {path, from_folder(file.path, ".")}
    known: tuple[Key, ...] = keys(file)
    return [frozenset(fingerprint(name, key) for name in names) for key in known]
