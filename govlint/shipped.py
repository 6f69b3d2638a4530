"""Where the shipped packs and grammars lie: in the wheel, or beside the package in a checkout.

Duty: find `rules/` and `grammars/`. May not read their meaning.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.patterns import lazy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


_FORM = lazy(r"^(?:REPORT_YEARS|BASE_FORM)\s*:", re.MULTILINE)


def folder(name: str) -> Traversable:
    """The shipped folder of that name."""
    package: Traversable = Path(__file__).parent
    if not package.is_dir():
        from importlib.resources import files  # noqa: PLC0415 - loads a dozen modules, for zip files alone

        package = files("govlint")
    inside = package / "_shipped" / name
    return inside if inside.is_dir() else package / ".." / name


def grammar_text(name: str) -> str:
    """The text of a shipped grammar."""
    return (folder("grammars") / name).read_text(encoding="utf-8")


@cache
def shipped_folder(name: str) -> Path:
    """The shipped folder of that name on the disk.

    Raises:
        FileNotFoundError: where govlint is run from an archive that cannot be read as a folder.
    """
    found = Path(str(folder(name))).resolve()
    if not found.is_dir():
        raise FileNotFoundError(f"govlint's own folder {name!r} is not on the disk ({found})")
    return found


def form_files(folder: Path) -> list[Path]:
    """The grammars in a folder that describe a form: those that say its years, or the form that it extends."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".lark"))  # noqa: PTH208 - at each start
    except OSError:
        return []
    return [
        path
        for path in (folder / name for name in names)
        if _FORM.search(path.read_text(encoding="utf-8", errors="replace"))
    ]


def traditional_characters() -> str:
    """Pairs of a traditional character and its simplified form; behind them, one a line, words of the same length."""
    lines = [line for line in grammar_text("traditional.txt").splitlines() if not line.startswith("#")]
    words = [line.removeprefix("=") for line in lines if line.startswith("=")]
    return "\n".join(["".join(line for line in lines if not line.startswith("=")), *words])
