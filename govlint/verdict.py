"""The exit status of a run.

Duty: decide it from the outcome alone. May not know formats, destinations or options' spelling.
"""

from __future__ import annotations

from govlint.findings import SEVERITIES, Outcome
from govlint.records import dataclass

CLEAN, FOUND, NOT_DONE, INTERRUPTED = 0, 1, 2, 130

READER_MISSING = "reader-missing"


@dataclass(frozen=True, slots=True)
class Policy:
    """What makes a run fail. `most_warnings` is None where their number does not matter."""

    fail_level: str = "error"
    most_warnings: int | None = None
    exit_zero: bool = False
    strict_internal: bool = False


def exit_status(outcome: Outcome, policy: Policy) -> int:
    """0, 1 or 2; what a waiver excuses does not count."""
    if _incomplete(outcome) or (policy.strict_internal and _internal(outcome)):
        return NOT_DONE
    severities = [f.severity for file in outcome.files for f in file.findings if f.waived is None]
    bad = SEVERITIES[: SEVERITIES.index(policy.fail_level) + 1]
    failed = any(severity in bad for severity in severities)
    if policy.most_warnings is not None:
        failed = failed or severities.count("warning") > policy.most_warnings
    return FOUND if failed and not policy.exit_zero else CLEAN


def _incomplete(outcome: Outcome) -> bool:
    """Whether what reads a kind of file is not installed: the check could not be done as asked."""
    return any(finding.name == READER_MISSING for file in outcome.files for finding in file.findings)


def _internal(outcome: Outcome) -> bool:
    """Whether a file could not be checked or a rule crashed."""
    return outcome.assurance.crashed > 0 or any(file.status != "checked" for file in outcome.files)
