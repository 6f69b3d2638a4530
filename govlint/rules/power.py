"""Rules about what a kind of body may do.

Duty: recognise figures that a body of its kind cannot have. May not know the kinds, nor the law.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govlint.equations import name_of
from govlint.model import Row
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule

Body = Mapping[str, object]


@rule(facts=("agency", "figures", "certain"), nodes=("row",))
def without_power(
    node: Node, scope: Scope, *, bodies: tuple[Body, ...], power: str, certain: tuple[str, ...] = ()
) -> Yield:
    """A row has figures although bodies of this kind have `power: no`.

    Each body gives its `kind`, the patterns of its `names`, and under the name of the power `yes`, `no` or
    `unknown`; the first that matches the agency's name counts. `certain` are the kinds that never have it.
    """
    assert isinstance(node.value, Row)
    cells = [cell for cell in node.value.cells if cell.count]
    if not cells:
        return
    agency = scope.report.agency
    if agency is None:
        yield NotChecked("no_agency", node.span)
        return
    body = next((body for body in bodies if _is(agency, body)), None)
    if body is not None and body.get(power) == "no":
        figures = tuple(f"{cell.label} {cell.printed.strip()}" for cell in cells)
        facts = {"agency": agency, "figures": figures, "certain": body.get("kind") in certain}
        yield Breach(cells[0].span, facts, name_of(cells[0]))


def _is(agency: str, body: Body) -> bool:
    names = body.get("names")
    patterns = names if isinstance(names, Sequence) and not isinstance(names, str) else ()
    return any(re.search(str(pattern), agency) for pattern in patterns)
