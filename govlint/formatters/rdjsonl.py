"""reviewdog's diagnostic format, one diagnostic a line.

Duty: write records. May not choose what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.encode import encode
from govlint.display.entries import Teller
from govlint.findings import Outcome
from govlint.formatters import Formatter, View
from govlint.formatters._rd import diagnostics


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """A line for each diagnostic."""
    for record in diagnostics(Teller(outcome, view.lang)):
        yield encode(record) + "\n"


FORMATTER = Formatter("rdjsonl", render, "format-rdjsonl", streams=True)
