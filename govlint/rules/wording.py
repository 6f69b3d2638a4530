"""Rules about words in prose: what must not be said, what must be said, what is said twice.

Duty: look for the words that packs name, and for repetition. May not hold a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from govlint.bodies import Body, body_of
from govlint.document import Piece
from govlint.edits import replaced, rewritten
from govlint.findings import Fix, Related
from govlint.model import Report
from govlint.patterns import lazy
from govlint.prose.vocabulary import Vocabulary
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule
from govlint.wordings.bounded import Bounded
from govlint.wordings.listed import clauses_with, twice
from govlint.wordings.prose import Prose, prose_of
from govlint.wordings.repeats import repeats
from govlint.wordings.sayings import Said, Saying, Slip, cues, said

_SHOWN = 30
_MANY = 12
_MARK = lazy(r"[,。;]")


def _cues(
    *, sayings: tuple[Saying, ...] = (), slips: tuple[Slip, ...] = (), **_others: object
) -> Iterator[str]:
    return cues(sayings, slips)


@rule(facts=("text", "right", "around", "count", "certain"), watch=_cues)
def wording(  # noqa: PLR0913 - one parameter for each key of a constraint
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    sayings: tuple[Saying, ...] = (),
    slips: tuple[Slip, ...] = (),
    bodies: tuple[Body, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Yield:
    """None of the sayings stands in the prose, nor a slip; each is told once.

    Only for bodies of `kinds`, where some are given.
    """
    prose = prose_of(scope, vocabulary)
    found = said(prose, sayings, slips)
    if not found:
        return
    agency = scope.report.agency
    if kinds and agency is None:
        yield NotChecked("no_agency", prose.span(found[0].start, found[0].end))
    elif not kinds or _kind(agency or "", bodies) in kinds:
        yield from _told_once(prose, found)


def _kind(agency: str, bodies: tuple[Body, ...]) -> str:
    body = body_of(agency, bodies)
    return body.kind if body else ""


def _told_once(prose: Prose, found: list[Said]) -> Iterator[Breach]:
    same: dict[str, list[Said]] = {}
    for one in found:
        same.setdefault(prose.text[one.start : one.end], []).append(one)
    for text, places in same.items():
        first = places[0]
        facts = {
            "text": text,
            "right": first.right,
            "around": prose.near(first.start, first.end),
            "count": len(places),
            "certain": first.certain,
        }
        related = tuple(Related(prose.span(p.start, p.end), text) for p in places[1:_MANY])
        fixes = (_fix(prose, places),) if first.right else ()
        yield Breach(prose.span(first.start, first.end), facts, related=related, fixes=fixes)


def _fix(prose: Prose, places: list[Said]) -> Fix:
    """What is meant, put in every place."""
    edits = tuple(
        edit
        for place in places
        for edit in rewritten(prose.span, place.start, prose.text[place.start : place.end], place.right)
    )
    return Fix(edits, "fix.wording", safe=all(place.sure for place in places))


@rule(facts=())
def untold(
    _node: Node, scope: Scope, *, vocabulary: Vocabulary, ways: tuple[Saying, ...], words: tuple[str, ...]
) -> Yield:
    """The prose says one of the `ways`, or one of the `words` stands anywhere in the document."""
    report = scope.report
    told = any(word in scope.document.text for word in words)
    if not told and not said(prose_of(scope, vocabulary), ways, ()):
        yield Breach(report.title.span if report.title else report.span._replace(end=report.span.start))


@rule(facts=("text", "around"))
def repeated_word(
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    allowed: Bounded,
    around: Bounded,
    furniture: Bounded,
) -> Yield:
    """No word or stretch of text is printed twice in a row.

    `allowed` are words that may be, `around` what stands there where both belong to longer words; before the
    first section, sentences with `furniture` are a page's own.
    """
    prose = prose_of(scope, vocabulary)
    for start, length in repeats(prose.text):
        end = start + 2 * length
        word = prose.text[start : start + length]
        if allowed.pattern.fullmatch(word) or around.inside(prose.near(start, end, 4, 4)):
            continue
        if not prose.section(start) and _of_the_page(prose, start, furniture):
            continue
        first, second = prose.span(start, start + length), prose.span(start + length, end)
        if first.end == second.start:
            facts = {"text": prose.text[start:end], "around": prose.near(start, end)}
            edits = replaced(prose.span, start + length, end, "")
            # A figure told twice may be two figures.
            fix = Fix(edits, "fix.repeated", safe=not any(map(str.isdigit, word)))
            yield Breach(first._replace(end=second.end), facts, fixes=(fix,))


def _of_the_page(prose: Prose, at: int, furniture: Bounded) -> bool:
    """Whether a place before the first section is in a page's own lines, or in a heading glued to them."""
    first, _ = prose.line(at)
    return furniture.inside(prose.sentence(at)) or not _MARK.search(prose.text, first, at)


