"""Outcomes made by hand, for formatters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from govlint.document import Document
from govlint.findings import (
    Assurance,
    CellName,
    FileOutcome,
    Finding,
    Operand,
    Outcome,
    Proof,
    Related,
    Unchecked,
    Words,
)
from govlint.model import Cell, Column, Report, Row, Section, State, Table
from govlint.places import Locus, Span

TEXT = "一、总体情况\n截止本年底共办结12件。\n表\n甲\n10\n乙\n\n合计\n12\n"


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def document(text: str = TEXT, loci: tuple[tuple[int, Locus], ...] = (), path: str = "a.txt") -> Document:
    return Document(path, "text", text, (), "utf-8", loci)


def prose(**changes: object) -> Finding:
    facts = {
        "code": "GL803",
        "name": "common-typo",
        "severity": "warning",
        "message": Words("“截止”应为“截至”", "wrong word"),
        "remedy": Words("改为“截至”。", "Correct it."),
        "span": at("截止"),
        "section": "overview",
    }
    return Finding(**(facts | changes))


def sum_finding(**changes: object) -> Finding:
    operands = (
        Operand("表一 / 行 / 甲", 10, at("10\n"), cell=CellName("t", "r", "a", "表一 / 行 / 甲")),
        Operand(
            "表一 / 行 / 乙", 0, Span(36, 36), blank=True, cell=CellName("t", "r", "b", "表一 / 行 / 乙")
        ),
        Operand(
            "表一 / 行 / 合计", 12, at("12\n"), side="right", cell=CellName("t", "r", "c", "表一 / 行 / 合计")
        ),
    )
    facts = {
        "code": "GL302",
        "name": "t3-row-sum",
        "severity": "error",
        "message": Words("合计不符，相差 -2", "does not add up, off by -2"),
        "remedy": Words("逐格核对。", "Check each cell."),
        "span": at("12\n"),
        "cell": CellName("t", "r", "c", "表一 / 行 / 合计"),
        "proof": Proof(10, 12, -2, "=", operands),
        "further": (Proof(5, 7, -2, "=", (), "GL301", "表一 / 合计"),),
        "related": (Related(at("甲"), "甲"),),
        "section": "t",
    }
    return Finding(**(facts | changes))


def table() -> Table:
    cells = (
        Cell("t", "r", "a", "表一 / 行 / 甲", "10", at("10\n"), State.COUNT, 10),
        Cell("t", "r", "b", "表一 / 行 / 乙", "", Span(36, 36), State.BLANK),
        Cell("t", "r", "c", "表一 / 行 / 合计", "12", at("12\n"), State.COUNT, 12),
    )
    columns = tuple(
        Column(key, label, Span(0, 1)) for key, label in (("a", "甲"), ("b", "乙"), ("c", "合计"))
    )
    return Table("t", "表一", Span(0, 1), columns, (Row("r", "行", Span(0, 1), cells),))


def report() -> Report:
    section = Section("t", "表一", Span(0, 1), None, (), table())
    return Report("form-1", Span(0, len(TEXT)), (section,), agency="甲县", year=2023)


def file(
    findings: Sequence[Finding] = (),
    unchecked: Sequence[Unchecked] = (),
    source: Document | None = None,
    path: str = "a.txt",
    status: str = "checked",
) -> FileOutcome:
    assurance = Assurance(
        1, int(status == "checked"), 3, 1, len(unchecked), 0, {"GL9": Words("不适用", "not for it")}
    )
    read = source if source is not None or status == "unreadable" else document(path=path)
    return FileOutcome(
        path,
        status,
        tuple(findings),
        tuple(unchecked),
        assurance,
        read,
        report() if status == "checked" else None,
    )


def outcome(*files: FileOutcome) -> Outcome:
    parts = [f.assurance for f in files]
    total = Assurance(
        files=len(files),
        checked=sum(p.checked for p in parts),
        constraints=sum(p.constraints for p in parts),
        evaluated=sum(p.evaluated for p in parts),
        unchecked=sum(p.unchecked for p in parts),
    )
    return Outcome(files, total)


BLANKS = (
    Unchecked("GL301", "t3-balance", Words("空白", "blank"), at("甲"), "甲"),
    Unchecked("GL301", "t3-balance", Words("空白", "blank"), at("乙"), "乙"),
    Unchecked("GL305", "other", Words("没有", "none")),
)
EXACT = Decimal("107.10")
