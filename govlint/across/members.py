"""Trees of members from YAML or CSV: who reports, under whom, until when.

Duty: read strictly, every mistake with its line and the nearest word. May not know an agency.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govlint.errors import Fault, FaultsError
from govlint.gathered import Member
from govlint.packs.convert import suggest
from govlint.packs.source import MOST_BYTES, Fields, Items, Place, Scalar, SourceError, Value, parse_text, plain
from govlint.words import LANGUAGES, catalogue

_TOP = ("year", "years", "complete", "due", "members")
_KEYS = ("name", "aliases", "level", "group", "vertical", "due", "complete", "summary", "members")
_COLUMNS = (*_KEYS[:-1], "parent")
_YES = {"true": True, "false": False}
_LISTED = re.compile(r"[;；、]")
_YEARS = range(2008, 2100)


class MembersError(FaultsError):
    """A tree of members that cannot be used."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree as read; `years` are those that it is about, none where it does not say."""

    path: str
    text: str
    members: tuple[Member, ...]
    years: tuple[int, ...] = ()


def load_members(path: str) -> Tree:
    """The tree in a file.

    Raises:
        MembersError: with every mistake in it.
    """
    top = Place(path, 1, 1)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise MembersError((top.fault(error.strerror or str(error)),)) from error
    if len(data) > MOST_BYTES * 8:
        raise MembersError((top.fault(f"is larger than {MOST_BYTES * 8} bytes"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MembersError((top.fault(f"is not UTF-8 at byte {error.start}"),)) from error
    reading = _Reading(path)
    tree = reading.table(text) if path.lower().endswith(".csv") else reading.yaml(text)
    reading.names(tree.members)
    if reading.faults:
        raise MembersError(tuple(sorted(reading.faults, key=lambda fault: (fault.line, fault.column))))
    return tree


class _Reading:
    """A file while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.dues: dict[str, tuple[int, int]] = {}
        self.complete = False

    def fault(self, place: Place, text: str) -> None:
        self.faults.append(place.fault(text))

    # ---- YAML ----

    def yaml(self, text: str) -> Tree:
        """A tree written as YAML."""
        try:
            value = parse_text(text, self.path)
        except SourceError as error:
            raise MembersError(tuple(error.faults)) from error
        if not isinstance(value, Fields):
            raise MembersError((value.place.fault("must be a mapping with `members`"),))
        self.known(value, _TOP, "members")
        years = tuple(self.years(value))
        self.complete = self.flag(value, "complete", default=False)
        due = value.fields.get("due")
        if isinstance(due, Fields):
            self.dues = {
                word: day for word, item in due.fields.items() if (day := self.day(item)) is not None
            }
        elif due is not None:
            self.fault(due.place, "must be a mapping from levels or groups to days like 01-31")
        members = tuple(self.members(value.fields.get("members"), value.place))
        self.unused(due, members)
        return Tree(self.path, text, members, years)

    def years(self, value: Fields) -> Iterator[int]:
        single, several = value.fields.get("year"), value.fields.get("years")
        if single is not None and several is not None:
            self.fault(value.keys["years"], "stands beside 'year'; only one of them can be used")
        items = several.items if isinstance(several, Items) else [single or several] if single or several else []
        for item in items:
            text = item.text if isinstance(item, Scalar) else ""
            if re.fullmatch(r"[0-9]{4}", text) and int(text) in _YEARS:
                yield int(text)
            elif item is not None:
                self.fault(item.place, f"{plain(item)!r} is no report year")

    def members(self, value: Value | None, place: Place) -> Iterator[Member]:
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
        self.known(item, _KEYS, "name")
        level, group = self.text(item, "level"), self.text(item, "group")
        due = item.fields.get("due")
        place = item.keys.get("name", item.place)
        return Member(
            name=self.text(item, "name"),
            aliases=tuple(self.list(item, "aliases")),
            level=level,
            group=group,
            vertical=self.flag(item, "vertical", default=False),
            due=(self.day(due) if due is not None else None) or self.dues.get(group) or self.dues.get(level),
            complete=self.flag(item, "complete", default=self.complete),
            summary=self.flag(item, "summary", default=True),
            members=tuple(self.members(item.fields.get("members"), item.place)),
            line=place.line,
            column=place.column,
        )

    def known(self, item: Fields, keys: Sequence[str], required: str) -> None:
        for key, place in item.keys.items():
            if key not in keys:
                self.fault(place, f"unknown key {key!r}{suggest(key, keys)}")
        if required not in item.fields:
            self.fault(item.place, f"key {required!r} is missing")

    def text(self, item: Fields, key: str) -> str:
        value = item.fields.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar) or value.null or not value.text.strip():
            self.fault(value.place, f"{key} must be text")
            return ""
        return value.text.strip()

    def list(self, item: Fields, key: str) -> Iterator[str]:
        value = item.fields.get(key)
        for part in value.items if isinstance(value, Items) else [value] if value is not None else []:
            if isinstance(part, Scalar) and part.text.strip():
                yield part.text.strip()
            else:
                self.fault(part.place, f"{key} must be a list of names")

    def flag(self, item: Fields, key: str, *, default: bool) -> bool:
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

    def unused(self, due: Value | None, members: tuple[Member, ...]) -> None:
        """A due date for a level or group that nobody has is a mistake in writing."""
        words = {word for member in _flat(members) for word in (member.level, member.group) if word}
        for word, place in due.keys.items() if isinstance(due, Fields) else ():
            if word not in words:
                self.fault(place, f"no member is of level or group {word!r}{suggest(word, words)}")

    # ---- CSV ----

    def table(self, text: str) -> Tree:
        """A tree written as a table with a `parent` column."""
        rows = csv.reader(io.StringIO(text, newline=""))
        heads = self.heads(next(rows, []))
        found: list[tuple[Member, str]] = []
        for cells in rows:
            if any(cell.strip() for cell in cells):
                found.append(self.row(dict(zip(heads, cells, strict=False)), cells, heads, rows.line_num))
        return Tree(self.path, text, tuple(self.nested(found)))

    def heads(self, cells: Sequence[str]) -> list[str]:
        place = Place(self.path, 1, 1)
        spoken = {catalogue().text(f"members.{key}", lang): key for key in _COLUMNS for lang in LANGUAGES}
        spoken |= {key: key for key in _COLUMNS}
        heads = []
        for cell in cells:
            head = cell.strip()
            if head not in spoken:
                self.fault(place, f"unknown column {head!r}{suggest(head, spoken)}")
            elif spoken[head] in heads:
                self.fault(place, f"column {head!r} stands there twice")
            heads.append(spoken.get(head, head))
        if "name" not in heads:
            self.fault(place, "column 'name' is missing")
        return heads

    def row(
        self, cells: Mapping[str, str], printed: Sequence[str], heads: Sequence[str], line: int
    ) -> tuple[Member, str]:
        place = Place(self.path, line, 1)
        if len(printed) > len(heads):
            self.fault(place, f"has {len(printed)} cells under {len(heads)} heads")
        fields: dict[str, Value] = {
            key: Scalar(text.strip(), False, place)
            for key, text in cells.items()
            if text.strip() and key in _KEYS and key != "aliases"
        }
        member = self.member(Fields(fields, dict.fromkeys(fields, place), place))
        aliases = tuple(part.strip() for part in _LISTED.split(cells.get("aliases", "")) if part.strip())
        return replace(member, aliases=aliases), cells.get("parent", "").strip()

    def nested(self, found: Sequence[tuple[Member, str]]) -> Iterator[Member]:
        """The members that are under nobody, with all the others below them."""
        names = {member.name for member, _ in found}
        below: dict[str, list[Member]] = {}
        for member, parent in found:
            if parent and parent not in names:
                place = Place(self.path, member.line, 1)
                self.fault(place, f"no member is called {parent!r}{suggest(parent, names)}")
            below.setdefault(parent, []).append(member)
        reached: set[str] = set()
        yield from self.under("", below, reached)
        for member, _ in found:
            if member.name not in reached and not self.faults:
                self.fault(Place(self.path, member.line, 1), f"{member.name!r} is under itself")

    def under(self, parent: str, below: Mapping[str, Sequence[Member]], reached: set[str]) -> Iterator[Member]:
        for member in below.get(parent, ()):
            if member.name not in reached:
                reached.add(member.name)
                yield replace(member, members=tuple(self.under(member.name, below, reached)))

    def names(self, members: Iterable[Member]) -> None:
        """No name or alias is used twice."""
        seen: dict[str, int] = {}
        for member in _flat(members):
            for name in (member.name, *member.aliases):
                first = seen.setdefault(name, member.line)
                if name and first != member.line:
                    text = f"{name!r} is used twice (first at line {first})"
                    self.fault(Place(self.path, member.line, member.column), text)


def _flat(members: Iterable[Member]) -> Iterator[Member]:
    for member in members:
        yield member
        yield from _flat(member.members)
