"""What came of a text, as an editor shows it.

Duty: findings and what was not checked to diagnostics. May not check anything nor speak to a client.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from govlint.display.figures import number
from govlint.findings import ConstraintInfo, FileOutcome, Finding, Operand, Unchecked
from govlint.places import Span
from govlint.server.positions import Ruler
from govlint.words import catalogue

SOURCE = "govlint"
_LEVELS = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_WAIVED = types.DiagnosticSeverity.Hint


def diagnostics(outcome: FileOutcome, uri: str, ruler: Ruler, lang: str) -> Iterator[types.Diagnostic]:
    """Every finding, then one hint for each place that could not be judged.

    A finding's `data` is its index among the outcome's findings, by which hover and quick fixes find it again.
    """
    for index, finding in enumerate(outcome.findings):
        yield types.Diagnostic(
            range=ruler.range(finding.span),
            severity=_WAIVED if finding.waived is not None else _LEVELS[finding.severity],
            code=finding.code,
            source=SOURCE,
            message=_message(finding, lang),
            related_information=list(_related(finding, uri, ruler, lang)) or None,
            data=index,
        )
    yield from (_unchecked(entry, ruler, lang) for entry in _once(outcome.unchecked))


def explained(finding: Finding, info: ConstraintInfo | None, lang: str) -> str:
    """A finding as Markdown: sentence, remedy, why and basis."""
    words = catalogue()
    joiner = words.text("explain.joiner", lang)
    parts = [f"**{finding.code} {finding.name}** {finding.message.get(lang)}"]
    told = [("remedy", finding.remedy.get(lang))]
    if info is not None:
        told += [("why", info.why.get(lang)), ("basis", info.basis)]
    if finding.waived is not None:
        parts.append(words.text("outputs.waived", lang, reason=finding.waived))
    parts += [f"*{words.text(f'outputs.{key}', lang)}*{joiner}{text}" for key, text in told if text]
    return "\n\n".join(parts)


def _message(finding: Finding, lang: str) -> str:
    """The sentence with the remedy, since not every editor shows hovers."""
    remedy = finding.remedy.get(lang)
    text = finding.message.get(lang)
    return f"{text}\n{catalogue().text('remedy', lang, text=remedy)}" if remedy else text


def _related(
    finding: Finding, uri: str, ruler: Ruler, lang: str
) -> Iterator[types.DiagnosticRelatedInformation]:
    """The figures that took part, then the other places."""
    operands = finding.proof.operands if finding.proof else ()
    told = [(operand.span, _figure(operand, lang)) for operand in operands]
    told += [(related.span, related.label) for related in finding.related]
    for span, label in told:
        yield types.DiagnosticRelatedInformation(types.Location(uri, ruler.range(span)), label)


def _figure(operand: Operand, lang: str) -> str:
    figure = catalogue().text("blank-as-zero", lang) if operand.blank else number(operand.count)
    return catalogue().text("outputs.operand", lang, label=operand.label, figure=figure)


def _once(entries: tuple[Unchecked, ...]) -> Iterator[tuple[Span, list[Unchecked]]]:
    """What could not be judged, together where place and reason are the same."""
    grouped: dict[tuple[Span, str], list[Unchecked]] = {}
    for entry in entries:
        grouped.setdefault((entry.span or Span(0, 0), entry.reason.zh), []).append(entry)
    yield from ((span, group) for (span, _), group in grouped.items())


def _unchecked(group: tuple[Span, list[Unchecked]], ruler: Ruler, lang: str) -> types.Diagnostic:
    span, entries = group
    codes = ", ".join(dict.fromkeys(entry.code for entry in entries))
    reason = entries[0].reason.get(lang)
    return types.Diagnostic(
        range=ruler.range(span),
        severity=types.DiagnosticSeverity.Hint,
        source=SOURCE,
        message=catalogue().text("unchecked-group", lang, reason=reason, codes=codes),
    )
