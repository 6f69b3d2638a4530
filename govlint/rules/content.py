"""Rules about what the prose of a section says, or fails to say.

Duty: topics not told, a section without substance, promises alone, too many words. May not know a topic
or its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from govlint.bodies import Body, body_of
from govlint.document import Piece
from govlint.findings import Words
from govlint.model import Report, Section
from govlint.normal import fold_text
from govlint.patterns import lazy
from govlint.places import Span
from govlint.records import dataclass
from govlint.rule import Breach, Node, NotChecked, Scope, Yield, rule

NODES = ("report", "section")
_SENTENCE = lazy(r"[。;；,，!！]")
_SPACE = lazy(r"\s+")
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to be told: its name, and patterns one of which is found where it is."""

    name: Words
    patterns: Patterns


@rule(facts=("missing", "count"), nodes=NODES)
def topics(
    node: Node,
    scope: Scope,
    *,
    tell: tuple[Topic, ...],
    bodies: tuple[Body, ...] = (),
    kinds: tuple[str, ...] = (),
) -> Yield:
    """Each topic is told somewhere in the node; only by bodies of `kinds`, where some are given."""
    if _unheaded(node):
        yield _unread(node)
        return
    whole = _whole(node, scope)
    missing = tuple(topic.name for topic in tell if not _any(topic.patterns, whole))
    if not missing:
        return
    if kinds and scope.report.agency is None:
        yield NotChecked("no_agency", node.span)
    elif not kinds or _kind(scope.report.agency or "", bodies) in kinds:
        yield Breach(_head(node), {"missing": missing, "count": len(missing)})


def _kind(agency: str, bodies: Iterable[Body]) -> str:
    body = body_of(agency, bodies)
    return body.kind if body else ""


@rule(facts=("lack",), nodes=("section",))
def substance(  # noqa: PLR0913 - one parameter for each key of a constraint
    node: Node,
    scope: Scope,
    *,
    least: int,
    nothing: Patterns,
    sides: tuple[Topic, ...],
    lacks: Mapping[str, Words],
) -> Yield:
    """A section says something, in `least` characters or more, and tells every one of its `sides`.

    `lacks` words what it lacks: `empty`, `nothing` (it says that there is nothing), `short`, or `side`, which
    takes `{name}`.
    """
    if _unheaded(node):
        yield _unread(node)
        return
    whole = _whole(node, scope)
    lack = _lack(whole, least, nothing)
    if lack:
        yield Breach(_head(node), {"lack": lacks[lack]})
        return
    for side in sides:
        if not _any(side.patterns, whole):
            yield Breach(_head(node), {"lack": _named(lacks["side"], side.name)})


def _lack(whole: str, least: int, nothing: Patterns) -> str:
    if not whole:
        return "empty"
    if any(pattern.fullmatch(whole) for pattern in nothing):
        return "nothing"
    return "short" if len(whole) < least else ""


def _named(words: Words, name: Words) -> Words:
    return Words(words.zh.format(name=name.zh), words.en.format(name=name.en))


@rule(facts=("text",), nodes=("section",))
def promises_only(node: Node, _scope: Scope, *, promises: Patterns, matters: Patterns) -> Yield:
    """A section has sentences, all promises: one of `promises` is found in them and none of `matters`."""
    told = [text for text in _texts(node) if _SENTENCE.search(text)]
    whole = "".join(told)
    if _any(promises, whole) and not _any(matters, whole):
        yield Breach(_head(node), {"text": told[0][:30]})


@rule(facts=("count", "most"), nodes=("section",))
def too_long(node: Node, _scope: Scope, *, most: int) -> Yield:
    """A section's prose has more than `most` characters, spaces not counted."""
    count = sum(len(_SPACE.sub("", piece.text)) for piece in _paragraphs(node))
    if count > most:
        yield Breach(_head(node), {"count": count, "most": most})


def _unheaded(node: Node) -> bool:
    """Whether a section has no heading, so that its prose may stand in another."""
    return isinstance(node.value, Section) and node.value.heading is None


def _unread(node: Node) -> NotChecked:
    return NotChecked("unchecked-missing", node.span, {"place": node.label})


def _paragraphs(node: Node) -> tuple[Piece, ...]:
    if isinstance(node.value, Section):
        return node.value.paragraphs
    assert isinstance(node.value, Report)
    return (*node.value.preamble, *_all(node.value.sections))


def _all(sections: Iterable[Section]) -> Iterator[Piece]:
    for section in sections:
        yield from section.paragraphs


def _texts(node: Node) -> list[str]:
    return [text for piece in _paragraphs(node) if (text := fold_text(piece.text)[0])]


def _whole(node: Node, scope: Scope) -> str:
    """All the prose in one, since a line may break within a word."""
    value = node.value
    if isinstance(value, Section):
        return _of_section(value, scope)
    assert isinstance(value, Report)
    return scope.once("whole prose", lambda: _of_report(value, scope))


def _of_report(report: Report, scope: Scope) -> str:
    return _folded(report.preamble) + "".join([_of_section(section, scope) for section in report.sections])


def _of_section(section: Section, scope: Scope) -> str:
    return scope.once(("whole prose", id(section)), lambda: _folded(section.paragraphs))


def _folded(pieces: Iterable[Piece]) -> str:
    return "".join([fold_text(piece.text)[0] for piece in pieces])


def _any(patterns: Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _head(node: Node) -> Span:
    """The heading of a section, the title of a report, or the beginning."""
    value = node.value
    label = (
        value.heading if isinstance(value, Section) else value.title if isinstance(value, Report) else None
    )
    return label.span if label else Span(node.span.start, min(node.span.start + 1, node.span.end))
