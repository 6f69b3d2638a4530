"""What a run came to, in words: counts, what was not judged, statistics, the line of assurance.

Duty: sum outcomes up. May not print, nor decide an exit status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from govlint.display.places import within
from govlint.display.width import columns, printable
from govlint.findings import BASELINE, SEVERITIES, WAIVER, FileOutcome, Finding, Outcome, Unchecked
from govlint.words import Catalogue


def open_findings(file: FileOutcome) -> tuple[Finding, ...]:
    """The findings that no waiver excuses."""
    return tuple(finding for finding in file.findings if finding.waived is None)


def excused(outcome: Outcome) -> tuple[int, int]:
    """How many findings waivers excuse, and how many the baseline."""
    excuses: Counter[str] = Counter()
    for (*_, excuse), times in outcome.sums.found.items():
        excuses[excuse] += times
    return excuses[WAIVER], excuses[BASELINE]


def counts(findings: Iterable[Finding], words: Catalogue, lang: str) -> str:
    """How many findings of each severity there are, in words."""
    found = Counter(finding.severity for finding in findings)
    if not found:
        return words.text("no-findings", lang)
    parts = [f"{words.text(severity, lang)} {found[severity]}" for severity in SEVERITIES if found[severity]]
    return words.text("list-joiner", lang).join(parts)


def not_applicable(outcome: Outcome) -> int:
    """How often a constraint did not apply to a file."""
    return outcome.sums.not_applicable


def assurance(outcome: Outcome, words: Catalogue, lang: str) -> str:
    """The last line of every run: what was read and what was checked."""
    total = outcome.assurance
    unread = total.files - total.checked
    key = "assurance-nothing" if not total.checked else "assurance-partly" if unread else "assurance"
    said = words.text(
        key, lang, files=total.files, checked=total.checked, unread=unread, constraints=total.constraints,
        evaluated=total.evaluated, not_applicable=not_applicable(outcome),
        unchecked=total.unchecked, crashed=total.crashed,
    )  # fmt: skip
    named = zip(("assurance-waived", "assurance-baseline"), excused(outcome), strict=True)
    return said + "".join(words.text(name, lang, number=number) for name, number in named if number)


def unchecked_lines(file: FileOutcome, words: Catalogue, lang: str, *, each: bool) -> Iterator[str]:
    """What could not be judged, by reason; with `each` also every place."""
    groups: dict[str, list[Unchecked]] = {}
    for entry in file.unchecked:
        groups.setdefault(printable(entry.reason.get(lang)), []).append(entry)
    for text, entries in groups.items():
        codes = Counter(entry.code for entry in entries)
        listed = ", ".join(code if times == 1 else f"{code}×{times}" for code, times in sorted(codes.items()))
        yield words.text("unchecked-group", lang, reason=text, codes=listed)
        if each:
            yield from ("  " + _unchecked(entry, file, words, lang) for entry in entries)


def _unchecked(entry: Unchecked, file: FileOutcome, words: Catalogue, lang: str) -> str:
    place = within(file.document, entry.span, words, lang) if entry.span else ""
    return "  ".join(part for part in (entry.code, entry.name, place, printable(entry.label)) if part)


def not_applicable_lines(file: FileOutcome, words: Catalogue, lang: str) -> Iterator[str]:
    """Which constraints did not apply to a file, by reason."""
    groups: dict[str, list[str]] = {}
    for code, reason in file.assurance.not_applicable.items():
        groups.setdefault(reason.get(lang), []).append(code)
    for text, codes in groups.items():
        yield words.text("not-applicable-group", lang, reason=text, codes=", ".join(sorted(codes)))


def statistics(outcome: Outcome) -> list[tuple[int, str, str]]:
    """(how often, code, name) of what was found, most often first."""
    found: Counter[tuple[str, str]] = Counter()
    for (code, name, _, excuse), times in outcome.sums.found.items():
        found[code, name] += 0 if excuse else times
    found = +found
    return sorted(((times, *key) for key, times in found.items()), key=lambda row: (-row[0], row[1]))


def statistics_lines(outcome: Outcome) -> list[str]:
    """The statistics as aligned lines."""
    rows = [(str(times), code, name) for times, code, name in statistics(outcome)]
    return columns(rows, right=(0,))
