"""How automatic numbers are written: decimal, Roman, letters, and the Chinese ways.

Duty: a number to its signs, by the name that Office gives to the format. May not know lists.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
_CIRCLED_ZERO = "○"
_UNITS = ("", "十", "百", "千")
_FORMAL = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_FORMAL_TRADITIONAL = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"]
_STEMS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
_BRANCHES = ["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"]
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 9999
"""Beyond this no list counts; such a number is written in digits."""


def written(value: int, style: str) -> str:
    """The number in the named format; formats without a Chinese or Western meaning give digits."""
    if not 0 <= value <= _MOST:
        return str(value)
    return _STYLES.get(style, str)(value)


def _with_units(
    digits: list[str], units: tuple[str, ...], *, zero: str, short_ten: bool
) -> Callable[[int], str]:
    """Digits with their units: one hundred, then zero, then five."""

    def write(value: int) -> str:
        figures = str(value)
        out: list[str] = []
        for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
            if figure != "0":
                out.append(digits[int(figure)] + units[place])
            elif out and out[-1] != zero:
                out.append(zero)
        while out and out[-1] == zero:
            out.pop()
        text = "".join(out) or zero
        return text[1:] if short_ten and 10 <= value < 20 else text

    return write


def _by_digit(digits: list[str]) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(figure)] for figure in str(value))


def _counting(value: int) -> str:
    """Units up to ninety-nine, single digits from a hundred."""
    return _THOUSANDS(value) if value < 100 else _by_digit([_CIRCLED_ZERO, *_DIGITS[1:]])(value)


def _cycle(signs: list[str]) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _from(first: int, last: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, the first for one."""
    return lambda value: chr(first + value - 1) if 1 <= value <= last - first + 1 else str(value)


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"


def _roman(value: int) -> str:
    out = []
    for unit, sign in _ROMAN:
        out.append(sign * (value // unit))
        value %= unit
    return "".join(out) or "0"


def _full_width(value: int) -> str:
    return "".join(chr(0xFF10 + int(figure)) for figure in str(value))


_THOUSANDS = _with_units(_DIGITS, _UNITS, zero="零", short_ten=True)
_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "none": lambda _: "",
    "bullet": lambda _: "",
    "chineseCounting": _counting,
    "chineseCountingThousand": _THOUSANDS,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _THOUSANDS,
    "japaneseCounting": _THOUSANDS,
    "koreanCounting": _THOUSANDS,
    "ideographDigital": _by_digit(_DIGITS),
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "taiwaneseDigital": _by_digit([_CIRCLED_ZERO, *_DIGITS[1:]]),
    "chineseLegalSimplified": _with_units(_FORMAL, _FORMAL_UNITS, zero="零", short_ten=False),
    "ideographLegalTraditional": _with_units(_FORMAL_TRADITIONAL, _FORMAL_UNITS, zero="零", short_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from(0x3280, 0x3289),
    "decimalEnclosedCircle": _from(0x2460, 0x2473),
    "decimalEnclosedCircleChinese": _from(0x2460, 0x2473),
    "decimalEnclosedParen": _from(0x2474, 0x2487),
    "decimalEnclosedFullstop": _from(0x2488, 0x249B),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
}
