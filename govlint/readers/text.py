"""Plain text and Markdown: lines, and the cells that pipes, tabs and wide spaces tell apart.

Duty: recognise the layouts of tables in text (see `docs/layouts.md`). May not know any label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from govlint.document import Document, Paragraph, Piece, Strip
from govlint.encodings import decode
from govlint.normal import INVISIBLE, printed
from govlint.patterns import lazy
from govlint.readers import Reader, Source

_LINE = lazy(r"[^\r\n]+")
_SPECIAL = lazy(r"[|｜│┃\t#]|[ \u3000\xa0]{2}")
_THIN = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad"
_ODD = lazy(rf"[|｜│┃\t#*&<\\\-—–]|\s{{2}}|^[\s{_THIN}]|[\s{_THIN}]$")
"""What a line without has nothing to take apart."""
_DASHED = lazy(r"[-—–]")
_RULE = lazy(r"^[\s|+:=\-]*-{3}[\s|+:=\-]*$")
_MARKS = lazy(
    r"\*\*|&(?:amp;){0,3}lt;br\s{0,3}/?&(?:amp;){0,3}gt;|&(?:amp;){0,3}(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);|<br\s{0,3}/?>|\\(?=[|*_])",
    re.IGNORECASE,
)
_HASHES = lazy(r"^\s{0,3}#{1,6}\s+")
_WIDE_SPACE = lazy(r"(?<=\S)(?:[ \u3000\xa0]{2,})(?=\S)")
_PAGE_NUMBER = lazy(
    r"\s*(?:[-—–·•]\s?\d{1,4}\s?[-—–·•]|第\s?\d{1,4}\s?页(?:\s?[,，/／]?\s?共\s?\d{1,4}\s?页)?|[Pp]age\s?\d{1,4}|P\.?\s?\d{1,4})\s*$"
)
_LONGEST_PAGE_NUMBER = 20
_PAGE_OF_PAGES = lazy(r"^[^\S\n]*(\d{1,3})[^\S\n]?[/／][^\S\n]?(\d{1,3})[^\S\n]*\r?$", re.MULTILINE)
_ESCAPED = lazy(r"\\\|")
_PIPES = str.maketrans("｜│┃", "|||")
_NBSP = "\xa0"
_new: Any = tuple.__new__
"""Makes a named tuple without naming its parts: this is done for every line and cell."""


def read(source: Source) -> Document:
    """The document of a text file: one block for each line that prints something, blank cells kept."""
    decoded = decode(source.data, asked=source.encoding)
    blocks = tuple(_blocks(decoded.text))
    return Document(source.path, "text", decoded.text, blocks, decoded.encoding, troubles=decoded.troubles)


def _blocks(text: str) -> Iterator[Paragraph | Strip]:
    waiting: Paragraph | None = None
    odd, paged = _ODD.search, _PAGE_NUMBER.match
    pages = _pages(text)
    for start, line in _lines(text):
        plain = line.isdecimal()
        short = len(line) <= _LONGEST_PAGE_NUMBER or line[0].isspace()
        if short and not plain and (start in pages or paged(line)):
            continue
        if plain or odd(line) is None:
            if waiting is not None:
                yield waiting
            waiting = _new(Paragraph, (_new(Piece, (line, ((0, start),), start + len(line))), ""))
            continue
        if _DASHED.search(line) and _RULE.match(line):
            continue
        block = _block(line, start)
        if waiting is not None and isinstance(block, Strip) and _lone_pipe(block):
            # The pipe that ends a cell stands on a line of its own.
            yield Strip((waiting.piece,), waiting.piece, whole=False)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if isinstance(block, Paragraph) else None
        if isinstance(block, Strip):
            yield block
    if waiting is not None:
        yield waiting


def _pages(text: str) -> frozenset[int]:
    """Where lines begin that print a page and how many there are: two or more that go on from one another."""
    found = list(_PAGE_OF_PAGES.finditer(text)) if "/" in text or "／" in text else []
    numbers = [int(match[1]) for match in found]
    rising = all(one < two for one, two in pairwise(numbers)) and len({match[2] for match in found}) == 1
    known = len(found) > 1 and rising and numbers[-1] <= int(found[0][2])
    return frozenset(match.start() for match in found) if known else frozenset()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line that is not empty, and where it starts."""
    if "\r" in text:
        yield from ((match.start(), match[0]) for match in _LINE.finditer(text))
        return
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1


