"""Options that several commands take, and the linter that they ask for.

Duty: one spelling and one meaning for each. May not run anything.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from govlint.choose import Choice
from govlint.commands.values import flat, one_of, words_list
from govlint.lint import Settings
from govlint.words import LANGUAGES, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser


def add_choice(parser: Parser) -> None:
    """Options that choose constraints."""
    for name in ("select", "extend-select", "ignore"):
        parser.option(
            "help.selection",
            f"--{name}",
            text=f"help.{name}",
            action="append",
            type=words_list,
            metavar="CODES",
        )


def add_sources(parser: Parser) -> None:
    """Options that say where constraints come from."""
    group = "help.selection"
    parser.option(group, "--pack", text="help.pack", action="append", metavar="PACK")
    parser.option(group, "--no-default-packs", text="help.no-default-packs", action="store_true")
    parser.option(group, "--plugin", text="help.plugin", action="append", type=Path, metavar="FILE")


def add_reading(parser: Parser) -> None:
    """Options that say how a report is read."""
    parser.option("help.selection", "--form", text="help.form", metavar="FORM")
    parser.option("help.files", "--encoding", text="help.encoding", metavar="NAME", type=encoding)


def add_general(parser: Parser) -> None:
    """Options that every command takes; `cli.py` has read them already."""
    group = "help.options"
    parser.option(group, "--lang", text="help.lang", type=one_of(*LANGUAGES), metavar="zh|en")
    parser.option(group, "-h", "--help", text="help.help", action="store_true")


def add_verbose(parser: Parser) -> None:
    """How much a command tells."""
    parser.option("help.output", "-v", "--verbose", text="help.verbose", action="count", default=0)


def settings(options: argparse.Namespace | SimpleNamespace) -> Settings:
    """What the options that a command has ask of a linter."""
    given = vars(options)
    return Settings(
        choice=Choice(flat(given.get("select")), flat(given.get("extend_select")), flat(given.get("ignore"))),
        packs=tuple(given.get("pack") or ()),
        default_packs=not given.get("no_default_packs", False),
        plugins=tuple(given.get("plugin") or ()),
        form=given.get("form"),
        year=given.get("year"),
        encoding=given.get("encoding"),
    )


def encoding(name: str) -> str:
    """The name of a known encoding, as an option's type."""
    from encodings.aliases import aliases  # noqa: PLC0415 - for this option alone

    from govlint.encodings import family  # noqa: PLC0415

    if family(name) is None:
        raise unknown_word("encoding", name, sorted({*aliases, *aliases.values(), "utf-8"}))
    return name
