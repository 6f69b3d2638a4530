"""Automatic numbering: the numbers that Word prints in front of paragraphs and does not spell in them.

Duty: count paragraphs. May not know what a number announces.
"""

from __future__ import annotations

from govlint.office.counting import written
from govlint.office.lists import Level, ListsListener, Plan, StylesListener, Use
from govlint.office.ooxml import number
from govlint.office.story import Para
from govlint.patterns import lazy

_LEVELS = 9
_PLACE = lazy(r"%([1-9])")


class Counter:
    """Counts paragraphs in reading order; one is made for each document."""

    def __init__(self, lists: ListsListener, styles: StylesListener) -> None:
        self._lists = lists
        self._styles = styles
        self._at: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def marker(self, para: Para) -> str:
        """The number that Word prints in front of the paragraph, or nothing."""
        list_id, index = self._where(para)
        use = self._lists.uses.get(list_id)
        if use is None or not 0 <= index < _LEVELS:
            return ""
        plan_id, plan = self._plan(use)
        level = self._level(use, plan, index)
        if level is None:
            return ""
        at = self._at.setdefault(plan_id, [None] * _LEVELS)
        self._advance(at, list_id, use, plan, index)
        return _PLACE.sub(lambda match: self._place(at, use, plan, level, int(match[1]) - 1), _text(level))

    def _where(self, para: Para) -> tuple[str, int]:
        """The list and the level of a paragraph; its own word counts before its style's."""
        list_id, level, style_id = para.list_id, para.level, para.style or self._styles.default
        named = style_id
        for _ in range(_LEVELS):
            style = self._styles.styles.get(style_id)
            if style is None or list_id is not None:
                break
            list_id, level = style.list_id, level or style.level
            named, style_id = style_id, style.base
        if list_id is None:
            return "", 0
        if level is None and para.list_id is None:
            return list_id, self._level_of_style(list_id, named)
        return list_id, number(level, 0)

    def _level_of_style(self, list_id: str, style: str) -> int:
        use = self._lists.uses.get(list_id)
        levels = self._plan(use)[1].levels if use else {}
        return next((index for index, level in levels.items() if level.paragraph_style == style), 0)

    def _plan(self, use: Use) -> tuple[str, Plan]:
        plan = self._lists.plans.get(use.plan, Plan())
        style = self._styles.styles.get(plan.link)
        linked = self._lists.uses.get(style.list_id or "") if style else None
        if linked is not None and linked.plan in self._lists.plans:
            return linked.plan, self._lists.plans[linked.plan]
        return use.plan, plan

    def _level(self, use: Use, plan: Plan, index: int) -> Level | None:
        return use.levels.get(index) or plan.levels.get(index)

    def _start(self, use: Use, plan: Plan, index: int) -> int:
        level = self._level(use, plan, index)
        return use.starts.get(index, level.start if level else 1)

    def _advance(self, at: list[int | None], list_id: str, use: Use, plan: Plan, index: int) -> None:
        now = at[index]
        fresh = index in use.starts and (list_id, index) not in self._begun
        self._begun.add((list_id, index))
        at[index] = self._start(use, plan, index) if now is None or fresh else now + 1
        for deeper in range(index + 1, _LEVELS):
            level = self._level(use, plan, deeper)
            restart = deeper if level is None or level.restart is None else level.restart
            if restart and index < restart:
                at[deeper] = None

    def _place(self, at: list[int | None], use: Use, plan: Plan, level: Level, index: int) -> str:
        value = at[index]
        if value is None:
            value = at[index] = self._start(use, plan, index)
        shown = self._level(use, plan, index)
        style = shown.style if shown else "decimal"
        if level.digits_only and style not in ("none", "bullet"):
            style = "decimal"
        return written(value, style)


def _text(level: Level) -> str:
    return "" if level.style == "bullet" else level.text
