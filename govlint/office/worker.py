"""Reads a PDF in a process of its own, so that a hostile one can be stopped.

Duty: bytes on standard input to plain JSON on standard output, within memory and time. May not open a file or
a connection, and imports pdfminer only after the limits hold.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from typing import Any

from govlint.office.lines import Line
from govlint.office.marks import BoundError, Page, Rect
from govlint.office.pages import Pages
from govlint.office.paragraphs import Text, measure, paragraphs
from govlint.office.sheets import Sheet

_UNKNOWN = "\ufffd"
_GLYPHS = 2_000_000
Plain = list[Any]


def main() -> None:
    """Answer with blocks, or with the name of what went wrong."""
    asked = json.loads(sys.argv[1])
    _bound(asked["memory"], asked["seconds"])
    logging.disable(logging.CRITICAL)
    try:
        answer = _read(sys.stdin.buffer.read(), asked["pages"], asked["cells"])
    except BoundError as error:
        answer = _error("limit-exceeded", limit=error.limit, allowed=error.allowed)
    except MemoryError:
        answer = _error("limit-exceeded", limit="memory", allowed=asked["memory"])
    json.dump(answer, sys.stdout)


def _bound(memory: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        # Not every system has it; the parent's time-out holds everywhere.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _error(name: str, **facts: object) -> dict[str, object]:
    return {"error": name, "facts": facts}


def _read(data: bytes, most_pages: int, most_cells: int) -> dict[str, object]:
    from govlint.office.pdfpage import DamagedError, EncryptedError, pages  # noqa: PLC0415

    try:
        return _answer(pages(data, most_pages), most_cells)
    except EncryptedError:
        return _error("file-encrypted")
    except DamagedError as error:
        return _error("file-damaged", detail=str(error))


def _answer(pages: Iterable[Page], most_cells: int) -> dict[str, object]:
    collected = Pages()
    signs = unknown = count = 0
    for page in pages:
        count += 1
        signs += len(page.glyphs)
        unknown += sum(1 for glyph in page.glyphs if glyph.text == _UNKNOWN)
        if signs > _GLYPHS:
            raise BoundError("glyphs", _GLYPHS)
        collected.add(page)
    found = collected.blocks()
    if not found or unknown * 2 > signs:
        return _error("no-text-layer", pages=count)
    cells = sum(sheet.rows * sheet.columns for sheet in found if isinstance(sheet, Sheet))
    if cells > most_cells:
        raise BoundError("cells", most_cells)
    return {"blocks": list(_blocks(found))}


def _blocks(found: list[Text | Sheet]) -> Iterable[Plain]:
    area = measure([block for block in found if isinstance(block, Text)])
    waiting: list[Text] = []
    for block in found:
        if isinstance(block, Text):
            waiting.append(block)
            continue
        yield from _texts(waiting, area)
        waiting = []
        yield _table(block)
    yield from _texts(waiting, area)


def _texts(texts: list[Text], area: Any) -> Iterable[Plain]:
    for group in paragraphs(texts, area):
        first = group[0]
        if len(first.line.words) > 1:
            yield ["strip", [[_part(text, first.page, box)] for text, box in first.line.words]]
        else:
            yield ["paragraph", list(_parts(group))]


def _parts(group: list[Text]) -> Iterable[Plain]:
    before: Line | None = None
    for text in group:
        latin = before is not None and _latin(before.text[-1]) and _latin(text.line.text[0])
        yield _part((" " if latin else "") + text.line.text, text.page, text.line.box)
        before = text.line


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _part(text: str, page: int, box: Rect) -> Plain:
    return [text, page, *(round(edge, 1) for edge in box)]


def _table(sheet: Sheet) -> Plain:
    cells = []
    for slot in sorted(sheet.slots, key=lambda slot: (slot.row, slot.left)):
        column = sheet.column(slot.left)
        span = max(sheet.column(slot.right) - column, 1)
        cells.append([slot.row, column, slot.rows, span, [_part(*part) for part in slot.parts]])
    return ["grid", sheet.rows, sheet.columns, cells]


if __name__ == "__main__":
    main()
