"""The hooks of the package: one module of rules, one pack."""

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from govlint.hookspecs import hookimpl
from govlint_stock_phrases import rules


@hookimpl
def govlint_rules() -> Iterable[ModuleType]:
    """The module whose functions decorated with `@rule` become rules."""
    return [rules]


@hookimpl
def govlint_packs() -> Iterable[Path]:
    """The folder that holds the pack."""
    return [Path(__file__).parent / "stock-phrases"]
