"""Forms: what a grammar file says, as plain data that lexer, parser and builder read.

Duty: load a `.lark` file, give its labels, its rules with runs of cells collapsed, its parse table. May not
parse a report, nor know any word of one.

Naming conventions of terminals (see `docs/grammars.md`): `_HEADING`, `_ROW`, `_GROUP`, `_COLUMN`, `_CAPTION`,
`_NOTE` are labels; `_CELL` is one cell; `_TABLE` is what people call a table; `_FACT` is searched in prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from govlint.named import NamedTuple
from govlint.records import dataclass, field

LABEL_KINDS = ("HEADING", "ROW", "GROUP", "COLUMN", "CAPTION", "NOTE")
CELLS = "CELLS"
PROSE = "PROSE"
END = "$END"
ANY_YEARS = (0, 9999)


Run = tuple[tuple[str, ...], ...]
"""The key path of each cell of a run: its column, or its row and column."""


class Production(NamedTuple):
    """One expansion of a rule; `runs` holds the keys of each run of cells in it, in order."""

    origin: str
    symbols: tuple[str, ...]
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An edition of a report's structure.

    `labels` gives the alternatives of each label terminal, the form's own first. `states` is the LALR table:
    for each state, symbol → next state (shift or goto) as an int ≥ 0, or -1 - production (reduce).
    `rows` gives section → row key → column keys; `facts` the patterns searched in prose.
    """

    id: str
    labels: Mapping[str, tuple[str, ...]]
    productions: tuple[Production, ...]
    states: tuple[Mapping[str, int], ...]
    start: int
    accept: int
    rows: Mapping[str, Mapping[str, tuple[str, ...]]]
    sections: tuple[str, ...]
    table_names: Mapping[str, str]
    years: tuple[int, int] = ANY_YEARS
    """The report years that the edition is for, both included (terminal `REPORT_YEARS`)."""
    facts: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each fact, texts of which every match holds one."""
    base: str = ""
    """The form that this one extends (terminal `BASE_FORM`); what holds for that one holds for this one too."""
    lineage: tuple[str, ...] = ()
    """Its own id and those of the forms it extends, nearest first; known once all forms are."""
    remembered: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What those who read reports of this form work out once; as large as the form, not as the reports."""

    @property
    def keys(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Section → row key → column keys, as selectors ask for them."""
        return self.rows


@cache
def kind_of(terminal: str) -> str:
    """The kind of a terminal: the last part of its name (`HEADING`, `ROW` …), or the name itself."""
    kind = terminal.rpartition("_")[2]
    return kind if kind in LABEL_KINDS else terminal


def key_of(terminal: str) -> str:
    """The key in a terminal's name: `NATURAL_PERSONS_COLUMN` gives `natural_persons`."""
    return terminal.rpartition("_")[0].lower()


def transparent(rule: str) -> bool:
    """Whether a rule adds nothing to the keys of what it holds."""
    return rule.startswith("_") or rule.endswith(("_table", "_block"))


class Productions:
    """The rules of one form, by the name of what they make."""

    def __init__(self, productions: tuple[Production, ...]) -> None:
        self.by_origin: dict[str, list[Production]] = {}
        for production in productions:
            self.by_origin.setdefault(production.origin, []).append(production)

    def sections(self, rule: str = "start", seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Keys of the sections, in the form's order."""
        for production in self.by_origin.get(rule, ()):
            if any(kind_of(symbol) == "HEADING" for symbol in production.symbols):
                yield rule
                return
            for symbol in production.symbols:
                if symbol in self.by_origin and symbol not in seen:
                    yield from self.sections(symbol, seen | {rule})

    def rows(self, rule: str, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(row key, column keys) of every row under `rule`."""
        for production in self.by_origin.get(rule, ()):
            for run in production.runs:
                yield from run_rows(run, prefix)
            for symbol in production.symbols:
                if symbol in self.by_origin and symbol != rule:
                    inner = prefix if transparent(symbol) else (*prefix, symbol)
                    yield from self.rows(symbol, inner)


def run_rows(run: Run, prefix: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(row key, column keys) of the rows whose cells stand in a run."""
    rows: dict[str, list[str]] = {}
    for path in run:
        rows.setdefault(".".join((*prefix, *path[:-1])), []).append(path[-1])
    for row, columns in rows.items():
        yield row, tuple(columns)
