"""The exceptions of one run: its waivers and its baseline together.

Duty: load what is asked for, apply it to each outcome, tell what is wrong with it. May not check reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from govlint.discover import discover
from govlint.findings import FileOutcome
from govlint.packs.model import Constraint
from govlint.waivers.baseline import Held, load_baseline
from govlint.waivers.judged import Judge
from govlint.waivers.load import Known, load_waivers, waivable
from govlint.waivers.notes import outcome_of
from govlint.waivers.paths import from_folder
from govlint.waivers.register import Register


class Exceptions:
    """What a run excuses; waivers count first, then the baseline."""

    def __init__(  # noqa: PLR0913 - each is a fact of the run
        self,
        known: Known,
        in_force: Sequence[Constraint],
        own: Mapping[str, Constraint],
        today: date,
        *,
        waivers: Path | None = None,
        baseline: Path | None = None,
    ) -> None:
        """Load the files.

        Raises:
            WaiverError: with every mistake in one of them.
        """
        judge = Judge(in_force)
        self.excusable = frozenset(c.code for c in known.constraints if waivable(c))
        self._own = own
        self._waivers, self._baseline = waivers, baseline
        self.register: Register | None = None
        self.held: Held | None = None
        if waivers is not None:
            folder = str(waivers.parent)
            present = cache(lambda: _present(folder))
            self.register = Register(load_waivers(waivers, known), folder, today, judge, present)
        if baseline is not None:
            self.held = Held(load_baseline(baseline), str(baseline.parent), judge, self.excusable)

    def apply(self, file: FileOutcome) -> FileOutcome:
        """The outcome with what is excused marked so; also one whose document has been let go of."""
        for held in (self.register, self.held):
            file = held.apply(file) if held is not None else file
        return file

    def outcomes(self) -> Iterator[FileOutcome]:
        """What is wrong with the files of records, once every report has been through `apply`."""
        if self.register is not None and self._waivers is not None:
            outcome = outcome_of(self._waivers, self.register.notes(), self._own)
            yield from () if outcome is None else (outcome,)
        if self.held is not None and self._baseline is not None:
            text = self._baseline.read_text(encoding="utf-8-sig")
            outcome = outcome_of(self._baseline, self.held.notes(text), self._own)
            yield from () if outcome is None else (outcome,)


def _present(folder: str) -> frozenset[str]:
    """The files that a run on the folder would take."""
    return frozenset(from_folder(path, folder) for path in discover([folder]).files)
