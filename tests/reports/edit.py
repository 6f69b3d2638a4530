"""Changed copies of a report.

Duty: one change each, everything else as it was. May not know why anything is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reports.model import (
    Block,
    CellKey,
    Number,
    Paragraph,
    ReportData,
    RowShape,
    Section,
    Sentence,
    TableShape,
)

Rows = tuple[RowShape, ...]


def with_numbers(data: ReportData, changes: Mapping[CellKey, Number]) -> ReportData:
    """Other figures in some cells; a row that is new is made."""
    copied = {t: {r: dict(cells) for r, cells in rows.items()} for t, rows in data.figures.items()}
    for (table, row, column), value in changes.items():
        copied[table].setdefault(row, {})[column] = value
    return replace(data, figures=copied)


def with_number(data: ReportData, key: CellKey, value: Number) -> ReportData:
    """Another figure in one cell."""
    return with_numbers(data, {key: value})


def with_text(data: ReportData, key: CellKey, text: str) -> ReportData:
    """A cell that prints something else than its number."""
    return replace(data, printed={**data.printed, key: text})


def with_blanks(
    data: ReportData,
    table: str,
    rows: Iterable[str] | None = None,
    columns: Iterable[str] | None = None,
) -> ReportData:
    """Zeros left blank in those rows and columns, in all by default."""
    row_set, column_set = (set(keys) if keys is not None else None for keys in (rows, columns))
    changes: dict[CellKey, Number] = {
        (table, row, column): None
        for row, cells in data.figures[table].items()
        for column, value in cells.items()
        if value == 0 and (row_set is None or row in row_set) and (column_set is None or column in column_set)
    }
    return with_numbers(data, changes)


def with_table(data: ReportData, key: str, change: Callable[[TableShape], TableShape]) -> ReportData:
    """A table of another shape."""
    return replace(data, tables={**data.tables, key: change(data.tables[key])})


def with_blocks(data: ReportData, table: str, change: Callable[[Block], Block]) -> ReportData:
    """Each block of a table changed."""
    return with_table(data, table, lambda shape: replace(shape, blocks=tuple(map(change, shape.blocks))))


def with_rows(data: ReportData, table: str, change: Callable[[Rows], Rows]) -> ReportData:
    """The printed rows of a table changed, block by block."""
    return with_blocks(data, table, lambda block: replace(block, rows=change(block.rows)))


def with_row_label(data: ReportData, table: str, row: str, label: str) -> ReportData:
    """A row labelled otherwise."""
    return with_rows(
        data, table, lambda rows: tuple(replace(r, label=label) if r.key == row else r for r in rows)
    )


def with_column_label(data: ReportData, table: str, column: str, label: str) -> ReportData:
    """A column labelled otherwise, in every block."""

    def change(block: Block) -> Block:
        columns = tuple(replace(c, label=label) if c.key == column else c for c in block.columns)
        return replace(block, columns=columns)

    return with_blocks(data, table, change)


def with_words(data: ReportData, table: str, change: Callable[[str], str]) -> ReportData:
    """Every label of a table passed through `change`."""

    def labels(block: Block) -> Block:
        return Block(
            change(block.caption),
            tuple(replace(c, label=change(c.label)) for c in block.columns),
            tuple(replace(r, label=change(r.label)) for r in block.rows),
        )

    def whole(shape: TableShape) -> TableShape:
        words = {key: change(text) for key, text in shape.words.items()}
        return TableShape(shape.key, tuple(map(labels, shape.blocks)), words)

    return with_table(data, table, whole)


def without_column(data: ReportData, table: str, column: str) -> ReportData:
    """A column left out, label and figures."""
    return with_blocks(
        data, table, lambda b: replace(b, columns=tuple(c for c in b.columns if c.key != column))
    )


def with_sections(
    data: ReportData, change: Callable[[tuple[Section, ...]], tuple[Section, ...]]
) -> ReportData:
    """Other sections."""
    return replace(data, sections=change(data.sections))


def with_section(data: ReportData, key: str, **changes: object) -> ReportData:
    """One section with other fields."""
    return with_sections(
        data,
        lambda all_: tuple(replace(s, **changes) if s.key == key else s for s in all_),  # type: ignore[arg-type]
    )


def with_paragraphs(
    data: ReportData, change: Callable[[Paragraph], Iterable[Paragraph]], where: str = "all"
) -> ReportData:
    """Each paragraph replaced by those that `change` gives, of all the report or of one section."""

    def many(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(new for old in paragraphs for new in change(old))

    sections = tuple(
        replace(s, paragraphs=many(s.paragraphs)) if where in {"all", s.key} else s for s in data.sections
    )
    if where != "all":
        return replace(data, sections=sections)
    meta, intro, tail = (many(part) for part in (data.meta, data.intro, data.tail))
    return replace(data, sections=sections, meta=meta, intro=intro, tail=tail)


def with_sentence(data: ReportData, key: str, text: str) -> ReportData:
    """A sentence that says something else, or nothing where `text` is empty."""

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        said = tuple(Sentence(s.key, text) if s.key == key else s for s in paragraph.sentences)
        kept = tuple(s for s in said if s.text)
        return [replace(paragraph, sentences=kept)] if kept else []

    return with_paragraphs(data, change)


def without_sentences(data: ReportData, keys: Iterable[str]) -> ReportData:
    """Sentences left out."""
    for key in keys:
        data = with_sentence(data, key, "")
    return data


def replaced(data: ReportData, old: str, new: str) -> ReportData:
    """One word replaced wherever the report prints it, tables excepted."""

    def change(paragraph: Paragraph) -> Iterable[Paragraph]:
        said = tuple(Sentence(s.key, s.text.replace(old, new)) for s in paragraph.sentences)
        return [replace(paragraph, sentences=said)]

    return replace(with_paragraphs(data, change), title=data.title.replace(old, new))
