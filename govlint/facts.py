"""Facts: what a form's patterns read in prose, and whose report of which year that makes it.

Duty: search patterns cheaply, choose title, agency and year. May not know the words of any form, nor judge.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from govlint.calendar_text import year_before_publication, year_of
from govlint.document import Piece
from govlint.model import Fact, Label
from govlint.named import NamedTuple
from govlint.normal import Folded, fold
from govlint.patterns import compiled, lazy
from govlint.places import Span

_SAME_PART = lazy(r"_\d+$")
_FLAGS = lazy(r"^\(\?[a-z]+\)")
_PLACE = "here"
_LABEL = lazy(r"[\u4e00-\u9fff]{2,6}:?$")
_SHORT = 30
_SHORTEST = 4
"""No pattern of a form matches less, and broken tables leave many such scraps."""


_Parts = tuple[tuple[str, str], ...]


class Finder(NamedTuple):
    """A pattern as it is searched: at the start alone where it begins with `^`; compiled when first needed."""

    name: str
    source: str
    anchored: bool
    signs: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        return _compiled(self.source)[0]

    @property
    def parts(self) -> _Parts:
        """(group, part) pairs: `year_2` is another spelling of `year`."""
        return _compiled(self.source)[1]

    @property
    def find(self) -> Callable[[str], Iterable[re.Match[str]]]:
        """Finds every match in a folded text, whether or not a sign stands in it."""
        pattern = self.pattern
        if not self.anchored:
            return pattern.finditer
        return lambda text: (match,) if (match := pattern.match(text)) else ()


class Identity(NamedTuple):
    """Whose report it is and of which year, as far as the facts say."""

    title: Label | None = None
    agency: str | None = None
    year: int | None = None
    digit_loss: bool = False


def compile_facts(sources: Mapping[str, str], signs: Mapping[str, tuple[str, ...]]) -> tuple[Finder, ...]:
    """A finder for each pattern of a form; `signs` gives texts of which every match holds one."""
    return tuple(
        Finder(name, source, _FLAGS.sub("", source).lstrip().startswith("^"), signs.get(name, ()))
        for name, source in sources.items()
    )


@cache
def _compiled(source: str) -> tuple[re.Pattern[str], _Parts]:
    pattern = compiled(source)
    return pattern, tuple((group, _SAME_PART.sub("", group)) for group in pattern.groupindex)


def read_facts(finders: Sequence[Finder], paragraphs: Iterable[tuple[str, Piece]]) -> tuple[Fact, ...]:
    """Every fact in the paragraphs, each given with the key of its section, in order of place."""
    searched = [
        (section, folded)
        for section, folded in _joined([(section, fold(piece)) for section, piece in paragraphs])
        if len(folded.text) >= _SHORTEST
    ]
    if not searched:
        return ()
    found: list[Fact] = []
    for finder, places in _likely(finders, [folded.text for _, folded in searched]):
        find, parts = finder.find, finder.parts
        for index in places:
            section, folded = searched[index]
            found.extend([_fact(finder.name, parts, match, folded, section) for match in find(folded.text)])
    return tuple(sorted(found, key=_by_place))


def _by_place(fact: Fact) -> tuple[Span, str]:
    return fact.span, fact.name


def _likely(finders: Sequence[Finder], texts: Sequence[str]) -> Iterator[tuple[Finder, Iterable[int]]]:
    """Each finder with the texts where it may find something: those with a sign in it, or all where it has no signs.

    Each sign is looked for in all texts at once, since most stand nowhere in them.
    """
    whole = "\n".join(texts)
    starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
    with_sign: dict[str, set[int]] = {}
    for finder in finders:
        places = set[int]()
        for sign in finder.signs:
            if sign not in with_sign:
                with_sign[sign] = _holding(sign, whole, starts)
            places |= with_sign[sign]
        if places or not finder.signs:
            yield finder, places if finder.signs else range(len(texts))


def _holding(sign: str, whole: str, starts: Sequence[int]) -> set[int]:
    """The texts in which a sign stands."""
    found: set[int] = set()
    at = whole.find(sign)
    while at >= 0:
        index = bisect_right(starts, at) - 1
        found.add(index)
        at = whole.find(sign, starts[index + 1])
    return found


def _joined(paragraphs: Sequence[tuple[str, Folded]]) -> Iterator[tuple[str, Folded]]:
    """The paragraphs, a label that stands alone together with the day or text that follows it."""
    open_: Folded | None = None
    for section, folded in paragraphs:
        here = folded
        if open_ is not None:
            if len(folded.text) <= _SHORT and (open_.text[-1] == ":" or folded.text[:1].isdigit()):
                here = fold(_together(open_.piece, folded.piece))
            else:
                yield section, open_
        open_ = here if here is folded and _LABEL.match(here.text) else None
        if open_ is None:
            yield section, here
    if open_ is not None:
        yield paragraphs[-1][0], open_


def _together(first: Piece, second: Piece) -> Piece:
    shift = len(first.text)
    runs = (*first.runs, *((index + shift, offset) for index, offset in second.runs))
    return Piece(first.text + second.text, runs, second.end)


def _fact(name: str, parts: _Parts, match: re.Match[str], folded: Folded, section: str) -> Fact:
    start, end = match.span()
    values: list[tuple[str, str]] = []
    for group, part in parts:
        text = match[group]
        if part == _PLACE and text is not None:
            start, end = match.span(group)
        elif text:
            values.append((part, text))
    values.append(("text", match.string[start:end]))
    return Fact(name, tuple(values), folded.span(start, end), section)


def identify(facts: Sequence[Fact]) -> Identity:
    """Title, agency and report year.

    The title comes first, then the statistics period, then the first sentence of the first section, then
    the publication less one year; two of the others that agree outvote a title that none of them bears out.
    """
    titles = [fact for fact in facts if fact.name == "title" and not fact.section]
    title = next((fact for fact in titles if fact.get("agency")), titles[0] if titles else None)
    return Identity(
        title=_label(title) if title else None,
        agency=_agency(title, facts),
        year=_year(titles, facts),
        digit_loss=any(fact.name == "digit_loss" for fact in facts),
    )


def _label(fact: Fact) -> Label:
    text = fact.get("text") or ""
    return Label(text, text, fact.span)


def _agency(title: Fact | None, facts: Sequence[Fact]) -> str | None:
    last = facts[-1].section if facts else ""
    sources = [title] if title else []
    for name in ("headline", "publisher", "signed"):
        sources += [fact for fact in facts if fact.name == name and fact.section in ("", last)]
    return next((agency for fact in sources if (agency := fact.get("agency"))), None)


def _year(titles: Sequence[Fact], facts: Sequence[Fact]) -> int | None:
    printed = next((year for fact in titles if (year := year_of(fact))), None)
    others = list(_other_years(facts))
    if printed is not None and printed not in others:
        votes = Counter(others).most_common(1)
        return votes[0][0] if votes and votes[0][1] > 1 else printed
    if printed is not None:
        return printed
    line = next((year for fact in facts if fact.name == "year_line" and (year := year_of(fact))), None)
    return line or next(iter(others), None) or year_before_publication(facts)


def _other_years(facts: Sequence[Fact]) -> Iterator[int]:
    """The years of the period, of the first sentence of the first section, of the report announced."""
    for fact in facts:
        if fact.name == "period" and (year := year_of(fact, "y1")):
            yield year
            break
    first = next((fact.section for fact in facts if fact.section), None)
    for name in ("subject_year", "announced", "drawn_up"):
        for fact in facts:
            if fact.name == name and fact.section in ("", first) and (year := year_of(fact)):
                yield year
                break
