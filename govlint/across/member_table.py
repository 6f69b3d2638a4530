"""Trees of members written as a table: a line a member, the one above it in a column.

Duty: heads and lines to members, and these to a tree. May not know an agency.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from govlint.across.member_record import KEYS, Record
from govlint.gathered import Member
from govlint.packs.convert import suggest
from govlint.packs.source import Fields, Place, Scalar, Value
from govlint.patterns import lazy
from govlint.records import replace
from govlint.words import LANGUAGES, catalogue

_COLUMNS = (*KEYS[:-1], "parent")
DEEPEST = 50
"""Members above one another; no country has as many."""
_LISTED = lazy(r"[;；、]")


class Table(Record):
    """A table while it is read."""

    def table(self, text: str) -> tuple[Member, ...]:
        """The members that are under nobody, with all the others below them."""
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            heads = self.heads(next(rows, []))
            found = [self.row(cells, heads, rows.line_num) for cells in rows if any(map(str.strip, cells))]
        except csv.Error as error:
            self.fault(Place(self.path, rows.line_num, 1), str(error))
            return ()
        return tuple(self.nested(found))

    def heads(self, cells: Sequence[str]) -> list[str]:
        """The keys of the columns, whose heads may be written in Chinese, too."""
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

    def row(self, printed: Sequence[str], heads: Sequence[str], line: int) -> tuple[Member, str]:
        """The member on a line, and the name of the one above it."""
        place = Place(self.path, line, 1)
        cells = dict(zip(heads, printed, strict=False))
        if len(printed) > len(heads):
            self.fault(place, f"has {len(printed)} cells under {len(heads)} heads")
        fields: dict[str, Value] = {
            key: Scalar(text.strip(), False, place)
            for key, text in cells.items()
            if text.strip() and key in KEYS and key != "aliases"
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
                place = self.at(member)
                self.fault(place, f"no member is called {parent!r}{suggest(parent, names)}")
            below.setdefault(parent, []).append(member)
        reached: set[str] = set()
        yield from self.under("", below, reached)
        for member, _ in found:
            if member.name not in reached and not self.faults:
                self.fault(self.at(member), f"{member.name!r} is under itself")

    def at(self, member: Member) -> Place:
        """Where a member is written."""
        return Place(self.path, *self.lines.position(member.span.start))

    def under(
        self, parent: str, below: Mapping[str, Sequence[Member]], reached: set[str], depth: int = 1
    ) -> Iterator[Member]:
        """The members under one, each with those below it."""
        for member in below.get(parent, ()):
            if depth > DEEPEST:
                self.fault(self.at(member), f"is nested deeper than {DEEPEST}")
                return
            if member.name not in reached:
                reached.add(member.name)
                yield replace(member, members=tuple(self.under(member.name, below, reached, depth + 1)))
