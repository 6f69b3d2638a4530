"""What govlint itself brings beside formatters: rules, packs, grammars, readers.

Duty: list them. May not load a stranger's.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import govlint.readers
import govlint.rules
from govlint.readers import Reader
from govlint.shipped import form_files, shipped_folder


def rules() -> list[ModuleType]:
    """Every module of `govlint.rules`."""
    return _modules(govlint.rules)


def packs() -> list[Path]:
    """The packs shipped."""
    home = shipped_folder("rules")
    # What finds files by patterns compiles them at each start.
    return [folder for folder in sorted(home.iterdir()) if (folder / "pack.yaml").is_file()]


def grammars() -> list[Path]:
    """The grammars shipped that describe a form: those that say its years, or the form that it extends."""
    return form_files(shipped_folder("grammars"))


def readers() -> list[Reader]:
    """Every module of `govlint.readers` that has a `READER`."""
    return [module.READER for module in _modules(govlint.readers) if hasattr(module, "READER")]


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
