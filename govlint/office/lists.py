"""Lists and paragraph styles of a Word file.

Duty: hear what numbering and styles parts say. May not count.
"""

from __future__ import annotations

from govlint.office.ooxml import Attributes, number, on
from govlint.records import dataclass, field


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts, how it counts and what stands around the number."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    paragraph_style: str = ""
    digits_only: bool = False


@dataclass(slots=True)
class Plan:
    """An abstract list; `link` names the style whose list it takes over."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""


@dataclass(slots=True)
class Use:
    """A list in use: its plan and what it does otherwise."""

    plan: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass(slots=True)
class Style:
    """What a paragraph style says about numbering."""

    base: str = ""
    list_id: str | None = None
    level: str | None = None


class ListsListener:
    """Hears a numbering part."""

    def __init__(self) -> None:
        self.plans: dict[str, Plan] = {}
        self.uses: dict[str, Use] = {}
        self._plan: Plan | None = None
        self._use: Use | None = None
        self._level = Level()
        self._override = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._plan = self.plans.setdefault(attributes.get("abstractNumId", ""), Plan())
        elif name == "num":
            self._use = self.uses.setdefault(attributes.get("numId", ""), Use())
        elif name == "lvl":
            self._begin_level(number(attributes.get("ilvl"), 0))
        elif name == "lvlOverride":
            self._override = number(attributes.get("ilvl"), 0)
        elif name == "abstractNumId" and self._use is not None:
            self._use.plan = value
        elif name == "startOverride" and self._use is not None:
            self._use.starts[self._override] = number(value, 1)
        elif name == "numStyleLink" and self._plan is not None:
            self._plan.link = value
        else:
            self._property(name, attributes, value)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "abstractNum":
            self._plan = None
        elif name == "num":
            self._use = None

    def text(self, text: str) -> None:
        """Nothing to do: a numbering part says everything in attributes."""

    def _begin_level(self, index: int) -> None:
        self._level = Level()
        if self._plan is not None:
            self._plan.levels[index] = self._level
        elif self._use is not None:
            self._use.levels[index] = self._level

    def _property(self, name: str, attributes: Attributes, value: str) -> None:
        level = self._level
        if name == "start":
            level.start = number(value, 1)
        elif name == "numFmt":
            level.style = value
        elif name == "lvlText":
            level.text = value
        elif name == "lvlRestart":
            level.restart = number(value, 0)
        elif name == "pStyle":
            level.paragraph_style = value
        elif name == "isLgl":
            level.digits_only = on(attributes)


class StylesListener:
    """Hears a styles part."""

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self.default = ""
        self._style = Style()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        value = attributes.get("val", "")
        if name == "style":
            self._begin(attributes)
        elif name == "basedOn":
            self._style.base = value
        elif name == "numId":
            self._style.list_id = value
        elif name == "ilvl":
            self._style.level = value

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "style":
            self._style = Style()

    def text(self, text: str) -> None:
        """Nothing to do: a styles part says everything in attributes."""

    def _begin(self, attributes: Attributes) -> None:
        self._style = Style()
        style_id = attributes.get("styleId", "")
        self.styles[style_id] = self._style
        if attributes.get("type") == "paragraph" and attributes.get("default") in ("1", "true", "on"):
            self.default = style_id
