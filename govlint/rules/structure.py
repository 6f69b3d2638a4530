"""Rules about a report's outline: its sections, their order, their headings.

Duty: sections that are missing or out of order; headings numbered, worded or ranked otherwise than the
form's. May not know a form or its words, nor look at what sections say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from govlint.document import Piece
from govlint.edits import rewritten
from govlint.findings import Edit, Fix, Related, Words
from govlint.labels import split_number
from govlint.model import Deviation, Label, Report, Section
from govlint.named import NamedTuple
from govlint.normal import fold, fold_text
from govlint.patterns import lazy
from govlint.places import Span
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule

_NUMERALS = "一二三四五六七八九十"
_TOP = lazy(rf"[{_NUMERALS}]{{1,3}}、")
_MARKS = lazy(r"[\W_]+")
_SENTENCE = lazy(r"[。;；!！?？]")


class _Headed(NamedTuple):
    """A section that has its heading, and its place in the form's order."""

    rank: int
    section: Section
    label: Label


@rule(facts=("label", "state", "gone"))
def missing_section(_node: Node, scope: Scope, *, states: Mapping[str, Words], longest: int = 40) -> Yield:
    """A section of the form has no heading.

    `states` words what there is of it: `gone` (nothing), `untitled` (its table or prose alone), or `reworded`
    (a short line with its number, of `longest` characters at most).
    """
    report = scope.report
    gone = {d.key: d for d in report.deviations if d.kind == "missing" and d.of == "section"}
    before = report.preamble
    for rank, section in enumerate(report.sections, 1):
        if section.heading is not None:
            before = section.paragraphs
        elif section.key in gone:
            line = next((p for p in before if _number_of(p, longest) == rank), None)
            state = "reworded" if line else "untitled" if _has_contents(section) else "gone"
            facts = {"label": section.name, "state": states[state], "gone": state == "gone"}
            yield Breach(line.span() if line else _seen(gone[section.key]), facts)


def _has_contents(section: Section) -> bool:
    return bool(section.paragraphs) or (section.table is not None and section.table.trouble != "missing")


def _seen(deviation: Deviation) -> Span:
    """Where something is missing: the character before it, so that there is something to point at."""
    start, end = deviation.span
    return deviation.span if end > start else Span(max(start - 1, 0), max(start, 1))


@rule(facts=("label", "before"))
def section_order(_node: Node, scope: Scope) -> Yield:
    """The first section printed before one that the form has before it."""
    headed = _headed(scope)
    ranks = [one.rank for one in headed]
    if ranks == sorted(ranks):
        return
    for index, here in enumerate(headed):
        later = [other for other in headed[index + 1 :] if other.rank < here.rank]
        if later:
            first = min(later, key=lambda other: other.rank)
            facts = {"label": here.section.name, "before": first.section.name}
            yield Breach(here.label.span, facts, related=(Related(first.label.span, first.section.name),))
            return


def _headed(scope: Scope) -> list[_Headed]:
    """The sections that have a heading, in the order printed."""
    return scope.once("structure.headed", lambda: _find_headed(scope.report))


def _find_headed(report: Report) -> list[_Headed]:
    found = [_Headed(rank, s, s.heading) for rank, s in enumerate(report.sections) if s.heading is not None]
    return sorted(found, key=lambda one: one.label.span)


@rule(facts=("label", "printed", "slip", "wrong"))
def heading_numbers(_node: Node, scope: Scope, *, slips: Mapping[str, Words]) -> Yield:
    """Each heading has the number of the form, or the one that follows on the heading before it.

    `slips` words what is wrong: `missing`, `glyph` (no numeral), `repeated`, `other`. Where no heading has a
    number the layout has lost them, and nothing is said of single ones.
    """
    headed = _headed(scope)
    numbers = [_value(one.label.number) for one in headed]
    if not any(numbers):
        if headed:
            yield NotChecked("unreadable", headed[0].label.span)
        return
    for one, number, before in zip(headed, numbers, [0, *numbers], strict=False):
        slip = _slip(one.label, number, before)
        if slip:
            facts = {
                "label": one.section.name,
                "printed": one.label.printed.strip(),
                "slip": slips[slip],
                "wrong": slip in ("repeated", "other"),
            }
            fixes = tuple(_renumbered(one.label, scope)) if slip == "glyph" else ()
            yield Breach(one.label.span, facts, fixes=fixes)


