"""Whose reports belong together, by the names that they print.

Duty: find the one known name that a name may mean. May not know a name. Equal names first, then names told to
mean the same, then the only one that is spelt like it and is of the same kind of body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from govlint.bodies import Body, Naming, body_of, same_body
from govlint.normal import fold_text
from govlint.records import dataclass

_CROWD = 64
"""A pair of characters that more names than this have tells nothing about which is meant."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How names are compared: kinds of body, how names are taken apart, and which new name stands for which old."""

    bodies: tuple[Body, ...] = ()
    naming: Naming | None = None
    renamed: Mapping[str, str] | None = None

    def plain(self, name: str) -> str:
        """The name as compared: the latest that it was changed to."""
        name = folded(name)
        changes = {folded(old): folded(new) for old, new in (self.renamed or {}).items()}
        seen = {name}
        while name in changes and changes[name] not in seen:
            name = changes[name]
            seen.add(name)
        return name


def folded(name: str) -> str:
    """A name without what only print makes different."""
    return fold_text(name)[0].replace(" ", "")


class Register:
    """Known names, each with what it stands for (an index)."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self._exact: dict[str, int] = {}
        self._near: dict[str, list[str]] = defaultdict(list)
        self._kinds: dict[str, Body | None] = {}

    def add(self, name: str, index: int) -> None:
        """Make a name known; the first of two equal ones counts."""
        plain = self.ways.plain(name)
        if self._exact.setdefault(plain, index) == index:
            for pair in _pairs(plain):
                self._near[pair].append(plain)

    def exact(self, name: str) -> int | None:
        """What a name stands for that is known just so."""
        return self._exact.get(self.ways.plain(name))

    def like(self, name: str, fits: Callable[[int], bool] = lambda _: True) -> int | None:
        """What the only name stands for that may mean the same body, among those that `fits` takes."""
        if self.ways.naming is None:
            return None
        plain = self.ways.plain(name)
        crowds = (self._near.get(pair, ()) for pair in _pairs(plain))
        near = {other for crowd in crowds if len(crowd) <= _CROWD for other in crowd}
        possible = (other for other in near if fits(self._exact[other]))
        found = {self._exact[other] for other in possible if self._same(plain, other, self.ways.naming)}
        return found.pop() if len(found) == 1 else None

    def _same(self, left: str, right: str, naming: Naming) -> bool:
        kinds = [self._kind(name) for name in (left, right)]
        # A government and its office abbreviate each other, and are two bodies.
        if None not in kinds and kinds[0] is not kinds[1]:
            return False
        return _same_area(left, right, naming) and same_body(left, right, naming)

    def _kind(self, name: str) -> Body | None:
        if name not in self._kinds:
            self._kinds[name] = body_of(name, self.ways.bodies)
        return self._kinds[name]


def _same_area(left: str, right: str, naming: Naming) -> bool:
    """Whether one area before the names may be the other, written short: a city is none of its districts."""
    areas = [match.group() if (match := naming.prefix.match(name)) else "" for name in (left, right)]
    return any(not area for area in areas) or areas[0].endswith(areas[1]) or areas[1].endswith(areas[0])


def _pairs(name: str) -> set[str]:
    return {name[index : index + 2] for index in range(len(name) - 1)}
