"""How much of a page's text stands where, and which tables hold data.

Duty: figures about elements: characters, links, prose, tables. May not decide what is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.markup.tokens import attributes
from govlint.markup.tree import BLOCKS, CELLS, GROUPS, Element
from govlint.patterns import lazy
from govlint.records import dataclass, field

IGNORED = frozenset({"script", "style", "noscript", "template", "title", "iframe", "noembed", "noframes"}) | {
    *("select", "option", "button", "textarea", "object", "audio", "video", "canvas", "svg", "map", "xmp"),
}
"""Elements that print nothing of a report."""

_HIDDEN = lazy(r"display|hidden", re.IGNORECASE)
_NONE = lazy(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_COUNT = lazy(r"\s*+-?[0-9０-９]{1,12}(?:\.[0-9]{1,9})?\s*+")
_ACTION = lazy(r"\s*+(?:javascript:|#?\s*+$)", re.IGNORECASE)
IMPRINT = lazy(r"(?<![A-Za-z])ICP(?![A-Za-z])|\xa9|&copy;|copyright", re.IGNORECASE)
_TAG = lazy(r"<[^<>]{0,400}>")
_STOP = lazy(r"[，。；]")
_PROSE, _LONG_CELL, _MANY_BLOCKS, _COUNT_WEIGHT = 20, 200, 6, 10


@dataclass(slots=True, eq=False)
class Measure:
    """Sums over an element and all it holds; `own` is the text outside inner blocks."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    actions: int = 0
    """Links that lead nowhere but run a script: print, share, close."""
    own: int = 0
    own_linked: int = 0
    own_stops: int = 0
    """Commas and full stops of the text outside inner blocks: the marks of prose."""
    weight: int = 0
    """Characters of prose and of data tables; cells that hold a number count more."""
    tables: int = 0
    blocks: int = 0
    imprints: int = 0
    """Texts with the marks of a site's imprint: its licence, a copyright."""
    counts: int = 0
    """Cells of data tables that hold a number and nothing else."""

    def dense(self) -> bool:
        """Whether it is mostly links."""
        return self.links >= 2 and self.linked * 2 > self.chars


@dataclass(slots=True)
class Survey:
    """A measured page."""

    page: str
    root: Element
    hides: bool
    signed: bool
    of: dict[Element, Measure] = field(default_factory=dict)
    ignored: set[Element] = field(default_factory=set)
    data_tables: set[Element] = field(default_factory=set)
    attributes: dict[Element, dict[str, str]] = field(default_factory=dict)

    def get(self, element: Element, name: str) -> str:
        """An attribute's value, empty where absent."""
        return self._read(element, name).get(name, "")

    def has(self, element: Element, name: str) -> bool:
        """Whether an element has an attribute of that name."""
        return name in self._read(element, name)

    def _read(self, element: Element, name: str) -> dict[str, str]:
        found = self.attributes.get(element)
        if found is None:
            # Most tags have no attribute, or none that anybody asks for.
            if name not in self.page[element.start : element.inner].lower():
                return {}
            found = attributes(self.page, element.start, element.inner)
            self.attributes[element] = found
        return found


def survey(page: str, root: Element) -> Survey:
    """Measure every element that can be seen; children before their parents."""
    # Asked of the whole page once, these spare asking every tag and every text of most pages.
    lower = page.lower()
    hides = "display" in lower or "hidden" in lower
    signed = any(sign in lower for sign in ("icp", "\xa9", "copy"))
    result = Survey(page, root, hides, signed)
    order = _preorder(result)
    for element, parent in reversed(order):
        _finish(result, element)
        if parent is not None:
            _pass_on(result, element, result.of[parent])
    return result


def cells_of(table: Element) -> Iterator[tuple[Element, Element, Element]]:
    """(group, row, cell) of a table itself, not of tables in its cells; the group may be the table."""
    for group in _with_groups(table):
        for row in group.children:
            if isinstance(row, Element) and row.name == "tr":
                for cell in row.children:
                    if isinstance(cell, Element) and cell.name in CELLS:
                        yield group, row, cell


def _with_groups(table: Element) -> Iterator[Element]:
    yield table
    for child in table.children:
        if isinstance(child, Element) and child.name in GROUPS:
            yield child


