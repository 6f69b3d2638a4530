"""A PDF file with a text layer as a document.

Duty: have a worker read the pages, and write what it found as a document. May not load a PDF library itself.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import Any, NoReturn

from govlint.document import Document
from govlint.errors import UnreadableError
from govlint.office.canvas import Box, Canvas, Part
from govlint.places import Locus
from govlint.readers import Limits, Source

_LIBRARY = "pdfminer"
_COMMAND = "pip install 'govlint[pdf]'"
_SCRIPT = """
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
from govlint.office.worker import main
main()
"""
_TIME_IS_UP = -24
"""The status of a process that has used up its time on the processor."""
Plain = list[Any]


def read_pages(source: Source) -> Document:
    """The document of a PDF file, read by a process with limits.

    Raises:
        UnreadableError: where the file is damaged, encrypted, has no text or goes beyond a limit, or where
            the library is not installed.
    """
    if len(source.data) > source.limits.bytes:
        raise UnreadableError("limit-exceeded", limit="bytes", allowed=source.limits.bytes)
    if importlib.util.find_spec(_LIBRARY) is None:
        raise UnreadableError("reader-missing", command=_COMMAND)
    answer = _ask(source.data, source.limits)
    if "error" in answer:
        raise UnreadableError(answer["error"], **answer["facts"])
    canvas = Canvas()
    writer = _Writer(canvas)
    for kind, *rest in answer["blocks"]:
        getattr(writer, kind)(*rest)
    return Document(source.path, "pdf", canvas.text, tuple(canvas.blocks), loci=canvas.loci)


def _ask(data: bytes, limits: Limits) -> dict[str, Any]:
    asked = {"memory": limits.memory, "seconds": limits.seconds, "pages": limits.pages, "cells": limits.cells}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-I", "-c", _SCRIPT, json.dumps(sys.path), json.dumps(asked)],
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("limit-exceeded", limit="seconds", allowed=limits.seconds) from error
    if done.returncode:
        _died(done.returncode, done.stderr.decode("utf-8", "replace"), limits)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _died(status: int, said: str, limits: Limits) -> NoReturn:
    """Say why the worker gave no answer: a limit, a signal, or a mistake of ours."""
    last = said.strip().rpartition("\n")[2][:200]
    if last.startswith("MemoryError"):
        raise UnreadableError("limit-exceeded", limit="memory", allowed=limits.memory)
    if status == _TIME_IS_UP:
        raise UnreadableError("limit-exceeded", limit="seconds", allowed=limits.seconds)
    if status < 0:
        raise UnreadableError("file-damaged", detail=f"signal {-status}")
    raise RuntimeError(last or f"exit status {status}")


class _Writer:
    """Writes the worker's blocks on a canvas; its methods are named after their kinds."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._tables = 0

    def paragraph(self, parts: list[Plain]) -> None:
        self._canvas.paragraph(_part(part, Locus()) for part in parts)

    def strip(self, cells: list[list[Plain]]) -> None:
        self._canvas.strip([[_part(part, Locus()) for part in parts] for parts in cells])

    def grid(self, rows: int, columns: int, cells: list[Plain]) -> None:
        self._tables += 1
        boxes = []
        for row, column, row_span, column_span, parts in cells:
            place = Locus(table=self._tables, row=row + 1, column=column + 1)
            boxes.append(Box([_part(part, place) for part in parts], row, column, row_span, column_span))
        self._canvas.grid(boxes, rows, columns)


def _part(part: Plain, place: Locus) -> Part:
    text, page, left, top, right, bottom = part
    box = (left, top, right, bottom)
    return text, Locus(table=place.table, row=place.row, column=place.column, page=page, box=box)
