"""What reading does at once for most lines gives what it gives step by step."""

import random

import pytest
import reports
from parsing import document, parse, recogniser

from govlint.alphabet import Alphabet
from govlint.document import Paragraph, Strip
from govlint.lexer import _Lexer
from govlint.readers import Source, text, unsupported
from govlint.ruled import RowLexer

LAYOUTS = (*reports.LAYOUTS, *reports.UNREADABLE_LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_taken_at_once_is_the_row_taken_cell_by_cell(layout, monkeypatch):
    printed = [
        reports.write(reports.make(seed, form=form, profile=profile), layout).text
        for seed, (form, profile) in enumerate(
            [("gfoi-2019", "small"), ("gfoi-2021", "sparse"), ("gfoi-2021", "large")]
        )
    ]
    at_once = [parse(one) for one in printed]
    monkeypatch.setattr(RowLexer, "told", lambda self, pieces, _head, source: self.untold(pieces, source))
    monkeypatch.setattr(_Lexer, "run_on", lambda _self, _blocks, at: at)
    monkeypatch.setattr(Alphabet, "is_strange", lambda _self, _text: False)
    monkeypatch.setattr(Alphabet, "lacks", lambda _self, _text: False)
    monkeypatch.setattr("govlint.skeleton._plain_cells", lambda _row, _pieces: None)
    assert [parse(one) for one in printed] == at_once


@pytest.mark.parametrize(
    "line", ["||", "| |", " | 5 |", "行政许可 |  | 3 ||", "| 行政许可 | | 行政处罚 | 4 |", "规章 | 行政许可"]
)
def test_odd_rows_are_the_same_both_ways(line, monkeypatch):
    whole = reports.write(reports.make(1), "pipes").text.replace("行政许可 |", f"{line}\n行政许可 |", 1)
    at_once = parse(whole)
    monkeypatch.setattr(RowLexer, "told", lambda self, pieces, _head, source: self.untold(pieces, source))
    assert parse(whole) == at_once


def test_a_text_with_a_strange_letter_is_no_label(monkeypatch):
    lexicons = [kit.lexicon for kit in recogniser().kits]
    rng = random.Random(1)
    labels = [label for lexicon in lexicons for found in lexicon.form.labels.values() for label in found]
    texts = []
    for label in labels:
        at = rng.randint(0, len(label))
        extra = rng.choice(["龘", "q", "（龘）", "(甲乙", "㈠龘", "【龘", "無", "一", "3", "。", "國"])
        texts += [label, label[:at] + extra + label[at:], label + extra, extra + label]
    found = [[lexicon._look_up(one) for one in texts] for lexicon in lexicons]
    assert any(any(each) for each in found)
    monkeypatch.setattr(Alphabet, "is_strange", lambda _self, _text: False)
    assert [[lexicon._look_up(one) for one in texts] for lexicon in lexicons] == found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_found_whatever_ends_them(end):
    lines = ["一、总体情况", "", "  2023年  ", "a | b", "", "3"]
    source = document(end.join(lines) + end)
    pieces = [block.line if isinstance(block, Strip) else block.piece for block in source.blocks]
    assert [piece.text for piece in pieces] == [line.strip() for line in lines if line]
    assert all(source.text[piece.at(0) : piece.end] == piece.text for piece in pieces)


def test_line_ends_of_two_kinds_are_told_apart():
    pieces = [block.piece.text for block in document("一\r\n二\n三\r四").blocks]
    assert pieces == ["一", "二", "三", "四"]


def test_a_line_with_no_pipe_but_escaped_ones_is_a_paragraph():
    (block,) = document("a \\| b\n").blocks
    assert isinstance(block, Paragraph)
    assert block.piece.text == "a | b"


@pytest.mark.parametrize("more", range(4))
def test_a_text_cut_within_a_letter_is_a_text(more):
    data = ("x" * more + "公开" * 4096).encode()
    assert unsupported.kind_of(data, ".txt") == ""
    assert text.read(Source("a.txt", data)).text == data.decode()
    assert unsupported.kind_of(b"\x01" * 100 + data, ".txt") == ""
    assert unsupported.kind_of(b"\x01" * 3000 + data, ".txt") == "binary"
