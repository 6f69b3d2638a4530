"""SARIF 2.1.0, as code scanning reads it.

Duty: one run: what was in force, what was found, what went wrong. May not leave out waived findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.display.encode import encode
from govlint.display.entries import Teller
from govlint.display.records import Record
from govlint.findings import Outcome
from govlint.formatters import Formatter, View
from govlint.formatters._sarif_results import artifacts, results
from govlint.formatters._sarif_run import Rules, driver, invocation

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_LINE_ENDS = ["\r\n", "\n", "\r"]


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """The log, each result on a line of its own."""
    teller = Teller(outcome, view.lang)
    rules = Rules(teller)
    yield f'{{"$schema": {encode(_SCHEMA)},\n "version": "2.1.0",\n "runs": [{{\n'
    yield f'  "tool": {{"driver": {encode(driver(teller, rules))}}},\n'
    yield f'  "columnKind": "unicodeCodePoints",\n  "newlineSequences": {encode(_LINE_ENDS)},\n'
    yield f'  "language": {encode(_LANGUAGES[view.lang])},\n'
    yield f'  "invocations": [{encode(invocation(teller, rules))}],\n'
    yield from _array("artifacts", artifacts(outcome, teller))
    yield ",\n"
    yield from _array("results", results(teller, rules))
    yield "\n}]}\n"


def _array(name: str, records: Iterable[Record]) -> Iterator[str]:
    yield f'  "{name}": ['
    separator = "\n   "
    for record in records:
        yield separator + encode(record)
        separator = ",\n   "
    yield "]"


FORMATTER = Formatter("sarif", render, "format-sarif")
