"""Places in other files than a finding's own.

Duty: name them as `places.py` names those of the finding's file. May not read any file.
"""

from __future__ import annotations

from govlint.display.places import locus_text, within
from govlint.findings import FileOutcome, Operand, Related
from govlint.places import Spot
from govlint.words import Catalogue


def place_of(other: Operand | Related, file: FileOutcome, words: Catalogue, lang: str) -> str:
    """Where an operand or related place stands: within the file, or with the path of the other file."""
    if not other.path or other.spot is None:
        return within(file.document, other.span, words, lang)
    return spot_text(other.path, other.spot, words, lang)


def spot_text(path: str, spot: Spot, words: Catalogue, lang: str) -> str:
    """`path:line:column`, or the path and the locus in words."""
    if spot.start is not None:
        return f"{path}:{spot.start.line}:{spot.start.column}"
    place = locus_text(spot.locus, words, lang) if spot.locus else ""
    return words.text("place.elsewhere", lang, path=path, place=place).strip()
