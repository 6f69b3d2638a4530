"""The hooks of govlint; its own readers, rules, packs, grammars and formatters use them too.

Duty: the contract with plugins and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pluggy

from govlint.announced import PROJECT

if TYPE_CHECKING:
    from govlint.formatters import Formatter
    from govlint.readers import Reader


hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Each hook is called once, when plugins have been loaded; every answer counts."""

    @hookspec
    def govlint_rules(self) -> Iterable[ModuleType]:  # type: ignore[empty-body]
        """Modules whose functions decorated with `@rule` become rules."""

    @hookspec
    def govlint_packs(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Folders that hold a `pack.yaml`."""

    @hookspec
    def govlint_grammars(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Grammar files (`*.lark`) of forms."""

    @hookspec
    def govlint_readers(self) -> Iterable[Reader]:  # type: ignore[empty-body]
        """Readers, one for each kind of file."""

    @hookspec
    def govlint_formatters(self) -> Iterable[Formatter]:  # type: ignore[empty-body]
        """Formatters, one for each output format."""
