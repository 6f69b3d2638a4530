"""Parse a text the way the program does, without rules: for tests of the line up to the report."""

from functools import cache

from govlint.forms import Recogniser, load_kits
from govlint.model import Report, State
from govlint.plugins import load_plugins
from govlint.readers import Source
from govlint.readers.text import read
from govlint.shipped import traditional_characters
from govlint.understand import NotAReport, understand


@cache
def recogniser() -> Recogniser:
    return Recogniser(load_kits(load_plugins(entry_point_group=None).grammars, traditional_characters()))


def document(text: str):
    return read(Source("report.txt", text.encode("utf-8", "surrogatepass")))


def parse(text: str) -> Report | NotAReport:
    return understand(document(text), recogniser())


def figures(report: Report) -> dict[str, dict[str, dict[str, object]]]:
    """Table → row → column → count, or the state of a cell that has none."""
    return {
        table.key: {
            row.key: {c.column: c.count if c.state is State.COUNT else c.state for c in row.cells}
            for row in table.rows
        }
        for table in report.tables()
    }
