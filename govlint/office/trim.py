"""WordprocessingML without the elements that only say how text looks.

Duty: take out empty formatting elements, four fifths of what Word writes, before the parser makes objects of
them. May not touch an element that decides what is printed. One that a chunk's end cuts, or that is written
with another prefix or in UTF-16, simply stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govlint.patterns import lazy

_LOOKS = b"|".join(
    (
        b"[biuw]|bCs|iCs|szC?s?|rFonts|color|lang|kern|spacing|shd|highlight|position|noProof|snapToGrid|fitText",
        b"ind|jc|keepNext|keepLines|widowControl|suppressLineNumbers|adjustRightInd|autoSpaceDE|autoSpaceDN",
        b"wordWrap|textAlignment|outlineLvl|contextualSpacing|pageBreakBefore|rtl|bidi|kinsoku|overflowPunct",
        b"tcW|tblW|trHeight|vAlign|noWrap|hideMark|top|left|bottom|right|insideH|insideV|tblInd",
        b"bookmarkStart|bookmarkEnd|proofErr|lastRenderedPageBreak|lsdException",
        b"uiPriority|qFormat|unhideWhenUsed|semiHidden|rsid|name|next|link|locked|cnfStyle|tblStyle|tblLook",
    )
)
_EMPTY = lazy(rb"<w:(?:" + _LOOKS + rb")(?: [^<>]{0,400})?/>")


def trimmed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a part without formatting."""
    return (_EMPTY.sub(b"", chunk) for chunk in chunks)
