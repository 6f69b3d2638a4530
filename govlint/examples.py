"""Examples of constraints, for people: what a case changes, and what is found.

Duty: word cases. May not run them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlint.named import NamedTuple
from govlint.packs.cases import Case, Stated
from govlint.trials import Bench
from govlint.words import Catalogue

_SHOWN = 4
_LONGEST = 80


class Examples(NamedTuple):
    """A case that fails and one that passes; None where the pack has none."""

    fails: Stated | None = None
    passes: Stated | None = None


def examples_of(bench: Bench) -> Mapping[str, Examples]:
    """The first cases of each constraint, by its code."""
    found: dict[str, Examples] = {}
    for cases in bench.cases.values():
        for stated in cases.stated:
            constraint = bench.linter.packs.find(stated.constraint)
            if constraint is not None:
                known = found.get(constraint.code, Examples())
                found[constraint.code] = _with(known, stated)
    return found


def _with(known: Examples, stated: Stated) -> Examples:
    if stated.verdict == "fail" and known.fails is None:
        return known._replace(fails=stated)
    if stated.verdict == "pass" and known.passes is None:
        return known._replace(passes=stated)
    return known


def example_lines(stated: Stated, words: Catalogue, lang: str) -> list[str]:
    """What the case changes, and what is found in it."""
    changes = list(_changes(stated.case, words, lang))
    lines = changes[:_SHOWN]
    if len(changes) > _SHOWN:
        lines.append(words.text("example.more", lang, number=len(changes) - _SHOWN))
    for expected in stated.case.expected[:_SHOWN]:
        lines.append(words.text("example.found", lang, message=expected.message.get(lang)))
    return [" ".join(line.split()) for line in lines]


def _changes(case: Case, words: Catalogue, lang: str) -> Iterator[str]:
    if case.text is not None:
        yield _short(case.text)
        return
    made = list(_made(case, words, lang))
    yield from made or [words.text("example.base", lang)]


def _made(case: Case, words: Catalogue, lang: str) -> Iterator[str]:
    yield from (text for text in (case.intro, case.say) if text)
    for section, text in case.prose.items():
        yield words.text("example.prose", lang, section=section, text=_short(text))
    for cell, text in case.cells.items():
        yield words.text("example.cell" if text.strip() else "example.blank", lang, cell=cell, text=text)
    for old, new in case.replace.items():
        yield words.text("example.replace" if new else "example.drop", lang, old=_short(old), new=_short(new))
    for old, new in case.cut.items():
        yield words.text("example.cut", lang, old=_short(old), new=_short(new))
    for old in case.drop:
        yield words.text("example.drop", lang, old=_short(old))
    for old, times in case.repeat.items():
        yield words.text("example.repeat", lang, old=_short(old), times=times)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
