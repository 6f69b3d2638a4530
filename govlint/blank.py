"""A small report printed from a form: its labels in their order, with figures and prose put in.

Duty: walk the productions of a form and print them, one row a line. May not know a word of any form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlint.grammar import CELLS, PROSE, Form, Production, kind_of, transparent
from govlint.named import NamedTuple
from govlint.records import dataclass, field

SLOT = "{say}"
"""A line of a section's prose in whose place a case says more."""
_BAR = " | "


@dataclass(frozen=True, slots=True)
class Filling:
    """What a report prints beside the labels: prose by section (`""` before the first), counts by cell."""

    prose: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    """`section.row.column` → what the cell prints; a cell that is not named prints 0."""


class _Item(NamedTuple):
    kind: str
    text: str


def cell_keys(form: Form) -> dict[str, tuple[str, ...]]:
    """`section.row` → its cells as `section.row.column`, in the order of the columns."""
    return {
        f"{section}.{row}": tuple(f"{section}.{row}.{column}" for column in columns)
        for section, rows in form.rows.items()
        for row, columns in rows.items()
    }


def print_report(form: Form, filling: Filling) -> str:
    """The report of a form with that filling.

    Where the form leaves a choice, the shortest is taken, with all prose that it allows.
    """
    return "\n".join(_lines(list(_Walk(form, filling).items("start", ())), filling.after)) + "\n"


class _Walk:
    """A walk over the productions of a form."""

    def __init__(self, form: Form, filling: Filling) -> None:
        self.form = form
        self.filling = filling
        self.section = ""
        self.said: set[str] = set()
        self.chosen: dict[str, Production] = {}
        for production in form.productions:
            known = self.chosen.setdefault(production.origin, production)
            if _worth(production) > _worth(known):
                self.chosen[production.origin] = production

    def items(self, rule: str, prefix: tuple[str, ...]) -> Iterator[_Item]:
        production = self.chosen[rule]
        runs = iter(production.runs)
        if any(kind_of(symbol) == "HEADING" for symbol in production.symbols):
            self.section, prefix = rule, ()
        for symbol in production.symbols:
            if symbol == PROSE:
                yield from self.prose()
            elif symbol == CELLS:
                yield from (self.cell((*prefix, *path)) for path in next(runs))
            elif symbol in self.chosen:
                yield from self.items(symbol, prefix if transparent(symbol) else (*prefix, symbol))
            elif symbol in self.form.labels:
                yield _Item(kind_of(symbol), self.form.labels[symbol][0])

    def prose(self) -> Iterator[_Item]:
        if self.section not in self.said:
            self.said.add(self.section)
            text = self.filling.prose.get(self.section, "")
            yield from (_Item(PROSE, line) for line in text.split("\n") if line.strip() not in ("", SLOT))

    def cell(self, path: tuple[str, ...]) -> _Item:
        return _Item(CELLS, self.filling.cells.get(".".join((self.section, *path)), "0"))


def _worth(production: Production) -> tuple[int, int]:
    prose = production.symbols.count(PROSE)
    return prose - len(production.symbols), prose


def _lines(items: list[_Item], after: str) -> Iterator[str]:
    """One line for each row, for the columns side by side, for anything else."""
    line: list[str] = []
    before = ""
    for item in items:
        goes_on = (item.kind == CELLS and before in ("ROW", CELLS)) or item.kind == before == "COLUMN"
        if line and not goes_on:
            yield _BAR.join(line)
            line = []
        if (item.kind in (PROSE, "HEADING") or before in (PROSE, "HEADING")) and before:
            yield ""
        line.append(item.text)
        before = item.kind
    yield _BAR.join(line)
    for text in after.split("\n"):
        if text.strip():
            yield from ("", text)
