"""Bytes become text without losing one silently."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.encodings import Decoded, decode, family
from govlint.errors import GovlintError
from govlint.places import Span

REPORT = (
    "云麓县松风镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n"
    "依据有关规定编制本报告，所列数据的统计期限自1月1日起至12月31日止。\n规章\n0\n\u3000\n"
) * 6
TITLE = "云麓县松风镇人民政府年度报告"
FIGURES = "规章 13 13 524\n" * 3 + "1,2,3\n" * 500
TRADITIONAL = "政府資訊公開年度報告，規章現行有效件數與結轉下年度繼續辦理。\n" * 4


@pytest.mark.parametrize("text", [REPORT, TITLE, FIGURES], ids=["report", "title", "figures"])
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_content_tells_the_encoding(text: str, written: str, told: str) -> None:
    assert decode(text.encode(written)) == Decoded(text, told)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_with_a_mark(mark: bytes) -> None:
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + REPORT.encode(name)) == Decoded(REPORT, name)


def test_traditional_characters_in_big5_and_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")) == Decoded(TRADITIONAL, "big5hkscs")
    assert decode(TRADITIONAL.encode("gb18030")) == Decoded(TRADITIONAL, "gb18030")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "utf-16", "iso-8859-1", "no-such", "hex"])
@pytest.mark.parametrize("written", ["utf-8", "gbk"])
def test_a_wrong_declaration_does_not_matter(written: str, declared: str) -> None:
    assert decode(REPORT.encode(written), declared=declared).text == REPORT


def test_a_declaration_decides_between_equals() -> None:
    data = b"\xb0\xa1"
    assert decode(data).encoding == "gb18030"
    assert decode(data, declared="big5").encoding == "big5hkscs"


def test_asked_overrides_and_takes_the_whole_of_gb18030() -> None:
    assert decode(REPORT.encode(), asked="latin-1").text == REPORT.encode().decode("latin-1")
    assert decode("㐂".encode("gb18030"), asked="GB2312") == Decoded("㐂", "gb18030")
    assert decode(codecs.BOM_UTF8 + b"a", asked="utf-8") == Decoded("a", "utf-8")


@pytest.mark.parametrize("name", ["no-such", "hex", "a\0b", "rot13"])
def test_an_unknown_name_is_the_users_mistake(name: str) -> None:
    assert family(name) is None
    with pytest.raises(GovlintError, match="unknown encoding"):
        decode(b"x", asked=name)


@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_undecodable_bytes_are_told_with_their_place(written: str) -> None:
    before, after = REPORT[:30], REPORT[30:]
    head = before.encode(written)
    found = decode(head + b"\xff\xff" + after.encode(written))
    assert found.text == before + "\ufffd\ufffd" + after
    assert found.encoding == written
    (trouble,) = found.troubles
    assert (trouble.name, trouble.span) == ("encoding-undecodable", Span(30, 32))
    assert dict(trouble.facts) == {"offset": len(head), "length": 2, "more": 0}


def test_places_count_the_mark() -> None:
    assert dict(decode(codecs.BOM_UTF8 + b"a\xff").troubles[0].facts)["offset"] == 4


def test_half_a_unit_and_a_lone_surrogate_of_utf16_are_told() -> None:
    found = decode(codecs.BOM_UTF16_LE + "规章".encode("utf-16-le") + b"\x00\xd8" + b"a\0" + b"x")
    assert found.text == "规章\ufffda\ufffd"
    assert [dict(trouble.facts)["offset"] for trouble in found.troubles] == [6, 10]


def test_codecs_with_state_tell_the_place_in_the_text() -> None:
    found = decode(b"ab\xff\xff", asked="iso2022_kr")
    assert found.text.startswith("ab")
    assert found.troubles


def test_floods_of_bad_bytes_are_counted() -> None:
    found = decode(b"\xff, " * 1000)
    assert len(found.troubles) == 50
    assert dict(found.troubles[-1].facts)["more"] == 950
    assert found.text == "\ufffd, " * 1000


def test_odd_characters_survive() -> None:
    text = "规章\0\r一\r\n二\n三\u2028四\x85五\x0b六\ufeff七𠮷"
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_nothing_is_nothing() -> None:
    assert decode(b"") == Decoded("", "utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_that_can_be_written_again(data: bytes) -> None:
    found = decode(data)
    found.text.encode("utf-8")
    replaced = found.text.count("\ufffd") and not found.troubles
    assert not replaced or b"\xef\xbf\xbd" in data or "16" in found.encoding or found.encoding == "gb18030"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_never_mistaken(text: str) -> None:
    data = text.encode()
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)) and "\0" not in text:
        assert decode(data) == Decoded(text, "utf-8")
