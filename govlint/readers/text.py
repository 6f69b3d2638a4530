"""Plain text and Markdown: lines, and the cells that pipes, tabs and wide spaces tell apart.

Duty: recognise the layouts of tables in text (see `docs/layouts.md`). May not know any label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from govlint.document import Document, Paragraph, Piece, Strip
from govlint.encodings import decode
from govlint.patterns import lazy
from govlint.readers import Reader, Source

_LINE = lazy(r"[^\r\n]+")
_ODD = lazy(r"[|｜│┃\t#*&<\\\-—–\s]")
"""What a line without has nothing to take apart."""
_SPACES = lazy(r"[|｜│┃\t#*&<\\\-—–\u3000]|\s{2}|^\s|\s$")
"""What a line of words with single spaces between is without."""
_MARKED = lazy(r"[*&<\\]")
_RULE = lazy(r"^[\s|+:=\-]*-{3}[\s|+:=\-]*$")
_MARKS = lazy(r"\*\*|&nbsp;|<br\s{0,3}/?>|\\(?=[|*_])", re.IGNORECASE)
_HASHES = lazy(r"^\s{0,3}#{1,6}\s+")
_WIDE_SPACE = lazy(r"(?<=\S)(?:[ \u3000\xa0]{2,})(?=\S)")
_IDEOGRAPHIC_SPACE = lazy(r"(?<=\S)\u3000(?=\S)")
_CELL = lazy(r"[^\u3000。；;]{2,60}|[0-9０-９/]")
_PAGE_NUMBER = lazy(r"^\s*[-—–]\s?\d{1,4}\s?[-—–]\s*$")
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
    odd, spaces = _ODD.search, _SPACES.search
    for start, line in _lines(text):
        if line.isdecimal() or odd(line) is None or spaces(line) is None:
            if line:
                piece = _new(Piece, (line, ((0, start),), start + len(line)))
                blocks.append(_new(Paragraph, (piece, "")))
            continue
        if ("-" in line or "—" in line or "–" in line) and (_RULE.match(line) or _PAGE_NUMBER.match(line)):
            continue
        block = _block(line, start)
        last = blocks[-1] if blocks else None
        if isinstance(last, Paragraph) and isinstance(block, Strip) and _lone_pipe(block):
            # The pipe that ends a cell stands on a line of its own.
            blocks[-1] = Strip((last.piece,), last.piece, whole=False)
        else:
            blocks.append(block)
    return blocks


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
    if not line.strip():
        return Paragraph(Piece.verbatim(line, start))
    gaps = list(_WIDE_SPACE.finditer(line)) or _single_gaps(line)
    if gaps:
        bounds = [0, *(edge for gap in gaps for edge in gap.span()), len(line)]
        cells = tuple(_piece(line[a:b], start + a) for a, b in zip(bounds[::2], bounds[1::2], strict=True))
        return Strip(cells, _piece(line, start), whole=True, aligned=True)
    return Paragraph(_piece(line, start))


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
        if match and match[0].lower() == "&nbsp;":
            runs.append((size, start + stop))
            parts.append(_NBSP)
            size += 1
        at = match.end() if match else at
    piece = Piece("".join(parts), tuple(runs) or ((0, start),), start + len(text))
    begin = size - len(piece.text.lstrip())
    return piece.part(begin, max(begin, len(piece.text.rstrip())))


def _claims(data: bytes, suffix: str) -> int:
    if b"\x00" in data[:1024] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return 5
    return 40 if suffix in (".txt", ".md", ".markdown", "") else 20


READER = Reader("text", _claims, read)
