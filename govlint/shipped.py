"""Where the shipped packs and grammars lie: in the wheel, or beside the package in a checkout.

Duty: find `rules/` and `grammars/`. May not read their meaning.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """The shipped folder of that name."""
    package = files("govlint")
    inside = package / "_shipped" / name
    return inside if inside.is_dir() else package / ".." / name


def grammar_text(name: str) -> str:
    """The text of a shipped grammar."""
    return (folder("grammars") / name).read_text(encoding="utf-8")
