"""An eye on one constraint while the engine runs: the nodes, what the rule told and yielded, what became of it.

Duty: keep what passes by. May not change any of it, nor word it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.dress import Dressed, is_hushed_by
from govlint.records import dataclass, field
from govlint.rule import Breach, Holds, Node, NotChecked, Step

Result = Breach | NotChecked | Holds
REPORTED, HUSHED, EXPLAINED, FOLLOWS = "reported", "hushed", "explained", "follows"


@dataclass(slots=True)
class Visit:
    """One node: what the rule told on its way, and what it yielded."""

    node: Node
    steps: list[Step] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    crash: str = ""
    """What the rule raised there, if it did."""


@dataclass(slots=True)
class Watch:
    """What becomes of the constraint of that code."""

    code: str
    name: str
    visits: list[Visit] = field(default_factory=list)
    found: tuple[Dressed, ...] = ()
    """Every finding of the report, before some leave out others."""

    def visit(self, node: Node, results: Iterable[Result]) -> Iterator[Result]:
        """The results as they come, each kept."""
        visit = Visit(node)
        self.visits.append(visit)
        try:
            for result in results:
                visit.results.append(result)
                yield result
        except Exception as error:
            visit.crash = f"{type(error).__name__}: {error}"
            raise

    def step(self, step: Step) -> None:
        """Keep what the rule tells at the node that it is at."""
        self.visits[-1].steps.append(step)

    def settle(self, found: Iterable[Dressed]) -> None:
        """Keep every finding, those that others leave out included."""
        self.found = tuple(found)

    def fate(self, visit: Visit, breach: Breach) -> tuple[str, Dressed | None]:
        """What became of a breach, and the finding that it became, that left it out, or that explains it."""
        mine = next((f for f in self.found if f.finding.code == self.code and _same(f, breach)), None)
        section = mine.section if mine else _section(visit.node, breach)
        for other in self.found:
            if is_hushed_by(self.name, section, other):
                return HUSHED, other
        if mine is not None:
            return REPORTED, mine
        for other in self.found:
            if any(p.constraint == self.code and p.label == visit.node.label for p in other.finding.further):
                return EXPLAINED, other
        return FOLLOWS, None


def _same(found: Dressed, breach: Breach) -> bool:
    if breach.proof is not None:
        return found.finding.proof is breach.proof
    return found.finding.span == breach.span


def _section(node: Node, breach: Breach) -> str:
    if breach.cell is not None:
        return breach.cell.table
    return node.table.key if node.table else node.section
