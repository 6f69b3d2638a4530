"""One self-contained page with a chart for each table; it prints as it is.

Duty: HTML and SVG. May not use a script, anything from elsewhere, or count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from string import Template

from govlint.display.width import cut
from govlint.findings import SEVERITIES
from govlint.formatters._hypertext import cells, tag, text
from govlint.stats.tally import Record, Table
from govlint.stats.tell import Teller, measure

_WIDTH, _LABEL, _FIGURE, _ROW, _BAR = 760, 250, 60, 22, 15
_CELLS = 34
"""Display cells that a label of a chart takes at most."""
_MOST_BARS = 30


def page(total: str, undone: str, tables: Sequence[Table], teller: Teller) -> Iterator[str]:
    """The page."""
    title = text(teller.say("stats.title"))
    head, _, foot = _resource("govlint.formatters", "page.html").partition("$body")
    style = _resource("govlint.formatters", "page.css") + _resource("govlint.stats", "stats.css")
    yield Template(head).substitute(lang=teller.lang, title=title, style=style)
    yield tag("h1", title) + tag("p", text(total), class_="assurance")
    if undone:
        yield tag("p", text(undone), class_="assurance undone")
    for table in tables:
        yield tag("section", *_section(table, teller)) + "\n"
    yield foot


def _resource(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")


def _section(table: Table, teller: Teller) -> Iterator[str]:
    yield tag("h2", text(teller.title(table)))
    if not table.records:
        yield tag("p", text(teller.say("stats.none")))
        return
    yield _chart(table, teller)
    names = list(table.records[0])
    rows = [_row(one, teller) for one in table.records]
    yield tag("table", cells((teller.head(name) for name in names), "th"), *rows, class_="index")
    if table.more:
        yield tag("p", text(teller.more(table)), class_="small")


def _row(one: Record, teller: Teller) -> str:
    return tag(
        "tr",
        *(
            tag("td", text(teller.cell(name, value)), class_=_style(name, value))
            for name, value in one.items()
        ),
    )


def _style(name: str, value: object) -> str:
    if not isinstance(value, int) or name == "year":
        return ""
    if not value:
        return "figure none"
    return f"figure {name}" if name in SEVERITIES else "figure"


def _chart(table: Table, teller: Teller) -> str:
    """Horizontal bars, one a record, parts of it one after the other."""
    records = table.records[:_MOST_BARS]
    parts = measure(table)
    most = max((sum(size for _, size in parts(one)) for one in records), default=0) or 1
    scale = (_WIDTH - _LABEL - _FIGURE) / most
    bars = [_bar(index, one, parts(one), scale, teller) for index, one in enumerate(records)]
    return tag(
        "svg", *bars, viewBox=f"0 0 {_WIDTH} {len(records) * _ROW}", role="img", aria_label=teller.title(table),
        class_="chart",
    )  # fmt: skip


def _bar(index: int, one: Record, parts: Sequence[tuple[str, int]], scale: float, teller: Teller) -> str:
    top, left, drawn = index * _ROW, float(_LABEL), []
    middle = top + _ROW - 7
    for style, size in parts:
        if size:
            drawn.append(_rectangle(left, top + 3, size * scale, style, f"{_title(style, teller)}{size}"))
        left += size * scale
    label = cut(_label(one, teller), _CELLS)
    return "".join(
        (
            tag("text", text(label), x=_LABEL - 8, y=middle, class_="label"),
            *drawn,
            tag("text", str(sum(size for _, size in parts)), x=f"{left + 6:.1f}", y=middle),
        )
    )


def _rectangle(left: float, top: int, width: float, style: str, title: str) -> str:
    inside = tag("title", text(title))
    return tag(
        "rect",
        inside,
        x=f"{left:.1f}",
        y=top,
        width=f"{max(width, 1):.1f}",
        height=_BAR,
        class_=f"bar {style}",
    )


def _title(style: str, teller: Teller) -> str:
    return f"{teller.say(style)} " if style in SEVERITIES else ""


def _label(one: Record, teller: Teller) -> str:
    names = [name for name in ("code", "name") if name in one] or list(one)[:1]
    return " ".join(teller.cell(name, one[name]) for name in names)
