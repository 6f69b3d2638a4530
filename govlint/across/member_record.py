"""Members of a tree as written: fields to values, every mistake at its place.

Duty: one member, with its flags, days and names. May not read files, nor know an agency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from govlint.errors import Fault
from govlint.gathered import Member
from govlint.packs.convert import suggest
from govlint.packs.source import Fields, Items, Place, Scalar, Value, plain
from govlint.patterns import lazy
from govlint.places import LineIndex, Span

TOP = ("year", "years", "complete", "due", "members")
KEYS = ("name", "aliases", "level", "group", "vertical", "due", "complete", "summary", "members")
_YES = {"true": True, "false": False}
_YEARS = range(2008, 2100)
_YEAR = lazy("[0-9]{4}")


class Record:
    """A file of members while it is read: its faults, and what holds for all members."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = LineIndex(text)
        self.faults: list[Fault] = []
        self.dues: dict[str, tuple[int, int]] = {}
        self.complete = False

    def fault(self, place: Place, text: str) -> None:
        """Record a fault."""
        self.faults.append(place.fault(text))

    def span(self, place: Place, text: str) -> Span:
        """Where in the file a text stands that is written at a place."""
        start = self.lines.start(place.line) + place.column - 1
        return Span(start, start + len(text))

    def years(self, value: Fields) -> Iterator[int]:
        """The report years that the tree is about."""
        single, several = value.fields.get("year"), value.fields.get("years")
        if single is not None and several is not None:
            self.fault(value.keys["years"], "stands beside 'year'; only one of them can be used")
        items = (
            several.items if isinstance(several, Items) else [single or several] if single or several else []
        )
        for item in items:
            text = item.text if isinstance(item, Scalar) else ""
            if _YEAR.fullmatch(text) and int(text) in _YEARS:
                yield int(text)
            elif item is not None:
                self.fault(item.place, f"{plain(item)!r} is no report year")

    def members(self, value: Value | None) -> Iterator[Member]:
        """The members of a list."""
        if value is None:
            return
        if not isinstance(value, Items) or not value.items:
            self.fault(value.place, "must be a list of members")
            return
        for item in value.items:
            if isinstance(item, Scalar):
                item = Fields({"name": item}, {"name": item.place}, item.place)  # noqa: PLW2901
            if isinstance(item, Fields):
                yield self.member(item)
            else:
                self.fault(item.place, "must be a name or a mapping with `name`")

    def member(self, item: Fields) -> Member:
        """One member with those below it."""
        self.known(item, KEYS, "name")
        level, group = self.text(item, "level"), self.text(item, "group")
        due = item.fields.get("due")
        name = item.fields.get("name")
        place = name.place if name is not None else item.place
        return Member(
            name=self.text(item, "name"),
            aliases=tuple(self.list(item, "aliases")),
            level=level,
            group=group,
            vertical=self.flag(item, "vertical", default=False),
            due=(self.day(due) if due is not None else None) or self.dues.get(group) or self.dues.get(level),
            complete=self.flag(item, "complete", default=self.complete),
            summary=self.flag(item, "summary", default=True),
            members=tuple(self.members(item.fields.get("members"))),
            span=self.span(place, self.text(item, "name")),
        )

    def known(self, item: Fields, keys: Sequence[str], required: str) -> None:
        """Unknown and missing keys."""
        for key, place in item.keys.items():
            if key not in keys:
                self.fault(place, f"unknown key {key!r}{suggest(key, keys)}")
        if required not in item.fields:
            self.fault(item.place, f"key {required!r} is missing")

    def text(self, item: Fields, key: str) -> str:
        """The text of a key, empty where there is none."""
        value = item.fields.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar) or value.null or not value.text.strip():
            self.fault(value.place, f"{key} must be text")
            return ""
        return value.text.strip()

    def list(self, item: Fields, key: str) -> Iterator[str]:
        """The names of a key: one, or a list."""
        value = item.fields.get(key)
        for part in value.items if isinstance(value, Items) else [value] if value is not None else []:
            if isinstance(part, Scalar) and part.text.strip():
                yield part.text.strip()
            else:
                self.fault(part.place, f"{key} must be a list of names")

    def flag(self, item: Fields, key: str, *, default: bool) -> bool:
        """Whether a key is true."""
        value = item.fields.get(key)
        if value is None:
            return default
        text = value.text if isinstance(value, Scalar) else ""
        if text not in _YES:
            self.fault(value.place, f"{key} must be true or false")
        return _YES.get(text, default)

    def day(self, value: Value) -> tuple[int, int] | None:
        """A day of every year, `01-31`."""
        text = value.text.strip() if isinstance(value, Scalar) else ""
        try:
            parsed = date.fromisoformat(f"2024-{text}")
        except ValueError:
            self.fault(value.place, f"{plain(value)!r} is no day like 01-31")
            return None
        return parsed.month, parsed.day
