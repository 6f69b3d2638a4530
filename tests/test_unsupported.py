"""Files that cannot be read are named by their content, whatever they are called."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml

from govlint.errors import UnreadableError
from govlint.findings import Words
from govlint.lint import choose_reader
from govlint.readers import Reader, Source
from govlint.readers.html import READER as HTML
from govlint.readers.unsupported import READER, claims, kind_of

KINDS = Path(__file__).parents[1] / "rules" / "kinds.yaml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 64


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


FILES = {
    "doc": (_ole("WordDocument"), ".doc"),
    "wps": (_ole("WordDocument"), ".wps"),
    "xls": (_ole("Workbook"), ".xls"),
    "ppt": (_ole("PowerPoint Document"), ".ppt"),
    "ole": (_ole("Contents"), ".wps"),
    "xlsx": (_zip("[Content_Types].xml", "xl/workbook.xml"), ".docx"),
    "ofd": (_zip("OFD.xml", "Doc_0/Document.xml"), ".ofd"),
    "rtf": (rb"{\rtf1\ansi x}", ".doc"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ".txt"),
    "archive": (_zip("a.txt"), ".zip"),
    "program": (b"MZ\x90\0\x03" + b"\0" * 60, ".exe"),
    "media": (b"\0\0\0\x18ftypmp42", ".mp4"),
    "mhtml": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", ".mht"),
    "word-xml": (b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w/>', ".doc"),
    "odt": (_zip("mimetype").replace(b"x", b"x", 1) + b"application/vnd.oasis.opendocument.text", ".odt"),
    "binary": (bytes(range(256)) * 20, ".txt"),
}


@pytest.mark.parametrize("kind", FILES)
def test_kind_is_told_by_content(kind: str) -> None:
    data, suffix = FILES[kind]
    assert kind_of(data, suffix) == kind
    assert claims(data, suffix) >= 75


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0JFIF", b"GIF89a..", b"BM\x36\0\0\0\0\0\0\0", b"II*\0\x08", b"RIFF\x10\0\0\0WEBPVP8 "],
)
def test_pictures(data: bytes) -> None:
    assert kind_of(data, ".txt") == "picture"


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\0", b"7z\xbc\xaf'\x1c", gzip.compress(b"x"), _tar()])
def test_archives(data: bytes) -> None:
    assert kind_of(data, ".txt") == "archive"


def test_every_kind_has_words_and_an_advice() -> None:
    assert set(yaml.safe_load(KINDS.read_text(encoding="utf-8"))["kinds"]) == set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_reading_says_what_it_is_and_what_to_do(kind: str) -> None:
    data, suffix = FILES[kind]
    with pytest.raises(UnreadableError) as caught:
        READER.read(Source(f"a/b{suffix}", data))
    assert caught.value.name == "kind-unsupported"
    assert set(caught.value.facts) == {"kind", "advice"}
    assert all(isinstance(fact, Words) and fact.zh and fact.en for fact in caught.value.facts.values())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        "一、总体情况\n规章\n0\n".encode("utf-16-le"),
        "一、总体情况\n规章\n0\n".encode("gb18030"),
        "1 2 3\n".encode("utf-16"),
        b"a\0b\r\nfew NULs in a long text " * 3,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        _zip("[Content_Types].xml", "word/document.xml"),
    ],
)
def test_what_others_read_is_not_claimed(data: bytes) -> None:
    assert claims(data, ".doc") == 0


def test_pick_takes_the_surest_reader_whatever_the_order() -> None:
    text = Reader("text", lambda _data, _suffix: 40, HTML.read)
    readers = [text, HTML, READER]
    page = b"<!DOCTYPE html><html><body><p>x</p></body></html>"
    for order in (readers, readers[::-1]):
        assert choose_reader(order, "a.txt", page) is HTML
        assert choose_reader(order, "a.html", FILES["doc"][0]) is READER
        assert choose_reader(order, "a.html", b"plain") is text
