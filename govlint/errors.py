"""The exceptions of govlint: mistakes of its user or of a plugin, never of a report.

Duty: name them. May not import anything of govlint.
"""

from __future__ import annotations

from govlint.named import NamedTuple


class GovlintError(Exception):
    """A check that cannot be done as asked; the command line exits 2 with its text."""


class Fault(NamedTuple):
    """One mistake in a file that a person wrote (pack, grammar, configuration)."""

    path: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text}"


class FaultsError(GovlintError):
    """All the mistakes found in one load, listed in one go."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class PackError(FaultsError):
    """A rule pack that cannot be used."""


class WaiverError(FaultsError):
    """A file of waivers, or a baseline, that cannot be used."""


class GrammarError(FaultsError):
    """A grammar that cannot be used."""


class PluginError(GovlintError):
    """A plugin that does not load, or that registers what is already there."""


class UnreadableError(GovlintError):
    """A source that a reader cannot turn into a document.

    `name` is the name of the constraint in the engine's pack that words it, `facts` fill its message.
    """

    def __init__(self, name: str, **facts: object) -> None:
        super().__init__(name)
        self.name = name
        self.facts = facts
