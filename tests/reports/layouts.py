"""Print a report in one of the layouts seen in the wild.

Duty: the registry of layouts and the whole page around the tables. May not know the forms.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate

from reports import aligned, cellwise, piped, ruined
from reports.grids import GridCell, grid
from reports.model import BOXED, Paragraph, Printed, ReportData, Section
from reports.options import NBSP, Options, wrapped
from reports.page import Page

Draw = Callable[[Page, list[list[GridCell]], Options], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """How tables are drawn; `bold` for Markdown headings, `glue` for everything on one line."""

    name: str
    draw: Draw
    keeps_blanks: bool
    bold: bool = False
    glue: bool = False
    wrap: int = 0


_ALL = (
    Layout("lines", cellwise.with_blank(NBSP), True),
    Layout("lines_spaces", cellwise.with_blank("  "), True),
    Layout("lines_empty", cellwise.with_blank(""), True),
    Layout("lines_tight", cellwise.tight, True),
    Layout("pipes", piped.rows, True),
    Layout("pipes_spanned", piped.spanned, True),
    Layout("cell_pipes", cellwise.piped, True),
    Layout("lone_pipes", cellwise.lone_pipes, True),
    Layout("markdown_rows", piped.markdown_rows, True),
    Layout("row_pipes", cellwise.row_pipes, True),
    Layout("noise_pipes", piped.noisy, True),
    Layout("markdown", piped.markdown, True, bold=True),
    Layout("tabs", piped.tabs, True),
    Layout("spaces", aligned.draw, False, wrap=38),
    Layout("spaces_single", aligned.single, False),
)
_UNREADABLE = (
    Layout("deduplicated", ruined.deduplicated, False),
    Layout("shifted", ruined.shifted, False),
    Layout("glued", ruined.glued, False, glue=True),
)
_BY_NAME = {layout.name: layout for layout in (*_ALL, *_UNREADABLE)}
LAYOUTS = tuple(layout.name for layout in _ALL)
UNREADABLE_LAYOUTS = tuple(layout.name for layout in _UNREADABLE)


def write(data: ReportData, layout: str, **options: object) -> Printed:
    """Print a report; `options` are the fields of `Options`."""
    chosen = _BY_NAME[layout]
    given = Options(**options)  # type: ignore[arg-type]
    how = given if "wrap" in options else replace(given, wrap=chosen.wrap)
    page = Page()
    _title(page, data, chosen)
    for paragraph in (*data.meta, *data.intro):
        _paragraph(page, paragraph, how)
    for section in data.sections:
        _section(page, data, section, chosen, how)
    for paragraph in data.tail:
        _paragraph(page, paragraph, how)
    return _printed(page, chosen, how, len(data.meta))


def _title(page: Page, data: ReportData, layout: Layout) -> None:
    page.add(f"# {data.title}" if layout.bold else data.title, [("title", ())])
    page.gap()


def _section(page: Page, data: ReportData, section: Section, layout: Layout, how: Options) -> None:
    page.add(_heading(section.heading, layout, how), [("section", (section.key,))])
    page.gap()
    for paragraph in section.paragraphs:
        _paragraph(page, paragraph, how)
    if section.table:
        layout.draw(page, grid(data, section.table), how)
        page.gap()


def _heading(text: str, layout: Layout, how: Options) -> str:
    return f"**{text}**" if layout.bold else how.indent + text


def _paragraph(page: Page, paragraph: Paragraph, how: Options) -> None:
    lines = wrapped(how.indent + paragraph.text, 0 if paragraph.level == BOXED else how.wrap)
    ends = list(accumulate(len(line) for line in lines))
    at = len(how.indent)
    for sentence in paragraph.sentences:
        page.note([("sentence", (sentence.key,))], page.here + bisect_right(ends, at))
        at += len(sentence.text)
    for line in lines:
        page.add(line)
    if not how.wrap:
        page.gap()


def _printed(page: Page, layout: Layout, how: Options, front: int) -> Printed:
    lines, move = (page.lines, 0)
    if layout.glue:
        lines, move = _glue(page.lines, 2 * front + 2)
    at = {
        kind: _moved(page.of(kind), move)
        for kind in ("cell", "row", "column", "section", "sentence", "title")
    }
    return Printed(
        text=how.finish("\n".join(lines)) + "\n",
        layout=layout.name,
        keeps_blanks=layout.keeps_blanks,
        title_line=at["title"][()],
        cell_lines=at["cell"],  # type: ignore[arg-type]
        row_lines=at["row"],  # type: ignore[arg-type]
        column_lines=at["column"],  # type: ignore[arg-type]
        section_lines={key[0]: line for key, line in at["section"].items()},
        sentence_lines={key[0]: line for key, line in at["sentence"].items()},
    )


def _moved(places: dict[tuple[str, ...], int], limit: int) -> dict[tuple[str, ...], int]:
    return {key: min(line, limit + 1) if limit else line for key, line in places.items()}


def _glue(lines: list[str], front: int) -> tuple[list[str], int]:
    return [*lines[:front], "".join(line.strip() for line in lines[front:])], front
