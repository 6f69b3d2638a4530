"""Annotations of GitHub Actions, worst first, and the summary of the step.

Duty: workflow commands and a Markdown table. May not write to the summary's file itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.elsewhere import place_of
from govlint.display.entries import Entry, Teller, title
from govlint.display.figures import number, signed
from govlint.display.width import printable
from govlint.findings import Outcome
from govlint.formatters import Companion, Formatter, View
from govlint.formatters._markdown import inline, row

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_LARGEST = 900_000
"""Bytes of a summary; GitHub refuses one above 1 MiB."""


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """A command for each finding, and the assurance as the last."""
    teller = Teller(outcome, view.lang)
    for entry in teller.worst_first():
        yield _command(
            _COMMANDS[entry.finding.severity], _properties(entry), "\n".join(_lines(entry, teller))
        )
    severity = "notice" if outcome.assurance.checked else "error"
    yield _command(severity, {"title": "govlint"}, teller.assurance)


def _properties(entry: Entry) -> dict[str, object]:
    properties: dict[str, object] = {"file": entry.path}
    if entry.start is not None and entry.end is not None:
        properties["line"] = entry.start.line
        properties["endLine"] = entry.end.line
        # GitHub drops an annotation that has columns and more than one line.
        if entry.start.line == entry.end.line:
            properties["col"] = entry.start.column
            properties["endColumn"] = entry.end.column
    return {**properties, "title": title(entry.finding)}


def _lines(entry: Entry, teller: Teller) -> Iterator[str]:
    yield entry.text
    proof = entry.finding.proof
    for operand in proof.operands if proof else ():
        said = teller.say("outputs.operand", label=printable(operand.label), figure=number(operand.count))
        where = place_of(operand, entry.file, teller.words, teller.lang) if operand.path else ""
        yield f"  {said}  {printable(where)}".rstrip()
    if proof is not None and proof.difference is not None:
        yield "  " + teller.say(
            "outputs.operand", label=teller.say("side-difference"), figure=signed(proof.difference)
        )
    if entry.remedy:
        yield teller.say("remedy", text=entry.remedy)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(outcome: Outcome, view: View) -> Iterator[str]:
    """The whole table in Markdown, as much of it as GitHub takes."""
    teller = Teller(outcome, view.lang)
    yield f"## {teller.say('outputs.summary-title')}\n\n{inline(teller.assurance)}\n\n"
    entries = teller.worst_first()
    if not entries:
        return
    heads = [teller.say(f"outputs.{key}") for key in ("severity", "code", "place", "finding", "remedy")]
    yield row(heads) + row(["---"] * len(heads))
    left = _LARGEST
    for index, entry in enumerate(entries):
        line = row(_cells(entry, teller))
        left -= len(line.encode("utf-8", "surrogatepass"))
        if left < 0:
            yield "\n" + teller.say("outputs.more", number=len(entries) - index) + "\n"
            return
        yield line


def _cells(entry: Entry, teller: Teller) -> Iterator[str]:
    finding, start = entry.finding, entry.start
    yield teller.say(finding.severity)
    yield inline(title(finding))
    yield inline(f"{entry.path}:{start.line}:{start.column}" if start else entry.path)
    yield inline(entry.text)
    yield inline(entry.remedy)


FORMATTER = Formatter("github", render, "format-github", Companion("GITHUB_STEP_SUMMARY", summary))