def _renumbered(label: Label, scope: Scope) -> Iterator[Fix]:
    """The form's numeral in place of what is printed for it."""
    start, number = label.span.start, label.number or ""
    if number and label.expected and scope.document.text.startswith(number, start):
        edit = Edit(Span(start, start + len(number)), label.expected)
        yield Fix((edit,), "fix.heading", safe=True)


def _slip(label: Label, number: int, before: int) -> str:
    if not number:
        return "glyph" if label.number else "missing"
    if number == _value(label.expected) or number == before + 1:
        return ""
    return "repeated" if number == before else "other"


def _value(number: str | None) -> int:
    """The value of a printed number, 0 where it is none."""
    if not number:
        return 0
    if number.isdecimal():
        return int(number)
    tens, _, ones = number.rpartition(_NUMERALS[9])
    values = [_NUMERALS.find(part) + 1 for part in (tens, ones)]
    ten = 0 if number == ones else 10 * (values[0] or 1)
    return ten + (values[1] if ones else 0)


@rule(facts=("label", "printed"), nodes=("section",))
def heading_variant(node: Node, scope: Scope) -> Yield:
    """A heading says in other words what the form prints."""
    section = node.value
    assert isinstance(section, Section)
    heading = section.heading
    if heading is not None and not heading.canonical and not heading.damaged:
        facts = {"label": section.name, "printed": heading.printed.strip()}
        yield Breach(heading.span, facts, fixes=tuple(_repunctuated(heading.span, section.name, scope)))


def _repunctuated(span: Span, right: str, scope: Scope) -> Iterator[Fix]:
    """The form's heading, where the printed one has the same letters and other marks."""
    printed = scope.document.text[span.start : span.end]
    if _MARKS.sub("", printed) == _MARKS.sub("", right):
        edits = rewritten(lambda start, end: Span(span.start + start, span.start + end), 0, printed, right)
        yield Fix(edits, "fix.heading", safe=True)


@rule(facts=("printed", "count"), nodes=("section",))
def heading_level(node: Node, _scope: Scope, *, least: int = 2, longest: int = 40) -> Yield:
    """Topics within a section numbered like sections, `least` of them or more.

    Where the sections themselves are numbered in another way, no topic is numbered like them.
    """
    section = node.value
    assert isinstance(section, Section)
    number = split_number(fold_text(section.heading.printed)[0])[0] if section.heading else None
    if number is not None and number.style != "top":
        return
    found = list(_numbered_like_sections(section.paragraphs, longest))
    if len(found) >= least:
        printed = tuple(piece.text.strip() for piece in found)
        related = tuple(Related(piece.span(), piece.text.strip()) for piece in found[1:])
        yield Breach(found[0].span(), {"printed": printed, "count": len(found)}, related=related)


def _numbered_like_sections(paragraphs: tuple[Piece, ...], longest: int) -> Iterator[Piece]:
    """Short paragraphs that start with a section's number and are no sentence, in rising order."""
    like = [(number, piece) for piece in paragraphs if (number := _number_of(piece, longest))]
    if all(one < two for (one, _), (two, _) in pairwise(like)):
        yield from (piece for _, piece in like)


def _number_of(piece: Piece, longest: int) -> int:
    """The number of a short line that looks like a section's heading, 0 for any other."""
    if len(piece.text) > longest:
        return 0
    text = fold(piece).text
    like = _TOP.match(text) is not None and _SENTENCE.search(text) is None
    return _value(text.partition("、")[0]) if like else 0
