"""Whether a run could have found what a record excuses.

Duty: tell "not there" from "not looked for". May not know waivers or baselines.
"""

from __future__ import annotations

from collections.abc import Iterable

from govlint.findings import FileOutcome
from govlint.packs.model import Constraint


class Judge:
    """Knows the constraints in force and what each leaves out."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self._by_code = {constraint.code: constraint for constraint in constraints}

    def looked(self, codes: Iterable[str], file: FileOutcome) -> bool:
        """Whether all of the codes that are in force were looked for in a file, and there are any."""
        here = [self._by_code[code] for code in codes if code in self._by_code]
        return bool(here) and all(self._looked(constraint, file) for constraint in here)

    def _looked(self, constraint: Constraint, file: FileOutcome) -> bool:
        if file.status != "checked":
            return False
        if constraint.rule is None:
            return True
        open_ones = {entry.code for entry in file.unchecked}
        evaluated = constraint.code in file.assurance.nodes and constraint.code not in open_ones
        return evaluated and not self._covered(constraint, file)

    def _covered(self, constraint: Constraint, file: FileOutcome) -> bool:
        """Whether another finding may stand for the constraint's own."""
        for finding in file.findings:
            if any(proof.constraint == constraint.code for proof in finding.further):
                return True
            other = self._by_code.get(finding.code)
            if other is not None and other is not constraint and constraint.name in other.suppresses:
                return True
        return False
