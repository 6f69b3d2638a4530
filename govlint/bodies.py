"""Kinds of public body, told by their names, and whether two names mean the same body.

Duty: the record that packs fill in, the kind of a name, names compared leniently. May not know a body or
a law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from govlint.records import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body as a pack describes it; the first whose `names` match tells a name's kind.

    `rules_power` says whether it may make regulations; `deadline` names the date by which it reports;
    `group` says with which kinds a name can be mixed up (a government and its office are one group);
    `hosts` are the groups whose bodies may write in its name;
    `own` are the words after "my" that fit; `level` grows with the area; a level of 0 is read off the name.
    """

    kind: str
    names: tuple[re.Pattern[str], ...]
    rules_power: Literal["yes", "no", "unknown"] = "unknown"
    deadline: str = ""
    group: str = ""
    own: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    level: int = 0

    def matches(self, name: str) -> bool:
        """Whether a name is that of such a body."""
        return any(pattern.search(name) for pattern in self.names)


@dataclass(frozen=True, slots=True)
class Naming:
    """How names are taken apart: `prefix` is an area before the name, `suffix` what only says the kind."""

    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    vague: re.Pattern[str]
    """A name without a name of its own, like "the county office": it may be anybody's."""


def body_of(name: str, bodies: Iterable[Body]) -> Body | None:
    """The kind of body that a name tells, or None."""
    return next((body for body in bodies if body.matches(name)), None)


def same_body(left: str, right: str, naming: Naming) -> bool:
    """Whether two names may mean one body: one abbreviates the other, or their own parts agree."""
    if _either(left, right):
        return True
    (here, ours), (there, theirs) = _apart(left, naming), _apart(right, naming)
    if here and there and not _either(here, there) and here[-2:] != there[-2:]:
        return False
    return ours == theirs or _either(ours, theirs)


def within(name: str, area: str, naming: Naming) -> bool:
    """Whether a name begins with the area that another body governs."""
    bare = naming.suffix.sub("", area)
    return len(bare) > 1 and name.startswith(bare)


def _apart(name: str, naming: Naming) -> tuple[str, str]:
    """The area before a name, and the name without it and without the word for its kind."""
    bare = naming.suffix.sub("", name)
    local = naming.prefix.sub("", bare)
    return (bare[: len(bare) - len(local)], local) if len(local) > 1 else ("", bare)


def _either(left: str, right: str) -> bool:
    return _abbreviates(left, right) or _abbreviates(right, left)


def _abbreviates(short: str, long: str) -> bool:
    """Whether every character of `short` stands in `long`, in that order."""
    rest = iter(long)
    return len(short) > 1 and all(char in rest for char in short)
