"""Tables as the text layer of a PDF gives them.

Duty: aligned columns, wrapped and vertical labels, a page break inside a table. May not know the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.cellwise import printed
from reports.grids import Grid, GridCell, GridRow, Ref
from reports.options import Options
from reports.page import Page

_LABEL = 17
_VERTICAL = 5
_GROUP = 9
_COUNTS = 34
_LABEL_WRAP = 14


def single(page: Page, rows: Grid, how: Options) -> None:
    """Labels and figures on one line, told apart by one space."""
    for row in rows:
        page.add(" ".join(printed(c, how).replace("\n", "") for c in row if c.text), [c.ref for c in row])


def draw(page: Page, rows: Grid, how: Options) -> None:
    """Columns aligned as `pdftotext -layout` does."""
    table = rows[0][0].ref[1][0]
    if table == "requests":
        _requests(page, rows, how)
    elif table == "review":
        _review(page, rows)
    else:
        _proactive(page, rows)


@dataclass(slots=True)
class _Line:
    """A line being put together at fixed columns."""

    text: str = ""
    refs: list[Ref] = field(default_factory=list)

    def put(self, at: int, text: str, *refs: Ref) -> _Line:
        """Write at a column, at least one space behind what stands there."""
        gap = max(at - len(self.text), 2 if self.text.strip() else 0)
        self.text += " " * gap + text
        self.refs += refs
        return self


def _proactive(page: Page, rows: Grid) -> None:
    for row in rows:
        line = _Line()
        for index, cell in enumerate(row):
            at = _LABEL * (1 + index) - len(cell.text) // 2 if index else 0
            line.put(at if len(row) > 1 else _LABEL, cell.text, cell.ref)
        page.add(line.text.rstrip(), line.refs)
        page.gap()


def _review(page: Page, rows: Grid) -> None:
    first, second, third, counts = rows
    head = _Line().put(20, first[0].text, first[0].ref)
    for index, cell in enumerate(first[1:]):
        head.put(70 + 20 * index, cell.text, cell.ref)
    page.add(head.text, head.refs)
    wide = [cell for cell in second if cell.ref[0] == "row"]
    middle = _Line()
    for index, cell in enumerate(wide):
        middle.put(60 + 45 * index, cell.text, cell.ref)
    page.add(middle.text, middle.refs)
    for labels in ([cell for cell in second if cell.ref[0] == "column"] + third, counts):
        line = _Line()
        for index, cell in enumerate(labels):
            line.put(2 + 9 * index, cell.text, cell.ref)
        page.add(line.text, line.refs)


def _head(page: Page, rows: Grid) -> None:
    first, second, third = rows
    page.add(f"{first[0].text} {first[1].text}", [first[0].ref, first[1].ref])
    page.gap()
    page.add(" " * (_COUNTS + 9) + second[1].text, [second[1].ref])
    outer = _Line().put(_COUNTS, second[0].text, second[0].ref)
    for cell in second[2:]:
        outer.put(_COUNTS + 9 + 6 * len(third), cell.text, cell.ref)
    page.add(outer.text, outer.refs)
    _two_lines(page, third)


def _two_lines(page: Page, cells: GridRow) -> None:
    upper, lower = _Line(), _Line()
    for index, cell in enumerate(cells):
        cut = (len(cell.text) + 1) // 2 if len(cell.text) > 3 else len(cell.text)
        cut = len(cell.text) - 2 if len(cell.text) > 4 else cut
        at = _COUNTS + 9 + 6 * index
        upper.put(at, cell.text[:cut], cell.ref)
        if cell.text[cut:]:
            lower.put(at, cell.text[cut:])
    page.add(upper.text, upper.refs)
    page.add(lower.text)


def _requests(page: Page, rows: Grid, how: Options) -> None:
    _head(page, rows[:3])
    body = rows[3:]
    margin = _margins(body)
    last = len(body) * 3 // 5
    for index, row in enumerate(body):
        if how.page_numbers and index == last:
            _page_break(page, rows[:3])
        _row(page, row, margin[index])


def _page_break(page: Page, head: Grid) -> None:
    """A page number, and the table's head again on the next page."""
    page.add("\n" + " " * 40 + "- 3 -\n")
    first = len(page.lines)
    _head(page, head)
    page.lines[first] = "\f" + page.lines[first]


def _margins(body: Grid) -> list[tuple[str, str]]:
    """What stands left of each row: a piece of the vertical label and a piece of the group's label."""
    result = [["", ""] for _ in body]
    for index, row in enumerate(body):
        for cell in (cell for cell in row if cell.ref[0] == "word"):
            vertical = cell.ref[1][1] == "results"
            pieces = list(cell.text) if vertical else _pieces(cell.text)
            start = index + max((cell.rows - len(pieces)) // 2, 0)
            for offset, piece in enumerate(_fit(pieces, cell.rows)):
                result[min(start + offset, len(body) - 1)][0 if vertical else 1] = piece
    return [(left, group) for left, group in result]


def _pieces(text: str) -> list[str]:
    return [text[:3], text[3:5], text[5:]]


def _fit(pieces: list[str], rows: int) -> list[str]:
    return pieces if len(pieces) <= rows else [*pieces[: rows - 1], "".join(pieces[rows - 1 :])]


def _row(page: Page, row: GridRow, margin: tuple[str, str]) -> None:
    label = next(cell for cell in row if cell.ref[0] == "row")
    counts = [cell for cell in row if cell.ref[0] == "cell"]
    at = {3: 0, 2: _VERTICAL, 1: _LABEL}[label.columns]
    wrap = _LABEL_WRAP if label.columns == 1 else 24
    pieces = [label.text[i : i + wrap] for i in range(0, len(label.text), wrap)]
    carrier = len(pieces) // 2 if len(pieces) > 1 else 0
    refs = [cell.ref for cell in row if cell.ref[0] == "word"]
    page.note([label.ref, *refs])
    for index, piece in enumerate(pieces):
        line = _start(margin) if index == 0 else _Line()
        line.put(at, piece)
        if index == carrier:
            _counts(line, counts)
        page.add(line.text.rstrip(), line.refs)
    page.gap()


def _start(margin: tuple[str, str]) -> _Line:
    line = _Line()
    if margin[0]:
        line.put(0, margin[0])
    if margin[1]:
        line.put(_GROUP, margin[1])
    return line


def _counts(line: _Line, counts: list[GridCell]) -> None:
    for index, cell in enumerate(counts):
        if cell.text:
            line.put(_COUNTS + 6 * index + (3 if index else 0), cell.text, cell.ref)
        else:
            line.refs.append(cell.ref)
