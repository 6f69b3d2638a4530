"""A document to a report: recognise, lex, parse, build.

Duty: the order of the stages. May not do any of their work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlint.builder import Builder
from govlint.document import Document, Piece
from govlint.facts import identify, read_facts
from govlint.forms import Kit, Recognised, Recogniser
from govlint.grammar import PROSE
from govlint.lexer import tokenize
from govlint.model import Deviation, Report, Section
from govlint.outline import Ordered, order_sections, settle
from govlint.places import Span
from govlint.planned import plan
from govlint.records import dataclass, replace
from govlint.script import simplified
from govlint.skeleton import NO_SKELETON, Filled, fill, keep, shape_of
from govlint.styles import restyle
from govlint.syntax import Tree, parse
from govlint.tokens import Token
from govlint.wrapped import join_wrapped, wrap_width

_LOST = ("lost", "row")


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A document that is no report of any known form, with the labels seen of each."""

    candidates: tuple[tuple[str, int], ...]


def understand(document: Document, recogniser: Recogniser, form: str | None = None) -> Report | NotAReport:
    """The report that a document prints; `form` names the form to hold it against instead of recognising it."""
    document = simplified(document, recogniser.kits)
    found = recogniser.recognise(document)
    if form is not None:
        found = Recognised(next(kit for kit in recogniser.kits if kit.form.id == form), found.candidates)
    if found.kit is None:
        return NotAReport(found.candidates)
    built = [_build(document, kit, found.candidates) for kit in (found.kit, *found.rivals)]
    return min(built, key=_strangeness)


def _strangeness(report: Report) -> int:
    """How far a report is from its form: a table or counts that are not to be told say nothing of that."""
    return sum(one.of in ("row", "counts") and one.kind != "lost" for one in report.deviations)


def tokens_of(document: Document, kit: Kit) -> list[Token]:
    """The tokens of a document, in the order printed."""
    return settle(restyle(tokenize(simplified(document, (kit,)), kit.lexicon), kit.form))


def tree_of(document: Document, kit: Kit) -> Tree:
    """The repaired tree of a document, for those who want to see how it was read."""
    ordered = order_sections(tokens_of(document, kit), kit.form, free=_free(kit))
    return parse(ordered.tokens, kit.parser)[0]


def _build(document: Document, kit: Kit, candidates: tuple[tuple[str, int], ...]) -> Report:
    end = len(document.text)
    made = _made(tokenize(document, kit.lexicon), kit, end)
    width = wrap_width(made.prose)
    sections = tuple([_unwrap(section, width) for section in made.sections]) if width else made.sections
    preamble = join_wrapped(made.preamble, width)
    facts = read_facts(kit.finders, _paragraphs(preamble, sections))
    identity = identify(facts)
    return Report(
        form=kit.form.id,
        span=Span(0, end),
        sections=sections,
        preamble=preamble,
        facts=facts,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        deviations=made.deviations,
        candidates=candidates,
        # Without a label of its own the form may be another; the year then proves nothing.
        form_years=kit.form.years if any(dict(candidates).get(name) for name in kit.form.lineage) else None,
    )


def _made(raw: list[Token], kit: Kit, end: int) -> Filled:
    """What the tokens make: by the skeleton of an earlier report with the same, or else the long way."""
    shape = shape_of(raw)
    filled = fill(kit.skeletons.get(shape), raw)
    if filled is not None:
        return filled
    tokens = settle(restyle(raw, kit.form))
    ordered = order_sections(tokens, kit.form, free=_free(kit))
    tree, bounded = parse(ordered.tokens, kit.parser)
    built = Builder(kit.form).build(tree)
    deviations = (*built.deviations, *_outline(ordered, kit), *_bound(bounded, end))
    if shape is not None and all(one[:2] == _LOST for one in deviations):
        # A layout that is met for the second time will be met again.
        met = kit.skeletons.get(shape) is not None
        keep(kit.skeletons, shape, plan(raw, ordered.tokens, tree, kit.form) if met else NO_SKELETON)
    prose = tuple([piece for token in tokens if token.kind == PROSE for piece in token.pieces])
    return Filled(built.sections, built.preamble, prose, deviations)


def _paragraphs(preamble: Sequence[Piece], sections: Sequence[Section]) -> Iterator[tuple[str, Piece]]:
    """Every paragraph with the key of its section."""
    yield from (("", piece) for piece in preamble)
    for section in sections:
        yield from ((section.key, piece) for piece in section.paragraphs)


def _free(kit: Kit) -> bool:
    """Whether the form takes its sections in any order."""
    first, last = kit.form.sections[0], kit.form.sections[-1]
    return first != last and kit.parser.step(0, f"{last.upper()}_HEADING") is not None


def _unwrap(section: Section, width: int) -> Section:
    return replace(section, paragraphs=join_wrapped(section.paragraphs, width))


def _outline(ordered: Ordered, kit: Kit) -> list[Deviation]:
    kinds = [("moved", token) for token in ordered.moved] + [
        ("repeated", token) for token in ordered.repeated
    ]
    return [_deviation(kind, token, kit) for kind, token in kinds]


def _deviation(kind: str, token: Token, kit: Kit) -> Deviation:
    key = token.readings[0].terminal.removesuffix("_HEADING").lower()
    return Deviation(kind, "section", key, kit.form.labels[token.readings[0].terminal][0], token.span)


def _bound(bounded: bool, end: int) -> list[Deviation]:
    return [Deviation("unexpected", "bound", "", "", Span(0, end))] if bounded else []


__all__ = ["NotAReport", "Piece", "tokens_of", "tree_of", "understand"]
