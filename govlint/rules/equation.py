"""Rules that hold counts to equations.

Duty: `equation`, whose breaches may share one wrong cell, and `condition`, whose breaches stand alone. May
not know which equations a form has. A row of a block without the columns of an equation is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

from govlint.balances import Balance, Term
from govlint.counts import Counts, Shape, counts_of
from govlint.equations import Equation, Test
from govlint.figures import Figures, figures, lacking
from govlint.findings import Words
from govlint.model import Cell, Column, Report, Row, Table
from govlint.patterns import known
from govlint.rule import Breach, Holds, Node, NotChecked, Scope, Step, Value, Yield, rule
from govlint.slips import NOTHING
from govlint.verdicts import Open, Policy, Unmet, Verdict, Worked, name_of, operand

NODES = ("report", "section", "table", "row", "column")


def _quiet(
    values: Sequence[Value],
    tables: Sequence[Table],
    scope: Scope,
    *,
    expect: Equation,
    totals: tuple[str, ...] = (),
    **_others: object,
) -> bool:
    """Whether all cells have counts, no row is lacking, and every node fulfils the equation."""
    tables = tables or scope.report.tables()
    if not values or scope.report.deviations:
        return False
    known = [counts_of(scope, table) for table in tables]
    if not all(counts.whole for counts in known):
        return False
    kind = type(values[0])
    how = (expect, totals)
    if kind is Row:
        return _rows_fulfil(values, tables, known, how)
    if kind is Column:
        return all(_columns_fulfil(table, counts, how) for table, counts in zip(tables, known, strict=True))
    if kind is Report or (kind is Table and len(tables) == 1):
        prefixes = tuple([f"{table.key}." if kind is Report else "" for table in tables])
        test = _whole_test(how, prefixes, tuple([counts.shape for counts in known]))
        return test([*chain.from_iterable([counts.figures for counts in known])])
    return False


_How = tuple[Equation, tuple[str, ...]]
"""An equation and the names of totals in it."""


def _columns_fulfil(table: Table, known: Counts, how: _How) -> bool:
    """Whether all rows have the table's columns, and each column fulfils an equation."""
    columns = tuple([column.key for column in table.columns])
    if known.shape.across != columns or len({*columns}) != len(columns):
        return False
    return all(map(_column_test(how, known.shape), known.down))


def _rows_fulfil(rows: Sequence[Value], tables: Sequence[Table], known: Sequence[Counts], how: _How) -> bool:
    """Whether each row of the chosen ones that has the columns of an equation fulfils it."""
    chosen = None if len(rows) == sum([len(table.rows) for table in tables]) else {*map(id, rows)}
    for table, counts in zip(tables, known, strict=True):
        figures = counts.figures
        for index, test in _row_tests(how, counts.shape):
            if (chosen is None or id(table.rows[index]) in chosen) and not test(figures):
                return False
    return True


# An equation is fitted to the tables of one shape once: reports have few shapes.
@lru_cache(maxsize=1024)
def _row_tests(how: _How, shape: Shape) -> tuple[tuple[int, Test], ...]:
    """What each row that has the columns of an equation must pass, the counts of all its table being given."""
    expect, totals = how
    rows = enumerate(zip(shape.columns, shape.starts, strict=False))
    return tuple(
        [
            (index, expect.test(columns, totals, start))
            for index, (columns, start) in rows
            if expect.concerns(columns)
        ]
    )


@lru_cache(maxsize=1024)
def _column_test(how: _How, shape: Shape) -> Test:
    return how[0].test(shape.keys, how[1])


@lru_cache(maxsize=1024)
def _whole_test(how: _How, prefixes: tuple[str, ...], shapes: tuple[Shape, ...]) -> Test:
    """What all cells of tables must pass, called with the prefix of each."""
    named = [shape.names(prefix) for prefix, shape in zip(prefixes, shapes, strict=True)]
    return how[0].test((*chain.from_iterable(named),), how[1])


@rule(
    facts=("left", "right", "difference", "slip", "suspect", "proposed"),
    nodes=NODES,
    joint=True,
    quiet=_quiet,
)
def equation(  # noqa: PLR0913 - one parameter for each key of a constraint
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
    elif verdict is not None and expect.balanced:
        yield Holds(verdict.cells, verdict.total)


@rule(facts=("figures",), nodes=NODES, quiet=_quiet)
def condition(  # noqa: PLR0913
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
    verdict = _verdict(node, scope, expect, Policy(blank_as_zero, totals))
    if isinstance(verdict, Open):
        yield _unchecked(verdict, node)
    elif isinstance(verdict, Unmet):
        name = scope.report.agency
        if name is None and (agencies or except_agencies):
            yield NotChecked("no_agency", node.span)
        elif _concerned(name or "", agencies, except_agencies):
            yield _untrue(verdict, node)


def _verdict(node: Node, scope: Scope, expect: Equation, policy: Policy) -> Verdict | None:
    keys, cells = figures(node) if node.kind == "row" else _shared(node, scope)
    if node.kind == "row" and not expect.concerns(keys) and not _narrow(node, scope):
        return None
    if scope.tell is not None:
        for worked in expect.work_out(keys, cells, policy):
            scope.tell(_step(worked, expect))
    return expect.evaluate(keys, cells, policy, lacking(node, scope.report))


def _step(worked: Worked, expect: Equation) -> Step:
    operands = tuple(operand(share) for share in worked.shares)
    facts = {"expect": expect.text, "left": worked.left, "relation": worked.relation, "right": worked.right}
    if worked.left is None or worked.right is None:
        return Step("unworked", facts, None, operands)
    facts["difference"] = worked.left - worked.right
    return Step("holds" if worked.true else "fails", facts, None, operands)


def _shared(node: Node, scope: Scope) -> Figures:
    return scope.once(("figures", node.kind, node.section, node.label), lambda: figures(node))


def _narrow(node: Node, scope: Scope) -> bool:
    """Whether the row may have lost a column, rather than be of a block that never had it."""
    return any(
        deviation.of == "column" and deviation.kind == "missing" and deviation.table == node.section
        for deviation in scope.report.deviations
    )


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


def _untrue(verdict: Unmet, node: Node) -> Breach:
    cell = verdict.shares[0].cell
    words = tuple(_figure(share.cell, node) for share in verdict.shares)
    return Breach(cell.span, {"figures": words}, name_of(cell), verdict.proof if verdict.single else None)


def _figure(cell: Cell, node: Node) -> str:
    return f"{cell.label.removeprefix(f'{node.label} / ')} {cell.printed.strip() or 0}"


def _concerned(agency: str, agencies: tuple[str, ...], except_agencies: tuple[str, ...]) -> bool:
    wanted = not agencies or any(known(pattern).search(agency) for pattern in agencies)
    return wanted and not any(known(pattern).search(agency) for pattern in except_agencies)
