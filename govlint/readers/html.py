"""Web pages, whole ones and fragments, also as strings of JSON.

Duty: tell a page by its first bytes. May not load what reads one before there is one.
"""

from __future__ import annotations

import re

from govlint.document import Document
from govlint.patterns import lazy
from govlint.readers import Reader, Source

_HEAD = 1 << 16
_START = lazy(rb"\s{0,4096}(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE)
_TAG = lazy(
    rb"<(?:html|head|body|meta|table|tbody|tr|td|th|div|p|h[1-6]|ul|li|span|font|section|article)[\s/>]",
    re.IGNORECASE,
)
_TABLE = lazy(rb"<table[\s>].{0,2000}?<td[\s>]", re.IGNORECASE | re.DOTALL)
_ESCAPED = lazy(rb"\\\\?u003c(?:/|\\\\?u002f)?(?:table|t[rdh]|div|p|span)\b", re.IGNORECASE)
_SHOWN = lazy(rb"&(?:amp;){0,3}lt;/?(?:html|body|table|tbody|t[rdh]|div|p|span)\b", re.IGNORECASE)
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".jhtml"})


def claims(data: bytes, suffix: str) -> int:
    """How surely these bytes are a web page; a few tags in a plain text do not make one."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(_BLANK)
    if b"<" not in head and b"003" not in head and b"lt;" not in head:
        # No tag, neither as such nor escaped.
        return 10 if suffix in _SUFFIXES else 0
    if _START.match(head):
        return 95
    first = head[:1]
    tags = len(_TAG.findall(head))
    if tags >= 20 or (first == b"<" and tags >= 3):
        return 85
    if (
        len(_ESCAPED.findall(head)) >= 3
        or len(_SHOWN.findall(head)) >= 3
        or (first in {b"{", b"[", b'"'} and tags >= 3)
    ):
        return 80
    if tags and (suffix in _SUFFIXES or _TABLE.search(head)):
        return 70
    return 10 if suffix in _SUFFIXES else 0


def read(source: Source) -> Document:
    """The paragraphs and grids of a page's body."""
    from govlint.markup.page import read_page  # noqa: PLC0415 - most runs meet no page

    return read_page(source)


READER = Reader("html", claims, read)
