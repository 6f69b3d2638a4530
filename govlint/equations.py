"""Equations: what a constraint expects of counts, evaluated on cells with its proof.

Duty: bind names to cells, evaluate exactly, keep every operand. May not use `eval`, nor guess a count.
A name is the key of a cell within the node, or of a group of cells: `refused` is the sum of all `refused.…`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache, partial

from govlint.expressions import All, Comparison, Not, Statement, Sum, comparisons, parse
from govlint.filling import filled_in
from govlint.model import Cell, Count
from govlint.records import dataclass
from govlint.verdicts import Met, Open, Policy, Share, Unmet, Verdict, Worked
from govlint.weighing import Weighed, weighed

Test = Callable[[Sequence[Count]], bool]
"""Whether a statement is true of the counts that it was fitted to."""
_RELATIONS: dict[str, Callable[[Count, Count], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, eq=False)
class Equation:
    """A statement about counts and the text that it was written as, by which it is known."""

    text: str
    statement: Statement

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Equation) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def parse(cls, text: str) -> Equation:
        """The equation that a text makes; `ValueError` with the column where it makes none."""
        return cls(text, parse(text))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name in it, once each, in the order written."""
        found = comparisons(self.statement)
        return tuple(
            dict.fromkeys(name for c in found for side in (c.left, c.right) for name, _ in side.terms)
        )

    @cached_property
    def balanced(self) -> bool:
        """Whether it is one equality of sums, which a single wrong cell breaks."""
        return isinstance(self.statement, Comparison) and self.statement.relation == "="

    @cached_property
    def _bound(self) -> Callable[[tuple[str, ...], tuple[str, ...]], _Bound]:
        return lru_cache(maxsize=256)(partial(_bind, self.statement))

    def concerns(self, keys: tuple[str, ...]) -> bool:
        """Whether all its names are among the keys."""
        return _concerns(self.names, keys)

    def test(self, keys: tuple[str, ...], totals: tuple[str, ...], at: int = 0) -> Test:
        """Whether it is true of counts, named by `keys` from place `at` on; false too where it cannot be judged."""
        return self._bound(keys, totals).test(at)

    def evaluate(
        self,
        keys: tuple[str, ...],
        cells: Sequence[Cell],
        policy: Policy,
        lacking: Collection[str] = (),
    ) -> Verdict:
        """What can be said of `cells`, named by `keys`; `lacking` are keys that the report does not print."""
        bound = self._bound(keys, policy.totals)
        if bound.problem is not None:
            return bound.problem
        if lacking and (missing := _lacking(self.names, lacking)):
            return Open("missing_row", name=missing)
        counts = [cells[index].count for index in bound.used]
        if None not in counts:
            return bound.judge(cells, counts)  # type: ignore[arg-type]
        filled = filled_in(bound.used, keys, cells, policy)
        return filled if isinstance(filled, Open) else bound.judge(cells, filled)

    def work_out(self, keys: tuple[str, ...], cells: Sequence[Cell], policy: Policy) -> tuple[Worked, ...]:
        """Every comparison of the statement with its figures, for those who want to see how it was judged."""
        bound = self._bound(keys, policy.totals)
        if bound.problem is not None:
            return ()
        filled = filled_in(bound.used, keys, cells, policy)
        lost = isinstance(filled, Open)
        counts = [cells[index].count or 0 for index in bound.used] if isinstance(filled, Open) else filled
        used = tuple([cells[index] for index in bound.used])
        return tuple(test.worked(used, counts, lost=lost) for test in bound.tests.values())


@dataclass(frozen=True, slots=True)
class _Side:
    """A sum whose names are places in the list of used cells."""

    places: tuple[int, ...]
    factors: tuple[Count, ...]
    constant: Count
    count: Weighed
    """Gives the sum over the counts of the used cells."""

    def among(self, used: Sequence[int]) -> Weighed:
        """What gives the sum over counts of which the used ones stand at those places."""
        return weighed([used[place] for place in self.places], self.factors, self.constant)


@dataclass(frozen=True, slots=True)
class _Test:
    left: _Side
    relation: str
    right: _Side

    def true(self, counts: Sequence[Count]) -> bool:
        return _RELATIONS[self.relation](self.left.count(counts), self.right.count(counts))

    def shares(self, cells: Sequence[Cell], counts: Sequence[Count]) -> Iterator[Share]:
        for name, side in (("left", self.left), ("right", self.right)):
            for place, factor in zip(side.places, side.factors, strict=True):
                yield Share(cells[place], counts[place], name, factor)

    def worked(self, cells: Sequence[Cell], counts: Sequence[Count], *, lost: bool) -> Worked:
        shares = tuple(self.shares(cells, counts))
        if lost:
            return Worked(shares, None, self.relation, None, None)
        left, right = self.left.count(counts), self.right.count(counts)
        return Worked(shares, left, self.relation, right, self.true(counts))


