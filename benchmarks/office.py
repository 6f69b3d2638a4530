"""What reading a Word file and a PDF costs, beside the libraries on the same file in the same run.

    PYTHONPATH=.:tests python benchmarks/office.py [FILE.docx|FILE.pdf ...]

Without files, made-up reports are read. Times are the best of several runs, in milliseconds. A PDF is read
in a process of its own, so its yardsticks are too: pdfminer.six, whose interpreter we use, with its layout
analysis, and pdfplumber with its own tables.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import make_docx
import make_pdf
from reports.make import make

from govlint.readers import Source
from govlint.readers.docx import READER as WORD
from govlint.readers.pdf import READER as PDF

ROUNDS = 7
TARGETS = {"docx": 15, "pdf": 500}
_PDFMINER = """
import io, sys
from pdfminer.high_level import extract_text
extract_text(io.BytesIO(sys.stdin.buffer.read()))
"""
_PDFPLUMBER = """
import io, sys, pdfplumber
with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as file:
    for page in file.pages:
        page.extract_tables()
"""


def best(work: Callable[[], object], rounds: int) -> float:
    """The best time of many runs, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def process(script: str, data: bytes) -> Callable[[], object]:
    command = [sys.executable, "-I", "-c", script]
    return lambda: subprocess.run(command, input=data, check=True, capture_output=True)


def element_tree(data: bytes) -> Callable[[], object]:
    """Expat into the standard library's tree, and the text of each cell: no spans, lists or places."""
    cell = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tc"

    def work() -> list[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ET.fromstring(archive.read("word/document.xml"))
        return ["".join(found.itertext()) for found in root.iter(cell)]

    return work


def python_docx(data: bytes) -> Callable[[], object]:
    def work() -> list[object]:
        document = docx.Document(io.BytesIO(data))
        return [[c.text for c in row.cells] for table in document.tables for row in table.rows]

    return work


def show(name: str, data: bytes) -> None:
    kind, reader = ("pdf", PDF) if name.endswith(".pdf") else ("docx", WORD)
    rounds = ROUNDS * (1 if kind == "pdf" else 5)
    ours = best(lambda: reader.read(Source(name, data)), rounds)
    print(f"{name}  {len(data) / 1000:.1f} KB")
    print(f"  govlint     {ours:8.1f} ms  (target {TARGETS[kind]})")
    yardsticks = (
        {"pdfminer": process(_PDFMINER, data), "pdfplumber": process(_PDFPLUMBER, data)}
        if kind == "pdf"
        else {"ElementTree": element_tree(data), "python-docx": python_docx(data)}
    )
    for library, work in yardsticks.items():
        theirs = best(work, rounds)
        print(f"  {library:<11} {theirs:8.1f} ms  govlint takes {ours / theirs:.2f} times as long")


def main() -> None:
    made = make(1, "gfoi-2021")
    files = {"made.docx": make_docx.report(made), "made.pdf": make_pdf.report(made, page=make_pdf.A4)}
    for name, data in ({path: Path(path).read_bytes() for path in sys.argv[1:]} or files).items():
        show(name, data)


if __name__ == "__main__":
    main()
