"""The default output, for the person who answers for the report.

Duty: for each finding its place, its sentence, what is printed there, the proof and the remedy. May not
leave out the line of assurance. A remedy is told once a file: the next finding of the same kind needs
only its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.elsewhere import place_of
from govlint.display.figures import MARK, Figures
from govlint.display.paint import Paint
from govlint.display.places import address
from govlint.display.snippet import snippet
from govlint.display.summary import (
    assurance,
    counts,
    not_applicable_lines,
    open_findings,
    statistics_lines,
    unchecked_lines,
)
from govlint.display.width import printable, wrap
from govlint.findings import FileOutcome, Finding, Outcome
from govlint.formatters import Formatter, View
from govlint.words import catalogue

_MOST_RELATED = 8


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """Every file, the statistics where asked for, and the line of assurance."""
    for file in outcome.files:
        yield from (line + "\n" for line in _File(file, view).lines())
    if view.statistics:
        yield from (line + "\n" for line in [*statistics_lines(outcome), ""])
    yield assurance(outcome, catalogue(), view.lang) + "\n"


class _File:
    def __init__(self, file: FileOutcome, view: View) -> None:
        self.file = file
        self.view = view
        self.words = catalogue()
        self.paint = Paint(on=view.color)
        self.figures = Figures(file, self.words, view.lang)
        self.told: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The findings of the file, and what they come to."""
        found = open_findings(self.file)
        for finding in found:
            yield from self._finding(finding)
            yield ""
        if self.view.verbose >= 0 or found:
            yield from self._summary(found)
            yield ""

    def _say(self, key: str, **facts: object) -> str:
        return self.words.text(key, self.view.lang, **facts)

    def _finding(self, finding: Finding) -> Iterator[str]:
        place = printable(
            address(self.file.path, self.file.document, finding.span, self.words, self.view.lang)
        )
        severity = self.paint(finding.severity, self._say(finding.severity))
        yield f"{self.paint('bold', place)}  {severity}  {finding.code} {self.paint('dim', finding.name)}"
        yield from self._text(printable(finding.message.get(self.view.lang)), "  ")
        figures = self.figures.lines(finding)
        yield from ("    " + self._marked(line, finding) for line in figures or self._printed(finding))
        yield from (f"    {self.figures.summary(proof)}" for proof in finding.further)
        yield from self._related(finding)
        yield from self._remedy(finding)

    def _text(self, text: str, indent: str, first: str | None = None) -> Iterator[str]:
        lines = wrap(text, max(self.view.width - len(indent), 20))
        yield (indent if first is None else first) + lines[0]
        yield from (indent + line for line in lines[1:])

    def _printed(self, finding: Finding) -> list[str]:
        document = self.file.document
        found = snippet(document, finding.span, max(self.view.width - 14, 20)) if document else None
        if found is None:
            return []
        number = str(found.line or "")
        bar = self.paint("dim", "│")
        carets = _painted(found.carets, finding.severity, self.paint)
        return [f"{self.paint('dim', number)} {bar} {found.text}", f"{' ' * len(number)} {bar} {carets}"]

    def _marked(self, line: str, finding: Finding) -> str:
        return self.paint(finding.severity, line) if MARK in line else line

    def _related(self, finding: Finding) -> Iterator[str]:
        shown = {(o.path, o.span) for o in finding.proof.operands} if finding.proof else set()
        others = [related for related in finding.related if (related.path, related.span) not in shown]
        for related in others[:_MOST_RELATED]:
            place = place_of(related, self.file, self.words, self.view.lang)
            yield "    " + self._say("related", place=printable(place), label=printable(related.label))
        more = len(others) - _MOST_RELATED
        if more > 0:
            yield "    " + self._say("related-more", number=more)

    def _remedy(self, finding: Finding) -> Iterator[str]:
        remedy = finding.remedy.get(self.view.lang)
        if remedy and remedy not in self.told and self.view.verbose >= 0:
            self.told.add(remedy)
            yield from self._text(self._say("remedy", text=printable(remedy)), "    ", "  ")

    def _summary(self, found: tuple[Finding, ...]) -> Iterator[str]:
        summed = counts(found, self.words, self.view.lang)
        waived = len(self.file.findings) - len(found)
        if waived:
            summed = self._say("file-waived", counts=summed, number=waived)
        style = "bold" if found else "good"
        key = "file-summary" if self.file.status == "checked" else "file-summary-unchecked"
        yield self._say(key, path=printable(self.file.path), counts=self.paint(style, summed))
        if self.view.verbose >= 0:
            for line in unchecked_lines(self.file, self.words, self.view.lang, each=self.view.verbose > 0):
                yield from self._text(line, "    ", "  ")
        if self.view.verbose > 0:
            for line in not_applicable_lines(self.file, self.words, self.view.lang):
                yield from self._text(line, "    ", "  ")


def _painted(carets: str, severity: str, paint: Paint) -> str:
    blank = len(carets) - len(carets.lstrip())
    return carets[:blank] + paint(severity, carets[blank:])


FORMATTER = Formatter("full", render, "format-full", streams=True)
