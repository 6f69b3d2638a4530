"""The frame of a SARIF run: the tool with its constraints, and how the run went.

Duty: descriptions, notifications, assurance. May not describe findings of reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint import __version__
from govlint.display.entries import Entry, Teller
from govlint.display.records import Record, assurance_record
from govlint.display.width import printable
from govlint.findings import ConstraintInfo, FileOutcome, Unchecked
from govlint.formatters._markdown import inline
from govlint.formatters._sarif_places import location

_PRECISION = {"error": "very-high", "warning": "high", "note": "medium"}
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_HELP = "urn:govlint:constraint:"
"""Names a constraint until its page in docs/rules has an address."""


class Rules:
    """The constraints to describe, and where each stands among them."""

    def __init__(self, teller: Teller) -> None:
        self.infos = _described(teller)
        self.index = {info.code: index for index, info in enumerate(self.infos)}

    def reference(self, code: str) -> Record:
        """A reference to the constraint of that code."""
        return {"id": code, "index": self.index[code]} if code in self.index else {"id": code}


def _described(teller: Teller) -> tuple[ConstraintInfo, ...]:
    """Those in force, and whatever else findings name."""
    known = dict(teller.known)
    for entry in teller.entries(waived=True):
        finding = entry.finding
        if finding.code not in known:
            known[finding.code] = ConstraintInfo(
                finding.code, finding.name, finding.severity, finding.message, finding.message, "",
                finding.remedy,
            )  # fmt: skip
    return tuple(known[code] for code in sorted(known))


def driver(teller: Teller, rules: Rules) -> Record:
    """Govlint itself, with a descriptor for each constraint."""
    return {
        "name": "govlint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(info, teller) for info in rules.infos],
    }


def _descriptor(info: ConstraintInfo, teller: Teller) -> Record:
    what, why = (" ".join(text.get(teller.lang).split()) for text in (info.what, info.why))
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": what or info.name},
        "fullDescription": {"text": why or what or info.name},
        "help": {"text": _help(info, teller), "markdown": _markdown(info, teller)},
        "helpUri": _HELP + info.code,
        "defaultConfiguration": {"level": info.severity},
        "properties": {
            "tags": ["govlint", *info.tags],
            "precision": _PRECISION[info.severity],
            "problem.severity": _PROBLEM[info.severity],
        },
    }


def _parts(info: ConstraintInfo, teller: Teller) -> Iterator[tuple[str, str]]:
    for key, text in (
        ("why", info.why.get(teller.lang)),
        ("basis", info.basis),
        ("remedy", info.remedy.get(teller.lang)),
    ):
        if text.strip():
            yield teller.say(f"outputs.{key}"), " ".join(text.split())


def _help(info: ConstraintInfo, teller: Teller) -> str:
    return "\n".join(f"{head}: {text}" for head, text in _parts(info, teller)) or info.name


def _markdown(info: ConstraintInfo, teller: Teller) -> str:
    lines = [f"**{head}** {inline(text)}" for head, text in _parts(info, teller)]
    return "\n\n".join([f"# {inline(info.code)} {inline(info.name)}", *lines])


def invocation(teller: Teller, rules: Rules) -> Record:
    """How the run went; what could not be checked is told as notifications."""
    outcome = teller.outcome
    faults = [entry for entry in teller.entries() if teller.internal(entry.finding)]
    whole = outcome.assurance.checked == outcome.assurance.files > 0 and not faults
    told = [_fault(entry, teller, rules) for entry in faults]
    told += [_open(entry, file, teller, rules) for file in outcome.files for entry in file.unchecked]
    if teller.nothing:
        told.append({"level": "error", "message": {"text": teller.assurance}})
    return {
        "executionSuccessful": whole,
        "toolExecutionNotifications": told,
        "properties": {"assurance": assurance_record(outcome), "summary": teller.assurance},
    }


def _fault(entry: Entry, teller: Teller, rules: Rules) -> Record:
    finding = entry.finding
    return {
        "level": "error",
        "message": {"text": entry.text},
        "descriptor": {"id": "not-run"},
        "associatedRule": rules.reference(finding.about or finding.code),
        "locations": [location(entry.file, finding.span, teller)],
    }


def _open(entry: Unchecked, file: FileOutcome, teller: Teller, rules: Rules) -> Record:
    reason = printable(entry.reason.get(teller.lang))
    name = " ".join(filter(None, (entry.name, printable(entry.label))))
    record: Record = {
        "level": "note",
        "message": {"text": teller.say("outputs.unchecked", code=entry.code, name=name, reason=reason)},
        "descriptor": {"id": "not-evaluated"},
    }
    if entry.code in rules.index:
        record["associatedRule"] = rules.reference(entry.code)
    if entry.span is not None:
        record["locations"] = [location(file, entry.span, teller)]
    return record
