"""A page that remembers what it printed where.

Duty: lines of text and the maps from keys to lines. May not know layouts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.grids import GridCell, Ref


@dataclass(slots=True)
class Page:
    """Lines in the making; the first line of a reference counts."""

    lines: list[str] = field(default_factory=list)
    places: dict[Ref, int] = field(default_factory=dict)

    @property
    def here(self) -> int:
        """The number that the next line will have."""
        return len(self.lines) + 1

    def note(self, refs: Iterable[Ref], line: int | None = None) -> None:
        """Say that these begin on that line, the next one by default."""
        for ref in refs:
            self.places.setdefault(ref, line or self.here)

    def add(self, text: str, refs: Iterable[Ref] = ()) -> None:
        """Print a line, or several where the text has line feeds."""
        self.note(refs)
        self.lines.extend(text.split("\n"))

    def add_cell(self, cell: GridCell, text: str | None = None) -> None:
        """Print a cell on a line of its own."""
        self.add(cell.text if text is None else text, [cell.ref])

    def gap(self, count: int = 1) -> None:
        """Print empty lines."""
        self.lines.extend([""] * count)

    def of(self, kind: str) -> dict[tuple[str, ...], int]:
        """The lines of one kind of reference."""
        return {key: line for (name, key), line in self.places.items() if name == kind}
