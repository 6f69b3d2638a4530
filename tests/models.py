"""Reports built by hand for tests: tables of texts by key, each cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from govlint.bodies import Body
from govlint.document import Document
from govlint.equations import Equation
from govlint.findings import Words
from govlint.model import Cell, Column, Deviation, Label, Report, Row, Section, State, Table
from govlint.numbers import read
from govlint.places import Span
from govlint.root import Joint, resolve
from govlint.rule import Breach, Holds, NotChecked, Scope, rules_of
from govlint.rules import cells, deviation, equation, pattern, power
from govlint.selectors import select

RULES = Path(__file__).parent.parent / "rules" / "gfoi"
APPLICANTS = (
    "natural_persons",
    "businesses",
    "research_institutions",
    "public_interest",
    "legal_services",
    "others",
)
REFUSED = (
    "state_secret prohibited_by_law security_and_stability third_party internal_affairs deliberative "
    "enforcement_file administrative_inquiry"
)
RESULTS = (
    "granted",
    "partially_granted",
    *(f"refused.{key}" for key in REFUSED.split()),
    *(f"unavailable.{key}" for key in ("not_held", "not_created", "still_unclear")),
    *(f"not_processed.{key}" for key in ("petition", "repeated", "published", "excessive", "reissue")),
)
OTHERWISE = {
    "gfoi-2019": ("otherwise",),
    "gfoi-2021": ("otherwise.clarification_lapsed", "otherwise.fee_lapsed", "otherwise.other"),
}
REQUEST_COLUMNS = (*APPLICANTS, "total")
REVIEW_COLUMNS = ("upheld", "corrected", "other_outcome", "pending", "total")
REVIEW_ROWS = ("reconsideration", "direct_suits", "suits_after_reconsideration")

Texts = Mapping[str, Mapping[str, str]]


def results(form: str) -> tuple[str, ...]:
    return RESULTS + OTHERWISE[form]


def request_rows(form: str) -> tuple[str, ...]:
    return ("received", "brought_forward", *results(form), "disposed", "carried_forward")


class Builder:
    """Collects text while it builds, so that every cell has its own line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.offset = 0

    def put(self, text: str) -> Span:
        span = Span(self.offset, self.offset + len(text))
        self.lines.append(text)
        self.offset += len(text) + 1
        return span

    def row(self, table: str, key: str, texts: Mapping[str, str], trouble: str = "") -> Row:
        head = self.put(key)
        made = tuple(self.cell(table, key, column, text, trouble) for column, text in texts.items())
        printed = sum(1 for text in texts.values() if text.strip())
        return Row(key, key, Span(head.start, self.offset), made, None, trouble, printed)

    def cell(self, table: str, row: str, column: str, text: str, trouble: str) -> Cell:
        span = self.put(text)
        label = f"{table} / {row} / {column}"
        if trouble:
            return Cell(table, row, column, label, "", span, State.UNREADABLE, flaw=trouble)
        number = read(text)
        return Cell(
            table, row, column, label, text, span, number.state, number.count, number.unit, number.flaw
        )

    def table(self, key: str, texts: Texts, troubles: Mapping[str, str]) -> Table:
        start = self.offset
        rows = tuple(self.row(key, row, cells, troubles.get(row, "")) for row, cells in texts.items())
        keys = dict.fromkeys(cell.column for row in rows for cell in row.cells)
        span = Span(start, self.offset)
        trouble = troubles.get("", "" if rows else "missing")
        return Table(key, key, span, tuple(Column(column, column, span) for column in keys), rows, trouble)


def build(
    tables: Mapping[str, Texts],
    *,
    form: str = "gfoi-2021",
    troubles: Mapping[str, Mapping[str, str]] | None = None,
    **more: Any,
) -> tuple[Report, Document]:
    """A report with these tables, and the document it would come from."""
    builder = Builder()
    sections = []
    for key, texts in tables.items():
        head = builder.put(f"[{key}]")
        heading = Label(key, key, head)
        table = builder.table(key, texts, (troubles or {}).get(key, {}))
        sections.append(Section(key, key, Span(head.start, builder.offset), heading, (), table))
    text = "\n".join(builder.lines) + "\n"
    report = Report(form, Span(0, len(text)), tuple(sections), **more)
    return report, Document("made.txt", "text", text, ())


