"""Rules about what the report prints otherwise than its form.

Duty: tables, rows, columns and labels that are missing, unexpected, damaged or unreadable. May not know a
form, nor look at counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from govlint.counts import all_whole
from govlint.findings import CellName, Related, Words
from govlint.model import Deviation, Report, Row, Table
from govlint.patterns import known
from govlint.places import Span
from govlint.rule import Breach, Node, NotChecked, Scope, Step, Yield, first_few, rule
from govlint.words import fill

_SHOWN = 12


def _all_there(_values: object, tables: Sequence[Table], _scope: Scope) -> bool:
    return all(table.trouble != "missing" for table in tables)


def _all_readable(_values: object, tables: Sequence[Table], scope: Scope, **_parameters: object) -> bool:
    return all_whole(scope, tables)


def _nothing_odd(_values: object, _tables: object, scope: Scope, **_parameters: object) -> bool:
    return not scope.report.deviations


@rule(facts=("table",), nodes=("table",), quiet=_all_there)
def missing_table(node: Node, scope: Scope) -> Yield:
    """A section has its heading, and no trace of its table."""
    table = _table(node)
    section = scope.report.section(table.key)
    if table.trouble == "missing" and section is not None and section.heading is not None:
        yield Breach(section.heading.span, {"table": table.name})


@rule(facts=("table", "said", "rows", "count", "total"), nodes=("table",), quiet=_all_readable)
def unreadable_table(
    node: Node, _scope: Scope, *, troubles: tuple[str, ...], some: Words, none: Words
) -> Yield:
    """Rows whose cells cannot be told from one another; nothing is said of their counts.

    `some` says which, and takes `{rows}`, `{count}` and `{total}`; `none` says that no row was found at all.
    """
    table = _table(node)
    rows = [row for row in table.rows if row.trouble in troubles]
    if rows or (table.trouble == "unreadable" and not table.rows):
        facts = {
            "table": table.name,
            "rows": first_few([row.label for row in rows]),
            "count": len(rows),
            "total": len(table.rows),
        }
        facts["said"] = fill(some if rows else none, facts)
        yield Breach(rows[0].span if rows else table.span, facts, related=_places(rows[1:]))


@rule(facts=("label", "table", "printed", "count"), quiet=_nothing_odd)
def deviation(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Scope,
    *,
    kinds: tuple[str, ...],
    of: tuple[str, ...],
    fold: bool = False,
    except_labels: tuple[str, ...] = (),
) -> Yield:
    """Departures of the named kinds from the form; `fold` makes one of a run in the same group of a table."""
    found = [
        deviation
        for deviation in scope.report.deviations
        if deviation.kind in kinds
        and deviation.of in of
        and not any(known(pattern).search(deviation.label) for pattern in except_labels)
    ]
    if scope.tell is not None:
        for one in scope.report.deviations:
            what = "deviation-taken" if one in found else "deviation-left"
            scope.tell(Step(what, {"kind": one.kind, "of": one.of, "label": one.label}, one.span))
    found = _distinct(found)
    for run in _runs(found) if fold else ([deviation] for deviation in found):
        yield _breach(run, scope.report, node.span)


def _distinct(found: Iterable[Deviation]) -> list[Deviation]:
    """Each once: a head that stands over three groups is damaged in the same way over each."""
    first: dict[object, Deviation] = {}
    for one in found:
        same = (one.kind, one.of, one.table, one.key, one.label, one.detail or one.span)
        first.setdefault(same, one)
    return list(first.values())


@rule(facts=("form", "year", "first", "last"))
def edition(node: Node, scope: Scope, *, unclear: Words) -> Yield:
    """The edition of the form that the report prints is that of its year.

    Where the labels of another edition are seen almost as often, that is not judged; `unclear` says so.
    """
    report = scope.report
    if report.year is None or report.form_years is None:
        return
    first, last = report.form_years
    if first <= report.year <= last:
        return
    if not _clear(report):
        yield NotChecked(unclear, node.span)
    else:
        tables = (table.span for table in report.tables() if not table.trouble)
        facts = {"form": report.form, "year": report.year, "first": first, "last": last}
        yield Breach(next(tables, node.span), facts)


def _clear(report: Report) -> bool:
    """Whether the labels of this edition alone are seen more than twice as often as those of any other."""
    seen = dict(report.candidates)
    others = (count for form, count in report.candidates if form != report.form)
    return not seen or seen.get(report.form, 0) > 2 * max(others, default=0)


def _table(node: Node) -> Table:
    assert isinstance(node.value, Table)
    return node.value


def _places(rows: Iterable[Row]) -> tuple[Related, ...]:
    return tuple(Related(row.span, row.label) for row in rows)[:_SHOWN]


def _runs(found: list[Deviation]) -> Iterator[list[Deviation]]:
    """Departures at the same place of the same table and group, in order."""
    found = [one for one, before in zip(found, [None, *found], strict=False) if not _its_counts(one, before)]
    grouped = groupby(found, lambda one: (one.table, one.kind, one.key.rpartition(".")[0], one.span))
    yield from (list(run) for _, run in grouped)


def _its_counts(one: Deviation, before: Deviation | None) -> bool:
    """Whether these are the counts of a row that has just been told."""
    return one.of == "counts" and before is not None and before.of == "row" and before.table == one.table


def _breach(run: list[Deviation], report: Report, whole: Span) -> Breach:
    first = run[0]
    table = report.table(first.table)
    facts = {
        "label": tuple(deviation.label for deviation in run),
        "table": table.name if table else "",
        "printed": first.detail,
        "count": len(run),
    }
    cell = CellName(table.key, first.key, "", f"{table.name} / {first.label}") if table else None
    return Breach(_room(first.span, whole), facts, cell)


def _room(span: Span, whole: Span) -> Span:
    """A span within the report, one character wide at least where something missing has no width."""
    return span if span.end > span.start or span.start < whole.end else Span(max(whole.end - 1, 0), whole.end)
