"""WordprocessingML: the body of a document to paragraphs and tables.

Duty: keep what the finished page prints, in body order. May not number paragraphs or know the form.
"""

from __future__ import annotations

from collections.abc import Callable

from govlint.office.flow import Fields, Flow
from govlint.office.ooxml import Attributes, number, on
from govlint.office.story import Cell, Para, Story, Table
from govlint.patterns import lazy

_LEFT_OUT = frozenset(
    (
        *("del", "moveFrom", "delText", "delInstrText", "sectPr", "sdtPr", "rt", "tblGrid", "m:ctrlPr"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
        *("tblGridChange", "tblPrExChange", "numberingChange"),
    )
)
"""Elements that print nothing of the final text, nor does anything inside them."""
_GONE = frozenset(("del", "moveFrom"))
_WIDEST = 200
"""More columns than any program allows in a cell's span."""
_PRINTED = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_ENDS = str.maketrans("\n\r", "  ")
_CODE = lazy(r"(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}")
"""A code point of a symbol; half a surrogate pair is none."""
_Start = Callable[[Attributes], None]


class BodyListener:
    """Hears a document part and builds its story."""

    def __init__(self) -> None:
        self._items: list[Para | Table] = []
        self._flows = [Flow(self._items)]
        self._path: list[str] = []
        self._skip = 0
        self._changes = 0
        self._hidden = False
        self._mark_gone = False
        self._texting = False
        self._fields = Fields()
        self._chosen: list[bool] = []
        self._starts = self._heard_at_start()
        self._ends = self._heard_at_end()

    def _heard_at_start(self) -> dict[str, _Start]:
        return {
            "p": self._start_paragraph,
            "pStyle": self._style,
            "numId": self._list_id,
            "ilvl": self._level,
            "r": self._run,
            "vanish": self._vanish,
            "t": self._start_text,
            "m:t": self._start_text,
            "br": self._break,
            "cr": self._break,
            "sym": self._symbol,
            "fldChar": lambda attributes: self._fields.mark(attributes.get("fldCharType")),
            "tbl": lambda _: self._flow.begin_table(),
            "tr": lambda _: self._flow.begin_row(),
            "tc": lambda _: self._flows.append(self._flow.begin_cell()),
            "gridBefore": self._before,
            "gridSpan": self._span,
            "vMerge": self._merge,
            "hMerge": self._merge_beside,
            "txbxContent": lambda _: self._flows.append(self._flow.begin_box()),
            "mc:AlternateContent": lambda _: self._chosen.append(False),
            "mc:Choice": self._choice,
            "mc:Fallback": self._choice,
            "ins": self._change,
            "moveTo": self._change,
            **{name: self._printed(text) for name, text in _PRINTED.items()},
        }

    def _heard_at_end(self) -> dict[str, Callable[[], None]]:
        return {
            "p": self._end_paragraph,
            "t": self._end_text,
            "m:t": self._end_text,
            "tc": self._end_flow,
            "tbl": self._end_table,
            "txbxContent": self._end_flow,
            "mc:AlternateContent": self._end_alternatives,
        }

    @property
    def story(self) -> Story:
        """What has been heard."""
        self._flow.close()
        return Story(self._items, self._changes)

    # ---- what the parser tells ----

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skip:
            self._skip += 1
            return
        if name in _LEFT_OUT:
            self._leave_out(name)
            return
        self._path.append(name)
        heard = self._starts.get(name)
        if heard is not None:
            heard(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skip:
            self._skip -= 1
            return
        self._path.pop()
        heard = self._ends.get(name)
        if heard is not None:
            heard()

    def text(self, text: str) -> None:
        """Text of a run, or of a field's instruction."""
        if self._skip:
            return
        if self._texting:
            self._print(text)
        elif self._parent(1) == "instrText":
            self._fields.instruct(text)

    @property
    def _flow(self) -> Flow:
        return self._flows[-1]

    def _parent(self, up: int) -> str:
        return self._path[-up] if len(self._path) >= up else ""

    def _end_flow(self) -> None:
        self._flow.close()
        self._flows.pop()

    def _end_table(self) -> None:
        self._flow.tables.pop()

    # ---- changes and branches ----

    def _leave_out(self, name: str) -> None:
        self._skip = 1
        if name not in _GONE:
            return
        self._change({})
        if self._parent(1) == "trPr" and self._flow.row is not None:
            self._flow.row.deleted = True
        elif self._path[-2:] == ["pPr", "rPr"]:
            self._mark_gone = True

    def _change(self, _: Attributes) -> None:
        self._changes += 1
        if self._flow.para is not None:
            self._flow.para.changed = True

    def _choice(self, _: Attributes) -> None:
        """The first branch counts: the others print the same for other programs."""
        if not self._chosen or self._chosen[-1]:
            self._path.pop()
            self._skip = 1
        else:
            self._chosen[-1] = True

    def _end_alternatives(self) -> None:
        self._chosen.pop()

    def _start_paragraph(self, _: Attributes) -> None:
        self._flow.begin_para()
        self._mark_gone = False

    def _end_paragraph(self) -> None:
        self._flow.end_para(goes_on=self._mark_gone)
        self._mark_gone = False

    def _style(self, attributes: Attributes) -> None:
        if self._flow.para is not None:
            self._flow.para.style = attributes.get("val", "")

    def _list_id(self, attributes: Attributes) -> None:
        if self._flow.para is not None:
            self._flow.para.list_id = attributes.get("val")

    def _level(self, attributes: Attributes) -> None:
        if self._flow.para is not None:
            self._flow.para.level = attributes.get("val")

    def _run(self, _: Attributes) -> None:
        self._hidden = False

    def _vanish(self, attributes: Attributes) -> None:
        if self._path[-3:] == ["r", "rPr", "vanish"]:
            self._hidden = on(attributes)

    def _start_text(self, _: Attributes) -> None:
        self._texting = True

    def _end_text(self) -> None:
        self._texting = False

    def _break(self, _: Attributes) -> None:
        if self._flow.para is not None and not self._silent:
            self._flow.para.lines.append([])

    def _symbol(self, attributes: Attributes) -> None:
        code = attributes.get("char", "")
        if _CODE.fullmatch(code):
            self._print(chr(int(code, 16)))

    def _printed(self, text: str) -> _Start:
        def heard(_: Attributes) -> None:
            if self._parent(2) == "r":
                self._print(text)

        return heard

    def _print(self, text: str) -> None:
        if self._flow.para is not None and not self._silent:
            self._flow.para.lines[-1].append(text.translate(_ENDS))

    @property
    def _silent(self) -> bool:
        return self._hidden or self._fields.mute

    @property
    def _cell(self) -> Cell | None:
        """The cell whose properties are being read."""
        return self._flow.cell if self._parent(2) == "tcPr" else None

    def _before(self, attributes: Attributes) -> None:
        if self._flow.row is not None:
            self._flow.row.before = min(number(attributes.get("val"), 0), _WIDEST)

    def _span(self, attributes: Attributes) -> None:
        if self._cell is not None:
            self._cell.span = min(max(number(attributes.get("val"), 1), 1), _WIDEST)

    def _merge(self, attributes: Attributes) -> None:
        if self._cell is not None:
            self._cell.merge = attributes.get("val", "continue")

    def _merge_beside(self, attributes: Attributes) -> None:
        if self._cell is not None:
            self._cell.beside = attributes.get("val", "continue")
