from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.model import State
from govlint.numbers import BLANK, Number, read

COUNTS = [
    ("0", 0),
    (" 12 ", 12),
    ("\xa0\xa07", 7),
    ("０", 0),
    ("１２", 12),
    ("007", 7),
    ("+3", 3),
    ("-11", -11),
    ("−8", -8),
    ("－8", -8),
    ("1,424", 1424),
    ("1，424", 1424),
    ("12,345,678", 12345678),
    ("3\u2009119", 3119),
    ("3 119", 3119),
    ("2.5", Decimal("2.5")),
    ("3.0", Decimal("3.0")),
    ("2792220.80", Decimal("2792220.80")),
    ("\ufeff5\u200b", 5),
    ("123456789012345678", 123456789012345678),
    ("0.00", Decimal("0.00")),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_plain_count_is_read_exactly(text, count):
    number = read(text)
    assert number == Number(State.COUNT, count)
    assert type(number.count) is type(count)


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u3000\xa0", "\t", "\u200b"])
def test_nothing_printed_is_blank(text):
    assert read(text) == BLANK


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("70487元", 70487, "元"),
        ("160.5964万元", Decimal("160.5964"), "万元"),
        ("5 件", 5, "件"),
        ("¥12.5", Decimal("12.5"), "¥"),
        ("￥ 3万元", 3, "万元"),
        ("50%", 50, "%"),
    ],
)
def test_a_unit_is_kept_beside_the_number(text, count, unit):
    assert read(text) == Number(State.COUNT, count, unit)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        *((text, "dash") for text in ("/", "／", "-", "--", "—", "——", "–", "无", "*", "\\")),
        *((text, "words") for text in ("暂无", "三", "零件", "见附件", "null", "x" * 100)),
        *(
            (text, "malformed")
            for text in ("--253", "1.2.3", "O", "1O", "1O0", "l2", "12 3", "1,42", "1,4245")
        ),
        *((text, "malformed") for text in ("5.", ".5", "1,234 567", "3-4", "（3）", "1234567890123456789")),
    ],
)
def test_what_is_no_number_says_why(text, flaw):
    assert read(text) == Number(State.NOT_A_NUMBER, flaw=flaw)


def test_mixed_width_is_read_and_noted():
    assert read("1２") == Number(State.COUNT, 12, flaw="mixed_width")


@given(st.integers(-(10**15), 10**15))
def test_thousands_separators_and_width_change_nothing(count):
    plain = str(count)
    assert read(plain).count == count
    assert read(f"{count:,}").count == count
    assert read(plain.translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))).count == count


@given(st.text(max_size=80))
def test_any_text_has_exactly_one_state(text):
    number = read(text)
    assert (number.count is None) == (number.state is not State.COUNT)
    assert bool(number.flaw) or number.state in (State.COUNT, State.BLANK)


def test_foreign_digits_are_no_count():
    assert read("٣").state is State.NOT_A_NUMBER
