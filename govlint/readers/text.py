"""Plain text and Markdown: lines, and the cells that pipes, tabs and wide spaces tell apart.

Duty: recognise the layouts of tables in text (see `docs/layouts.md`). May not know any label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

from govlint.document import Document, Paragraph, Piece, Strip
from govlint.encodings import decode
from govlint.normal import INVISIBLE, printed
from govlint.patterns import lazy
from govlint.readers import Reader, Source

_LINE = lazy(r"[^\r\n]+")
_THIN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad"
_ODD = lazy(rf"[|｜│┃\t#*&<\\\-—–\s{_THIN}]")
"""What a line without has nothing to take apart."""
_SPACES = lazy(rf"[|｜│┃\t#*&<\\\-—–\u3000]|\s{{2}}|^[\s{_THIN}]|[\s{_THIN}]$")
"""What a line of words with single spaces between is without."""
_MARKED = lazy(rf"[*&<\\{_THIN}]")
_RULE = lazy(r"^[\s|+:=\-]*-{3}[\s|+:=\-]*$")
_MARKS = lazy(
    r"\*\*|&(?:amp;){0,3}lt;br\s{0,3}/?&(?:amp;){0,3}gt;|&(?:amp;){0,3}(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);|<br\s{0,3}/?>|\\(?=[|*_])",
    re.IGNORECASE,
)
_HASHES = lazy(r"^\s{0,3}#{1,6}\s+")
_WIDE_SPACE = lazy(r"(?<=\S)(?:[ \u3000\xa0]{2,})(?=\S)")
_IDEOGRAPHIC_SPACE = lazy(r"(?<=\S)\u3000(?=\S)")
_CELL = lazy(r"(?![,，\"])[^\u3000。；;]{2,60}(?<![,，\"])|[0-9０-９/]")
_PAGE_NUMBER = lazy(
    r"\s*(?:[-—–·•]\s?\d{1,4}\s?[-—–·•]|第\s?\d{1,4}\s?页(?:\s?[,，/／]?\s?共\s?\d{1,4}\s?页)?|[Pp]age\s?\d{1,4}|P\.?\s?\d{1,4})\s*$"
)
_BEGINS_PAGE_NUMBER = frozenset("-—–·•第Pp \t\u3000\xa0")
_PAGE_OF_PAGES = lazy(r"^[^\S\n]*(\d{1,3})[^\S\n]?[/／][^\S\n]?(\d{1,3})[^\S\n]*\r?$", re.MULTILINE)
_OTHER_PIPE = lazy(r"[｜│┃]")
_OPEN_PIPE = lazy(r"(?<!\\)\|")
_NBSP = "\xa0"
_BLANK_ROW = 4
"""So many tabs and nothing else are a row of blank cells; fewer may stand between cells on lines of their own."""
_new: Any = tuple.__new__
"""Makes a named tuple without naming its parts: this is done for every line and cell."""


def read(source: Source) -> Document:
    """The document of a text file: one block for each line that prints something, blank cells kept."""
    decoded = decode(source.data, asked=source.encoding)
    blocks = tuple(_blocks(decoded.text))
    return Document(source.path, "text", decoded.text, blocks, decoded.encoding, troubles=decoded.troubles)


def _blocks(text: str) -> list[Paragraph | Strip]:
    blocks: list[Paragraph | Strip] = []
    odd, spaces, paged = _ODD.search, _SPACES.search, _PAGE_NUMBER.match
    pages = _pages(text)
    for start, line in _lines(text):
        if start in pages or (line[:1] in _BEGINS_PAGE_NUMBER and paged(line)):
            continue
        if line.isdecimal() or odd(line) is None or spaces(line) is None:
            if line:
                piece = _new(Piece, (line, ((0, start),), start + len(line)))
                blocks.append(_new(Paragraph, (piece, "")))
            continue
        if "-" in line and _RULE.match(line):
            continue
        block = _block(line, start)
        last = blocks[-1] if blocks else None
        if isinstance(last, Paragraph) and isinstance(block, Strip) and _lone_pipe(block):
            # The pipe that ends a cell stands on a line of its own.
            blocks[-1] = Strip((last.piece,), last.piece, whole=False)
        else:
            blocks.append(block)
    return blocks


def _pages(text: str) -> frozenset[int]:
    """Where lines begin that print a page and how many there are: two or more that go on from one another."""
    found = list(_PAGE_OF_PAGES.finditer(text)) if "/" in text or "／" in text else []
    numbers = [int(match[1]) for match in found]
    rising = all(one < two for one, two in pairwise(numbers)) and len({match[2] for match in found}) == 1
    known = len(found) > 1 and rising and numbers[-1] <= int(found[0][2])
    return frozenset(match.start() for match in found) if known else frozenset()


def _lines(text: str) -> Iterable[tuple[int, str]]:
    """Every line and where it starts; empty ones may be left out."""
    end = "\n" if "\r" not in text else "\r\n"
    lines = text.split(end)
    if end != "\n" and not text.count("\r") == text.count("\n") == len(lines) - 1:
        return ((match.start(), match[0]) for match in _LINE.finditer(text))
    # Without a step in Python: most lines need none.
    return zip(accumulate(map(len(end).__add__, map(len, lines)), initial=0), lines, strict=False)


def _lone_pipe(strip: Strip) -> bool:
    return not strip.whole and len(strip.cells) == 1 and not strip.cells[0].text


def _block(line: str, start: int) -> Paragraph | Strip:
    if "#" in line:
        heading = _HASHES.match(line)
        if heading:
            line, start = line[heading.end() :], start + heading.end()
    plain = _OTHER_PIPE.sub("|", line) if _OTHER_PIPE.search(line) else line
    if "|" in plain and _OPEN_PIPE.search(plain):
        return _pipes(line, plain, start)
    if "\t" in line and ("\t" in line.lstrip() or line.count("\t") >= _BLANK_ROW):
        return Strip(tuple(_pieces(line, line.split("\t"), start)), _piece(line, start), whole=True)
    whole = _piece(line, start)
    if not whole.text:
        # A blank cell is as many spaces as its line has characters.
        return Paragraph(Piece(" " * len(line), ((0, start),), start + len(line)))
    gaps = list(_WIDE_SPACE.finditer(line)) or _single_gaps(line)
    if gaps:
        bounds = [0, *(edge for gap in gaps for edge in gap.span()), len(line)]
        cells = tuple(_piece(line[a:b], start + a) for a, b in zip(bounds[::2], bounds[1::2], strict=True))
        return Strip(cells, whole, whole=True, aligned=True)
    return Paragraph(whole)


def _single_gaps(line: str) -> list[re.Match[str]]:
    """Ideographic spaces, one between two cells.

    Only where what they part may be cells: no sentence, and not the characters of a label printed wide.
    """
    gaps = list(_IDEOGRAPHIC_SPACE.finditer(line))
    parts = line.strip().split("\u3000")
    # A heading may stand behind the word for its part.
    few = len(gaps) < 2 and not parts[-1][:1].isdecimal()
    return gaps if gaps and not few and all(_CELL.fullmatch(part) for part in parts) else []


def _pipes(line: str, plain: str, start: int) -> Strip:
    parts = _OPEN_PIPE.split(plain) if "\\|" in plain else plain.split("|")
    if plain is not line:
        parts = _as_printed(line, parts)
    open_ended = len(parts) > 2 and plain[0] != "|" and plain[-1] != "|"
    if not parts[-1].strip() and not open_ended:
        parts.pop()
    cells = _pieces(line, parts, start)
    if not cells[0].text and plain.lstrip().startswith("|") and len(cells) > 1 and not open_ended:
        del cells[0]
    filled = len([1 for cell in cells if cell.text.strip()])
    whole = filled > 1 or (filled == 1 and len(cells) > 1)
    strip: Strip = _new(Strip, (tuple(cells), _piece(line, start), whole, False))
    return strip


def _as_printed(line: str, parts: list[str]) -> list[str]:
    """Parts of a line with its own marks for pipes in them."""
    starts = accumulate([len(part) + 1 for part in parts], initial=0)
    return [line[at : at + len(part)] for at, part in zip(starts, parts, strict=False)]


def _pieces(line: str, parts: Iterable[str], start: int) -> list[Piece]:
    """The pieces of a line that is taken apart at single characters."""
    pieces: list[Piece] = []
    marked = _MARKED.search(line) is not None
    for part in parts:
        behind = start + len(part)
        if marked:
            pieces.append(_piece(part, start))
        else:
            # As `_piece` does it, without the call: most of a report's pieces are made here.
            left = part.lstrip()
            at = behind - len(left) if left else start
            text = left.rstrip()
            pieces.append(_new(Piece, (text, ((0, at),), at + len(text))))
        start = behind + 1
    return pieces


def _piece(raw: str, start: int) -> Piece:
    """The piece of a text without white space around it and without Markdown marks."""
    left = raw.lstrip()
    if left:
        start += len(raw) - len(left)
    text = left.rstrip()
    if text and (text[0] in INVISIBLE or text[-1] in INVISIBLE):
        first, last = printed(text)
        text, start = text[first:last], start + first
    if _MARKED.search(text) is not None:
        return _unmarked(text, start)
    piece: Piece = _new(Piece, (text, ((0, start),), start + len(text)))
    return piece


def _unmarked(text: str, start: int) -> Piece:
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    size = at = 0
    for match in [*_MARKS.finditer(text), None]:
        stop = match.start() if match else len(text)
        if stop > at:
            runs.append((size, start + at))
            parts.append(text[at:stop])
            size += stop - at
        sign = _sign(match[0]) if match and match[0][0] == "&" and "br" not in match[0] else ""
        if sign:
            runs.append((size, start + stop))
            parts.append(sign)
            size += len(sign)
        at = match.end() if match else at
    piece = Piece("".join(parts), tuple(runs) or ((0, start),), start + len(text))
    return piece.part(*printed(piece.text))


def _sign(reference: str) -> str:
    """The character that a reference stands for, however often its `&` was written so; itself where it is none."""
    if reference.lower() == "&nbsp;":
        return _NBSP
    from html import unescape  # noqa: PLC0415 - a table of two thousand names, for what is rare

    sign = unescape("&" + reference[1:].replace("amp;", ""))
    return sign if len(sign) == 1 or reference == "&amp;" else reference


def _claims(data: bytes, suffix: str) -> int:
    if b"\x00" in data[:1024] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return 5
    return 40 if suffix in (".txt", ".md", ".markdown", "") else 20


READER = Reader("text", _claims, read)
