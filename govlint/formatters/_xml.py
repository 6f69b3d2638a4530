"""XML that is well formed whatever stands in a report.

Duty: build and write elements. May not know findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from govlint.patterns import lazy

_ILLEGAL = lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold at all."""
    return _ILLEGAL.sub("", text)


def root(name: str, /, **attributes: object) -> Element:
    """A new element without a parent."""
    return Element(name, _plain(attributes))


def child(parent: Element, name: str, text: str = "", /, **attributes: object) -> Element:
    """A new element at the end of `parent`."""
    element = SubElement(parent, name, _plain(attributes))
    if text:
        element.text = legal(text)
    return element


def _plain(attributes: dict[str, object]) -> dict[str, str]:
    return {name: legal(str(value)) for name, value in attributes.items() if value is not None}


def written(element: Element) -> Iterator[str]:
    """The document."""
    indent(element)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield tostring(element, encoding="unicode") + "\n"
