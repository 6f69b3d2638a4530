"""Numbers as prose writes them: Arabic with separators and Chinese, with their multipliers.

Duty: text of a number to an exact count. May not know units, hedges or what is counted.
"""

from __future__ import annotations

from decimal import Decimal

from govlint.model import Count

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,6})?"
DIGIT = "[〇零一二两三四五六七八九十百千]"
CHINESE = DIGIT + "{1,9}"
MULTIPLIERS = {"": 1, "百": 100, "千": 1000, "万": 10000, "亿": 100000000}
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def count(text: str, multiplier: str = "") -> Count | None:
    """The count that a number's text and its multiplier make; None where the text is no number."""
    number = arabic(text) if text[0].isascii() else chinese(text)
    return None if number is None else whole(number * MULTIPLIERS[multiplier])


def arabic(text: str) -> Count:
    """An Arabic number, with or without separators."""
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def chinese(text: str) -> int | None:
    """A Chinese number below ten thousand; None where the characters make none."""
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _TENS:
            total += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)


def whole(number: Count) -> Count:
    """An `int` where the number is one."""
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else number


def printed_digits(text: str) -> int:
    """How many digits stand behind the point."""
    return len(text.partition(".")[2])