def _lone_pipe(strip: Strip) -> bool:
    return not strip.whole and len(strip.cells) == 1 and not strip.cells[0].text


def _block(line: str, start: int) -> Paragraph | Strip:
    if _SPECIAL.search(line) is None:
        return _lone(line, start)
    heading = _HASHES.match(line)
    if heading:
        line, start = line[heading.end() :], start + heading.end()
    plain = line.translate(_PIPES)
    if "|" in plain:
        return _pipes(line, plain, start)
    if "\t" in line.lstrip():
        return _tabs(line, start)
    whole = _piece(line, start, 0, len(line))
    if not whole.text:
        return _lone(line, start)
    gaps = list(_WIDE_SPACE.finditer(line))
    if gaps:
        bounds = [0, *(edge for gap in gaps for edge in gap.span()), len(line)]
        cells = tuple(_piece(line, start, a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True))
        return Strip(cells, whole, whole=True, aligned=True)
    return Paragraph(whole)


def _lone(line: str, start: int) -> Paragraph:
    """A line that is one text, or one blank cell: as many spaces as it has characters."""
    piece = _piece(line, start, 0, len(line))
    blank = () if piece.text else (" " * len(line), ((0, start),), start + len(line))
    return Paragraph(Piece(*blank) if blank else piece)


def _pipes(line: str, plain: str, start: int) -> Strip:
    escaped = {match.start() + 1 for match in _ESCAPED.finditer(plain)}
    edges = [i for i, char in enumerate(plain) if char == "|" and i not in escaped]
    bounds = [(-1 if i == 0 else edges[i - 1], edge) for i, edge in enumerate(edges)]
    open_ended = len(edges) > 1 and plain[0] != "|" and plain[-1] != "|"
    if plain[edges[-1] + 1 :].strip() or open_ended:
        bounds.append((edges[-1], len(line)))
    cells = [_piece(line, start, a + 1, b) for a, b in bounds]
    if not cells[0].text and plain.lstrip().startswith("|") and len(cells) > 1 and not open_ended:
        cells = cells[1:]
    filled = sum(1 for cell in cells if cell.text.strip())
    whole = filled > 1 or (filled == 1 and len(cells) > 1)
    return Strip(tuple(cells), _piece(line, start, 0, len(line)), whole=whole)


def _tabs(line: str, start: int) -> Strip:
    cells: list[Piece] = []
    at = 0
    for part in line.split("\t"):
        cells.append(_piece(line, start, at, at + len(part)))
        at += len(part) + 1
    return Strip(tuple(cells), _piece(line, start, 0, len(line)), whole=True)


def _piece(line: str, start: int, begin: int, end: int) -> Piece:
    """The piece of `line[begin:end]` without white space around it and without Markdown marks."""
    raw = line[begin:end]
    stripped = raw.strip()
    start += begin
    if stripped and (stripped[0] in INVISIBLE or stripped[-1] in INVISIBLE):
        first, last = printed(raw)
        raw, stripped, start = raw[first:], raw[first:last], start + first
    if stripped and len(stripped) < len(raw):
        start += len(raw) - len(raw.lstrip())
    if stripped.isdecimal() or not (
        "*" in stripped or "&" in stripped or "<" in stripped or "\\" in stripped
    ):
        piece: Piece = _new(Piece, (stripped, ((0, start),), start + len(stripped)))
        return piece
    return _unmarked(stripped, start)


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
