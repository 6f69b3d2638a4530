"""One line a finding, as editors and scripts read it.

Duty: `path:line:column: CODE message`. May not leave out the line of assurance.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.paint import Paint
from govlint.display.places import address
from govlint.display.summary import assurance, open_findings, statistics_lines
from govlint.display.width import printable
from govlint.findings import Outcome
from govlint.formatters import Formatter, View
from govlint.words import catalogue


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The findings, and the line of assurance."""
    words, paint = catalogue(), Paint(on=view.color)
    for file in outcome.files:
        for finding in open_findings(file):
            place = printable(address(file.path, file.document, finding.span, words, view.lang))
            code = paint(finding.severity, finding.code)
            yield f"{place}: {code} {printable(finding.message.get(view.lang))}\n"
    if view.statistics:
        yield from (line + "\n" for line in statistics_lines(outcome))
    yield assurance(outcome, words, view.lang) + "\n"


FORMATTER = Formatter("concise", render, "format-concise", streams=True)
