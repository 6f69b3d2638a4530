"""Where on a page the report is.

Duty: the parts of a page to be read, and the furniture within them. May not know any word of a report.

The body is found from above: as long as one element holds nearly all prose and data tables, it is entered.
What stands beside it on the way is kept only where it looks like the body's own: prose, tables of figures,
twins of the body's element, and in front of it the page's title and the date below that. Within the
body all is kept but link lists, script links and elements that call themselves furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from govlint.markup.furniture import Judge, plain
from govlint.markup.measure import IMPRINT, Survey, printed
from govlint.markup.tree import BLOCKS, Element
from govlint.patterns import lazy
from govlint.places import Span
from govlint.records import dataclass

_NEARLY_ALL = 80
_ENTERED = BLOCKS - {"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"}
_HEADINGS = ("h1", "h2", "h3")
_TITLE_LEAST, _TITLE_MOST = 6, 100
_SENTENCE = lazy(r"[。；]")
_PROSE = 40
_DATE = lazy(r"(?:19|20)\d\d\s{0,2}[-年/.]\s{0,2}\d{1,2}\s{0,2}[-月/.]\s{0,2}\d{1,2}")
_LABELLED = lazy(r"[\u4e00-\u9fff]")
_DATE_MOST, _BOX = 200, 400
_NEAR, _NAMED, _ALIKE = 80, 30, 50

Node = Element | Span


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a page to read, in order; those in `lines` are one line each; `skip` is left out."""

    parts: tuple[Node, ...]
    lines: frozenset[Node]
    skip: frozenset[Node]


def find(page: Survey, title: str) -> Body:
    """The report's body on a page whose head calls it `title`."""
    total = page.of[page.root].weight
    judge = Judge(page, total)
    path = _path(page, total)
    before: list[Node] = []
    after: list[Node] = []
    fore: list[list[Element]] = []
    for outer, inner in pairwise(path):
        index = next(number for number, child in enumerate(outer.children) if child is inner)
        fore.append([child for child in outer.children[:index] if isinstance(child, Element)])
        before.extend(_kept(judge, outer.children[:index], inner))
        after[:0] = _kept(judge, outer.children[index + 1 :], inner)
    kept = [(node.start, node.end) for node in before]
    lines = [
        line
        for line in _head(judge, fore, title)
        if not any(start <= line.start < end for start, end in kept)
    ]
    parts = (*sorted([*before, *lines], key=lambda node: node.start), path[-1], *after)
    links = {
        link for line in lines for link in _elements(page, [line]) if link.name == "a" and page.of[link].links
    }
    return Body(parts, frozenset(lines), frozenset(_furniture(judge, parts) | links))


def _path(page: Survey, total: int) -> list[Element]:
    """From the root to the innermost element that holds nearly all."""
    path = [page.root]
    while total:
        heavy = next((child for child in path[-1].children if _holds(page, child, total)), None)
        if not isinstance(heavy, Element):
            break
        path.append(heavy)
    return path


def _holds(page: Survey, child: Node, total: int) -> bool:
    if not isinstance(child, Element) or child not in page.of or child in page.data_tables:
        return False
    if child.name in {"p", "pre", *_HEADINGS}:
        return False
    return page.of[child].weight * 100 >= _NEARLY_ALL * total


def _kept(judge: Judge, nodes: list[Node], body: Element) -> Iterator[Node]:
    for node in nodes:
        if not isinstance(node, Element):
            if printed(judge.page.page, *node) and not IMPRINT.search(judge.page.page, *node):
                yield node
        elif not judge.outside(node) and (_like_body(judge.page, node) or _twin(judge.page, node, body)):
            yield node


def _like_body(page: Survey, element: Element) -> bool:
    """Prose with full sentences or a table of figures."""
    measure = page.of[element]
    if measure.counts >= 2:
        return True
    return measure.weight >= _PROSE and bool(_SENTENCE.search(page.page, element.inner, element.end))


