"""Reports of one year to the members of a tree.

Duty: give each member its reports, and say which reports are nobody's. May not judge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from govlint.across.naming import Register, Ways
from govlint.extract import Extract
from govlint.gathered import Government, Member, Seat, Set
from govlint.records import replace


def flat(members: Iterable[Member]) -> Iterator[Member]:
    """Every member of a tree, each before those below it."""
    for member in members:
        yield member
        yield from flat(member.members)


def seat(
    tree: Sequence[Member], years: Sequence[int], path: str, reports: Iterable[Extract], ways: Ways
) -> Iterator[Set]:
    """A set for each year; where no year is named, for the one that most reports are about."""
    known = sorted((r for r in reports if r.agency and r.year is not None), key=lambda report: report.path)
    counted = Counter(report.year for report in known)
    wanted = list(years) or [year for year, _ in counted.most_common(1) if year is not None]
    owners = _owners(tree, known, ways)
    strays = tuple(report for report in known if report.year not in wanted)
    for year in wanted:
        yield _set(tree, Set(year, path, (), strays=strays), known, owners)


def _set(
    tree: Sequence[Member], found: Set, known: Sequence[Extract], owners: Mapping[str, int | None]
) -> Set:
    """The set of a year, so far without seats, with the reports in their places."""
    by_member: dict[int, list[Extract]] = defaultdict(list)
    unlisted = []
    for report in known:
        owner = owners[report.path]
        if report.year == found.year and owner is None:
            unlisted.append(report)
        elif report.year == found.year and owner is not None:
            by_member[owner].append(report)
    numbers = {id(member): number for number, member in enumerate(flat(tree))}
    return replace(found, seats=tuple(_seats(tree, None, numbers, by_member)), unlisted=tuple(unlisted))


def _seats(
    members: Iterable[Member],
    parent: Seat | None,
    numbers: Mapping[int, int],
    reports: Mapping[int, Sequence[Extract]],
) -> Iterator[Seat]:
    for member in members:
        own = Seat(member, tuple(reports.get(numbers[id(member)], ())), parent)
        yield own
        yield from _seats(member.members, own, numbers, reports)


def _owners(tree: Sequence[Member], reports: Sequence[Extract], ways: Ways) -> dict[str, int | None]:
    """Path of a report → number of its member; names that are known just so go first."""
    register = Register(ways)
    members = list(flat(tree))
    for number, member in enumerate(members):
        for name in (member.name, *member.aliases):
            register.add(name, number)
    owners = {report.path: register.exact(report.agency or "") for report in reports}
    taken = {(owner, report.year) for report in reports if (owner := owners[report.path]) is not None}
    for report in reports:
        if owners[report.path] is None:
            like = register.like(report.agency or "")
            if like is not None and (like, report.year) not in taken:
                owners[report.path] = like
                taken.add((like, report.year))
    return owners


def governments(found: Set) -> tuple[Government, ...]:
    """Each member whose report sums up members below it."""
    under: dict[int, list[Seat]] = defaultdict(list)
    for own in found.seats:
        under[id(own.parent)].append(own)
    made: dict[int, Government] = {}
    # Members stand behind the one above them, so those below are made first.
    for head in reversed(found.seats):
        if head.member.members and head.member.summary:
            seats = tuple(under[id(head)])
            below = tuple(made[id(own)] for own in seats if id(own) in made)
            made[id(head)] = Government(head, seats, below)
    return tuple(reversed(made.values()))
