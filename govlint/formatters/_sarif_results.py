"""Findings as SARIF results.

Duty: one result a finding, with what makes it the same finding next time. May not decide what is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.display.entries import Entry, Teller
from govlint.display.figures import number
from govlint.display.records import Record, spoken_reason
from govlint.findings import Finding, Fix, Operand, Outcome, Related
from govlint.formatters._sarif_places import artifact, elsewhere, location, region_of
from govlint.formatters._sarif_run import Rules
from govlint.patterns import lazy

_LINK = lazy(r"\](?=\()")
_HASH = 16


def results(teller: Teller, rules: Rules) -> Iterator[Record]:
    """Every finding in order."""
    for entry in teller.entries(waived=True):
        yield _result(entry, rules.index[entry.finding.code], teller)


def _result(entry: Entry, index: int, teller: Teller) -> Record:
    finding = entry.finding
    record: Record = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        # Brackets before parentheses would be a link.
        "message": {"text": _LINK.sub(r"\\]", teller.full_text(entry))},
        "locations": [location(entry.file, finding.span, teller, cell=finding.cell)],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{entry.mark[:_HASH]}:1",
            "govlint/v1": entry.mark,
        },
    }
    related = list(_related(entry, teller))
    if related:
        record["relatedLocations"] = related
    if finding.waived is not None:
        record["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    fixes = [_fix(fix, entry, teller) for fix in finding.fixes if entry.start is not None]
    if fixes and entry.file.document is not None:
        record["fixes"] = fixes
    return record | _figures(finding)


def _fix(fix: Fix, entry: Entry, teller: Teller) -> Record:
    replacements = [
        {"deletedRegion": region_of(entry.file, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": artifact(teller.path(entry.file)), "replacements": replacements}
    kind = teller.say("fix.safe" if fix.safe else "fix.unsafe")
    text = f"{spoken_reason(fix, teller.lang)} ({kind})"
    return {"description": {"text": text}, "artifactChanges": [change]}


def _related(entry: Entry, teller: Teller) -> Iterator[Record]:
    finding = entry.finding
    operands = finding.proof.operands if finding.proof else ()
    told = {(operand.path, operand.span) for operand in operands}
    others = [other for other in finding.related if (other.path, other.span) not in told]
    places: list[Operand | Related] = [*operands, *others]
    for index, place in enumerate(places):
        text = _operand(place, teller) if isinstance(place, Operand) else place.label
        cell = place.cell if isinstance(place, Operand) else None
        if place.path and place.spot is not None:
            yield {"id": index, **elsewhere(place.path, place.spot, teller, text, cell)}
        else:
            yield {"id": index, **location(entry.file, place.span, teller, text, cell)}


def _operand(operand: Operand, teller: Teller) -> str:
    figure = teller.say("figure-blank") if operand.blank else number(operand.count)
    return teller.say("outputs.operand", label=operand.label, figure=figure)


def _figures(finding: Finding) -> Record:
    proof = finding.proof
    if proof is None:
        return {}
    figures = {"left": proof.left, "right": proof.right, "difference": proof.difference}
    return {"properties": {**figures, "relation": proof.relation}}


def artifacts(outcome: Outcome, teller: Teller) -> Iterator[Record]:
    """The files that were looked at."""
    for file in outcome.files:
        record: Record = {"location": artifact(teller.path(file)), "roles": ["analysisTarget"]}
        if file.document is not None and file.document.encoding:
            record["encoding"] = file.document.encoding
        yield record
