"""The figures behind a finding: an equation's operands and sides, or the row of a cell.

Duty: lay figures out as small tables. May not judge them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from govlint.display.elsewhere import place_of
from govlint.display.width import columns, cut, printable
from govlint.findings import CellName, FileOutcome, Finding, Operand, Proof
from govlint.model import Count, Row, State, Table
from govlint.records import dataclass
from govlint.words import Catalogue

_SEPARATOR = " / "
_LABEL = 56
_HEAD = 18
_FEW = 8
MARK = "▸"


def number(count: Count | None) -> str:
    """A count as text, exactly; a dash for none."""
    if count is None:
        return "–"
    return format(count, "f") if isinstance(count, Decimal) else str(count)


def signed(count: Count | None) -> str:
    """A difference with its sign."""
    return ("+" if count is not None and count > 0 else "") + number(count)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table of figures: rows of texts, which columns are flush right, remarks under it.

    Where `heads` is true the first row names the columns.
    """

    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    notes: tuple[str, ...] = ()
    heads: bool = False


class Figures:
    """Lays out the figures of the findings of one file."""

    def __init__(self, file: FileOutcome, words: Catalogue, lang: str) -> None:
        self.file = file
        self.words = words
        self.lang = lang

    def lines(self, finding: Finding) -> list[str]:
        """The lines to print under a finding; none where it is about no figure."""
        sheet = self.sheet(finding)
        return [*columns(sheet.rows, sheet.right), *sheet.notes] if sheet else []

    def sheet(self, finding: Finding) -> Sheet | None:
        """The figures of a finding; None where it is about no figure."""
        if finding.proof is not None and finding.proof.operands:
            return self._proof(finding.proof, finding.cell)
        return self._row(finding.cell) if finding.cell is not None else None

    def summary(self, proof: Proof) -> str:
        """A further comparison that fails, in one line."""
        return self._say(
            "further", code=proof.constraint, label=printable(proof.label), left=number(proof.left),
            right=number(proof.right), difference=signed(proof.difference),
        )  # fmt: skip

    def _say(self, key: str, **facts: object) -> str:
        return self.words.text(key, self.lang, **facts)

    def _proof(self, proof: Proof, wrong: CellName | None) -> Sheet:
        shown = proof.operands if len(proof.operands) <= _FEW else tuple(_telling(proof.operands, wrong))
        names = dict(zip(shown, _short_labels(shown), strict=True))
        rows: list[tuple[str, ...]] = []
        for side, total in (("left", proof.left), ("right", proof.right)):
            parts = [operand for operand in shown if operand.side == side]
            lead = self._say(f"side-{side}")
            for index, operand in enumerate(parts):
                rows.append(self._operand(operand, names[operand], index, lead if not index else "", wrong))
            if len(parts) != 1 or parts[0].sign < 0 or len(shown) < len(proof.operands):
                rows.append(("" if parts else lead, "", "", "=", number(total), ""))
        rows.append((self._say("side-difference"), "", "", "", signed(proof.difference), ""))
        left_out = [operand for operand in proof.operands if operand not in names]
        return Sheet(tuple(rows), (4,), tuple(self._left_out(left_out)))

    def _operand(
        self, operand: Operand, name: str, index: int, lead: str, wrong: CellName | None
    ) -> tuple[str, ...]:
        sign = "-" if operand.sign < 0 else "+" if index else ""
        place = place_of(operand, self.file, self.words, self.lang)
        note = f"{place}  {self._say('blank-as-zero')}" if operand.blank else place
        figure = self._say("figure-blank") if operand.blank else number(operand.count)
        mark = MARK if wrong is not None and operand.cell == wrong and not operand.path else ""
        return lead, mark, sign, cut(printable(name), _LABEL), figure, note

    def _left_out(self, operands: Sequence[Operand]) -> list[str]:
        if not operands:
            return []
        blank = sum(operand.blank for operand in operands)
        return [self._say("operands-blank" if blank else "operands-zero", number=len(operands), blank=blank)]

    def _row(self, name: CellName) -> Sheet | None:
        """The printed row of a cell, under the heads of its columns, with the cell marked."""
        table = self.file.report.table(name.table) if self.file.report else None
        row = table.row(name.row) if table else None
        if table is None or row is None or not name.column:
            return None
        heads = [cut(printable(_head(table, cell.column)), _HEAD) for cell in row.cells]
        figures = [self._figure(row, cell.column, marked=cell.column == name.column) for cell in row.cells]
        rows = (("", *heads), (cut(printable(row.label), _LABEL), *figures))
        return Sheet(rows, tuple(range(1, len(heads) + 1)), heads=True)

    def _figure(self, row: Row, column: str, *, marked: bool) -> str:
        cell = row.cell(column)
        empty = cell is None or cell.state in (State.BLANK, State.ABSENT)
        text = (
            self._say("figure-blank")
            if cell is None or empty
            else cut(printable(cell.printed.strip()), _HEAD)
        )
        return f"{MARK}{text}" if marked else text


def _telling(operands: Sequence[Operand], wrong: CellName | None) -> list[Operand]:
    """The operands that are not zero, and the wrong one."""
    return [o for o in operands if o.count or (wrong is not None and o.cell == wrong)]


def _head(table: Table, column: str) -> str:
    return next((c.label.split(_SEPARATOR)[-1] for c in table.columns if c.key == column), column)


def _short_labels(operands: Sequence[Operand]) -> list[str]:
    """The labels without the parts that all of them share."""
    split = [operand.label.split(_SEPARATOR) for operand in operands]
    if len(split) < 2:
        return [operand.label for operand in operands]
    lead = _shared(split)
    trail = _shared([parts[lead:][::-1] for parts in split])
    return [_SEPARATOR.join(parts[lead : len(parts) - trail]) or parts[-1] for parts in split]


def _shared(lists: Sequence[Sequence[str]]) -> int:
    shortest = min(len(parts) for parts in lists)
    same = (len({parts[index] for parts in lists}) == 1 for index in range(shortest))
    return next((index for index, equal in enumerate(same) if not equal), shortest)
