"""Edits put into the runs of a Word file, so that formatting and every other part stay as they are.

Duty: find the characters of the document in `document.xml` and splice there. May not judge a report.

How: each character of the text runs is replaced by one of its own from the private planes and the file is read
once more; where these characters come out is where those of the file came from. No second reader is needed,
and none can disagree with the first.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from govlint.document import Document
from govlint.errors import UnreadableError
from govlint.findings import Edit
from govlint.fixing.splice import spliced
from govlint.fixing.write import UnwritableError
from govlint.named import NamedTuple
from govlint.office.ooxml import relations
from govlint.office.package import Package
from govlint.office.word import read_word
from govlint.patterns import lazy
from govlint.places import Span
from govlint.readers import Limits, Source

_MAIN = "word/document.xml"
_RUN = lazy(r"(<(?:[A-Za-z]{1,9}:)?t(?: [^<>]*)?>)([^<]+)(?=</(?:[A-Za-z]{1,9}:)?t\s*>)")
_UNIT = lazy(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{1,6});|[^\s&]")
_DECLARED = lazy(rb"""<\?xml[^>]{0,99}encoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']""")
_PRIVATE = (*range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))
_SPACE = ' xml:space="preserve"'


class Runs(NamedTuple):
    """A document part: its name and text, and where each code point of the document as read stands in it.

    `at` gives for each offset the span in `xml`, or None where no text run prints it; `run` which run it is in.
    """

    name: str
    xml: str
    at: tuple[Span | None, ...]
    run: tuple[int | None, ...]


def written_word(data: bytes, document: Document, edits: Sequence[Edit], limits: Limits) -> bytes:
    """The Word file with the edits made in its runs.

    Raises:
        UnwritableError: where a character to be replaced stands in no run.
    """
    runs = runs_of(data, document, limits)
    inner = [change for edit in edits for change in _changes(edit, runs)]
    new = repacked(data, runs.name, _kept_spaces(spliced(runs.xml, inner)))
    again = read_word(Source(document.path, new, None, limits))
    if again.text != spliced(document.text, edits):
        raise UnwritableError("fix.unwritable-runs")
    return new


def runs_of(data: bytes, document: Document, limits: Limits) -> Runs:
    """Where the characters of a document stand in its main part.

    Raises:
        UnwritableError: where that cannot be told.
    """
    package = Package(data, limits)
    name = relations(package, "", limits).get("officeDocument", _MAIN)
    raw = b"".join(package.part(posixpath.normpath(name)))
    declared = _DECLARED.match(raw)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise UnwritableError("fix.unwritable-runs")
    xml = raw.decode("utf-8")
    places, numbers, marked = _marked(xml)
    try:
        twin = read_word(Source(document.path, repacked(data, name, marked), None, limits))
    except UnreadableError as error:
        raise UnwritableError("fix.unwritable-runs") from error
    index = {_PRIVATE[number]: number for number in range(len(places))}
    found = [index.get(ord(char)) for char in twin.text]
    if len(found) != len(document.text):
        raise UnwritableError("fix.unwritable-runs")
    return Runs(
        name,
        xml,
        tuple(None if number is None else places[number] for number in found),
        tuple(None if number is None else numbers[number] for number in found),
    )


def _marked(xml: str) -> tuple[list[Span], list[int], str]:
    """The place and the run of each character, and the part with characters that are all different."""
    places: list[Span] = []
    numbers: list[int] = []
    parts: list[str] = []
    at = 0
    for number, run in enumerate(_RUN.finditer(xml)):
        for unit in _UNIT.finditer(xml, run.start(2), run.end(2)):
            if len(places) >= len(_PRIVATE):
                raise UnwritableError("fix.unwritable-runs")
            parts += (xml[at : unit.start()], chr(_PRIVATE[len(places)]))
            places.append(Span(*unit.span()))
            numbers.append(number)
            at = unit.end()
    return places, numbers, "".join([*parts, xml[at:]])


def _changes(edit: Edit, runs: Runs) -> list[Edit]:
    """An edit of the document as edits of its part."""
    start, end = edit.span
    text = escape(edit.text)
    if start == end:
        return [_insertion(start, text, runs)]
    spans = [runs.at[offset] for offset in range(start, end)]
    changes = []
    for span in spans:
        if span is None:
            raise UnwritableError("fix.unwritable-runs")
        changes.append(Edit(span, text))
        text = ""
    return changes


def _insertion(at: int, text: str, runs: Runs) -> Edit:
    before = runs.at[at - 1] if at else None
    behind = runs.at[at] if at < len(runs.at) else None
    if before is not None:
        return Edit(Span(before.end, before.end), text)
    if behind is not None:
        return Edit(Span(behind.start, behind.start), text)
    raise UnwritableError("fix.unwritable-blank")


def _kept_spaces(xml: str) -> str:
    """The part with runs that begin or end with white space marked so, as Word drops it otherwise."""

    def mark(match: re.Match[str]) -> str:
        head, text = match.groups()
        if text == text.strip() or "xml:space" in head:
            return match[0]
        return f"{head[:-1]}{_SPACE}>{text}"

    return _RUN.sub(mark, xml)


def repacked(data: bytes, name: str, xml: str) -> bytes:
    """The package with another main part, all others with the same bytes, names, dates and order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        new.comment = old.comment
        for info in old.infolist():
            content = xml.encode("utf-8") if info.filename == name else old.read(info)
            new.writestr(info, content, info.compress_type)
    return out.getvalue()
