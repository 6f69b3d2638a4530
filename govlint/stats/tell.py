"""Sums and tables in words: text for a terminal, rows for a spreadsheet, a value for programs.

Duty: word and lay out. May not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from govlint.display.encode import encode
from govlint.display.records import tool
from govlint.display.width import columns, printable
from govlint.findings import SEVERITIES
from govlint.formatters.spreadsheet import BOM, line
from govlint.stats.rows import STATUSES
from govlint.stats.tally import FINDINGS, NOT_CHECKED, Record, Table
from govlint.words import catalogue

VERSION = 1
"""Of what `-f json` writes."""
_WORDS = ("severity", "status")


class Teller:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue."""
        return catalogue().text(key, self.lang, **facts)

    def title(self, table: Table) -> str:
        """What a table is by."""
        return self.say(f"stats.by.{table.by}")

    def head(self, name: str) -> str:
        """The head of a column."""
        return self.say(name if name in SEVERITIES else f"stats.column.{name}")

    def cell(self, name: str, value: object) -> str:
        """A cell for people."""
        if value is None or value == "":
            return self.say("stats.unknown")
        if name in _WORDS:
            return self.say(str(value) if value in SEVERITIES else f"stats.status.{value}")
        return printable(str(value))

    def more(self, table: Table) -> str:
        """How many records are not shown."""
        return self.say("stats.more", number=table.more)

    def total(self, total: Record, results: int) -> str:
        """The sums in one sentence; files that were not checked are told even where there are none."""
        found = [self.say("stats.counted", number=total[s], what=self.say(s)) for s in SEVERITIES]
        return self.say("stats.total", results=results, counts=tuple(found), **total)

    def not_checked(self, statuses: Table) -> str:
        """Why files were not checked; empty where all were."""
        records = [one for one in statuses.records if one["status"] != STATUSES[0] and one["files"]]
        parts = [
            self.say("stats.counted", number=one["files"], what=self.cell("status", one["status"]))
            for one in records
        ]
        return (
            self.say("stats.not-checked", number=sum(r["files"] for r in records), parts=tuple(parts))
            if parts
            else ""
        )


def text_lines(total: str, undone: str, tables: Sequence[Table], teller: Teller) -> Iterator[str]:
    """The tables as aligned lines."""
    yield total
    if undone:
        yield undone
    for table in tables:
        yield ""
        yield teller.title(table)
        yield from _text_table(table, teller)
        if table.more:
            yield teller.more(table)


def _text_table(table: Table, teller: Teller) -> Iterator[str]:
    if not table.records:
        yield teller.say("stats.none")
        return
    names = list(table.records[0])
    rows = [[teller.cell(name, one[name]) for name in names] for one in table.records]
    right = [i for i, name in enumerate(names) if isinstance(table.records[0][name], int) and name != "year"]
    yield from columns([[teller.head(name) for name in names], *rows], right)


def csv_lines(total: str, undone: str, table: Table, teller: Teller) -> Iterator[str]:
    """One table for spreadsheets; the sums are the last rows."""
    names = list(table.records[0]) if table.records else [table.by]
    yield BOM + line(teller.head(name) for name in names)
    for one in table.records:
        yield line(
            one[name] if isinstance(one[name], int) else teller.cell(name, one[name]) for name in names
        )
    last = [teller.more(table) if table.more else "", total, undone]
    yield from (line([text, *("" for _ in names[1:])]) for text in last if text)


def json_lines(
    total: Record, results: Sequence[str], statuses: Table, tables: Sequence[Table]
) -> Iterator[str]:
    """Everything as one JSON value."""
    undone = {one["status"]: one["files"] for one in statuses.records if one["status"] != STATUSES[0]}
    head = {"stats_version": VERSION, "tool": tool(), "results": list(results), **total, NOT_CHECKED: undone}
    by = {table.by: {"records": table.records, "more": table.more} for table in tables}
    yield encode({**head, "by": by}) + "\n"


def measure(table: Table) -> Callable[[Record], Sequence[tuple[str, int]]]:
    """What a bar of a table's chart is made of: findings by severity where it has them, else the one number."""
    if table.by in ("constraint", "agency", "year"):
        return lambda one: [(severity, one[severity]) for severity in SEVERITIES]
    name = {"severity": FINDINGS, "status": "files"}.get(table.by, "times")
    style = {"status": "plain", "reason": "plain"}
    return lambda one: [(style.get(table.by) or str(one["severity"]), one[name])]
