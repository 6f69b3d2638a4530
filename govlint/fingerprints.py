"""Fingerprints: names of findings that survive moved lines and changed figures.

Duty: hash code, path, logical place and occurrence. May not look at lines or columns.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter

from govlint.findings import FileOutcome, Finding
from govlint.named import NamedTuple
from govlint.patterns import lazy

_FIGURES = lazy(r"\d+(?:[.,，]\d+)*|\s+")
_LONGEST = 200
_HEX = 32


class Key(NamedTuple):
    """What a finding is known by within its file; `occurrence` counts from 1 those that are alike."""

    code: str
    place: str
    occurrence: int


def keys(file: FileOutcome) -> tuple[Key, ...]:
    """One key for each finding of a file, in order."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for finding in file.findings:
        place = _place(finding, file)
        seen[finding.code, place] += 1
        found.append(Key(finding.code, place, seen[finding.code, place]))
    return tuple(found)


def fingerprint(path: str, key: Key) -> str:
    """The fingerprint of a finding in the file of that path."""
    parts = (key.code, path, key.place, str(key.occurrence))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]


def fingerprints(file: FileOutcome, root: str = "") -> tuple[str, ...]:
    """One fingerprint for each finding of a file, in order; an absolute path counts from `root`."""
    path = relative(file.path, root)
    return tuple(fingerprint(path, key) for key in keys(file))


def relative(path: str, root: str) -> str:
    """The path without `.` and `..`, from `root` where it lies under it."""
    clean = posixpath.normpath(path)
    prefix = root.rstrip("/") + "/"
    return clean[len(prefix) :] if root and clean.startswith(prefix) else clean


def _place(finding: Finding, file: FileOutcome) -> str:
    if finding.cell is not None:
        return f"{finding.cell.table}/{finding.cell.row}/{finding.cell.column}"
    return f"{finding.section}:{_snippet(finding, file)}"


def _snippet(finding: Finding, file: FileOutcome) -> str:
    """What is printed there without figures; nothing where the finding is about a wide place."""
    if file.document is None or finding.span.end - finding.span.start > _LONGEST:
        return ""
    return _FIGURES.sub("", file.document.text[finding.span.start : finding.span.end])
