"""`govlint test`: run the cases of packs.

Duty: from packs to what came of their cases, and an exit status. May not print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govlint.commands import Answer, Output, Session
from govlint.commands.common import add_general, add_sources, linter
from govlint.commands.values import one_of
from govlint.display.encode import encode
from govlint.packs.model import Constraint, Pack
from govlint.trials import Bench, Trial, Trials
from govlint.verdict import FOUND, NOT_DONE
from govlint.words import catalogue

if TYPE_CHECKING:
    import argparse

    from govlint.commands.parser import Parser

ARGUMENTS = "[PACK…]"


def configure(parser: Parser) -> None:
    """The options of `test`."""
    parser.option("help.arguments", "packs", text="help.test-packs", nargs="*", metavar="PACK")
    add_sources(parser)
    parser.option(
        "help.output", "-f", "--output-format", text="help.test-format", type=one_of("text", "json"),
        default="text", metavar="FMT",
    )  # fmt: skip
    add_general(parser)


def run(options: argparse.Namespace, session: Session) -> Answer:
    """Run the cases of the packs that the options name."""
    bench, packs = bench_of(options, options.packs)
    tested = bench.run(packs)
    names = ", ".join(pack.id for pack in packs)
    if not tested.trials:
        return Answer((), NOT_DONE, (catalogue().text("test.nothing", session.lang, packs=names),))
    status = FOUND if tested.failed else 0
    if options.output_format == "json":
        return Answer((Output([encode(record(tested)) + "\n"]),), status)
    lines = _lines(tested, names, session.lang)
    return Answer((Output(line + "\n" for line in lines),), status)


def bench_of(options: argparse.Namespace, words: Sequence[str]) -> tuple[Bench, list[Pack]]:
    """A bench, and the packs named, or all in force; a pack that is not in force is loaded beside the shipped ones."""
    bench = Bench(linter(options))
    if any(bench.pack_at(word) is None for word in words):
        options.pack = [*(options.pack or ()), *(word for word in words if word not in (options.pack or ()))]
        bench = Bench(linter(options))
    if not words:
        return bench, list(bench.packs)
    return bench, [pack for word in words if (pack := bench.pack_at(word)) is not None]


def record(tested: Trials) -> dict[str, object]:
    """What came of the cases, as a plain mapping."""
    return {
        "cases": [
            {
                "constraint": trial.constraint.code,
                "verdict": trial.stated.verdict,
                "number": trial.stated.number,
                "path": trial.stated.place.path,
                "line": trial.stated.place.line,
                "column": trial.stated.place.column,
                "reason": trial.reason or None,
                "found": [
                    {"message": {"zh": t.zh, "en": t.en}, "at": list(t.at), "severity": t.severity}
                    for t in trial.told
                ],
            }
            for trial in tested.trials
        ],
        "failed": len(tested.failed),
        "no_failing_case": [c.code for c in tested.no_fail],
        "no_passing_case": [c.code for c in tested.no_pass],
    }


def _lines(tested: Trials, names: str, lang: str) -> Iterator[str]:
    words = catalogue()
    for trial in tested.failed:
        yield from _trial(trial, lang)
    for key, lacking in (("test.no-fail", tested.no_fail), ("test.no-pass", tested.no_pass)):
        if lacking:
            yield words.text(key, lang, number=len(lacking), codes=_codes(lacking))
    yield words.text(
        "test.total",
        lang,
        packs=names,
        number=len(tested.trials),
        constraints=len({trial.constraint.code for trial in tested.trials}),
        failed=len(tested.failed),
    )


def _codes(constraints: Sequence[Constraint]) -> str:
    return " ".join(constraint.code for constraint in constraints)


def _trial(trial: Trial, lang: str) -> Iterator[str]:
    """A case that is not as stated: where it stands, what it states, what was found."""
    words, stated = catalogue(), trial.stated
    yield words.text(
        "test.trial",
        lang,
        path=stated.place.path,
        line=stated.place.line,
        column=stated.place.column,
        code=trial.constraint.code,
        verdict=words.text(f"test.{stated.verdict}", lang),
        number=stated.number,
        reason=words.text(f"test.reason-{trial.reason}", lang),
    )
    for expected in stated.case.expected:
        yield words.text("test.stated", lang, text=expected.message.get(lang))
        yield words.text("test.at", lang, at=expected.at)
    for told in trial.told:
        yield words.text("test.found", lang, text=told.en if lang == "en" else told.zh)
        yield words.text("test.at", lang, at=" | ".join(told.at))
