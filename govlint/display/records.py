"""An outcome as the plain mappings that every machine format is written from.

Duty: the schema of `schemas/outcome.schema.json`. May not serialise.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint import __version__
from govlint.display.places import locus_fields, locus_record, region, working_folder
from govlint.display.summary import excused, not_applicable, statistics
from govlint.findings import (
    CellName,
    FileOutcome,
    Finding,
    Fix,
    Operand,
    Outcome,
    Proof,
    Related,
    Unchecked,
)
from govlint.fingerprints import fingerprints
from govlint.places import Span
from govlint.words import catalogue

SCHEMA_VERSION = 1
Record = dict[str, object]


def tool() -> Record:
    """Who wrote this."""
    return {"name": "govlint", "version": __version__}


def file_record(file: FileOutcome) -> Record:
    """One file of the run; a file of records, such as waivers, is no report and not counted as one."""
    report = file.report
    return {
        "path": file.path,
        "form": report.form if report else None,
        "year": report.year if report else None,
        "agency": report.agency if report else None,
        "status": file.status if file.assurance.files else "records",
    }


def finding_records(file: FileOutcome, lang: str) -> Iterator[Record]:
    """The findings of one file."""
    marks = fingerprints(file, working_folder())
    for finding, mark in zip(file.findings, marks, strict=True):
        yield _finding(finding, file, lang, mark)


def _finding(finding: Finding, file: FileOutcome, lang: str, mark: str) -> Record:
    record: Record = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message.get(lang),
        "path": file.path,
        **region(file.document, finding.span),
        "cell": _cell(finding.cell),
        "proof": _proof(finding.proof, file) if finding.proof else None,
        "further": [_proof(proof, file) for proof in finding.further],
        "related": [_related(related, file) for related in finding.related],
        "section": finding.section or None,
        "remedy": finding.remedy.get(lang),
        "fingerprint": mark,
        "waived": finding.waived,
    }
    if finding.fixes:
        record["fixes"] = [_fix(fix, file, lang) for fix in finding.fixes]
    place = locus_record(file.document, finding.span)
    return record if place is None else {**record, "place": place}


def _fix(fix: Fix, file: FileOutcome, lang: str) -> Record:
    edits = [{**_place(edit.span, file), "text": edit.text} for edit in fix.edits]
    return {"reason": spoken_reason(fix, lang), "safe": fix.safe, "rank": fix.rank, "edits": edits}


def spoken_reason(fix: Fix, lang: str) -> str:
    """Why a fix is proposed, in words."""
    return catalogue().text(fix.reason, lang) if fix.reason in catalogue() else fix.reason


def _place(span: Span, file: FileOutcome) -> Record:
    place = locus_record(file.document, span)
    return region(file.document, span) | ({} if place is None else {"place": place})


def _cell(cell: CellName | None) -> Record | None:
    if cell is None:
        return None
    return {"table": cell.table, "row": cell.row or None, "column": cell.column or None, "label": cell.label}


def _proof(proof: Proof, file: FileOutcome) -> Record:
    record: Record = {
        "left": proof.left,
        "right": proof.right,
        "difference": proof.difference,
        "relation": proof.relation,
        "operands": [_operand(operand, file) for operand in proof.operands],
    }
    if proof.constraint:
        record |= {"constraint": proof.constraint, "label": proof.label}
    return record


def _operand(operand: Operand, file: FileOutcome) -> Record:
    return {
        "label": operand.label,
        "count": operand.count,
        "side": operand.side,
        "sign": operand.sign,
        "blank": operand.blank,
        **_where(operand, file),
    }


def _where(other: Operand | Related, file: FileOutcome) -> Record:
    """The place of an operand or a related place, with its path where that is another file."""
    if not other.path or other.spot is None:
        return _start(other.span, file)
    start, locus = other.spot.start, other.spot.locus
    line, column = (start.line, start.column) if start else (None, None)
    record: Record = {"path": other.path, "line": line, "column": column}
    return record if locus is None else {**record, "place": locus_fields(locus)}


def _start(span: Span, file: FileOutcome) -> Record:
    record = region(file.document, span)
    place = locus_record(file.document, span)
    start: Record = {"line": record["line"], "column": record["column"]}
    return start if place is None else {**start, "place": place}


def _related(related: Related, file: FileOutcome) -> Record:
    return {"label": related.label, **_where(related, file)}


def unchecked_records(file: FileOutcome, lang: str) -> Iterator[Record]:
    """What could not be judged in one file."""
    for entry in file.unchecked:
        yield _unchecked(entry, file, lang)


def _unchecked(entry: Unchecked, file: FileOutcome, lang: str) -> Record:
    start = _start(entry.span, file) if entry.span else {"line": None, "column": None}
    return {
        "code": entry.code,
        "name": entry.name,
        "path": file.path,
        "reason": entry.reason.get(lang),
        "label": entry.label or None,
        **start,
    }


def assurance_record(outcome: Outcome) -> Record:
    """What the run checked; counts of constraints add up over files."""
    total = outcome.assurance
    waived, held = excused(outcome)
    return {
        "files": total.files,
        "checked": total.checked,
        "constraints": total.constraints,
        "evaluated": total.evaluated,
        "not_applicable": not_applicable(outcome),
        "unchecked": total.unchecked,
        "crashed": total.crashed,
        "waived": waived,
        "baseline": held,
    }


def statistics_records(outcome: Outcome) -> list[Record]:
    """How often each constraint was not met, most often first."""
    return [{"code": code, "name": name, "count": times} for times, code, name in statistics(outcome)]
