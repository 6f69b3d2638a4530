"""Rules that hold figures of two years of one agency to each other.

Duty: `carried`, a whole and its parts handed on from one year to the next, and `between_years`, any equation.
May not know which figures go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.across.sums import Along, Held, hold, unready
from govlint.beyond import Beyond
from govlint.equations import Equation
from govlint.findings import Proof
from govlint.gathered import Succession
from govlint.records import replace
from govlint.rule import Breach, Node, NotChecked, Yield, rule
from govlint.verdicts import Open, Policy, Unmet, name_of

_FACTS = ("cell", "year", "before", "left", "right", "difference", "working", "others")


@rule(facts=_FACTS, nodes=("succession",))
def carried(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Beyond,
    *,
    table: str,
    expect: Equation,
    whole: str,
    parts: tuple[str, ...],
    tells: bool,
    otherwise: str,
    blank_as_zero: bool = False,
) -> Yield:
    """`expect` must hold of the column `whole` and of each of its `parts`.

    Two constraints share what is found, so that one cause is told once: one that `tells` of the whole, and one
    of the parts, which tells a single part that explains the whole. `otherwise` names the one of the other kind;
    where it is not in force, each tells all.
    """
    years, reason = _years(node, table)
    if reason is not None:
        yield reason
        return
    policy = Policy(blank_as_zero)
    total = hold(years, (table, "columns", whole), expect, policy)
    found = [hold(years, (table, "columns", part), expect, policy) for part in parts]
    yield from _open([total] if tells else found)
    wrong = [one for one in found if one.difference]
    follows = bool(wrong) and sum(one.difference for one in wrong) == total.difference
    alone = otherwise not in scope.names
    if tells and total.difference and (alone or not follows or len(wrong) > 1):
        yield _breach(total, years, _further(wrong if follows else [], otherwise))
    if not tells and wrong and (alone or not follows or len(wrong) == 1):
        yield _breach(wrong[0], years, _further(wrong[1:]) + _further([total] if follows else [], otherwise))


@rule(facts=_FACTS, nodes=("succession",))
def between_years(  # noqa: PLR0913
    node: Node,
    scope: Beyond,  # noqa: ARG001 - every rule is given it
    *,
    table: str,
    expect: Equation,
    only: tuple[str, ...],
    along: Along = "rows",
    blank_as_zero: bool = False,
) -> Yield:
    """`expect` must hold of each row (or column) in `only`."""
    years, reason = _years(node, table)
    if reason is not None:
        yield reason
        return
    found = [hold(years, (table, along, key), expect, Policy(blank_as_zero)) for key in only]
    yield from _open(found)
    for one in found:
        if isinstance(one.verdict, Unmet):
            yield _breach(one, years)


def _years(node: Node, table: str) -> tuple[Succession, NotChecked | None]:
    """The two years of a node, and why nothing can be said of a table of theirs."""
    years = node.value
    assert isinstance(years, Succession)
    return years, unready((years.this, years.last), table)


def _open(found: Iterable[Held]) -> Iterator[NotChecked]:
    """Each reason for which something could not be judged, once."""
    told: set[str] = set()
    for one in found:
        if isinstance(one.verdict, Open) and one.verdict.reason not in told:
            told.add(one.verdict.reason)
            yield NotChecked(one.verdict.reason, facts={"cell": one.verdict.name})


def _breach(found: Held, years: Succession, further: tuple[Proof, ...] = ()) -> Breach:
    verdict, cell = found.verdict, found.cell
    assert isinstance(verdict, Unmet)
    assert cell is not None
    facts = {
        "cell": cell.label,
        "year": years.this.year,
        "before": years.last.year,
        "left": verdict.left,
        "right": verdict.right,
        "difference": verdict.left - verdict.right,
        "working": found.working,
        "others": len(further),
    }
    return Breach(cell.span, facts, name_of(cell), found.proof, further=further)


def _further(others: Iterable[Held], name: str = "") -> tuple[Proof, ...]:
    """The comparisons that fail for the same cause; `name` is the constraint whose they are, if another's."""
    return tuple(
        replace(one.proof, constraint=name, label=one.cell.label if one.cell else "")
        for one in others
        if one.proof is not None
    )
