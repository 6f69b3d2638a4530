"""One finding made ready for a machine: where it stands, what it says, what it is known by.

Duty: what the line-oriented formats share. May not know one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

from govlint.display.places import within, working_folder
from govlint.display.summary import assurance
from govlint.display.width import printable
from govlint.findings import SEVERITIES, ConstraintInfo, FileOutcome, Finding, Outcome
from govlint.fingerprints import fingerprints, relative
from govlint.places import Position, Span
from govlint.records import dataclass
from govlint.words import Catalogue, catalogue

_ENDS = "。！？.!?"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its file; `start` and `end` are None where the source has no lines.

    `text` is its sentence, after the place in words where there are no lines.
    """

    file: FileOutcome
    finding: Finding
    path: str
    start: Position | None
    end: Position | None
    text: str
    remedy: str
    mark: str


class Teller:
    """Says in one language what every format says, each thing once."""

    def __init__(self, outcome: Outcome, lang: str) -> None:
        self.outcome = outcome
        self.lang = lang
        self.words: Catalogue = catalogue()
        self.root = working_folder()

    @cached_property
    def known(self) -> dict[str, ConstraintInfo]:
        """The constraints in force, by code; asked for late, since to list them may cost a start."""
        return {info.code: info for info in self.outcome.constraints}

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return self.words.text(key, self.lang, **facts)

    def path(self, file: FileOutcome) -> str:
        """The path of a file, from the working folder where it lies in it."""
        return relative(file.path, self.root)

    @property
    def assurance(self) -> str:
        """What was read and what was checked."""
        return assurance(self.outcome, self.words, self.lang)

    @property
    def nothing(self) -> bool:
        """Whether there was no file at all, so that no finding can say that nothing was checked."""
        return not self.outcome.files

    def entries(self, *, waived: bool = False) -> Iterator[Entry]:
        """Every finding in order; with `waived` also those that a waiver excuses."""
        for file in self.outcome.files:
            marks = fingerprints(file, self.root)
            for finding, mark in zip(file.findings, marks, strict=True):
                if waived or finding.waived is None:
                    yield self._entry(file, finding, mark)

    def worst_first(self) -> list[Entry]:
        """The findings that no waiver excuses, by severity and then in order."""
        return sorted(self.entries(), key=lambda entry: SEVERITIES.index(entry.finding.severity))

    def _entry(self, file: FileOutcome, finding: Finding, mark: str) -> Entry:
        start, end = positions(file, finding.span)
        text = printable(finding.message.get(self.lang))
        if start is None and (place := within(file.document, finding.span, self.words, self.lang)):
            text = self.say("outputs.placed", place=printable(place), text=text)
        remedy = printable(finding.remedy.get(self.lang))
        return Entry(file, finding, self.path(file), start, end, text, remedy, mark)

    def full_text(self, entry: Entry) -> str:
        """The sentence, and behind it the remedy."""
        if not entry.remedy:
            return entry.text
        stop = "" if entry.text.endswith(tuple(_ENDS)) else self.say("outputs.stop")
        return f"{entry.text}{stop}{self.say('outputs.gap')}{self.say('remedy', text=entry.remedy)}"

    def internal(self, finding: Finding) -> bool:
        """Whether it says that something could not be checked: a fault of the run, not of the report."""
        info = self.known.get(finding.code)
        return bool(finding.about) or (info is not None and info.engine and finding.severity == "error")


def positions(file: FileOutcome, span: Span) -> tuple[Position, Position] | tuple[None, None]:
    """Where a span starts and ends; the file's first character where nothing was read."""
    document = file.document
    if document is None:
        return Position(1, 1), Position(1, 1)
    if document.loci:
        return None, None
    return document.position(span.start), document.position(span.end)


def title(finding: Finding) -> str:
    """Code and name."""
    return f"{finding.code} {finding.name}".strip()


def uri(path: str) -> str:
    """A path as a URI reference, relative where the path is."""
    clean = "".join(char if not _is_lone(char) else "\ufffd" for char in path)
    quoted = quote(clean, safe="/", errors="surrogateescape")
    if path.startswith("/"):
        return "file://" + quoted
    drive = path[1:3] == ":/"
    return "file:///" + quoted.replace("%3A", ":", 1) if drive else quoted


def _is_lone(char: str) -> bool:
    """Whether it is half of a pair, and not a byte of a file name that Python could not decode."""
    return "\ud800" <= char <= "\udfff" and not "\udc80" <= char <= "\udcff"
