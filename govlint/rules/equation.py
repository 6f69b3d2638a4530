"""Rules that hold counts to equations.

Duty: `equation`, whose breaches may share one wrong cell, and `condition`, whose breaches stand alone. May not
know which equations a form has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from govlint.equations import Equation, Open, Policy, Unmet, Verdict, name_of
from govlint.figures import figures, lacking
from govlint.findings import Words
from govlint.rule import Balance, Breach, Holds, Node, NotChecked, Scope, Term, Yield, rule
from govlint.slips import NOTHING

NODES = ("report", "section", "table", "row", "column")


@rule(
    facts=("left", "right", "difference", "slip", "suspect", "proposed"),
    nodes=NODES,
    joint=True,
)
def equation(
    node: Node,
    scope: Scope,
    *,
    expect: Equation,
    blank_as_zero: bool = False,
    totals: tuple[str, ...] = (),
    slips: Mapping[str, Words] | None = None,
) -> Yield:
    """Both sides of `expect` must stand in its relation.

    A blank counts as zero only with `blank_as_zero`, and never in a row or column named in `totals`.
    """
    verdict = _verdict(node, scope, expect, Policy(blank_as_zero, totals))
    if isinstance(verdict, Open):
        yield _unchecked(verdict, node)
    elif isinstance(verdict, Unmet):
        yield _unequal(verdict, node, slips or {})
    elif expect.balanced:
        yield Holds(verdict.cells, verdict.total)


@rule(facts=("figures",), nodes=NODES)
def condition(
    node: Node,
    scope: Scope,
    *,
    expect: Equation,
    blank_as_zero: bool = False,
    totals: tuple[str, ...] = (),
    agencies: tuple[str, ...] = (),
    except_agencies: tuple[str, ...] = (),
) -> Yield:
    """`expect` must be true; only of agencies whose name has one of the patterns, where some are given."""
    name = scope.report.agency
    if (agencies or except_agencies) and name is None:
        yield NotChecked("no_agency", node.span)
        return
    if name is not None and not _concerned(name, agencies, except_agencies):
        return
    verdict = _verdict(node, scope, expect, Policy(blank_as_zero, totals))
    if isinstance(verdict, Open):
        yield _unchecked(verdict, node)
    elif isinstance(verdict, Unmet):
        yield _untrue(verdict)


def _concerned(name: str, agencies: tuple[str, ...], except_agencies: tuple[str, ...]) -> bool:
    wanted = not agencies or any(re.search(pattern, name) for pattern in agencies)
    return wanted and not any(re.search(pattern, name) for pattern in except_agencies)


def _verdict(node: Node, scope: Scope, expect: Equation, policy: Policy) -> Verdict:
    keys, cells = figures(node)
    return expect.evaluate(keys, cells, policy, lacking(node, scope.report))


def _unchecked(verdict: Open, node: Node) -> NotChecked:
    span = verdict.cell.span if verdict.cell else node.span
    return NotChecked(verdict.reason, span, {"cell": verdict.name})


def _unequal(verdict: Unmet, node: Node, slips: Mapping[str, Words]) -> Breach:
    proof = verdict.proof
    cell = verdict.total
    facts = {
        "left": verdict.left,
        "right": verdict.right,
        "difference": verdict.left - verdict.right,
        "slip": NOTHING,
        "suspect": "",
        "proposed": "",
    }
    span, name = (cell.span, name_of(cell)) if cell else (node.span, None)
    return Breach(span, facts, name, proof, balance=_balance(verdict, slips))


def _balance(verdict: Unmet, slips: Mapping[str, Words]) -> Balance | None:
    if verdict.relation != "=" or not verdict.single:
        return None
    terms = tuple(
        Term(share.cell, share.factor if share.side == "left" else -share.factor, share.cell.count is None)
        for share in verdict.shares
    )
    return Balance(terms, verdict.left - verdict.right, verdict.total, slips)


def _untrue(verdict: Unmet) -> Breach:
    words = tuple(f"{share.cell.label} {share.cell.printed.strip() or 0}" for share in verdict.shares)
    cell = verdict.shares[0].cell
    return Breach(cell.span, {"figures": words}, name_of(cell), verdict.proof if verdict.single else None)
