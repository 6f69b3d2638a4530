"""Web pages of invented reports: merged cells, heads split by `<br>`, words in runs of their own, `&nbsp;` blanks."""

from html import escape

from reports.grids import Grid, GridCell, grid
from reports.model import ReportData


def report(data: ReportData, furniture: int = 0) -> bytes:
    """A page of a report, with so many lines of navigation before and behind it."""
    body = [p(data.title), *(p(paragraph.text) for paragraph in (*data.meta, *data.intro))]
    for section in data.sections:
        body.append(f"<p><br/>{escape(section.heading)}</p>")
        body += [p(paragraph.text) for paragraph in section.paragraphs]
        if section.table:
            body.append(table(grid(data, section.table)))
    body += [p(paragraph.text) for paragraph in data.tail]
    links = "".join(f'<li><a href="/{n}.html">栏目{n}</a></li>' for n in range(furniture))
    side = f'<div class="nav"><ul>{links}</ul></div>' if furniture else ""
    foot = f'<div class="footer"><p>版权所有 主办单位</p><ul>{links}</ul></div>' if furniture else ""
    head = f"<head><meta charset='utf-8'><title>{escape(data.title)}</title></head>"
    content = f'<div class="content">{"".join(body)}</div>'
    return f"<!DOCTYPE html><html>{head}<body>{side}{content}{foot}</body></html>".encode()


def p(text: str) -> str:
    """A paragraph whose words stand in runs of their own, as Word pastes them."""
    lines = [
        f"<span>{escape(line[:3])}</span><span><font>{escape(line[3:])}</font></span>"
        for line in text.split("\n")
    ]
    return f"<p>{'<br/>'.join(lines)}</p>"


def table(rows: Grid) -> str:
    """A table with merged cells."""
    lines = "".join(f"<tr>{''.join(cell(c) for c in row)}</tr>" for row in rows)
    return f'<table border="1"><tbody>{lines}</tbody></table>'


def cell(c: GridCell) -> str:
    """One cell; a label is split by a line break, a blank cell holds a no-break space."""
    spans = (f' rowspan="{c.rows}"' if c.rows > 1 else "") + (
        f' colspan="{c.columns}"' if c.columns > 1 else ""
    )
    half = len(c.text) // 2
    split = (
        c.text if c.text.isascii() or c.text.isdigit() or half < 2 else f"{c.text[:half]}\n{c.text[half:]}"
    )
    inner = escape(split).replace("\n", "<br />") or "&nbsp;"
    return f"<td{spans}><p align='center'>{inner}</p></td>"
