"""`govlint pack`: start a pack, check one, write its pages.

Duty: from options to files, problems, pages. May not print or write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govlint.catalogue import index, page
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_general, add_sources, linter
from govlint.commands.test import bench_of
from govlint.commands.values import one_of
from govlint.display.encode import encode
from govlint.examples import examples_of
from govlint.packlint import Problem, lint_pack
from govlint.packs.model import Pack
from govlint.scaffold import scaffold
from govlint.trials import Bench
from govlint.verdict import FOUND
from govlint.words import AskedError, catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "new DIR | lint PACK… | docs PACK"
_ACTIONS = ("new", "lint", "docs")


def configure(parser: Parser) -> None:
    """The options of `pack`."""
    parser.option(
        "help.arguments", "action", text="help.pack-action", type=one_of(*_ACTIONS), metavar="new|lint|docs"
    )
    parser.option("help.arguments", "paths", text="help.pack-paths", nargs="*", metavar="PATH")
    parser.option("help.options", "--prefix", text="help.pack-prefix", metavar="CODE")
    add_sources(parser)
    output = "help.output"
    parser.option(output, "--output-dir", text="help.pack-output-dir", type=Path, metavar="DIR")
    parser.option(
        output, "-f", "--output-format", text="help.pack-format", type=one_of("text", "json"), default="text",
        metavar="FMT",
    )  # fmt: skip
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Do what the options name."""
    if options.action == "new":
        return _new(options, session.lang)
    if not options.paths:
        raise AskedError(catalogue().words("pack.no-pack", action=options.action))
    bench, packs = bench_of(options, options.paths)
    return (_lint if options.action == "lint" else _docs)(options, bench, packs, session.lang)


def _new(options: argparse.Namespace, lang: str) -> Answer:
    if len(options.paths) != 1:
        raise AskedError(catalogue().words("pack.one-folder"))
    target = Path(options.paths[0])
    files = scaffold(target, options.prefix, linter(options).packs.packs)
    outputs = [Output([text], str(path), fresh=True) for path, text in files.items()]
    told = [catalogue().text("pack.made", lang, path=path.as_posix()) for path in files]
    told.append(catalogue().text("pack.next", lang, path=target.as_posix()))
    return Answer((*outputs, Output(line + "\n" for line in told)))


def _lint(options: argparse.Namespace, bench: Bench, packs: Sequence[Pack], lang: str) -> Answer:
    problems = [problem for pack in packs for problem in lint_pack(bench, pack)]
    status = FOUND if problems else 0
    if options.output_format == "json":
        return Answer((Output([encode([_record(p, lang) for p in problems]) + "\n"]),), status)
    lines = _lines(problems, ", ".join(pack.id for pack in packs), lang)
    return Answer((Output(line + "\n" for line in lines),), status)


def _lines(problems: Sequence[Problem], names: str, lang: str) -> Iterator[str]:
    for place, kind, text in problems:
        yield f"{place.path}:{place.line}:{place.column}: {kind}: {text.get(lang)}"
    key = "pack.found" if problems else "pack.clean"
    yield catalogue().text(key, lang, packs=names, number=len(problems))


def _record(problem: Problem, lang: str) -> dict[str, object]:
    place, kind, text = problem
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "kind": kind,
        "message": text.get(lang),
    }


def _docs(options: argparse.Namespace, bench: Bench, packs: Sequence[Pack], lang: str) -> Answer:
    """The pages of the packs and their index; on standard output one after the other."""
    ids = {pack.id for pack in packs}
    constraints = [c for c in bench.linter.packs.constraints if c.pack in ids]
    examples = examples_of(bench)
    pages = {"README.md": index(constraints)}
    pages.update((f"{c.code}.md", page(c, catalogue(), examples)) for c in constraints)
    if options.output_dir is None:
        return Answer((Output("\n".join(pages.values())),))
    outputs = [Output([text], str(options.output_dir / name), folders=True) for name, text in pages.items()]
    told = (
        catalogue().text("pack.made", lang, path=(options.output_dir / name).as_posix()) + "\n"
        for name in pages
    )
    return Answer((*outputs, Output(told)))
