"""Runs of cells: which printed cell stands in which column.

Duty: align the cells printed behind a label with the columns of the form, or say why that cannot be done. May not
look at what the counts are: an equation is never used to guess the cells that it would then check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from govlint.document import Piece
from govlint.named import NamedTuple
from govlint.records import dataclass, replace
from govlint.tokens import Token

_MOSTLY = 4, 5
"""Four fifths of the runs complete: a layout that does not lose cells."""
_TABLES = 3
"""So many rows at most are the last of their table."""


class Aligned(NamedTuple):
    """The cells of a run in the form's order (None where nothing is printed), or why there are none.

    `trouble` is empty, `short` (fewer cells than columns though the layout keeps blank ones), `lost` (the layout
    drops blank cells), `glued` (cells without anything between), `surplus` (more counts than columns).
    """

    cells: tuple[Piece | None, ...]
    trouble: str
    printed: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the runs of one document have in common.

    `pitch` is the number of empty lines between two cells printed on lines of their own; `keeps_blanks` says
    that blank cells leave a trace; `inner_blanks` that some row has one before a count; `padding` gives, by
    length of run and number of columns, how many empty cells stand before the first column.
    """

    pitch: int
    keeps_blanks: bool
    inner_blanks: bool
    complete: bool
    padding: dict[tuple[int, int], int]
    one_short: bool
    """Every row that ends in blanks lacks one count and no more: a column is blank, none has shifted."""
    opened: bool = False
    """A mark on a line of its own begins each row, and is no cell of the row before."""
    loose: bool = False
    """Some counts stand in no row: those of a short run of lines may be anywhere."""
    scattered: bool = False
    """Most runs of lines fit no row: the text was taken off a page in another order than it is read in."""

    @property
    def may_shift(self) -> bool:
        """Whether blank cells may have been dropped, so that counts have moved to the left."""
        return not (self.inner_blanks or self.complete or self.one_short)


def survey(runs: Iterable[tuple[Token, int]], empty: int = 0, stray: int = 0) -> Layout:
    """The layout of a document, from its runs and the number of columns each should have.

    `empty` rows have no run, `stray` runs no row.
    """
    known = [_Seen(token, columns, _filled(token.pieces)) for token, columns in runs]
    gaps = Counter(gap for run in known if run.token.source == "lines" for gap in run.token.gaps[:-1])
    pitch = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 0
    complete = [run for run in known if len(run.filled) == run.columns]
    mostly = len(complete) * _MOSTLY[1] >= len(known) * _MOSTLY[0]
    layout = Layout(
        pitch=pitch,
        keeps_blanks=mostly or any(_has_marks(run, pitch) for run in known),
        inner_blanks=any(_inner_blank(run, run.columns) for run in known),
        complete=len(complete) * 2 >= len(known),
        one_short=all(run.columns - len(run.filled) in (0, 1, run.columns) for run in known),
        loose=stray > 0,
        padding=_padding(complete),
        opened=_opened(complete),
    )
    return layout if mostly and not empty else _ordered(known, layout, empty, stray)


def _ordered(known: Sequence[_Seen], layout: Layout, empty: int, stray: int) -> Layout:
    """The layout, scattered where more than half of the runs of lines fit no row and some hold too much.

    Where none holds too much, blanks or a column may have been dropped, and what fits is a row; unless nearly no
    run fits and they are of all lengths, or more stand outside the rows than in them.
    """
    lines = [run for run in known if run.token.source == "lines"]
    odd = [run for run in lines if align(run.token, run.columns, layout).trouble]
    if not odd or (len(odd) + empty) * 2 <= len(lines) + empty:
        return layout
    over = any(len(run.filled) > run.columns for run in odd)
    alike = max(Counter((run.columns, len(run.filled)) for run in odd).values())
    uneven = len(odd) * _MOSTLY[1] >= len(lines) * _MOSTLY[0] and alike * 2 <= len(odd)
    return replace(layout, scattered=True) if over or uneven or stray > len(lines) else layout


class _Seen(NamedTuple):
    """A run, the columns it should have, and which of its cells print something."""

    token: Token
    columns: int
    filled: tuple[int, ...]


def _filled(pieces: Sequence[Piece]) -> tuple[int, ...]:
    return tuple([index for index, piece in enumerate(pieces) if piece.text.strip()])


def _padding(complete: Sequence[_Seen]) -> dict[tuple[int, int], int]:
    """How many empty cells usually stand before the first, as complete runs show."""
    padding: dict[tuple[int, int], Counter[int]] = {}
    for run in complete:
        lead = run.filled[0]
        padding.setdefault((len(run.token.pieces), run.columns), Counter())[lead] += 1
    return {key: min(seen, key=lambda lead: (-seen[lead], lead)) for key, seen in padding.items()}


def _opened(complete: Sequence[_Seen]) -> bool:
    """Whether one empty cell too many stands behind the counts of every row but the last of a table.

    Before the counts it stands only where they have no label.
    """
    around = [_around(run) for run in complete if run.token.source == "stream"]
    others = [one for one in around if one != (0, 1)]
    return len(around) > 2 * _TABLES and len(others) <= _TABLES and {(0, 0), (1, 0)}.issuperset(others)


