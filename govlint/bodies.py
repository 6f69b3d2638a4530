"""Kinds of body: what a pack says of agencies by their names.

Duty: the record that packs fill in, and the kind of a named agency. May not know a kind or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Body:
    """One kind of body. `names` are patterns found in the names of its agencies.

    `rules_power` says whether it may make regulations; `deadline` names the date by which it reports;
    `self_references` are the words by which it speaks of itself.
    """

    kind: str
    names: tuple[str, ...]
    rules_power: Literal["yes", "no", "unknown"] = "unknown"
    deadline: str = ""
    self_references: tuple[str, ...] = ()


def body_of(agency: str, bodies: Iterable[Body]) -> Body | None:
    """The first kind of body that one of its patterns finds in the agency's name."""
    return next((body for body in bodies if any(re.search(name, agency) for name in body.names)), None)