def consistent(form: str, figures: Sequence[int], carried: Sequence[int]) -> dict[str, dict[str, str]]:
    """Table 3 with these results, row by row over the six kinds of applicants, and this carried forward."""
    grid = {row: list(figures[6 * i : 6 * i + 6]) for i, row in enumerate(results(form))}
    grid["disposed"] = [sum(column) for column in zip(*grid.values(), strict=True)]
    grid["brought_forward"] = [min(c, d) for c, d in zip(carried, grid["disposed"], strict=True)]
    grid["carried_forward"] = list(carried)
    ends = zip(grid["disposed"], carried, grid["brought_forward"], strict=True)
    grid["received"] = [disposed + onward - before for disposed, onward, before in ends]
    return {
        row: dict(zip(REQUEST_COLUMNS, map(str, [*grid[row], sum(grid[row])]), strict=True))
        for row in request_rows(form)
    }


@dataclass(frozen=True)
class Found:
    """A breach with the name of its constraint."""

    name: str
    breach: Breach

    @property
    def cell(self) -> tuple[str, str] | None:
        cell = self.breach.cell
        return (cell.row, cell.column) if cell else None


@dataclass(frozen=True)
class Checked:
    """What came of a report: breaches, what was not checked, how many equations hold."""

    found: tuple[Found, ...]
    unchecked: tuple[tuple[str, NotChecked], ...]
    holding: int

    @property
    def names(self) -> list[str]:
        return [found.name for found in self.found]

    def cells(self, name: str) -> list[tuple[str, str] | None]:
        return [found.cell for found in self.found if found.name == name]


@cache
def constraints() -> list[dict[str, Any]]:
    """Every constraint of the table chapters, as written."""
    chapters = ("reading", "proactive", "requests", "review")
    return [
        entry for name in chapters for entry in yaml.safe_load((RULES / f"{name}.yaml").read_text("utf-8"))
    ]


@cache
def parameters() -> dict[str, Any]:
    """Slips, and cells that stand for several, as the pack words them."""
    several = yaml.safe_load((RULES / "reading.parameters.yaml").read_text("utf-8"))["several_in_table"]
    words = yaml.safe_load((RULES / "pack.yaml").read_text("utf-8"))["parameters"]["slips"]
    slips = {name: Words(**text) for name, text in words.items()}
    return {"slips": slips, "bodies": BODIES, "several_in_table": Words(**several)}


BODIES = tuple(
    Body(kind=kind, names=(re.compile(name),), deadline="department", rules_power=power, group=kind)
    for kind, name, power in (
        ("subdistrict", "街道(办事处)?$", "no"),
        ("county", "县人民政府$", "no"),
        ("city", "市人民政府$", "unknown"),
    )
)
_OWN = {
    *("code", "name", "severity", "escalate", "soften", "rule", "each", "forms", "years", "enabled", "rank"),
    *("suppresses", "tags", "message", "why", "basis", "remedy"),
}
FOUND = {
    rule.name: rule for module in (cells, deviation, equation, pattern, power) for rule in rules_of(module)
}


def _argument(key: str, value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return known[value[1:]]
    if isinstance(value, dict):
        return Words(**value) if "zh" in value else {k: _argument(k, v, known) for k, v in value.items()}
    if key == "expect":
        return Equation.parse(value)
    return tuple(value) if isinstance(value, list) else value


def check(made: tuple[Report, Document], names: Iterable[str] = ()) -> Checked:
    """Run the table constraints (those of these names, or all) as an engine would, without suppression."""
    report, document = made
    scope = Scope(report, document, {}, date(2026, 11, 24))
    found: list[Found] = []
    unchecked: list[tuple[str, NotChecked]] = []
    joints: list[Joint] = []
    holding: list[Holds] = []
    known = parameters()
    wanted = set(names)
    title = {entry["code"]: entry["name"] for entry in constraints()}
    for entry in constraints():
        if (wanted and entry["name"] not in wanted) or report.form not in entry["forms"]:
            continue
        rule = FOUND[entry["rule"]]
        arguments = {k: _argument(k, v, known) for k, v in entry.items() if k not in _OWN}
        for node in select(entry.get("each", "report"), report).nodes:
            for result in rule.function(node, scope, **arguments):
                if isinstance(result, NotChecked):
                    unchecked.append((entry["name"], result))
                elif isinstance(result, Holds):
                    holding.append(result)
                else:
                    assert set(result.facts) == set(rule.facts)
                    if rule.joint:
                        joints.append(Joint(entry["code"], entry["rank"], node, result))
                    else:
                        found.append(Found(entry["name"], result))
    found += [Found(title[joint.code], joint.breach) for joint in resolve(joints, holding)]
    found.sort(key=lambda one: (one.breach.span, one.name))
    return Checked(tuple(found), tuple(unchecked), len(holding))


def missing(table: str, key: str, kind: str = "missing", of: str = "row") -> Deviation:
    return Deviation(kind, of, key, key, Span(0, 0), table)
