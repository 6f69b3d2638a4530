"""reviewdog's diagnostic format as one value.

Duty: write records. May not choose what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.encode import encode
from govlint.display.entries import Teller
from govlint.findings import Outcome
from govlint.formatters import Formatter, View
from govlint.formatters._rd import SOURCE, diagnostics


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The result, a diagnostic a line."""
    teller = Teller(outcome, view.lang)
    lines = ",\n".join(encode(record) for record in diagnostics(teller))
    yield f'{{"source": {encode(SOURCE)}, "diagnostics": [\n{lines}\n]}}\n'


FORMATTER = Formatter("rdjson", render, "format-rdjson")