@rule(facts=("text", "count", "prose"))
def repeated_paragraph(
    _node: Node,
    scope: Scope,
    *,
    marks: Bounded,
    notes: Bounded,
    least: int = 30,
    headed: tuple[str, ...] = (),
) -> Yield:
    """No paragraph of `least` characters or more with one of `marks` is printed twice, nor the title.

    Paragraphs that begin with `notes` may be. Only in sections without a table. Files of the kinds `headed` print
    the title in boxes and headings of their own.
    """
    report = scope.report
    same: dict[str, list[Piece]] = {}
    long = [(_bare(piece.text), piece) for piece in _paragraphs(report) if len(piece.text) >= least]
    if len({text for text, _ in long}) < len(long):
        for text, piece in long:
            if marks.inside(piece.text) and not notes.pattern.match(piece.text):
                same.setdefault(text, []).append(piece)
    doubled = [pieces for text, pieces in same.items() if len(pieces) > 1 and len(text) >= least]
    if doubled:
        again = [piece for pieces in doubled for piece in pieces[1:]]
        yield _again([doubled[0][0], *again], prose=True, count=len(again) + 1 if len(doubled) == 1 else 2)
    titled = report.title if scope.document.kind not in headed else None
    title = _bare(titled.printed) if titled else ""
    titles = [piece for piece in report.preamble if title and _bare(piece.text) == title]
    if len(titles) > 1:
        yield _again(titles, prose=False, count=len(titles))


def _paragraphs(report: Report) -> Iterator[Piece]:
    for section in report.sections:
        if section.table is None:
            yield from section.paragraphs


def _bare(text: str) -> str:
    return "".join(text.split())


def _again(pieces: list[Piece], *, prose: bool, count: int) -> Breach:
    text = _bare(pieces[0].text)[:_SHOWN]
    related = tuple(
        Related(piece.span(), _bare(piece.text)[:_SHOWN])
        for piece in pieces[:_MANY]
        if piece is not pieces[1]
    )
    return Breach(pieces[1].span(), {"text": text, "count": count, "prose": prose}, related=related)


@rule(facts=("text", "item"))
def repeated_item(  # noqa: PLR0913 - one parameter for each key of a constraint
    _node: Node,
    scope: Scope,
    *,
    vocabulary: Vocabulary,
    mark: str,
    joints: Bounded,
    leads: Bounded,
    unless: Bounded,
) -> Yield:
    """No item stands twice in a list of items joined by `mark`.

    An item with one of `joints` ends a list; its first item stands behind what `leads` to it; clauses with
    `unless` may repeat.
    """
    prose = prose_of(scope, vocabulary)
    for start, clause in clauses_with(mark, prose.text):
        items = twice(clause.split(mark), joints, leads)
        if items and not unless.inside(clause):
            place = prose.span(start, start + len(clause))
            yield from (Breach(place, {"text": clause[:_SHOWN], "item": item}) for item in items)
