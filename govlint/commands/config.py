"""`govlint config`: start a configuration file, show what holds and who said so, print schemas.

Duty: the three of them. May not print; `init` alone writes files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.options import add_configuration, add_general, add_settings, configurations
from govlint.commands.values import one_of
from govlint.config import schema, show, template
from govlint.config.configurations import inside
from govlint.config.source import shown
from govlint.display.encode import encode
from govlint.there import exists, is_folder
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "init|show|schema …"


def configure(parser: Parser) -> None:
    """The options of `config`; those of `check` are taken, so that their weight can be seen."""
    group = "help.arguments"
    parser.option(
        group, "action", text="help.config-action", type=one_of(*_ACTIONS), metavar="init|show|schema"
    )
    facts: dict[str, object] = {"known": tuple(schema.names())}
    parser.option(group, "what", text="help.config-what", facts=facts, nargs="?", metavar="PATH|NAME")
    parser.option("help.output", "--origin", text="help.origin", action="store_true")
    parser.option("help.output", "--json", text="help.json", action="store_true")
    add_settings(parser)
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Do what the first word says."""
    return _ACTIONS[options.action](options, session)


def _init(options: argparse.Namespace, session: Session) -> Answer:
    folder = Path(options.what or ".")
    path = folder / template.NAME
    if not is_folder(folder):
        raise AskedError(catalogue().words("config.no-such-path", path=folder.as_posix()))
    there = [name for name in (template.NAME, ".govlint.toml", ".govlint.yaml") if exists(folder / name)]
    if there:
        raise AskedError(catalogue().words("config.exists", path=(folder / there[0]).as_posix()))
    beside = Output([schema.text("config")], str(folder / template.SCHEMA))
    told = Output([catalogue().text("config.written", session.lang, path=path.as_posix()) + "\n"])
    return Answer((Output([template.template(session.lang)], str(path)), beside, told))


def _show(options: argparse.Namespace, session: Session) -> Answer:
    configured = configurations(options, session.environment)
    path = options.what
    if path is not None and not exists(path):
        raise AskedError(catalogue().words("config.no-such-path", path=path))
    of_run = configured.for_run()
    resolved = of_run if path is None else configured.for_path(path).with_run(of_run)
    chain = configured.chain(path if path is None else inside(path))
    files = [layer.path for layer in chain if layer.path is not None]
    configured.refuse_mistakes()
    if options.json:
        return Answer((Output([encode(show.record(resolved, files)) + "\n"]),))
    say = partial(_say, session.lang)
    listed = ", ".join(shown(file) for file in files)
    head = say("config.from-files", paths=listed) if files else say("config.no-files")
    return Answer((Output(_text(head, show.lines(resolved, say, origins=options.origin))),))


def _say(lang: str, key: str, **facts: object) -> str:
    return catalogue().text(key, lang, **facts)


def _text(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"# {head}\n"
    yield from (line + "\n" for line in lines)


def _schema(options: argparse.Namespace, session: Session) -> Answer:
    name = options.what or "config"
    known: Sequence[str] = schema.names()
    if name not in known:
        raise unknown_word("schema", name, known)
    return Answer((Output([_packs(options, session) if name == "pack" else schema.text(name)]),))


def _packs(options: argparse.Namespace, session: Session) -> str:
    """The schema of packs, with the rules of the plugins in force."""
    from govlint.packs.schema import pack_schema  # noqa: PLC0415 - rules and readers come with it
    from govlint.plugins import load_plugins  # noqa: PLC0415

    configured = configurations(options, session.environment)
    configured.refuse_mistakes()
    plugins = [Path(file) for file in configured.for_run().value("plugins")]
    return schema.written(pack_schema(load_plugins(plugins).rules.values()))


_ACTIONS: dict[str, Callable[[argparse.Namespace, Session], Answer]] = {
    "init": _init,
    "show": _show,
    "schema": _schema,
}
