"""What govlint itself brings: rules, packs, grammars, readers, formatters.

Duty: list them. May not load a formatter before it is asked to print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import govlint.readers
import govlint.rules
from govlint.findings import Outcome
from govlint.formatters import Companion, Formatter, View
from govlint.readers import Reader
from govlint.shipped import shipped_folder

_Render = Callable[[Outcome, View], Iterator[str]]
_MODULES = {
    "checkstyle": "checkstyle", "concise": "concise", "csv": "spreadsheet", "full": "full", "github": "github",
    "gitlab": "gitlab", "html": "page", "json": "json", "jsonl": "jsonl", "junit": "junit", "rdjson": "rdjson",
    "rdjsonl": "rdjsonl", "sarif": "sarif",
}  # fmt: skip
"""Formats and the modules that print them."""
_WHOLE = ("html",)


def rules() -> list[ModuleType]:
    """Every module of `govlint.rules`."""
    return _modules(govlint.rules)


def packs() -> list[Path]:
    """The packs shipped."""
    return sorted(path.parent for path in shipped_folder("rules").glob("*/pack.yaml"))


def grammars() -> list[Path]:
    """The grammars shipped that describe a form: those that say what years it is for."""
    folder = shipped_folder("grammars")
    return sorted(
        path for path in folder.glob("*.lark") if "\nREPORT_YEARS:" in path.read_text(encoding="utf-8")
    )


def readers() -> list[Reader]:
    """Every module of `govlint.readers` that has a `READER`."""
    return [module.READER for module in _modules(govlint.readers) if hasattr(module, "READER")]


def formatters() -> list[Formatter]:
    """The formatters of `govlint.formatters`, each loaded when it first prints."""
    return [
        Formatter(name, _later(module, "render"), f"format-{name}", _COMPANIONS.get(name), name in _WHOLE)
        for name, module in _MODULES.items()
    ]


def _later(module: str, function: str) -> _Render:
    """A function of a formatter's module, which is imported when the function is called."""

    def render(outcome: Outcome, view: View) -> Iterator[str]:
        printing: _Render = getattr(import_module(f"govlint.formatters.{module}"), function)
        return printing(outcome, view)

    return render


_COMPANIONS = {"github": Companion("GITHUB_STEP_SUMMARY", _later("github", "summary"))}


def _modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{name}") for name in sorted(_names(package))]


def _names(package: ModuleType) -> list[str]:
    folder = Path(next(iter(package.__path__)))
    if folder.is_dir():
        names = [path.stem for path in folder.iterdir() if path.suffix == ".py"]
    else:
        from pkgutil import iter_modules  # noqa: PLC0415 - for archives alone

        names = [info.name for info in iter_modules(package.__path__)]
    return [name for name in names if not name.startswith("_")]
