"""What rules over several reports are given beside their node.

Duty: the contract between comparisons and their rules. May not compare, nor know a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from govlint.records import dataclass


class Reader(Protocol):
    """Reads the prose of a report again."""

    def __call__(self, path: str, reading: Any) -> Any:
        """The prose of the file at `path`, read the way `reading` says; None where it cannot be read again."""
        ...


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a rule over several reports may look at beside its node.

    `names` are the constraints in force; `found` maps a file to the names of what was found in it.
    """

    parameters: Mapping[str, object]
    today: date
    names: frozenset[str]
    found: Mapping[str, frozenset[str]]
    prose: Reader
