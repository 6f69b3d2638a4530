"""Printed counts: what one cell's text says.

Duty: number, unit, state and flaw of one printed count, by an explicit grammar. May not use `float`, nor
`int` on anything but digits it has checked, nor know which column a cell stands in.

Flaws: `dash` (a mark that stands for nothing), `words`, `malformed` (digits that make no number) have no
count; `mixed_width` has one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from govlint.model import Count, State
from govlint.named import NamedTuple
from govlint.patterns import lazy

MAX_DIGITS = 18
_LONGEST = 64
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"))
_NARROW = str.maketrans("０１２３４５６７８９．，＋－﹣−–", "0123456789.,+----")
_THIN = "\u2009\u202f\u2007\u2008\u2006\xa0 "
_DASHES = frozenset("/-—–―‐－−／\\＼_＿*＊.。无")
_LOOKALIKES = frozenset("OoIlQ")
_LETTERS = r"A-Za-z\u3400-\u4dbf\u4e00-\u9fff"
_NUMBER = lazy(
    rf"(?P<money>[¥￥$]\s?)?"
    rf"(?P<sign>[+-])?"
    rf"(?P<whole>\d{{1,{_LONGEST}}}|\d{{1,3}}(?P<comma>[,{_THIN}])\d{{3}}(?:(?P=comma)\d{{3}}){{0,{_LONGEST}}})"
    rf"(?:\.(?P<fraction>\d{{1,{_LONGEST}}}))?"
    rf"\s?(?P<unit>[{_LETTERS}]{{1,8}}|[%％‰])?",
    re.ASCII,
)
_WIDE_DIGIT = lazy("[０-９]")
_NARROW_DIGIT = lazy("[0-9]")


class Number(NamedTuple):
    """What a printed count says: why it has a number or none, the number, its unit, its flaw."""

    state: State
    count: Count | None = None  # type: ignore[assignment]  # hides a method that nobody needs
    unit: str = ""
    flaw: str = ""


BLANK = Number(State.BLANK)


def read(text: str) -> Number:
    """The number that a cell prints."""
    return _read(text) if len(text) <= _LONGEST else _long(text)


@lru_cache(maxsize=2048)
def _read(text: str) -> Number:
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return Number(State.COUNT, int(text))
    bare = text.translate(_INVISIBLE).strip()
    if not bare:
        return BLANK
    match = _NUMBER.fullmatch(bare.translate(_NARROW))
    if match is None or _LOOKALIKES.issuperset(match["unit"] or " "):
        return Number(State.NOT_A_NUMBER, flaw=_flaw(bare))
    return _number(match, bare)


def _number(match: re.Match[str], bare: str) -> Number:
    whole = "".join(filter(str.isdecimal, match["whole"]))
    fraction = match["fraction"] or ""
    if len(whole) + len(fraction) > MAX_DIGITS:
        return Number(State.NOT_A_NUMBER, flaw="malformed")
    magnitude: Count = Decimal(f"{whole}.{fraction}") if fraction else int(whole)
    mixed = _WIDE_DIGIT.search(bare) and _NARROW_DIGIT.search(bare)
    return Number(
        State.COUNT,
        -magnitude if match["sign"] == "-" else magnitude,
        match["unit"] or (match["money"] or "").strip(),
        "mixed_width" if mixed else "",
    )


def _flaw(bare: str) -> str:
    if _DASHES.issuperset(bare):
        return "dash"
    digits = bare.translate(_NARROW)
    damaged = _NARROW_DIGIT.search(digits) or _LOOKALIKES.issuperset(digits)
    return "malformed" if damaged else "words"


def _long(text: str) -> Number:
    bare = text.translate(_INVISIBLE).strip()
    return _read(bare) if len(bare) <= _LONGEST else Number(State.NOT_A_NUMBER, flaw="words")
