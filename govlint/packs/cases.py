"""Cases of a pack: reports that fail a constraint, pass it, or leave it open, each a small change of a base.

Duty: read `cases/*.yaml` and `cases:` strictly. May not print a report nor run a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govlint.errors import Fault
from govlint.findings import Words
from govlint.named import NamedTuple
from govlint.packs.convert import Converter
from govlint.packs.files import CASES, PACK_FILE, SUFFIX
from govlint.packs.source import Fields, Items, Place, SourceError, Value, parse_file
from govlint.records import dataclass, field

VERDICTS = ("fail", "pass", "unchecked")
_OF = ("constraint", *VERDICTS)


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding as a case states it: its whole message, and its place."""

    message: Words
    at: str
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a whole `text`, or a base and what differs from it; `message` and `at` are short for `finds`.

    `replace` puts one text for another wherever it stands; `cut` leaves out what stands from one text up to
    another; `repeat` prints a text so many times; `drop` leaves texts out wherever they stand.
    """

    text: str | None = None
    base: str | None = None
    form: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    say: str | None = None
    section: str = "overview"
    intro: str | None = None
    prose: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)
    cut: Mapping[str, str] = field(default_factory=dict)
    repeat: Mapping[str, int] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    today: str | None = None
    message: Words | None = None
    at: str | None = None
    severity: str | None = None
    finds: tuple[Expected, ...] = ()

    @property
    def expected(self) -> tuple[Expected, ...]:
        """The findings that the case states."""
        if self.message is None or self.at is None:
            return self.finds
        return (Expected(self.message, self.at, self.severity), *self.finds)


@dataclass(frozen=True, slots=True)
class Base:
    """A consistent report that cases start from: the labels are its form's, the rest stands here."""

    base: str
    form: str
    prose: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    today: str | None = None


class Stated(NamedTuple):
    """A case with its constraint (a code or a name), its verdict, its number among those, and its place."""

    constraint: str
    verdict: str
    number: int
    case: Case
    place: Place


class Cases(NamedTuple):
    """The bases and cases of one pack; `named` gives the place of each constraint that has cases."""

    bases: tuple[Base, ...] = ()
    stated: tuple[Stated, ...] = ()
    named: tuple[tuple[str, Place], ...] = ()
    faults: tuple[Fault, ...] = ()


def read_cases(pack: Path) -> Cases:
    """The cases of the pack at that path: those of its head, and those of its folder `cases`."""
    reading = _Reading()
    alone = pack.is_file()
    head = reading.file(pack if alone else pack / PACK_FILE)
    if isinstance(head, Fields) and "cases" in head.fields:
        reading.entries(head.fields["cases"])
    for path in () if alone else sorted((pack / CASES).glob("*" + SUFFIX)):
        value = reading.file(path)
        if value is not None:
            reading.entries(Items((value,), value.place) if isinstance(value, Fields) else value)
    faults = (*reading.faults, *reading.converter.faults)
    return Cases(tuple(reading.bases), tuple(reading.stated), tuple(reading.named), faults)


class _Reading:
    """Cases while they are read."""

    def __init__(self) -> None:
        self.converter = Converter({})
        self.faults: list[Fault] = []
        self.bases: list[Base] = []
        self.stated: list[Stated] = []
        self.named: list[tuple[str, Place]] = []

    def file(self, path: Path) -> Value | None:
        try:
            return parse_file(path, path.as_posix())
        except SourceError as error:
            self.faults.extend(error.faults)
            return None

    def entries(self, value: Value) -> None:
        if not isinstance(value, Items):
            self.converter.fault(value.place, "must be a list of bases and of cases")
            return
        for item in value.items:
            if not isinstance(item, Fields):
                self.converter.fault(item.place, "must be a mapping with 'constraint' or 'base'")
            elif "base" in item.fields:
                self.base(item)
            elif self.converter.known(item, _OF, required=("constraint",)):
                self.stated.extend(self.of_constraint(item))

    def base(self, item: Fields) -> None:
        base = self.converter.convert(item, Base)
        if base is not None:
            self.bases.append(base)

    def of_constraint(self, item: Fields) -> Iterator[Stated]:
        name = self.converter.text(item.fields["constraint"]) or ""
        self.named.append((name, item.fields["constraint"].place))
        for verdict in VERDICTS:
            cases = item.fields.get(verdict, Items((), item.place))
            if not isinstance(cases, Items):
                self.converter.fault(cases.place, "must be a list")
                continue
            for number, inner in enumerate(cases.items, 1):
                case = self.case(inner, verdict)
                if case is not None:
                    yield Stated(name, verdict, number, case, inner.place)

    def case(self, value: Value, verdict: str) -> Case | None:
        before = len(self.converter.faults)
        case: Case | None = self.converter.convert(value, Case)
        if case is None or len(self.converter.faults) > before:
            return None
        if (case.message is None) != (case.at is None):
            self.converter.fault(value.place, "'message' and 'at' belong together")
        elif verdict != "fail" and case.expected:
            self.converter.fault(value.place, f"a case under {verdict!r} states no finding")
        elif case.text is not None and (_changed(case) or case.base is not None):
            self.converter.fault(value.place, "a whole 'text' takes no base and no changes")
        else:
            return case
        return None


def _changed(case: Case) -> bool:
    changes = (case.cells, case.say, case.intro, case.prose, case.replace, case.cut, case.repeat, case.drop)
    return any(changes)
