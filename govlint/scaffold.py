"""A new pack: its files, ready to be written.

Duty: fill the shipped templates. May not write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from govlint.packs.model import Pack
from govlint.patterns import lazy
from govlint.shipped import folder
from govlint.there import exists, is_folder
from govlint.words import AskedError, catalogue

FORM = "gfoi-2021"
_FILES = {
    "pack.yaml": "pack.yaml.txt",
    "rules.yaml": "rules.yaml.txt",
    "cases/rules.yaml": "cases.yaml.txt",
    "README.md": "readme.txt",
}
_ID = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PREFIX = lazy(r"[A-Z]{2,8}")


def scaffold(target: Path, prefix: str | None, packs: Iterable[Pack]) -> dict[Path, str]:
    """The files of a new pack in that folder, named after it.

    Raises:
        AskedError: for a folder that is not empty, a name or a prefix that will not do.
    """
    words = catalogue()
    name = target.resolve().name
    if not _ID.fullmatch(name):
        raise AskedError(words.words("pack.bad-id", word=name))
    if exists(target) and (not is_folder(target) or any(target.iterdir())):
        raise AskedError(words.words("pack.exists", path=target.as_posix()))
    chosen = prefix if prefix is not None else _prefix_of(name)
    if not _PREFIX.fullmatch(chosen):
        raise AskedError(words.words("pack.bad-prefix", word=chosen))
    taken = next((pack for pack in packs if pack.prefix == chosen), None)
    if taken is not None:
        raise AskedError(words.words("pack.taken-prefix", word=chosen, pack=taken.id))
    facts = {"@ID@": name, "@PREFIX@": chosen, "@FORM@": FORM}
    return {target / file: _filled(template, facts) for file, template in _FILES.items()}


def _prefix_of(name: str) -> str:
    """Capitals of a name: its first letters where it has several words, its beginning otherwise."""
    parts = re.findall(r"[a-z]+", name)
    letters = "".join(part[0] for part in parts) if len(parts) > 1 else "".join(parts)[:4]
    return letters.upper()[:8].ljust(2, "X")


def _filled(template: str, facts: dict[str, str]) -> str:
    text = (folder("rules") / "scaffold" / template).read_text(encoding="utf-8")
    for mark, fact in facts.items():
        text = text.replace(mark, fact)
    return text
