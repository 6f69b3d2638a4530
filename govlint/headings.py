"""Headings that run into the text behind them.

Duty: cut a long line at the headings in it. May not look at other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from govlint.document import Piece
from govlint.grammar import kind_of
from govlint.lexicon import Lexicon, Reading
from govlint.normal import fold, fold_text
from govlint.patterns import lazy

_BEFORE = frozenset(["、", ",", "“", '"', "‘", "(", "《", "〈", "由", "及", "和", "与"])
_AFTER = frozenset(["、", ",", ";", "；", "”", '"', "’", ")", "》", "〉", "和", "及", "等"])
_JOINT = 3
"""Less than so many characters stand between the names of a list."""
_NUMBERED = lazy(r"[一二三四五六七八九十]、")
Part = tuple[Piece, tuple[Reading, ...]]


@lru_cache(maxsize=64)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    texts = {
        re.escape(fold_text(text)[0].rpartition("、")[2] if "、" in text[:3] else fold_text(text)[0])
        for terminal, alternatives in lexicon.form.labels.items()
        if kind_of(terminal) == "HEADING"
        for text in alternatives
    }
    texts |= {
        re.escape(fold_text(text)[0][2:])
        for terminal, alternatives in lexicon.form.labels.items()
        if kind_of(terminal) == "HEADING"
        for text in alternatives
        if _NUMBERED.match(text)
    }
    longest = sorted((text for text in texts if len(text) > 3), key=lambda text: (-len(text), text))
    return lazy(f"[一二三四五六七八九十]、(?:{'|'.join(longest)})")


def split_headings(piece: Piece, lexicon: Lexicon) -> Iterator[Part]:
    """The parts of a line: headings with their readings, what stands between with none."""
    if "、" not in piece.text:
        yield piece, ()
        return
    folded = fold(piece)
    at = 0
    listed = -_JOINT
    for match in _pattern(lexicon).finditer(folded.text):
        before, after = folded.text[max(match.start() - 1, 0) : match.start()], folded.text[match.end() :][:1]
        # The last of a list has no mark of one behind it.
        last = match.start() - listed < _JOINT
        if last or (before in _BEFORE and before) or (after in _AFTER and after):
            listed = match.end()
            continue
        readings = lexicon.readings(match[0])
        if not readings:
            continue
        start, end = _index(folded.offsets, match.start()), _index(folded.offsets, match.end() - 1) + 1
        yield from _between(piece, at, start)
        yield piece.part(start, end), readings
        at = end
    yield from _between(piece, at, len(piece.text))


def _index(offsets: tuple[int, ...] | None, index: int) -> int:
    return index if offsets is None else offsets[index]


def _between(piece: Piece, start: int, end: int) -> Iterator[Part]:
    text = piece.text[start:end]
    stripped = text.strip()
    if stripped:
        begin = start + len(text) - len(text.lstrip())
        yield piece.part(begin, begin + len(stripped)), ()
