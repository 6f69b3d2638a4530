"""`govlint doctor`: the environment, for a report of a fault.

Duty: tell what govlint runs on. May not tell anything of a report, nor print.
"""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import TYPE_CHECKING

from govlint import __version__
from govlint.cache import folder as cache_folder
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_general
from govlint.display.encode import encode
from govlint.display.width import columns
from govlint.errors import GovlintError
from govlint.plugins import load_plugins
from govlint.shipped import shipped_folder
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = ""
_NAME = "govlint"


def configure(parser: Parser) -> None:
    """The options of `doctor`."""
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Tell the environment; exit status 2 where something that every run needs does not work."""
    facts = dict(_facts(session))
    status = 2 if any(value.startswith("!") for value in facts.values()) else 0
    told = {name: value.removeprefix("!") for name, value in facts.items()}
    if options.json:
        return Answer((Output([encode(told) + "\n"]),), status)
    lines = columns(list(told.items()))
    return Answer((Output(line + "\n" for line in lines),), status)


def _facts(session: Session) -> Iterator[tuple[str, str]]:
    """Names and what is known; a value that starts with `!` is something that does not work."""
    yield "govlint", __version__
    yield "python", f"{platform.python_implementation()} {platform.python_version()}"
    yield "platform", platform.platform()
    yield (
        "encodings",
        f"files {sys.getfilesystemencoding()}, locale {locale.getpreferredencoding(do_setlocale=False)}",
    )
    yield "language", session.lang
    yield "shipped", shipped_folder("rules").as_posix()
    yield "cache", _cache(session)
    yield from _extras()
    yield from _plugins()


def _cache(session: Session) -> str:
    folder = cache_folder()
    if folder is None:
        return catalogue().text("doctor.no-cache", session.lang)
    if not os.access(folder, os.W_OK):
        return catalogue().text("doctor.read-only", session.lang, path=folder)
    return folder


def _extras() -> Iterator[tuple[str, str]]:
    """Every library that govlint uses, with its version, and the extra that it belongs to."""
    try:
        wanted = metadata.requires(_NAME) or []
    except metadata.PackageNotFoundError:
        return
    for line in wanted:
        requirement, _, marker = line.partition(";")
        name = requirement.strip().partition(" ")[0]
        extra = marker.partition("==")[2].strip(" '\"")
        bare = "".join(c if c.isalnum() or c in "-_." else " " for c in name).split()[0]
        if bare == _NAME or extra in ("dev", "all"):
            continue
        yield f"{bare} [{extra}]" if extra else bare, _version(bare)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "–"


def _plugins() -> Iterator[tuple[str, str]]:
    try:
        for plugin in load_plugins().loaded:
            yield f"plugin {plugin.name}", plugin.origin
    except GovlintError as error:
        yield "plugins", f"!{error}"
