"""Forms as plain data: compiled from their grammars once, then read from the cache.

Duty: `Form` to JSON and back. May not compile a grammar, nor import Lark where the form is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govlint.cache import remember, source_of
from govlint.grammar import Form, Production

_MAKERS = ("lark", "govlint.tables", "govlint.signs", "govlint.grammar")
"""Modules whose change makes forms anew; the first holds Lark's version."""


def load_form(path: Path, folders: Sequence[Path]) -> Form:
    """The form that a grammar file describes, with what it imports from the folders.

    Raises:
        GrammarError: with file, line and column where the grammar cannot be used.
    """
    files = sorted(file for folder in folders for file in folder.glob("*.lark"))
    made_of = [path.name.encode(), *map(source_of, _MAKERS), *(_named(file) for file in files)]
    return thaw(remember("form", made_of, lambda: freeze(_compile(path, folders))))


def _named(file: Path) -> bytes:
    return file.name.encode() + b"\0" + file.read_bytes()


def _compile(path: Path, folders: Sequence[Path]) -> Form:
    from govlint.tables import compile_form  # noqa: PLC0415 - imports Lark

    return compile_form(path, folders)


def freeze(form: Form) -> dict[str, Any]:
    """The form as JSON takes it."""
    plain: dict[str, Any] = {
        name: getattr(form, name) for name in Form.__match_args__ if name != "remembered"
    }
    plain["productions"] = [(p.origin, p.symbols, p.runs) for p in form.productions]
    return plain


def thaw(plain: dict[str, Any]) -> Form:
    """The form that was frozen."""
    first, last = plain["years"]
    return Form(
        id=plain["id"],
        labels={name: tuple(texts) for name, texts in plain["labels"].items()},
        productions=tuple(_production(*parts) for parts in plain["productions"]),
        states=tuple(plain["states"]),
        start=plain["start"],
        accept=plain["accept"],
        rows={
            section: {row: tuple(columns) for row, columns in rows.items()}
            for section, rows in plain["rows"].items()
        },
        sections=tuple(plain["sections"]),
        table_names=plain["table_names"],
        years=(first, last),
        facts=plain["facts"],
        signs={name: tuple(signs) for name, signs in plain["signs"].items()},
        base=plain["base"],
        lineage=tuple(plain["lineage"]),
    )


def _production(origin: str, symbols: list[str], runs: list[list[list[str]]]) -> Production:
    return Production(origin, tuple(symbols), tuple(tuple(tuple(path) for path in run) for run in runs))
