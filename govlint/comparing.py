"""Files that a linter checked compared with each other; those that it takes are read again, one at a time.

Duty: give comparisons what they need of a linter. May not compare, nor keep a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as replaced

from govlint.across.reading import Reading, Told, tell
from govlint.across.run import Asked, Ground, across, ways_of
from govlint.discover import read_file
from govlint.dress import dress
from govlint.engine import CRASHED, NOTHING_CHECKED
from govlint.errors import UnreadableError
from govlint.findings import FileOutcome
from govlint.lean import lean
from govlint.lint import Linter
from govlint.places import Span
from govlint.records import dataclass
from govlint.rule import Breach
from govlint.understand import NotAReport
from govlint.words import catalogue


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Reads files the way `linter` does; `whole` says that formats show the report itself."""

    linter: Linter
    whole: bool

    def told(self, path: str, reading: Reading) -> Told | None:
        """The prose of a file, or None where it is no file or no longer the report that it was."""
        try:
            document = self.linter.read(path, read_file(path, self.linter.settings.limits))
        except UnreadableError:
            return None
        report = self.linter.understand(document)
        return None if isinstance(report, NotAReport) else tell(report, document, reading)

    def shown(self, file: FileOutcome) -> FileOutcome:
        """The outcome with its document, so that findings can show their places."""
        if file.document is not None and file.document.blocks:
            return file
        again = self.linter.check(file.path)
        if again.status != file.status or again.document is None:
            return file
        return replaced(file, document=again.document, report=again.report)

    def kept(self, file: FileOutcome) -> FileOutcome:
        """The outcome with no more of its document than formats show."""
        return file if self.whole else lean(file)


def compare_files(
    files: Iterable[FileOutcome], asked: Asked, linter: Linter, *, whole: bool
) -> list[FileOutcome]:
    """The files with what constraints over several reports find in them.

    `whole` says that reports are shown, not only findings; a linter whose settings say `across` made the files.
    """
    ground = Ground(
        constraints=linter.across,
        crashed=linter.engine.own[CRASHED],
        parameters=linter.packs.parameters,
        texts=catalogue(),
        today=linter.settings.today,
        names=frozenset(c.name for c in (*linter.engine.constraints, *linter.across)),
    )
    ways = ways_of(linter.packs.constraints, asked.renamed)
    found = across(files, asked, ground, ways, ReadAgain(linter, whole))
    if found and not any(any(file.assurance.nodes.values()) for file in found):
        found[0] = _nothing(found[0], linter)
    return found


def _nothing(file: FileOutcome, linter: Linter) -> FileOutcome:
    """The outcome of a run that had nothing to compare and was to do nothing else: never a clean one."""
    told = any(finding.name == NOTHING_CHECKED for finding in file.findings)
    if told or file.status != "checked":
        return file
    finding = dress(linter.engine.own[NOTHING_CHECKED], Breach(Span(0, 0)), "", "", None).finding
    return replaced(file, findings=(finding, *file.findings))
