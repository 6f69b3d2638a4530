"""Word files for tests, written tag by tag so that each oddity can be put in."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from reports.grids import Grid, expand, grid
from reports.model import ReportData

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN = "word/document.xml"
_SPACES = f'xmlns:w="{{main}}" xmlns:mc="{MC}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'

_FORMATS = "http://schemas.openxmlformats.org"
_TYPES = f"""<Types xmlns="{_FORMATS}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/{MAIN}"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = f"""<Relationships xmlns="{_FORMATS}/package/2006/relationships"><Relationship Id="rId1"
 Type="{_FORMATS}/officeDocument/2006/relationships/officeDocument" Target="{MAIN}"/></Relationships>"""


def document(body: str, main: str = W) -> str:
    """A document part."""
    spaces = _SPACES.format(main=main)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<w:document {spaces}><w:body>{body}</w:body></w:document>"


def part(name: str, inner: str, main: str = W) -> str:
    """Another part of the main name space, like `numbering` or `styles`."""
    return f"<w:{name} {_SPACES.format(main=main)}>{inner}</w:{name}>"


def package(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, numbering: str = "", styles: str = "", main: str = W) -> bytes:
    """A Word file with that body."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}
    parts[MAIN] = document(body, main)
    if numbering:
        parts["word/numbering.xml"] = part("numbering", numbering, main)
    if styles:
        parts["word/styles.xml"] = part("styles", styles, main)
    return package(parts)


def run(text: str) -> str:
    """A run; line feeds become soft returns."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{inner}</w:r>"


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph that is numbered by a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def tc(inner: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(rows: Grid) -> str:
    """A table with really merged cells."""
    lines = []
    for line in expand(rows):
        cells, at = [], 0
        while at < len(line):
            cell, begins = line[at]
            properties = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            if cell.rows > 1:
                properties += f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'
            cells.append(tc(p(cell.text if begins else ""), properties))
            at += cell.columns
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


def report(data: ReportData) -> bytes:
    """A whole report as a Word file."""
    body = [p(data.title)]
    body += [p(paragraph.text) for paragraph in (*data.meta, *data.intro)]
    for section in data.sections:
        body.append(p(section.heading))
        body += [p(paragraph.text) for paragraph in section.paragraphs]
        if section.table:
            body.append(table(grid(data, section.table)))
    body += [p(paragraph.text) for paragraph in data.tail]
    return docx("".join(body))
