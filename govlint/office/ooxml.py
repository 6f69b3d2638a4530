"""XML parts of an office package.

Duty: elements with short names, attributes without prefixes, within the limits. May not know what they mean,
resolve an entity or look outside the package.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Protocol
from xml.parsers import expat

from govlint.office.package import Package, damaged, exceeded
from govlint.readers import Limits

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
}
"""Prefixes by name space; both the transitional and the strict edition of the standard."""
_CHUNK = 64 * 1024
_FALSE = ("0", "false", "off", "none")
Attributes = Mapping[str, str]


class Listener(Protocol):
    """Hears of elements and text in document order."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins; attribute names come without name space."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text between two tags; long texts come in several parts."""


def on(attributes: Attributes) -> bool:
    """Whether an element that switches something switches it on."""
    return attributes.get("val", "1") not in _FALSE


def number(text: str | None, default: int) -> int:
    """A small whole number of an attribute, or `default` where there is none."""
    if text is not None and len(text) <= 9 and text.isascii() and text.isdigit():
        return int(text)
    return default


def listen(chunks: Iterable[bytes], listener: Listener, limits: Limits) -> None:
    """Parse a part and tell the listener.

    Raises:
        UnreadableError: where the part is not well formed, has a DOCTYPE or goes beyond a limit.
    """
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    hearing = _Hearing(listener, limits)
    parser.StartElementHandler = hearing.start
    parser.EndElementHandler = hearing.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        damaged(str(error))


def _doctype(*_: object) -> None:
    damaged("DOCTYPE")


class _Names(dict[str, str]):
    """Short names of elements, each made when first met."""

    def __missing__(self, name: str) -> str:
        space, _, local = name.rpartition("|")
        short = self[name] = _SPACES.get(space, "?:") + local
        return short


class _Keys(dict[str, str]):
    """Names of attributes without their name space, each made when first met."""

    def __missing__(self, name: str) -> str:
        key = self[name] = name.rpartition("|")[2]
        return key


class _Hearing:
    """Counts elements and depth, and shortens names once each."""

    def __init__(self, listener: Listener, limits: Limits) -> None:
        self._listener = listener
        self._limits = limits
        self._names = _Names()
        self._keys = _Keys()
        self._depth = 0
        self._left = limits.elements

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._left -= 1
        if self._depth > self._limits.depth:
            exceeded("depth", self._limits.depth)
        if self._left < 0:
            exceeded("elements", self._limits.elements)
        keys = self._keys
        plain = {keys[key]: value for key, value in attributes.items()} if attributes else attributes
        self._listener.start(self._names[name], plain)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._listener.end(self._names[name])


class _Relations:
    """Targets of a relationships part by the last word of their type."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "rel:Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets.setdefault(kind, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        """Nothing to do: relationships are empty elements."""

    def text(self, text: str) -> None:
        """Nothing to do: relationships are empty elements."""


def relations(package: Package, part: str, limits: Limits) -> dict[str, str]:
    """Names of the parts that `part` (empty: the package) relates to, by kind of relation."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if not package.has(name):
        return {}
    found = _Relations()
    listen(package.part(name), found, limits)
    return {
        kind: posixpath.normpath(posixpath.join("/", folder, target))[1:]
        for kind, target in found.targets.items()
    }
