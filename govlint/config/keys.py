"""The table of keys: everything that configuration may say.

Duty: name, kind, default and reach of each key, once, for the loader, the commands, the schema and the documents.
May not read anything. The help of a key is the text `config.key.NAME` of the catalogue.
"""

from __future__ import annotations

from enum import StrEnum

from govlint.findings import SEVERITIES
from govlint.records import dataclass
from govlint.words import LANGUAGES


class Kind(StrEnum):
    """What a key's value is."""

    TEXT = "text"
    ENCODING = "encoding"
    BOOL = "bool"
    COUNT = "count"
    CHOICE = "choice"
    JOBS = "jobs"
    """A count of 1 or more, or `auto`."""
    FOLDER = "folder"
    """A folder, or `false` for none."""
    FILE = "file"
    TEXTS = "texts"
    GLOBS = "globs"
    """Patterns of paths, relative to the file they are written in."""
    FILES = "files"
    PACKS = "packs"
    """Folders of packs, or names of installed ones."""
    OUTPUTS = "outputs"
    """`FMT` or `FMT:FILE`."""
    SEVERITIES = "severities"
    """A table from a word that chooses constraints to a severity."""
    OPTIONS = "options"
    """A table from a constraint to its rule's parameters."""
    NAMES = "names"
    """A table from a text to a text."""
    PER_FILE = "per-file"
    """A list of tables, each with what holds for some files."""


LISTS = (Kind.TEXTS, Kind.GLOBS, Kind.FILES, Kind.PACKS, Kind.OUTPUTS)
TABLES = (Kind.SEVERITIES, Kind.OPTIONS, Kind.NAMES)
RUN, FILE = "run", "file"
"""Whose a key is: the run's as a whole, or each file's."""
PREFIX = "GOVLINT_"


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `into` is the list that an `extend-…` adds to, `resets` what a list sets back to nothing.

    `option` is the spelling on the command line where it is not the key's own; empty, there is none.
    """

    name: str
    kind: Kind
    default: object = None
    reach: str = FILE
    choices: tuple[str, ...] = ()
    option: str | None = None
    into: str = ""
    resets: str = ""
    there: bool = True
    """Whether a file must be there when configuration is read."""
    per_file: bool = False
    """Whether an entry of `per-file` may say it."""

    @property
    def listed(self) -> bool:
        """Whether its value is a list."""
        return self.kind in LISTS

    @property
    def flag(self) -> str:
        """Its option on the command line."""
        return f"--{self.name}" if self.option is None else self.option

    @property
    def variable(self) -> str:
        """Its variable in the environment; tables have none."""
        plain = self.kind not in (*TABLES, Kind.PER_FILE)
        return PREFIX + self.name.upper().replace("-", "_") if plain and self.name != EXTEND else ""


EXTEND, PER_FILE, PER_FILE_FILES = "extend", "per-file", "files"
_TABLE = (
    Key(EXTEND, Kind.FILES, (), option=""),
    Key("packs", Kind.PACKS, (), option="", resets="extend-packs"),
    Key("extend-packs", Kind.PACKS, (), option="--pack", into="packs"),
    Key("no-default-packs", Kind.BOOL, False),
    Key("plugins", Kind.FILES, (), option=""),
    Key("extend-plugins", Kind.FILES, (), option="--plugin", into="plugins"),
    Key("select", Kind.TEXTS, (), resets="extend-select", per_file=True),
    Key("extend-select", Kind.TEXTS, (), per_file=True),
    Key("ignore", Kind.TEXTS, (), per_file=True),
    Key("extend-ignore", Kind.TEXTS, (), into="ignore"),
    Key("severity", Kind.SEVERITIES, option="", per_file=True),
    Key("constraints", Kind.OPTIONS, option="", per_file=True),
    Key(PER_FILE, Kind.PER_FILE, option=""),
    Key("year", Kind.COUNT, per_file=True),
    Key("form", Kind.TEXT, per_file=True),
    Key("encoding", Kind.ENCODING, per_file=True),
    Key("include", Kind.GLOBS, ()),
    Key("extend-include", Kind.GLOBS, (), option="", into="include"),
    Key("exclude", Kind.GLOBS, ()),
    Key("extend-exclude", Kind.GLOBS, (), option="", into="exclude"),
    Key("output-format", Kind.OUTPUTS, ("full",), RUN),
    Key("color", Kind.CHOICE, "auto", RUN, ("auto", "always", "never")),
    Key("lang", Kind.CHOICE, None, RUN, LANGUAGES),
    Key("statistics", Kind.BOOL, False, RUN),
    Key("fail-level", Kind.CHOICE, "error", RUN, SEVERITIES),
    Key("max-warnings", Kind.COUNT, None, RUN),
    Key("exit-zero", Kind.BOOL, False, RUN),
    Key("strict-internal", Kind.BOOL, False, RUN),
    Key("allow-empty", Kind.BOOL, False, RUN),
    Key("waivers", Kind.FILE, None, RUN),
    Key("baseline", Kind.FILE, None, RUN, there=False),
    Key("members", Kind.FILE, None, RUN),
    Key("renamed", Kind.NAMES, reach=RUN, option=""),
    Key("jobs", Kind.JOBS, "auto", RUN),
    Key("engine", Kind.CHOICE, "processes", RUN, ("processes", "dask")),
    Key("scheduler", Kind.TEXT, None, RUN),
    Key("timeout", Kind.COUNT, 60, RUN),
    Key("cache", Kind.FOLDER, None, RUN, option="--cache-dir"),
    Key("no-ignore-vcs", Kind.BOOL, False, RUN),
)
KEYS = {key.name: key for key in _TABLE}
SCHEMA_KEY = "$schema"
"""For editors; says nothing to govlint."""