def _preorder(result: Survey) -> list[tuple[Element, Element | None]]:
    order: list[tuple[Element, Element | None]] = []
    stack: list[tuple[Element, Element | None]] = [(result.root, None)]
    while stack:
        entry = stack.pop()
        element = entry[0]
        if element.name in IGNORED or _hidden(result, element):
            result.ignored.add(element)
            continue
        order.append(entry)
        result.of[element] = Measure()
        stack.extend([(child, element) for child in element.children if isinstance(child, Element)])
    return order


def _hidden(result: Survey, element: Element) -> bool:
    if element.inner - element.start < len(element.name) + len("< hidden>"):
        return False
    if not result.hides or not _HIDDEN.search(result.page, element.start, element.inner):
        return False
    return result.has(element, "hidden") or bool(_NONE.search(result.get(element, "style")))


def _finish(result: Survey, element: Element) -> None:
    measure = result.of[element]
    for child in element.children:
        if not isinstance(child, Element):
            size = printed(result.page, child.start, child.end)
            if not size:
                continue
            measure.chars += size
            measure.own += size
            measure.own_stops += bool(_STOP.search(result.page, *child))
            measure.imprints += result.signed and bool(IMPRINT.search(result.page, *child))
    if element.name == "a":
        _finish_link(result, element, measure)
    elif element.name == "table":
        _finish_table(result, element, measure)
    if element.name in BLOCKS:
        measure.blocks += 1
        prose = measure.own_stops and measure.own - measure.own_linked >= _PROSE
        if prose and measure.own_linked * 3 < measure.own:
            measure.weight += measure.own - measure.own_linked


def _finish_link(result: Survey, element: Element, measure: Measure) -> None:
    target = result.get(element, "href").strip()
    # An anchor or a link to one, as Word writes them into headings, leads nowhere.
    leads = result.has(element, "href") or result.has(element, "onclick")
    if not leads or (target.startswith("#") and len(target) > 1):
        return
    measure.linked = measure.chars
    measure.own_linked = measure.own
    measure.links += 1
    measure.actions += bool(_ACTION.match(target))


def _finish_table(result: Survey, table: Element, measure: Measure) -> None:
    measure.tables += 1
    if not _holds_data(result, table, measure.chars):
        return
    result.data_tables.add(table)
    cells = [cell for _, _, cell in cells_of(table) if cell in result.of]
    measure.counts += sum(_is_count(result.page, cell) for cell in cells)
    measure.weight = measure.chars - measure.linked + _COUNT_WEIGHT * measure.counts


def _holds_data(result: Survey, table: Element, chars: int) -> bool:
    """Layout tables have one column, or most of their text in cells that hold tables or long prose."""
    rows: dict[Element, int] = {}
    big = 0
    for _, row, cell in cells_of(table):
        rows[row] = rows.get(row, 0) + 1
        inner = result.of.get(cell)
        if inner and (inner.tables or inner.chars > _LONG_CELL or inner.blocks > _MANY_BLOCKS):
            big += inner.chars
    widest = max(rows.values(), default=0)
    return widest > (2 if len(rows) == 1 else 1) and big * 2 <= chars


def _is_count(page: str, cell: Element) -> bool:
    if cell.end - cell.inner > _LONG_CELL:
        return False
    return bool(_COUNT.fullmatch(_TAG.sub("", page[cell.inner : cell.end])))


def _pass_on(result: Survey, element: Element, parent: Measure) -> None:
    measure = result.of[element]
    parent.chars += measure.chars
    parent.linked += measure.linked
    parent.links += measure.links
    parent.actions += measure.actions
    parent.weight += measure.weight
    parent.tables += measure.tables
    parent.blocks += measure.blocks
    parent.imprints += measure.imprints
    parent.counts += measure.counts
    if element.name not in BLOCKS:
        parent.own += measure.own
        parent.own_linked += measure.own_linked
        parent.own_stops += measure.own_stops


def printed(page: str, start: int, end: int) -> int:
    """How many characters of a text are no white space."""
    text = page[start:end]
    if "&" in text:
        text = text.replace("&nbsp;", "")
    return len("".join(text.split()))
