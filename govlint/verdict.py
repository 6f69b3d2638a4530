"""The exit status of a run.

Duty: decide it from the outcome alone. May not know formats, destinations or options' spelling.
"""

from __future__ import annotations

from collections import Counter

from govlint.findings import SEVERITIES, Assurance, Outcome, Sums
from govlint.records import dataclass

CLEAN, FOUND, NOT_DONE = 0, 1, 2

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
    sums = outcome.sums
    if _incomplete(sums) or (policy.strict_internal and _internal(sums.assurance())):
        return NOT_DONE
    severities: Counter[str] = Counter()
    for (_, _, severity, waived), times in sums.found.items():
        severities[severity] += 0 if waived else times
    bad = SEVERITIES[: SEVERITIES.index(policy.fail_level) + 1]
    failed = any(severities[severity] for severity in bad)
    if policy.most_warnings is not None:
        failed = failed or severities["warning"] > policy.most_warnings
    return FOUND if failed and not policy.exit_zero else CLEAN


def _incomplete(sums: Sums) -> bool:
    """Whether what reads a kind of file is not installed: the check could not be done as asked."""
    return any(name == READER_MISSING for _, name, _, _ in sums.found)


def _internal(assurance: Assurance) -> bool:
    """Whether a file could not be checked or a rule crashed."""
    return assurance.crashed > 0 or assurance.checked < assurance.files
