"""Findings about a file of records, at its own lines.

Duty: make an outcome of a file that is no report. May not decide what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from govlint.document import Document
from govlint.dress import dress
from govlint.findings import Assurance, FileOutcome
from govlint.packs.model import Constraint
from govlint.places import LineIndex, Span
from govlint.rule import Breach

Note = tuple[str, int, int, Mapping[str, object]]
"""Name of an engine's constraint, line and column from 1, facts."""


def outcome_of(path: Path, notes: Iterable[Note], own: Mapping[str, Constraint]) -> FileOutcome | None:
    """The outcome of a file of records; None where there is nothing to say of it."""
    text = path.read_text(encoding="utf-8-sig")
    index = LineIndex(text)
    found = []
    for name, line, column, facts in notes:
        start = index.start(line) + column - 1
        end = min(
            (at for at in (text.find("\n", start), text.find("\r", start)) if at >= 0), default=len(text)
        )
        found.append(dress(own[name], Breach(Span(start, end), facts), "", "", None).finding)
    if not found:
        return None
    document = Document(path.as_posix(), "records", text, (), "utf-8")
    ordered = tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))
    return FileOutcome(path.as_posix(), "checked", ordered, (), Assurance(), document)
