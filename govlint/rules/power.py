"""Rules about what a kind of body may do.

Duty: recognise figures that a body of its kind cannot have. May not know the kinds, nor the law.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.bodies import Body, body_of
from govlint.model import Row
from govlint.rule import Breach, Node, NotChecked, Scope, Value, Yield, rule
from govlint.verdicts import name_of


def _no_figures(values: Sequence[Value], *_context: object, **_parameters: object) -> bool:
    return not any(cell.count for row in values if isinstance(row, Row) for cell in row.cells)


@rule(facts=("agency", "figures", "certain"), nodes=("row",), quiet=_no_figures)
def without_power(
    node: Node, scope: Scope, *, bodies: tuple[Body, ...], certain: tuple[str, ...] = ()
) -> Yield:
    """A row has figures although bodies of this kind have no power to make what it counts.

    `certain` are the kinds that never have it; a kind whose power is unknown is not judged.
    """
    assert isinstance(node.value, Row)
    cells = [cell for cell in node.value.cells if cell.count]
    if not cells:
        return
    agency = scope.report.agency
    if agency is None:
        yield NotChecked("no_agency", node.span)
        return
    body = body_of(agency, bodies)
    if body is not None and body.rules_power == "no":
        figures = tuple(f"{cell.label} {cell.printed.strip()}" for cell in cells)
        facts = {"agency": agency, "figures": figures, "certain": body.kind in certain}
        yield Breach(cells[0].span, facts, name_of(cells[0]))
