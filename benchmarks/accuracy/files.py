"""Faults of whole files: what readers and the engine itself must say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import make_docx
import make_pdf
import reports

from benchmarks.accuracy.corpus import Made
from govlint.readers import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _data() -> reports.ReportData:
    return reports.make(3)


def _encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(100, 100, "1")
    canvas.save()
    return out.getvalue()


def _scanned() -> bytes:
    writer = make_pdf.Writer(numbers=False)
    writer.rule(60, 60, 200, 60)
    return writer.finish()


def _tracked() -> bytes:
    inserted = f'<w:ins w:id="1" w:author="x">{make_docx.run("新增的文字。")}</w:ins>'
    whole = make_docx.report(_data())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == make_docx.MAIN:
                part = part.replace(b"</w:body>", f"<w:p>{inserted}</w:p></w:body>".encode())
            new.writestr(name, part)
    return out.getvalue()


def _files() -> Iterator[tuple[str, str, str, bytes]]:
    text = reports.write(_data(), "lines").text
    docx, pdf = make_docx.report(_data()), make_pdf.report(_data())
    yield "file-empty", "lines", "report.txt", b""
    yield "file-empty", "lines", "report.txt", " \n\u3000\n".encode()
    for part in (3, 2):
        yield "file-damaged", "docx", "report.docx", docx[: len(docx) // part]
    yield "file-damaged", "pdf", "report.pdf", pdf[: len(pdf) // 2]
    yield "file-encrypted", "docx", "report.docx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    yield "file-encrypted", "pdf", "report.pdf", _encrypted_pdf()
    yield "kind-unsupported", "docx", "report.doc", OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le")
    yield "kind-unsupported", "lines", "report.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    yield "limit-exceeded", "lines", "report.txt", text.encode() + b"0\n" * (Limits().bytes // 2)
    yield "encoding-undecodable", "lines", "report.txt", text.encode() + b"\xff\xfe\x81" * 900
    yield "tracked-changes", "docx", "report.docx", _tracked()
    yield "no-text-layer", "pdf", "report.pdf", _scanned()
    yield "not-a-report", "lines", "report.txt", "今天天气很好，适合外出。\n".encode() * 30
    yield "not-a-report", "docx", "report.docx", make_docx.docx(make_docx.p("会议通知"))


def PLANTED() -> Iterator[Made]:  # noqa: N802 - a catalogue like the others, made when asked for
    """Each file that cannot be read, or not as it should be."""
    for check, layout, path, data in _files():
        yield Made(path, data, layout, check=check, group=f"file-{check}")
