"""Trees of members from YAML or CSV: who reports, under whom, until when.

Duty: read strictly, every mistake with its line and the nearest word. May not know an agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from govlint.across.member_record import TOP, Record
from govlint.across.member_table import Table
from govlint.errors import FaultsError
from govlint.gathered import Member
from govlint.packs.convert import suggest
from govlint.packs.source import Fields, Place, SourceError, Value, parse_text
from govlint.records import dataclass

_MOST_BYTES = 8 * 1024 * 1024


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
    text = _text(path)
    if path.lower().endswith(".csv"):
        record: Record = Table(path, text)
        assert isinstance(record, Table)
        tree = Tree(path, text, record.table(text))
    else:
        record = Record(path, text)
        tree = _yaml(record, text)
    _names(tree.members, record)
    if record.faults:
        raise MembersError(tuple(sorted(set(record.faults), key=lambda f: (f.line, f.column, f.text))))
    return tree


def _text(path: str) -> str:
    top = Place(path, 1, 1)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise MembersError((top.fault(error.strerror or str(error)),)) from error
    if len(data) > _MOST_BYTES:
        raise MembersError((top.fault(f"is larger than {_MOST_BYTES} bytes"),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MembersError((top.fault(f"is not UTF-8 at byte {error.start}"),)) from error


def _yaml(record: Record, text: str) -> Tree:
    try:
        value = parse_text(text, record.path)
    except SourceError as error:
        raise MembersError(tuple(error.faults)) from error
    if not isinstance(value, Fields):
        raise MembersError((value.place.fault("must be a mapping with `members`"),))
    record.known(value, TOP, "members")
    years = tuple(record.years(value))
    record.complete = record.flag(value, "complete", default=False)
    due = value.fields.get("due")
    _dues(record, due)
    members = tuple(record.members(value.fields.get("members")))
    _unused(record, due, members)
    return Tree(record.path, text, members, years)


def _dues(record: Record, due: Value | None) -> None:
    """Days for whole levels and groups."""
    if isinstance(due, Fields):
        days = {word: record.day(item) for word, item in due.fields.items()}
        record.dues = {word: day for word, day in days.items() if day is not None}
    elif due is not None:
        record.fault(due.place, "must be a mapping from levels or groups to days like 01-31")


def _unused(record: Record, due: Value | None, members: Iterable[Member]) -> None:
    """A day for a level or group that nobody has is a mistake in writing."""
    words = {word for member in _flat(members) for word in (member.level, member.group) if word}
    for word, place in due.keys.items() if isinstance(due, Fields) else ():
        if word not in words:
            record.fault(place, f"no member is of level or group {word!r}{suggest(word, words)}")


def _names(members: Iterable[Member], record: Record) -> None:
    """No name or alias is used twice."""
    seen: dict[str, int] = {}
    for member in _flat(members):
        line, column = record.lines.position(member.span.start)
        for name in (member.name, *member.aliases):
            if name and name in seen:
                text = f"{name!r} is used twice (first at line {seen[name]})"
                record.fault(Place(record.path, line, column), text)
            seen.setdefault(name, line)


def _flat(members: Iterable[Member]) -> Iterator[Member]:
    for member in members:
        yield member
        yield from _flat(member.members)
