"""Files that no reader can read: says what they are and how to convert them.

Duty: recognise kinds by their first bytes and names of parts. May not word anything:
`rules/kinds.yaml` does.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NoReturn

from govlint.encodings import decode
from govlint.errors import UnreadableError
from govlint.findings import Words
from govlint.patterns import lazy
from govlint.readers import Reader, Source
from govlint.shipped import folder

_KINDS: tuple[tuple[bytes, str], ...] = (
    (rb"\{\\rtf", "rtf"),
    (
        rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF.{4}WEBP|BM.{4}\0{4}|\0\0.{2}ftyp(?:heic|avif|mif1)",
        "picture",
    ),
    (rb"Rar!\x1a\x07|7z\xbc\xaf'\x1c|\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|.{257}ustar", "archive"),
    (rb"MZ.\0|\x7fELF", "program"),
    (rb"ID3[\x02-\x04]\0|OggS|RIFF.{4}(?:WAVE|AVI )|\0\0.{2}ftyp|fLaC", "media"),
    (rb"(?:MIME-Version|From|Content-Type):.{0,2000}multipart/related", "mhtml"),
    (rb"\s{0,99}<\?xml.{0,500}<\?mso-application", "word-xml"),
)
_MAGIC = tuple((lazy(magic, re.DOTALL), kind) for magic, kind in _KINDS)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06")
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_PARTS = (
    (b"word/document.xml", ""),
    (b"xl/workbook.", "xlsx"),
    (b"ppt/presentation.xml", "ppt"),
    (b"OFD.xml", "ofd"),
    (b"opendocument.text", "odt"),
)
_HEAD = 1 << 12
_CONTROL = lazy("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_CONTROL_BYTES = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))


def kind_of(data: bytes, suffix: str) -> str:
    """The name of the kind in `kinds.yaml`, empty where the bytes are none of those."""
    if data.startswith(_OLE):
        return _ole(data, suffix)
    if data.startswith(_ZIP):
        return next((kind for part, kind in _PARTS if part in data), "archive")
    if data.startswith(b"%PDF-"):
        return ""
    found = next((kind for magic, kind in _MAGIC if magic.match(data)), "")
    return found or ("binary" if _is_binary(data) else "")


def claims(data: bytes, suffix: str) -> int:
    """Sure of what its first bytes tell; of other binary data only where no reader knows better."""
    kind = kind_of(data, suffix)
    if not kind:
        return 0
    return 75 if kind == "binary" else 90


def read(source: Source) -> NoReturn:
    """Raise `UnreadableError` with the kind and the advice, in both languages."""
    name, dot, ending = source.path.rpartition(".")
    kind = kind_of(source.data, f".{ending.lower()}" if dot and name else "") or "binary"
    words, advice = _words()[kind]
    raise UnreadableError("kind-unsupported", kind=words, advice=advice)


def _ole(data: bytes, suffix: str) -> str:
    """Old Office files name their streams in UTF-16; WPS writes Word's under its own suffix."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return "wps" if kind == "doc" and suffix == ".wps" else kind
    return "ole"


def _is_binary(data: bytes) -> bool:
    """Whether the bytes make no text in any encoding: many control characters or undecodable bytes."""
    head = data[:_HEAD]
    if _is_clean(head, whole=len(head) == len(data)):
        return False
    text = decode(head).text
    return len(_CONTROL.findall(text)) * 10 > len(text)


def _is_clean(head: bytes, *, whole: bool) -> bool:
    """Whether the bytes are UTF-8 without a control character, but for a last one that was cut."""
    if len(head.translate(None, _CONTROL_BYTES)) < len(head):
        return False
    try:
        text, _ = codecs.utf_8_decode(head, "strict", whole)
    except UnicodeDecodeError:
        return False
    return "\ufffd" not in text


@cache
def _words() -> dict[str, tuple[Words, Words]]:
    import yaml  # noqa: PLC0415 - most runs meet no such file

    data = yaml.safe_load((folder("rules") / "kinds.yaml").read_text(encoding="utf-8"))
    advice = {name: Words(text["zh"], text["en"]) for name, text in data["advice"].items()}
    return {
        name: (Words(text["zh"], text["en"]), advice[text["advice"]]) for name, text in data["kinds"].items()
    }


READER = Reader("unsupported", claims, read)
