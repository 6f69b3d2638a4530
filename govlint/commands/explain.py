"""`govlint explain`: what a constraint checks, why, by which law, and how to put it right.

Duty: find constraints by code or name. May not print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govlint.catalogue import Explainer, record
from govlint.choose import known
from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_configuration, add_general, add_sources, linter
from govlint.commands.values import one_of
from govlint.display.encode import encode
from govlint.examples import examples_of
from govlint.lint import Linter
from govlint.packs.model import Constraint
from govlint.trials import Bench
from govlint.words import AskedError, catalogue, unknown_word

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "CODE|NAME…"


def configure(parser: Parser) -> None:
    """The options of `explain`."""
    parser.option("help.arguments", "codes", text="help.code", nargs="*", metavar="CODE|NAME")
    parser.option("help.arguments", "--all", text="help.all", action="store_true")
    add_sources(parser)
    parser.option(
        "help.output", "-f", "--output-format", text="help.explain-format", type=one_of("text", "md", "json"),
        default="text", metavar="FMT",
    )  # fmt: skip
    add_configuration(parser)
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Explain what the options name."""
    if not options.codes and not options.all:
        raise AskedError(catalogue().words("explain.nothing"))
    judge = linter(options)
    constraints = judge.packs.constraints
    chosen = constraints if options.all else _named(options.codes, constraints)
    return Answer(
        (Output(_pieces(chosen, judge, options.output_format, session.lang, single=len(options.codes) == 1)),)
    )


def _named(words: Sequence[str], constraints: Sequence[Constraint]) -> list[Constraint]:
    by_word = {word.upper(): c for c in constraints for word in (c.code, c.name)}
    wrong = next((word for word in words if word.upper() not in by_word), None)
    if wrong is not None:
        raise unknown_word("code", wrong, known(constraints))
    return [by_word[word.upper()] for word in words]


def _pieces(
    chosen: Sequence[Constraint], judge: Linter, form: str, lang: str, *, single: bool
) -> Iterator[str]:
    examples = examples_of(Bench(judge))
    if form == "json":
        records = [record(c, catalogue(), lang, examples.get(c.code)) for c in chosen]
        yield encode(records[0]) + "\n" if single else "[" + ",\n ".join(map(encode, records)) + "]\n"
        return
    explainer = Explainer(catalogue(), lang, examples)
    for constraint in chosen:
        lines = explainer.markdown(constraint) if form == "md" else explainer.text(constraint)
        yield from (line + "\n" for line in lines)
