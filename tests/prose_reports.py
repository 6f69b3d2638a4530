"""Reports of one sentence: the usual tables, all zero or all blank, and the sentence in the first section."""

from __future__ import annotations

from datetime import date
from functools import cache

import models

from govlint.document import Document, Piece
from govlint.engine import Engine, make_engine
from govlint.findings import FileOutcome, Words
from govlint.forms import load_kits
from govlint.model import Label, Report, Section
from govlint.packs.load import load_packs
from govlint.places import Span
from govlint.plugins import load_plugins
from govlint.selectors import problem
from govlint.shipped import traditional_characters

NAMES = frozenset(
    [
        "nt-received",
        "nt-carry-in",
        "nt-carry-out",
        "nt-answered",
        "nt-all-answered",
        "nt-no-requests",
        "nt-result-groups",
        "nt-applicants",
        "nt-review",
        "nt-litigation",
        "nt-no-review",
        "nt-normative-docs",
        "nt-enforcement",
        "nt-fee",
        "breakdown-sum",
        "breakdown-duplicate-item",
        "percent-mismatch",
        "trend-mismatch",
        "same-quantity-differs",
        "parts-count-list",
        "parts-count-headings",
        "parts-names",
        "ordinal-list-gap",
    ]
)
HEADINGS = {
    "overview": "总体情况",
    "proactive": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "review": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other_matters": "其他需要报告的事项",
}
RESULTS = {
    "granted": 10,
    "partially_granted": 4,
    "refused.internal_affairs": 2,
    "refused.administrative_inquiry": 1,
    "unavailable.not_held": 8,
    "unavailable.not_created": 1,
    "not_processed.petition": 2,
    "not_processed.repeated": 1,
    "otherwise.other": 1,
    "disposed": 30,
    "brought_forward": 2,
    "carried_forward": 3,
}
REVIEW = {
    "reconsideration": (3, 1, 0, 1, 5),
    "direct_suits": (1, 0, 0, 1, 2),
    "suits_after_reconsideration": (1, 0, 0, 0, 1),
}
PROACTIVE = {
    "normative_documents": {"issued": 6, "repealed": 4, "in_force": 57},
    "licences": {"decisions": 812},
    "penalties": {"decisions": 145},
    "coercive_measures": {"decisions": 12},
}
Grid = dict[str, dict[str, str]]


def _requests() -> Grid:
    grid: Grid = {}
    for row in models.request_rows("gfoi-2021"):
        total = RESULTS.get(row, 0)
        counts = [26, 3, 0, 0, 1, 1] if row == "received" else [total, 0, 0, 0, 0, 0]
        grid[row] = dict(zip(models.REQUEST_COLUMNS, map(str, [*counts, sum(counts)]), strict=True))
    return grid


def _tables(kind: str) -> dict[str, Grid]:
    review = {k: dict(zip(models.REVIEW_COLUMNS, map(str, v), strict=True)) for k, v in REVIEW.items()}
    proactive = {row: {c: str(n) for c, n in columns.items()} for row, columns in PROACTIVE.items()}
    tables = {"proactive": proactive, "requests": _requests(), "review": review}
    if kind == "usual":
        return tables
    filler = {"zero": "0", "blank": ""}[kind]
    return {t: {r: dict.fromkeys(c, filler) for r, c in grid.items()} for t, grid in tables.items()}


def report_of(
    sentence: str, tables: str = "usual", section: str = "overview", changed: tuple[str, ...] = ()
) -> tuple[Report, Document]:
    """A report of 2024 whose section says this sentence; `changed` cells of table 3 print 2."""
    grids = _tables(tables)
    for key in changed:
        row, _, column = key.rpartition(".")
        grids["requests"][row][column] = "2"
    built, document = models.build(grids, year=2024)
    made = {part.key: part for part in built.sections}
    offset = len(document.text)
    text = document.text + sentence + "\n"
    sections = []
    for number, (key, name) in zip("一二三四五六", HEADINGS.items(), strict=True):
        heading = Label(f"{number}、{name}", f"{number}、{name}", Span(offset, offset + 1), number, number)
        prose = (Piece.verbatim(sentence, offset),) if key == section else ()
        known = made.get(key)
        span = known.span if known else Span(offset, len(text))
        sections.append(Section(key, name, span, heading, prose, known.table if known else None))
    report = Report("gfoi-2021", Span(0, len(text)), tuple(sections), year=2024)
    return report, Document("made.txt", "text", text, ())


class _Texts:
    def words(self, key: str, **_facts: object) -> Words:
        return Words(key, key)


@cache
def engine() -> Engine:
    """The constraints of prose alone."""
    plugins = load_plugins(entry_point_group=None)
    forms = {kit.form.id: kit.form for kit in load_kits(plugins.grammars, traditional_characters())}
    packs = load_packs(plugins.packs, plugins.rules, lambda text, ids: problem(text, [forms[i] for i in ids]))
    chosen = [constraint for constraint in packs.constraints if constraint.name in NAMES]
    return make_engine(packs, chosen, list(forms.values()), _Texts())


def outcome_of(sentence: str, tables: str = "usual", section: str = "overview") -> FileOutcome:
    """What the constraints of prose say of a report with this sentence."""
    report, document = report_of(sentence, tables, section)
    return engine().run(report, document, date(2026, 11, 24))


def found_in(sentence: str, tables: str = "usual") -> frozenset[str]:
    """Names of what is found, without notes."""
    found = outcome_of(sentence, tables).findings
    return frozenset(finding.name for finding in found if finding.severity != "note")
