"""Check digits of long numbers.

Duty: tell whether a number can be what it looks like. May not know where it stands.
"""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def resident(number: str) -> bool:
    """Whether 18 characters are a resident's identity number: day of birth and check digit (GB 11643)."""
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit() or number[0] == "0":
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not 1900 <= year <= 2100 or not _is_day(year, month, day):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn(number: str) -> bool:
    """Whether the last digit of a card's number fits the others (ISO/IEC 7812-1)."""
    if not number.isascii() or not number.isdigit() or len(set(number)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        share = int(digit) * (2 if place % 2 else 1)
        total += share - 9 if share > 9 else share
    return total % 10 == 0
