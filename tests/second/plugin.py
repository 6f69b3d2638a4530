"""A plugin that brings grammars and nothing else."""

from pathlib import Path

from govlint.hookspecs import hookimpl

FOLDER = Path(__file__).parent / "grammars"


@hookimpl
def govlint_grammars():
    return sorted(FOLDER.glob("*.lark"))
