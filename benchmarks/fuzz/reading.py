"""Targets: files of every kind, and what is made of them."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import make_docx
import make_html
import reports
import yaml
from linting import everything, linter
from reports.model import ReportData

from benchmarks.fuzz import mutate
from benchmarks.fuzz.target import FoundError, Target, held
from govlint.choose import Choice
from govlint.encodings import decode
from govlint.fixing.propose import propose
from govlint.formatters import View
from govlint.lean import lean
from govlint.lint import Linter, Settings, gather
from govlint.office import worker
from govlint.readers import Limits
from govlint.run import outcomes

_SEEDS = 8
_TESTS = Path(make_html.__file__).parent
_DOCUMENT = "word/document.xml"
_ENCODINGS = (
    "utf-8",
    "gb18030",
    "gbk",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "latin-1",
    "cp936",
    "ascii",
    "hz",
)
_MAGIC = (
    b"PK\3\4", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<?xml version='1.0'?>", b"\xff\xfe",
    b"\xef\xbb\xbf", b"GIF89a", b"\x1f\x8b", b"Content-Type: multipart/related", b"word/", b"xl/workbook.", b"OFD.xml",
    "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le") + b"\0\0", b"<html", b"\\u003ctable",
)  # fmt: skip


def _data(seed: int) -> ReportData:
    return reports.make(seed, form=("gfoi-2019", "gfoi-2021")[seed % 2], profile="small")


@cache
def text_seed(seed: int) -> str:
    """A printed report."""
    return reports.write(_data(seed), reports.LAYOUTS[seed % len(reports.LAYOUTS)]).text


@cache
def _examined() -> tuple[str, ...]:
    """Reports by another hand."""
    whole = yaml.safe_load((_TESTS / "examiner" / "whole.yaml").read_text(encoding="utf-8"))
    entries = whole.values() if isinstance(whole, dict) else whole
    return tuple(text for entry in entries for text in _texts(entry) if len(text) > 500)


def _texts(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    inner = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else []
    return [text for part in inner for text in _texts(part)]


@cache
def _page(seed: int) -> str:
    pages = sorted((_TESTS / "pages").glob("*.html"))
    if seed < len(pages):
        return decode(pages[seed].read_bytes()).text
    return make_html.report(_data(seed), furniture=seed % 3).decode()


@cache
def _word(seed: int) -> bytes:
    return make_docx.report(_data(seed))


@cache
def _pdf(seed: int) -> bytes:
    import make_pdf

    return make_pdf.report(_data(seed))


# ---- make ----


def _make_text(rng: random.Random) -> bytes:
    seed = rng.choice(_examined()) if rng.random() < 0.2 else text_seed(rng.randrange(2 * _SEEDS))
    raw = mutate.text(rng, seed).encode(rng.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")
    return mutate.data(rng, raw) if rng.random() < 0.2 else raw


def _make_html(rng: random.Random) -> bytes:
    raw = mutate.text(rng, _page(rng.randrange(_SEEDS + 3))).encode("utf-8", "replace")
    return mutate.data(rng, raw) if rng.random() < 0.3 else raw


def _make_docx(rng: random.Random) -> bytes:
    whole = _word(rng.randrange(_SEEDS))
    way = rng.random()
    if way < 0.2:
        return mutate.data(rng, whole)
    return mutate.package(rng, whole, mutate.elements if way < 0.7 else mutate.text)


def _make_wordml(rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_word(rng.randrange(_SEEDS)))) as package:
        said = package.read(_DOCUMENT).decode()
    return (mutate.elements if rng.random() < 0.8 else mutate.text)(rng, said).encode("utf-8", "replace")


def _make_pdf(rng: random.Random) -> bytes:
    return mutate.data(rng, _pdf(rng.randrange(4)))


def _make_foreign(rng: random.Random) -> bytes:
    parts = [
        rng.choice(_MAGIC) if rng.random() < 0.5 else rng.randbytes(rng.randrange(40))
        for _ in range(rng.randrange(1, 8))
    ]
    return b"".join(parts) + rng.choice((b"", text_seed(0).encode()[:2000]))


def _make_encoded(rng: random.Random) -> bytes:
    said = mutate.text(rng, text_seed(rng.randrange(_SEEDS))[:400])
    raw = said.encode(rng.choice(_ENCODINGS), "replace")
    return bytes([rng.randrange(256)]) + mutate.data(rng, raw)


# ---- feed ----


def _feed_text(data: bytes) -> None:
    held(linter().check_bytes("r.txt", data))


def _feed_markdown(data: bytes) -> None:
    held(everything().check_bytes("r.md", data))


def _feed_html(data: bytes) -> None:
    held(linter().check_bytes("r.html", data))


def _feed_docx(data: bytes) -> None:
    held(linter().check_bytes("r.docx", data))


def _feed_wordml(data: bytes) -> None:
    """A Word file with these bytes as its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word(0))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), data if name == _DOCUMENT else old.read(name))
    held(linter().check_bytes("r.docx", out.getvalue()))


def _feed_pdf(data: bytes) -> None:
    """What the worker does, without its process: whatever it does not catch would end it."""
    limits = Limits()
    try:
        worker._read(data, limits.pages, limits.cells)  # noqa: SLF001 - no process for each case
    except (worker.BoundError, MemoryError):
        return


def _feed_pdf_worker(data: bytes) -> None:
    held(linter().check_bytes("r.pdf", data))


def _feed_foreign(data: bytes) -> None:
    for name in ("r.txt", "r.docx", "r.html", "r", "r.wps"):
        if b"%PDF-" not in data[:1024]:
            held(linter().check_bytes(name, data))


def _feed_encoded(data: bytes) -> None:
    asked = _ENCODINGS[data[0] % len(_ENCODINGS)] if data[:1] > b"\x40" else None
    decoded = decode(data[1:], asked=asked)
    decoded.text.encode("utf-8", "surrogatepass")


@cache
def _comparing() -> Linter:
    return Linter(Settings(choice=Choice(), today=date(2026, 11, 24), across=True))


def _feed_outcome(data: bytes) -> None:
    """Everything that is made of an outcome: kept and found again, written in every format, mended."""
    checker = _comparing()
    file = held(checker.check_bytes("r.txt", data))
    for kept in (lean(file), file):
        raw = outcomes.encode(kept)
        if outcomes.encode(outcomes.decode(raw)) != raw:
            raise FoundError("an outcome comes back as another")
    told = gather([file], checker.in_force())
    for formatter in checker.plugins.formatters.values():
        if formatter.library is None:
            for lang in ("zh", "en"):
                _written(list(formatter.render(told, View(lang, statistics=True, verbose=1))))
    if sum(bool(f.fixes) for f in file.findings) <= 3:
        propose(data, file, lambda new: held(checker.check_bytes("r.txt", new)), Limits(), unsafe=True)


def _written(pieces: list[str | bytes]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            piece.encode("utf-8", "backslashreplace")


TARGETS = {
    "text": Target(_make_text, _feed_text),
    "markdown": Target(_make_text, _feed_markdown),
    "html": Target(_make_html, _feed_html),
    "docx": Target(_make_docx, _feed_docx),
    "wordml": Target(_make_wordml, _feed_wordml),
    "pdf": Target(_make_pdf, _feed_pdf),
    "pdf-worker": Target(_make_pdf, _feed_pdf_worker),
    "foreign": Target(_make_foreign, _feed_foreign),
    "encoded": Target(_make_encoded, _feed_encoded),
    "outcome": Target(_make_text, _feed_outcome),
}
