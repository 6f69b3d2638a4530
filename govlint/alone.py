"""What a cell or a line is by itself, whatever stands around it.

Duty: remember what each text is: reports of a season print the same few hundred. May not decide where that depends
on what stands around.
"""

from __future__ import annotations

from functools import lru_cache

from govlint.lexicon import Lexicon, Reading
from govlint.values import is_value

COUNT, BLANK, UNTOLD = 0, 1, 2
"""A count and no label; nothing; a text that only its neighbours can tell."""
Alone = int | tuple[Reading, ...]
"""One of those, or the readings of a label that cannot be a count."""
_MOST_KEPT, _LONGEST_KEPT = 1 << 15, 120


class Known(dict[str, Alone]):
    """What texts are, by the labels of one form; asked for by subscript."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, text: str) -> Alone:
        found = self._alone(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = found
        return found

    def _alone(self, text: str) -> Alone:
        if not text.strip():
            return BLANK
        readings = self.lexicon.readings(text)
        if not readings:
            return COUNT if is_value(text) else UNTOLD
        return UNTOLD if is_value(text) else readings


known = lru_cache(maxsize=64)(Known)
"""What texts are by a lexicon: one for all documents."""
