"""Options that several commands take, and the configuration that they make with files and environment.

Duty: one spelling and one meaning for each. May not load what checks reports.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands.values import one_of, whole_number, words_list
from govlint.config.configurations import Asked, Configurations
from govlint.config.convert import encodings, known_encoding
from govlint.config.keys import KEYS
from govlint.findings import SEVERITIES
from govlint.words import LANGUAGES, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

FORMATS = "full, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson, rdjsonl, csv, html, parquet"


def add_choice(parser: Parser) -> None:
    """Options that choose constraints."""
    for name in ("select", "extend-select", "ignore", "extend-ignore"):
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
    parser.option(group, "--pack", text="help.pack-option", action="append", metavar="PACK")
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


def add_settings(parser: Parser) -> None:
    """Every option that sets a key of configuration; those not given are None, so that others may speak."""
    add_choice(parser)
    add_sources(parser)
    parser.option("help.selection", "--year", text="help.year", type=whole_number, metavar="YYYY")
    add_reading(parser)
    add_patterns(parser)
    parser.option("help.files", "--allow-empty", text="help.allow-empty", action="store_true")
    _add_output(parser)
    _add_status(parser)


def add_patterns(parser: Parser) -> None:
    """Options that choose files in folders."""
    group = "help.files"
    for name in ("include", "exclude"):
        parser.option(
            group, f"--{name}", text=f"help.{name}", action="append", type=words_list, metavar="PATTERN"
        )
    parser.option(group, "--no-ignore-vcs", text="help.no-ignore-vcs", action="store_true")


def _add_output(parser: Parser) -> None:
    group, facts = "help.output", dict[str, object](formats=FORMATS)
    parser.option(
        group, "-f", "--output-format", text="help.output-format", facts=facts, action="append",
        metavar="FMT[:FILE]",
    )  # fmt: skip
    colors = one_of(*KEYS["color"].choices)
    parser.option(group, "--color", text="help.color", type=colors, metavar="WHEN")
    parser.option(group, "--statistics", text="help.statistics", action="store_true")


def _add_status(parser: Parser) -> None:
    group, level = "help.status", one_of(*SEVERITIES)
    parser.option(group, "--fail-level", text="help.fail-level", type=level, metavar="LEVEL")
    parser.option(group, "--max-warnings", text="help.max-warnings", type=whole_number, metavar="N")
    parser.option(group, "--exit-zero", text="help.exit-zero", action="store_true")
    parser.option(group, "--strict-internal", text="help.strict-internal", action="store_true")


def add_configuration(parser: Parser) -> None:
    """Options that say which configuration file holds."""
    group = "help.options"
    parser.option(group, "--config", text="help.config-file", metavar="FILE")
    parser.option(group, "--isolated", text="help.isolated", action="store_true")


def add_verbose(parser: Parser) -> None:
    """How much a command tells."""
    parser.option("help.output", "-v", "--verbose", text="help.verbose", action="count", default=0)


def configurations(
    options: argparse.Namespace, environment: Mapping[str, str] | None = None
) -> Configurations:
    """The configuration that options, environment and files make."""
    return Configurations(Asked(vars(options), os.environ if environment is None else environment))


def encoding(name: str) -> str:
    """The name of a known encoding, as an option's type."""
    if not known_encoding(name):
        raise unknown_word("encoding", name, encodings())
    return name
