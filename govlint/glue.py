"""Tables whose cells are glued together on one line.

Duty: find the labels in such a line and leave what stands between them as it is. May not guess where one
count ends and the next begins.
"""

from __future__ import annotations

import re
from functools import lru_cache

from govlint.document import Piece
from govlint.grammar import kind_of
from govlint.lexicon import Lexicon, Reading
from govlint.normal import fold, fold_text
from govlint.patterns import lazy

_SHORTEST_LINE = 60
_FEWEST_LABELS = 4
_STRONG = 6
_DIGITS = 16
"""At least one character in so many is a digit where a table is glued into a line."""
_DIGIT = lazy(r"\d")
_NEVER = "(?!)"
Part = tuple[Piece, tuple[Reading, ...]]


@lru_cache(maxsize=64)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    texts = {
        fold_text(text)[0]
        for terminal, alternatives in lexicon.form.labels.items()
        if kind_of(terminal) not in ("HEADING", "NOTE")
        for text in alternatives
    }
    texts |= {
        fold_text(alternatives[0])[0]
        for t, alternatives in lexicon.form.labels.items()
        if kind_of(t) == "NOTE"
    }
    longest = sorted(texts - {""}, key=lambda text: (-len(text), text))
    # A form without tables has no label; an empty expression would find nothing everywhere.
    return lazy("|".join(re.escape(text) for text in longest) or _NEVER)


def unglue(piece: Piece, lexicon: Lexicon) -> tuple[Part, ...]:
    """Labels with their readings and the text between them; empty where the line is no glued table."""
    if len(piece.text) < _SHORTEST_LINE or len(_DIGIT.findall(piece.text)) * _DIGITS < len(piece.text):
        return ()
    folded = fold(piece)
    found = list(_pattern(lexicon).finditer(folded.text))
    if not _is_table(folded.text, found):
        return ()
    offsets = folded.offsets or range(len(folded.text))
    parts: list[Part] = []
    at = 0
    for match in found:
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        readings = lexicon.readings(match[0])
        if not readings or start < at:
            continue
        parts.extend(_text(piece, at, start))
        parts.append((piece.part(start, end), readings))
        at = end
    parts.extend(_text(piece, at, len(piece.text)))
    return tuple(parts)


def _is_table(text: str, found: list[re.Match[str]]) -> bool:
    """Whether a line holds several long labels, or hardly anything but labels and digits."""
    if len({match[0] for match in found if len(match[0]) >= _STRONG}) >= _FEWEST_LABELS:
        return True
    if len(found) < 2 * _FEWEST_LABELS:
        return False
    covered = sum(len(match[0]) for match in found) + len(_DIGIT.findall(text))
    return covered * 5 >= len(text) * 4


def _text(piece: Piece, start: int, end: int) -> list[Part]:
    text = piece.text[start:end]
    stripped = text.strip()
    if not stripped:
        return []
    begin = start + len(text) - len(text.lstrip())
    return [(piece.part(begin, begin + len(stripped)), ())]