@dataclass(frozen=True, slots=True)
class _Bound:
    """An equation fitted to one list of keys, so that it is fitted once for all rows of that shape."""

    statement: Statement
    tests: dict[Comparison, _Test]
    used: tuple[int, ...]
    first: _Test | None
    total: int = 0
    problem: Open | None = None

    def judge(self, cells: Sequence[Cell], counts: Sequence[Count]) -> Verdict:
        """Met or unmet, all the counts being there."""
        assert self.first is not None
        single = isinstance(self.statement, Comparison)
        met = self.first.true(counts) if single else self._true(self.statement, counts)
        total = cells[self.total]
        used = tuple([cells[index] for index in self.used])
        if met:
            return Met(used, total)
        left, right = self.first.left.count(counts), self.first.right.count(counts)
        shares = tuple(self._shares(used, counts, single))
        return Unmet(shares, left, right, self.first.relation, single, total)

    def test(self, at: int) -> Test:
        """Whether the statement is true of the counts of all cells; false too where it does not fit them."""
        if self.first is None:
            return lambda _: False
        return self._test(self.statement, [at + index for index in self.used])

    def _test(self, statement: Statement, used: Sequence[int]) -> Test:
        if isinstance(statement, Comparison):
            test = self.tests[statement]
            relation = _RELATIONS[test.relation]
            left, right = test.left.among(used), test.right.among(used)
            return lambda counts: relation(left(counts), right(counts))
        if isinstance(statement, Not):
            part = self._test(statement.part, used)
            return lambda counts: not part(counts)
        quantifier = all if isinstance(statement, All) else any
        parts = [self._test(part, used) for part in statement.parts]
        return lambda counts: quantifier(part(counts) for part in parts)

    def _true(self, statement: Statement, counts: Sequence[Count]) -> bool:
        if isinstance(statement, Comparison):
            return self.tests[statement].true(counts)
        if isinstance(statement, Not):
            return not self._true(statement.part, counts)
        quantifier = all if isinstance(statement, All) else any
        return quantifier(self._true(part, counts) for part in statement.parts)

    def _shares(self, cells: tuple[Cell, ...], counts: Sequence[Count], single: bool) -> list[Share]:
        assert self.first is not None
        if not single:
            return [Share(cell, count, "left", 1) for cell, count in zip(cells, counts, strict=True)]
        return list(self.first.shares(cells, counts))


def _total(test: _Test, used: tuple[int, ...], keys: tuple[str, ...], totals: tuple[str, ...]) -> int:
    """The index of the figure that sums the others up: lone on its side (the right one first), or named."""
    for side in (test.right, test.left):
        if len(side.places) == 1 and not side.constant:
            return used[side.places[0]]
    named = (index for name in totals for index in used if keys[index] == name)
    return next(named, used[-1])


def _bind(statement: Statement, keys: tuple[str, ...], totals: tuple[str, ...]) -> _Bound:
    found = comparisons(statement)
    places: dict[int, int] = {}
    tests: dict[Comparison, _Test] = {}
    for comparison in found:
        sides = []
        for side in (comparison.left, comparison.right):
            fitted = _fit(side, keys, places)
            if isinstance(fitted, Open):
                return _Bound(statement, {}, (), None, problem=fitted)
            sides.append(fitted)
        tests[comparison] = _Test(sides[0], comparison.relation, sides[1])
    used, first = tuple(places), tests[found[0]]
    return _Bound(statement, tests, used, first, _total(first, used, keys, totals))


def _fit(side: Sum, keys: tuple[str, ...], places: dict[int, int]) -> _Side | Open:
    found: list[tuple[int, Count]] = []
    for name, factor in side.terms:
        indices = [index for index, key in enumerate(keys) if _names(name, key)]
        if not indices:
            return Open("absent", name=name)
        if len({keys[index] for index in indices}) < len(indices):
            return Open("repeated", name=name)
        found.extend((places.setdefault(index, len(places)), factor) for index in indices)
    chosen, factors = tuple(place for place, _ in found), tuple(factor for _, factor in found)
    return _Side(chosen, factors, side.constant, weighed(chosen, factors, side.constant))


def _names(name: str, key: str) -> bool:
    return key == name or key.startswith(name + ".")


@lru_cache(maxsize=1024)
def _concerns(names: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return all(any(_names(name, key) for key in keys) for name in names)


def _lacking(names: tuple[str, ...], lacking: Collection[str]) -> str:
    return next((key for key in lacking for name in names if _names(name, key) or _names(key, name)), "")
