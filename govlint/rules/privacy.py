"""Rules on privacy: numbers that belong to a person.

Duty: identity numbers, bank cards, telephone numbers and mail addresses by their own check digits. May not know a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlint.document import Piece
from govlint.model import Report
from govlint.normal import Folded, fold
from govlint.rule import Breach, Node, Scope, Yield, rule

_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])")
_CARD = re.compile(r"(?<![\dA-Za-z.])[3-6]\d{14,18}(?![\dA-Za-z.])")
_MOBILE = re.compile(r"(?<![\dA-Za-z.-])1[3-9]\d{9}(?![\dA-Za-z.])")
_MAIL = re.compile(r"(?<![\w.])[\w.+-]{2,40}@([A-Za-z0-9-]{1,30}(?:\.[A-Za-z0-9-]{1,20}){1,4})")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHOWN = 4


def _paragraphs(node: Node) -> Iterator[Folded]:
    report = node.value
    assert isinstance(report, Report)
    pieces: list[Piece] = [*report.preamble, *(p for section in report.sections for p in section.paragraphs)]
    return (fold(piece) for piece in pieces if any(char.isdecimal() or char == "@" for char in piece.text))


def _masked(number: str) -> str:
    """A number with its middle hidden: a finding must not spread what it warns of."""
    return number[:_SHOWN] + "*" * (len(number) - _SHOWN - 2) + number[-2:]


@rule(facts=("number",))
def identity_number(node: Node, _scope: Scope) -> Yield:
    """Resident identity numbers whose birthday and check character hold (GB 11643)."""
    for folded in _paragraphs(node):
        for match in _IDENTITY.finditer(folded.text):
            if _is_identity(match[0]):
                yield Breach(folded.span(*match.span()), {"number": _masked(match[0])})


def _is_identity(number: str) -> bool:
    month, day = int(number[10:12]), int(number[12:14])
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return 1 <= month <= 12 and 1 <= day <= 31 and _CHECKS[total % 11] == number[17].upper()


@rule(facts=("number",))
def bank_card(node: Node, _scope: Scope) -> Yield:
    """Card numbers whose check digit holds (ISO/IEC 7812)."""
    for folded in _paragraphs(node):
        for match in _CARD.finditer(folded.text):
            if len(match[0]) in (16, 19) and _luhn(match[0]) and not _is_identity_like(match[0]):
                yield Breach(folded.span(*match.span()), {"number": _masked(match[0])})


def _is_identity_like(number: str) -> bool:
    return len(number) == 18 and _is_identity(number)


def _luhn(number: str) -> bool:
    digits = [int(char) for char in reversed(number)]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


@rule(facts=("number",))
def mobile_number(
    node: Node, _scope: Scope, *, published: tuple[re.Pattern[str], ...], reach: int = 40
) -> Yield:
    """Mobile telephone numbers, but for those that stand in an office's published contact."""
    for folded in _paragraphs(node):
        for match in _MOBILE.finditer(folded.text):
            before = folded.text[max(match.start() - reach, 0) : match.start()]
            if not any(pattern.search(before) for pattern in published):
                yield Breach(folded.span(*match.span()), {"number": _masked(match[0])})


@rule(facts=("address",))
def mail_address(node: Node, _scope: Scope, *, domains: tuple[str, ...]) -> Yield:
    """Mail addresses at services for private persons."""
    for folded in _paragraphs(node):
        for match in _MAIL.finditer(folded.text):
            if match[1].lower() in domains:
                yield Breach(folded.span(*match.span()), {"address": match[0]})
