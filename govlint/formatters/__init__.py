"""What a formatter is.

Duty: the contract of formatters. May not know any one of them, and may not print.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator

from govlint.findings import Outcome
from govlint.named import NamedTuple
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


class Library(NamedTuple):
    """A library that is not part of every installation, and the command that installs it."""

    module: str
    command: str

    @property
    def missing(self) -> bool:
        """Whether it is not installed."""
        return importlib.util.find_spec(self.module) is None


@dataclass(frozen=True, slots=True)
class Formatter:
    """An output format: a name and a function from an outcome to pieces of text, or of bytes where it is binary."""

    name: str
    render: Callable[[Outcome, View], Iterator[str] | Iterator[bytes]]
    help: str = ""
    companion: Companion | None = None
    whole: bool = False
    """Whether it shows the reports themselves, so that files with findings must be kept whole."""
    streams: bool = False
    """Whether what it writes of each file is of use by itself, so that it may be written while the run goes on."""
    binary: bool = False
    """Whether it writes bytes, which are for a file and not for a terminal."""
    library: Library | None = None
    """What must be installed for it."""
