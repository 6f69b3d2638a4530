"""Tags nested into a tree, as the HTML standard nests them where it matters to text and tables.

Duty: which text stands in which element, whatever tags were forgotten. May not know what to keep of it.

`html`, `head` and `body` are no elements here: pages forget or repeat them at will.
"""

from __future__ import annotations

from govlint.errors import UnreadableError
from govlint.markup.tokens import tokens
from govlint.places import Span
from govlint.records import dataclass, field

VOID = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input"}
) | {
    *("keygen", "link", "meta", "param", "source", "track", "wbr"),
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_BLOCKS = _HEADINGS | {"address", "blockquote", "center", "div", "hr", "listing", "p", "pre", "hgroup"}
_LISTS = frozenset({"dd", "dir", "dl", "dt", "li", "menu", "ol", "ul"})
_REGIONS = frozenset(
    {"article", "aside", "details", "dialog", "fieldset", "figcaption", "figure", "footer"}
) | {
    *("form", "header", "main", "nav", "search", "section", "summary"),
}
GROUPS = frozenset({"thead", "tbody", "tfoot"})
CELLS = frozenset({"td", "th"})
BLOCKS = _TEXT_BLOCKS | _LISTS | _REGIONS | GROUPS | CELLS | {"caption", "table", "tr"}

_TRANSPARENT = frozenset({"html", "head", "body"})
_SCOPES = CELLS | {"caption", "table"}
_CLOSE_P = _TEXT_BLOCKS | _LISTS | _REGIONS | {"table"}
_ITEM_OF = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",)}
_TABLE_PARTS = GROUPS | CELLS | {"tr", "caption"}


@dataclass(slots=True, eq=False)
class Element:
    """An element, growing until it is closed. A child that is a span is text."""

    name: str
    start: int
    inner: int
    """Behind the start tag; equal to `start` where the element is implied."""
    end: int = -1
    children: list[Element | Span] = field(default_factory=list)


def parse(text: str, depth: int = 256, tags: int = 200_000) -> Element:
    """The tree of a page; `UnreadableError` for more elements or more levels of them than allowed."""
    nest = _Nest(len(text), depth, tags)
    for kind, name, start, end in tokens(text):
        if kind == "text":
            nest.stack[-1].children.append(Span(start, end))
        elif name in _TRANSPARENT:
            continue
        elif kind == "start":
            nest.open(name, start, end)
        else:
            nest.close(name, start)
    nest.cut(1, len(text))
    return nest.root


class _Nest:
    """The stack of open elements, with the index of each name, so that no tag makes it search."""

    def __init__(self, length: int, depth: int, tags: int) -> None:
        self.root = Element("", 0, 0, length)
        self.depth = depth
        self.tags = tags
        self.made = 0
        self.stack = [self.root]
        self.closed = [False]
        self.at: dict[str, list[int]] = {}
        self.scopes = [0]

    def open(self, name: str, start: int, end: int) -> None:
        if name in _TABLE_PARTS:
            self.open_part(name, start)
        elif name in BLOCKS:
            if name == "form" and self.stack[-1].name in GROUPS | {"table", "tr"}:
                return
            self.open_block(name, start)
        elif name == "a" and self.inside("a"):
            self.close(name, start)
        self.push(name, start, end)
        if name in VOID:
            self.cut(len(self.stack) - 1, end)

    def open_block(self, name: str, position: int) -> None:
        if name in _CLOSE_P and self.inside("p"):
            self.cut(self.at["p"][-1], position)
        if name in _ITEM_OF:
            self.open_item(name, position)
        elif name == "table" and self.stack[-1].name in GROUPS | {"table", "tr"}:
            self.cut(self.at["table"][-1], position)
        elif name in _HEADINGS and self.stack[-1].name in _HEADINGS:
            self.cut(len(self.stack) - 1, position)

    def open_item(self, name: str, position: int) -> None:
        siblings = ("li",) if name == "li" else ("dt", "dd")
        border = max(self.last(other) for other in _ITEM_OF[name])
        index = max(self.last(sibling) for sibling in siblings)
        if index > max(border, self.scopes[-1]):
            self.cut(index, position)

    def open_part(self, name: str, position: int) -> None:
        """A part of a table closes what stands in its way and implies what it needs."""
        table = self.last("table")
        if table < 0:
            self.push("table", position, position)
            table = len(self.stack) - 1
        keep = table
        if name in CELLS or name == "tr":
            keep = max(table, *(self.last(group) for group in GROUPS))
        if name in CELLS:
            keep = max(keep, self.last("tr"))
        self.cut(keep + 1, position)
        if name in CELLS and self.stack[-1].name != "tr":
            self.push("tr", position, position)

    def close(self, name: str, position: int) -> None:
        if name in {"p", "br"} and not self.inside(name):
            # A browser takes these for an empty paragraph or a line break: words around them stay apart.
            self.push(name, position, position)
            self.cut(len(self.stack) - 1, position)
            return
        if name in _HEADINGS:
            name = max(_HEADINGS, key=self.last)
        if name in _TABLE_PARTS or name == "table":
            if self.last(name) >= max(self.last("table"), 1):
                self.cut(self.last(name), position)
        elif self.inside(name):
            self.close_inner(name, position)

    def close_inner(self, name: str, position: int) -> None:
        index = self.at[name][-1]
        if name in BLOCKS or index == len(self.stack) - 1:
            self.cut(index, position)
            return
        # Misnested like <b><p></b></p>: the inline element ends, what it holds goes on.
        self.at[name].pop()
        self.closed[index] = True
        self.stack[index].end = position

    def push(self, name: str, start: int, inner: int) -> None:
        if len(self.stack) > self.depth:
            raise UnreadableError("limit-exceeded", limit="depth", allowed=self.depth)
        self.made += 1
        if self.made > self.tags:
            raise UnreadableError("limit-exceeded", limit="tags", allowed=self.tags)
        element = Element(name, start, inner)
        self.stack[-1].children.append(element)
        self.at.setdefault(name, []).append(len(self.stack))
        if name in _SCOPES:
            self.scopes.append(len(self.stack))
        self.stack.append(element)
        self.closed.append(False)

    def cut(self, index: int, position: int) -> None:
        """Close the element at `index` of the stack and all that it holds."""
        while len(self.stack) > index or (self.closed[-1] and len(self.stack) > 1):
            element = self.stack.pop()
            if self.closed.pop():
                continue
            element.end = position
            self.at[element.name].pop()
            if element.name in _SCOPES:
                self.scopes.pop()

    def last(self, name: str) -> int:
        """The index of the innermost open element of that name, -1 where there is none."""
        indexes = self.at.get(name)
        return indexes[-1] if indexes else -1

    def inside(self, name: str) -> bool:
        """Whether such an element is open within the innermost cell."""
        return self.last(name) > self.scopes[-1]
