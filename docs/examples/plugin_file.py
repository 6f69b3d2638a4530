"""A plugin in one file: `govlint check --plugin docs/examples/plugin_file.py REPORT`.

It brings a rule and, beside it, a pack of one file that uses the rule.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from govlint.hookspecs import hookimpl
from govlint.model import Table
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule
from govlint.verdicts import name_of


@rule(facts=("count", "step"), nodes=("table",))
def round_counts(node: Node, _scope: Scope, *, step: int = 10, least: int = 8) -> Yield:
    """All counts of a table, `least` or more above zero, are multiples of `step`: estimated, not counted."""
    assert isinstance(node.value, Table)
    cells = [cell for cell in node.value.cells() if cell.count]
    if node.value.trouble:
        yield NotChecked("unreadable", node.span)
    elif len(cells) >= least and all(cell.count % step == 0 for cell in cells):
        yield Breach(cells[0].span, {"count": len(cells), "step": step}, name_of(cells[0]))


@hookimpl
def govlint_rules() -> Iterable[ModuleType]:
    """This very module."""
    return [sys.modules[__name__]]


@hookimpl
def govlint_packs() -> Iterable[Path]:
    """A pack may be one file."""
    return [Path(__file__).with_suffix(".yaml")]
