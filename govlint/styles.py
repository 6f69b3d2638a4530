"""How a report numbers its sections, where it does otherwise than its form.

Duty: find the one style in which all its headings are numbered, and take those for the headings. May not know a label,
nor look at what stands between headings.

A chapter's number or a bracketed one at the head of a section is a peculiarity of the whole report; the same
before a single title is a topic inside a section.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.grammar import Form, kind_of
from govlint.labels import label_key
from govlint.tokens import Token, prose_token

_TOP, _NONE = "top", ""
_LACKING = 1
"""So many sections may have lost their heading."""
Known = dict[str, dict[str, Token]]
"""The first heading of each section with its own number, by style."""


def restyle(tokens: list[Token], form: Form) -> list[Token]:
    """The tokens, with headings of the report's own style beyond doubt and those of any other as prose.

    Nothing changes where the form's own style heads half as many sections.
    """
    headings = {f"{section.upper()}_HEADING" for section in form.sections}
    found = _known(tokens, headings)
    most = max(found, key=lambda style: (len(found[style]), style), default="")
    chosen = found.get(most, {})
    few = len(chosen) < max(len(headings) - _LACKING, 2)
    if most == _TOP or few or len(chosen) <= 2 * len(found.get(_TOP, {})):
        return tokens
    ours = {id(token) for token in chosen.values()}
    return [_settled(token, id(token) in ours, chosen) for token in tokens]


def _known(tokens: Sequence[Token], headings: set[str]) -> Known:
    found: Known = {}
    for token in tokens:
        first = token.readings[0] if token.readings else None
        if first is None or first.terminal not in headings or first.damaged:
            continue
        number = label_key(token.marker + token.text).number
        value = number and _VALUES.get(number.value, number.value)
        if number is None or first.expected is None or value == first.expected.value:
            style = number.style if number else _NONE
            found.setdefault(style, {}).setdefault(first.terminal, token)
    return found


_VALUES = {str(value): numeral for value, numeral in enumerate("一二三四五六七八九十", 1)}


def _settled(token: Token, ours: bool, chosen: dict[str, Token]) -> Token:
    """A heading of the style without its cost; another of the same section as prose."""
    if ours:
        return token._replace(readings=tuple([r._replace(cost=0) for r in token.readings]))
    other = token.readings and kind_of(token.readings[0].terminal) == "HEADING"
    return prose_token(token.pieces) if other and token.readings[0].terminal in chosen else token