def _around(run: _Seen) -> tuple[int, int]:
    """Empty cells before and behind a complete run's counts, none between; (-1, -1) where some are."""
    lead, trail = run.filled[0], len(run.token.pieces) - 1 - run.filled[-1]
    return (lead, trail) if lead + run.columns + trail == len(run.token.pieces) else (-1, -1)


def _has_marks(run: _Seen, pitch: int) -> bool:
    token = run.token
    if token.source == "lines":
        blank = len(run.filled) < len(token.pieces)
        return blank or any(gap > pitch for gap in token.gaps[1:-1])
    return token.source in ("grid", "row", "stream") and _inner_blank(run, len(token.pieces))


def _inner_blank(run: _Seen, columns: int) -> bool:
    """Whether a blank stands between two counts, or before the first where nothing is padded."""
    if not run.filled:
        return False
    first = 0 if len(run.token.pieces) == columns else run.filled[0]
    return len(run.filled) < run.filled[-1] + 1 - first


_TRACELESS = {"glued": "glued", "aligned": "lost"}
"""Sources in which a blank cell leaves no trace, and what is then wrong with a run."""


def align(token: Token | None, columns: int, layout: Layout) -> Aligned:
    """The cells of a run for so many columns."""
    if token is None:
        return _unknown(columns, 0, "short" if layout.keeps_blanks and layout.complete else "lost")
    printed = len(_filled(token.pieces))
    # In a scattered text a run that fits does so by chance.
    chance = token.source == "lines" and (layout.scattered or (layout.loose and printed < columns))
    if not chance and (printed == columns or (printed > columns and _spread(token, columns))):
        # Every column has its count; what is blank besides pads or parts them.
        return _cells(token.pieces, columns, printed)
    if printed > columns and token.source != "glued":
        return _unknown(columns, printed, "surplus")
    if token.source in _TRACELESS:
        return _unknown(columns, printed, _TRACELESS[token.source])
    fit = _lines if token.source == "lines" else _padded
    found = None if chance else fit(token, columns, layout)
    if found is None:
        kept = layout.keeps_blanks and printed and not chance
        return _unknown(columns, printed, "short" if kept else "lost")
    return Aligned(found, "", printed)


def _spread(token: Token, columns: int) -> bool:
    """Whether a row goes on with nothing but its last cell again, as programs print a merged one."""
    rest = {piece.text.strip() for piece in token.pieces[columns - 1 :]}
    return token.source in ("grid", "row") and len(rest) == 1 and all(p.text.strip() for p in token.pieces)


def _cells(pieces: Sequence[Piece], columns: int, printed: int) -> Aligned:
    return Aligned(tuple(piece for piece in pieces if piece.text.strip())[:columns], "", printed)


def _unknown(columns: int, printed: int, trouble: str) -> Aligned:
    return Aligned((None,) * columns, trouble, printed)


Found = tuple[Piece | None, ...] | None


def _lines(token: Token, columns: int, layout: Layout) -> Found:
    """Cells on lines of their own: blank ones are lines of spaces, or more empty lines than usual."""
    pieces = list(token.pieces)
    while len(pieces) > columns and not pieces[-1].text.strip():
        pieces.pop()
    while len(pieces) > columns and not pieces[0].text.strip():
        del pieces[0]
    if len(pieces) == columns:
        return tuple(pieces)
    if len(pieces) > columns:
        return None
    spread: list[Piece | None] = []
    for piece, gap in zip(pieces, token.gaps, strict=False):
        spread.extend([None] * _extra(gap, layout.pitch))
        spread.append(piece)
    missing = columns - len(spread)
    if missing < 0 or missing > _extra(token.gaps[-1], layout.pitch):
        return None
    return (*spread, *[None] * missing)


def _extra(gap: int, pitch: int) -> int:
    """Blank cells that so many empty lines stand for."""
    return (gap - pitch) // (pitch + 1) if gap > pitch else 0


def _padded(token: Token, columns: int, layout: Layout) -> Found:
    """Cells of a printed row, which may be padded with empty ones where labels are merged."""
    pieces = token.pieces
    surplus = len(pieces) - columns
    if surplus < 0:
        return None
    filled = [index for index, piece in enumerate(pieces) if piece.text.strip()]
    if not filled:
        return None if layout.may_shift and token.source != "grid" else pieces[:columns]
    lead, trail = filled[0], len(pieces) - 1 - filled[-1]
    least, most = max(0, surplus - trail), min(lead, surplus)
    if least > most:
        return None
    if least < most:
        usual = layout.padding.get((len(pieces), columns))
        if usual is None and layout.opened and token.source == "stream" and surplus == 1:
            usual = 0
        if usual is None or not least <= usual <= most:
            return None
        least = usual
    cells = pieces[least : least + columns]
    return None if token.source != "grid" and _shifted(cells, layout) else cells


def _shifted(cells: Sequence[Piece], layout: Layout) -> bool:
    """Counts at the left, blanks at the right, in a layout that may have dropped the blanks between."""
    return layout.may_shift and len(cells) > 1 and not cells[-1].text.strip()