def _twin(page: Survey, element: Element, body: Element) -> bool:
    if element.name == "table":
        return element in page.data_tables and page.of[element].chars <= _BOX and _dated(page, element)
    if body.name in {"tr", "td", "tbody", "table"}:
        return False
    same = element.name == body.name and page.get(element, "class") == page.get(body, "class")
    return same or element.name not in _ENTERED


def _head(judge: Judge, fore: list[list[Element]], title: str) -> Iterator[Element]:
    """The title in front of the body, the dates behind it, and those right beside the body."""
    if not fore:
        return
    every = [element for level in fore for element in level]
    found = _title(judge, fore, title)
    if found is not None:
        yield found
    for date in _dates(judge.page, every):
        beside = date.start >= min((element.start for element in fore[-1]), default=date.end)
        if date is not found and (beside or (found is not None and date.start > found.start)):
            yield date


def _title(judge: Judge, fore: list[list[Element]], title: str) -> Element | None:
    """The best candidate, of equals the last: it stands nearest to the body."""
    best, reached = None, 0
    for distance, level in enumerate(reversed(fore)):
        for element in reversed(list(_elements(judge.page, level))):
            score = _score(judge, element, title)
            if score and score + (_NEAR if distance < 2 else 0) > reached:
                best, reached = element, score + (_NEAR if distance < 2 else 0)
    return best


def _score(judge: Judge, element: Element, title: str) -> int:
    """How much an element is like the head's title, in a hundred; headings and `class=title` have a start."""
    page, measure = judge.page, judge.page.of[element]
    if not _TITLE_LEAST <= measure.chars <= _TITLE_MOST or measure.linked * 2 > measure.chars:
        return 0
    score = _likeness(plain(page.page, element), title)
    named = element.name in _HEADINGS or "title" in page.get(element, "class").lower()
    return score + (_NAMED if named and not judge.hinted(element) else 0)


def _likeness(text: str, title: str) -> int:
    """How many in a hundred of the pairs of characters of the title's longest part stand in the text."""
    name = max(re.split(r"[-_|—–]", title), key=len)
    pairs = {name[index : index + 2] for index in range(len(name) - 1)}
    share = 100 * sum(pair in text for pair in pairs) // max(len(pairs), 1)
    return share if share >= _ALIKE else 0


def _dates(page: Survey, fore: list[Element]) -> Iterator[Element]:
    done = 0
    for element in _elements(page, fore):
        if element.start < done or page.of[element].chars > _DATE_MOST:
            continue
        inner = _innermost(page, element)
        if inner is not None:
            yield inner
            done = element.end


def _innermost(page: Survey, element: Element) -> Element | None:
    """The smallest element within that holds a date together with a word that says of what."""
    if not _dated(page, element):
        return None
    inner = (child for child in element.children if isinstance(child, Element) and child in page.of)
    return next((found for child in inner if (found := _innermost(page, child))), element)


def _dated(page: Survey, element: Element) -> bool:
    text = plain(page.page, element)
    date = _DATE.search(text)
    return bool(date and _LABELLED.search(text[: date.start()]))


def _elements(page: Survey, roots: list[Element]) -> Iterator[Element]:
    """The visible elements under `roots`, in order, each before what it holds."""
    agenda = list(reversed(roots))
    while agenda:
        element = agenda.pop()
        if element in page.of:
            yield element
            agenda.extend(child for child in reversed(element.children) if isinstance(child, Element))


def _furniture(judge: Judge, roots: Iterable[Node]) -> set[Node]:
    found: set[Node] = set()
    agenda = [child for root in roots if isinstance(root, Element) for child in root.children]
    while agenda:
        node = agenda.pop()
        if not isinstance(node, Element) or node not in judge.page.of:
            continue
        if judge.inside(node):
            found.add(node)
        elif node not in judge.page.data_tables:
            agenda.extend(node.children)
    return found
