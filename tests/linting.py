"""Lint a text the way the program does, for tests."""

from datetime import date
from functools import cache

from govlint.choose import Choice
from govlint.findings import FileOutcome
from govlint.lint import Linter, Settings

TODAY = date(2026, 11, 24)


@cache
def linter() -> Linter:
    return Linter(Settings(choice=Choice(), today=TODAY))


OFF = ("GL111", "GL807")
"""Constraints that are off unless asked for."""


@cache
def everything() -> Linter:
    """Every constraint in force, those too that are off unless asked for."""
    return Linter(Settings(choice=Choice(extend=OFF), today=TODAY))


def lint(text: str, path: str = "report.txt") -> FileOutcome:
    return linter().check_bytes(path, text.encode("utf-8", "surrogatepass"))


def line(outcome: FileOutcome, finding) -> int:
    return outcome.document.position(finding.span.start).line


def speaking(outcome: FileOutcome):
    """Findings that are more than notes."""
    return [finding for finding in outcome.findings if finding.severity != "note"]
