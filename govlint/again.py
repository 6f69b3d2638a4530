"""Files read again: prose that is compared, documents of files in which something was found later.

Duty: one file at a time, from its path. May not keep any, nor change what was found in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import TYPE_CHECKING

from govlint.across.reading import Reading, Told, tell
from govlint.discover import read_file
from govlint.errors import UnreadableError
from govlint.findings import FileOutcome
from govlint.lean import lean
from govlint.understand import NotAReport

if TYPE_CHECKING:
    from govlint.lint import Linter


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Reads files the way `linter` does; `whole` says that formats show the report itself."""

    linter: Linter
    whole: bool

    def told(self, path: str, reading: Reading) -> Told | None:
        """The prose of a file, or None where it is no file or no longer the report that it was."""
        try:
            document = self.linter.read(path, read_file(path, self.linter.settings.limits))
            report = self.linter.understand(document)
        except UnreadableError:
            return None
        return None if isinstance(report, NotAReport) else tell(report, document, reading)

    def shown(self, file: FileOutcome) -> FileOutcome:
        """The outcome with its document, so that findings can show their places."""
        if file.document is not None and (file.document.blocks or not self.whole):
            return file
        again = self.linter.check(file.path)
        if again.status != file.status or again.document is None:
            return file
        kept = again if self.whole else lean(again, spoken=True)
        return replaced(file, document=kept.document, report=kept.report)
