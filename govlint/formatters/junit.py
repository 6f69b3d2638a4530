"""JUnit's XML: a suite a file, a case a constraint.

Duty: passes, failures, crashes and what did not run, so that nothing unchecked looks passed. May not judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from govlint.display.entries import Entry, Teller, title
from govlint.findings import ConstraintInfo, FileOutcome, Outcome, Unchecked
from govlint.formatters import Formatter, View
from govlint.formatters._xml import child, root, written

_COUNTED = ("failure", "error", "skipped")


def render(outcome: Outcome, view: View) -> Iterator[str]:
    """One document."""
    teller = Teller(outcome, view.lang)
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in teller.entries(waived=True):
        found[entry.file.path].append(entry)
    top = root("testsuites", name="govlint")
    for file in outcome.files:
        _Suite(top, file, found[file.path], teller).fill()
    _assurance(top, teller)
    _count(top, top)
    yield from written(top)


def _assurance(top: Element, teller: Teller) -> None:
    """A suite of one case, so that a run of nothing fails."""
    suite = child(top, "testsuite", name="govlint")
    case = child(suite, "testcase", name="assurance", classname="govlint", time="0")
    if not teller.outcome.assurance.checked:
        child(case, "error", message=teller.assurance, type="nothing-checked")
    child(case, "system-out", teller.assurance)
    _count(suite, suite)


def _count(element: Element, inside: Element) -> None:
    cases = list(inside.iter("testcase"))
    element.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        # The document type of suites as a whole has no count of what was skipped.
        if element.tag == "testsuite" or attribute != "skipped":
            element.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    element.set("time", "0")


class _Suite:
    """The cases of one file."""

    def __init__(self, top: Element, file: FileOutcome, entries: Sequence[Entry], teller: Teller) -> None:
        self.file = file
        self.teller = teller
        self.element = child(top, "testsuite", name=file.path)
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.entries[entry.finding.about or entry.finding.code].append(entry)
        self.unchecked: dict[str, list[Unchecked]] = defaultdict(list)
        for unchecked in file.unchecked:
            self.unchecked[unchecked.code].append(unchecked)

    def fill(self) -> None:
        """Add a case for every constraint that is run, and for whatever else was found."""
        run = {info.code: info for info in self.teller.outcome.constraints if not info.engine}
        for code in sorted({*run, *self.entries, *self.unchecked}):
            self._case(code, run.get(code))
        _count(self.element, self.element)

    def _case(self, code: str, info: ConstraintInfo | None) -> None:
        entries, unchecked = self.entries[code], self.unchecked[code]
        known = info or (entries[0].finding if entries else unchecked[0])
        name = f"{code} {known.name}" if known.code == code else code
        case = child(self.element, "testcase", name=name, classname=self.file.path, time="0")
        reason = self._reason(code, info)
        if entries:
            self._found(case, entries)
        elif reason:
            child(case, "skipped", message=reason)
        said = [self.teller.say("outputs.not-evaluated", reason=self._open(entry)) for entry in unchecked]
        if said:
            child(case, "system-out", "\n".join(said))

    def _found(self, case: Element, entries: Sequence[Entry]) -> None:
        held = [entry for entry in entries if entry.finding.waived is None]
        if not held:
            waiver = entries[0].finding.waived
            child(case, "skipped", message=self.teller.say("outputs.waived", reason=waiver))
            return
        fault = any(self.teller.internal(entry.finding) for entry in held)
        text = "\n\n".join(self._text(entry) for entry in held)
        child(
            case, "error" if fault else "failure", text, message=held[0].text, type=held[0].finding.severity
        )

    def _text(self, entry: Entry) -> str:
        start = entry.start
        place = f"{entry.path}:{start.line}:{start.column}" if start else entry.path
        return f"{place}: {title(entry.finding)}: {self.teller.full_text(entry)}"

    def _reason(self, code: str, info: ConstraintInfo | None) -> str:
        """Why a constraint that found nothing is no pass; empty where it is one."""
        assurance, say, lang = self.file.assurance, self.teller.say, self.teller.lang
        if info is not None and self.file.status != "checked":
            return say("outputs.not-run")
        if code in assurance.not_applicable:
            return say("outputs.not-applicable", reason=assurance.not_applicable[code].get(lang))
        if assurance.nodes.get(code):
            return ""
        if self.unchecked[code]:
            return say("outputs.not-evaluated", reason=self._open(self.unchecked[code][0]))
        return say("outputs.nowhere")

    def _open(self, unchecked: Unchecked) -> str:
        reason = unchecked.reason.get(self.teller.lang)
        return f"{unchecked.label}: {reason}" if unchecked.label else reason


FORMATTER = Formatter("junit", render, "format-junit")
