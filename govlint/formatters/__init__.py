"""What a formatter is.

Duty: the contract of formatters. May not know any one of them, and may not print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlint.findings import Outcome
from govlint.records import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """How a person wants to read it: language, colour, width in display cells, remarks."""

    lang: str = "zh"
    color: bool = False
    width: int = 100
    verbose: int = 0
    statistics: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A second text that goes with a format: appended to the file that an environment variable names."""

    variable: str
    render: Callable[[Outcome, View], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Formatter:
    """An output format: a name and a function from an outcome to pieces of text."""

    name: str
    render: Callable[[Outcome, View], Iterator[str]]
    help: str = ""
    companion: Companion | None = None
    whole: bool = False
    """Whether it shows the reports themselves, so that files with findings must be kept whole."""
    streams: bool = False
    """Whether what it writes of each file is of use by itself, so that it may be written while the run goes on."""
