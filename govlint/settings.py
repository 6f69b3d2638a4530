"""How a run is asked to be.

Duty: the value alone, so that runs over files known already load nothing of what checks. May not do anything.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from govlint.adjust import Options, Severe
from govlint.choose import Choice
from govlint.readers import Limits
from govlint.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is asked to be; `packs` are folders, files or names of installed packs."""

    choice: Choice = field(default_factory=Choice)
    packs: tuple[str, ...] = ()
    default_packs: bool = True
    plugins: tuple[Path, ...] = ()
    form: str | None = None
    year: int | None = None
    encoding: str | None = None
    severity: tuple[Severe, ...] = ()
    options: tuple[Options, ...] = ()
    limits: Limits = field(default_factory=Limits)
    today: date = field(default_factory=date.today)
    across: bool = False
    """Whether files are to be compared with each other, too."""
