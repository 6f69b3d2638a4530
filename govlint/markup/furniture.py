"""What is furniture of a site and no part of what it publishes.

Duty: judge one element by its structure: links, scripts, names of classes, marks of a footer. May not know
any word of a report: when unsure, nothing is furniture.
"""

from __future__ import annotations

from govlint.markup.measure import Measure, Survey
from govlint.markup.tree import BLOCKS, Element
from govlint.patterns import lazy
from govlint.records import dataclass

_HINT = lazy(
    r"(?<![a-z])(?:nav|menu|foot|share|bdshare|jiathis|fenxiang|bread|crumb|sidebar|copyright|banquan|toolbar|"
    r"qrcode|ewm|erweima|pagination|pager|friendlink|youqing|dqwz|weizhi|dangqian|topbar|banner|login|search)"
    r"|(?<![a-z])(?:tools?|print|dayin|close|related|xgxx|prev|next|logo|links|hot|comment|fontsize)(?![a-z])"
)
_VAGUE_HINT = lazy(r"(?<![a-z])(?:side|position|location|recommend|top|bottom|left|right|header)(?![a-z])")
_ARROW = lazy(r"[>»›→]|&gt;|&raquo;")
_FURNITURE = frozenset({"nav", "footer", "aside", "menu", "dir", "dialog"})
_TAG = lazy(r"<[^<>]{0,4000}>|\s+")
_BOXES = _FURNITURE | {"div", "ul", "ol", "section", "table", "header", "dl"}
_SHORT, _IMPRINT_CHARS, _BEGINNING = 90, 400, 8000


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges elements of one page; `total` is the weight of all its prose and tables."""

    page: Survey
    total: int

    def inside(self, element: Element) -> bool:
        """Whether a block within a report's body is furniture all the same."""
        measure = self.page.of.get(element)
        if measure is None or element.name not in BLOCKS or measure.counts or not measure.chars:
            return False
        box = element.name in _BOXES or measure.links
        if box and measure.weight * 20 <= self.total and self.hinted(element):
            return True
        return measure.dense() or _action(measure) or _imprint(measure) or self.crumbs(element, measure)

    def outside(self, element: Element) -> bool:
        """Whether something beside the body is furniture."""
        measure = self.page.of.get(element)
        if measure is None or not measure.chars:
            return True
        if not measure.counts and self.hinted(element, vaguely=True):
            return True
        return measure.linked * 3 > measure.chars or _action(measure) or _imprint(measure)

    def crumbs(self, element: Element, measure: Measure) -> bool:
        """Whether it is the way from the home page down to here: short, with links and arrows."""
        if measure.links < 2 or measure.chars > _SHORT:
            return False
        return bool(_ARROW.search(plain(self.page.page, element)))

    def hinted(self, element: Element, *, vaguely: bool = False) -> bool:
        """Whether its element name, class or id says that it is furniture."""
        if element.name in _FURNITURE:
            return True
        names = f"{self.page.get(element, 'class')} {self.page.get(element, 'id')}".lower()
        return bool(_HINT.search(names)) or (vaguely and bool(_VAGUE_HINT.search(names)))


def _action(measure: Measure) -> bool:
    """Whether it is a few words around a link that runs a script: print, close, larger letters."""
    return bool(measure.actions) and measure.chars <= _SHORT


def _imprint(measure: Measure) -> bool:
    return bool(measure.imprints) and measure.chars <= _IMPRINT_CHARS and not measure.counts


def plain(page: str, element: Element) -> str:
    """The beginning of an element's text without tags and white space, for comparing."""
    return _TAG.sub("", page[element.inner : min(element.end, element.inner + _BEGINNING)])
