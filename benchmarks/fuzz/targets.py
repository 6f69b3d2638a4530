"""What is fuzzed: each target takes a random generator, feeds one input and raises what it finds wrong."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import make_docx
import make_html
import make_pdf
import reports
from linting import linter
from parsing import document, recogniser

from benchmarks.fuzz import mutate
from govlint import numbers
from govlint.compiled import load_form
from govlint.equations import Equation
from govlint.errors import GovlintError
from govlint.expressions import parse as parse_expression
from govlint.findings import FileOutcome
from govlint.lexer import tokenize
from govlint.lint import Linter, Settings
from govlint.outline import order_sections, settle
from govlint.shipped import shipped_folder
from govlint.syntax import MOST_NODES, parse
from govlint.tokens import Token

SEEDS = 8


class FoundError(AssertionError):
    """Something that must not happen."""


def _held(outcome: FileOutcome) -> None:
    """Raises where something crashed, whoever caught it, or nothing is said of a file."""
    crashed = [f for f in outcome.findings if f.name in ("file-crashed", "rule-crashed")]
    if crashed or outcome.assurance.crashed:
        raise FoundError("; ".join(f.message.en for f in crashed))
    if outcome.status != "checked" and not outcome.findings:
        raise FoundError(f"{outcome.status}, and nothing said")


@cache
def _text(seed: int) -> str:
    data = reports.make(seed, form=("gfoi-2019", "gfoi-2021")[seed % 2], profile="small")
    return reports.write(data, reports.LAYOUTS[seed % len(reports.LAYOUTS)]).text


@cache
def _file(kind: str, seed: int) -> bytes:
    make = {"html": make_html.report, "docx": make_docx.report, "pdf": make_pdf.report}[kind]
    return make(reports.make(seed, profile="small"))


def text(rng: random.Random) -> None:
    """A mutated text report, now and then in another encoding or with bytes flipped."""
    said = mutate.text(rng, _text(rng.randrange(2 * SEEDS)))
    raw = said.encode(rng.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")
    _held(linter().check_bytes("r.txt", mutate.data(rng, raw) if rng.random() < 0.2 else raw))


def html(rng: random.Random) -> None:
    """A mutated page."""
    page = _file("html", rng.randrange(SEEDS))
    raw = mutate.text(rng, page.decode()).encode("utf-8", "replace")
    _held(linter().check_bytes("r.html", mutate.data(rng, raw) if rng.random() < 0.3 else raw))


def docx(rng: random.Random) -> None:
    """A mutated Word file: its parts, or its bytes."""
    whole = _file("docx", rng.randrange(SEEDS))
    inner = rng.random() < 0.6
    _held(
        linter().check_bytes(
            "r.docx", mutate.package(rng, whole, mutate.text) if inner else mutate.data(rng, whole)
        )
    )


def pdf(rng: random.Random) -> None:
    """A mutated PDF file."""
    _held(linter().check_bytes("r.pdf", mutate.data(rng, _file("pdf", rng.randrange(2)))))


@cache
def _tokens() -> tuple[Token, ...]:
    kit = recogniser().kits[-1]
    found = [t for seed in range(4) for t in settle(tokenize(document(_text(2 * seed + 1)), kit.lexicon))]
    return tuple(found)


def tokens(rng: random.Random) -> None:
    """A random sequence of tokens: it gets a tree within the bound of the search."""
    kit = recogniser().kits[-1]
    pool = _tokens()
    picked = [rng.choice(pool) for _ in range(min(int(rng.expovariate(0.12)), 60))]
    ordered = order_sections(picked, kit.form, free=False).tokens
    kit.parser.searched = 0
    tree, _ = parse(ordered, kit.parser)
    if tree is None:
        raise FoundError("no tree")
    if kit.parser.searched > (len(picked) + 1) * MOST_NODES:
        raise FoundError(f"{kit.parser.searched} nodes for {len(picked)} tokens")


def number(rng: random.Random) -> None:
    """A random printed count: a number or a reason, never both missing."""
    alphabet = mutate.MARKS + "万元件OoIl¥$￥．，－"
    printed = "".join(rng.choice(alphabet) for _ in range(rng.randint(0, 80)))
    read = numbers.read(printed)
    if read.count is None and not read.flaw and read.state.name == "COUNT":
        raise FoundError(repr(printed))


_WORDS = (
    "received",
    "total",
    "a.b",
    "sum(",
    "(",
    ")",
    "+",
    "-",
    "*",
    "=",
    "<=",
    ">",
    "and",
    "or",
    "not",
    "if",
    "then",
    "0",
    "1.5",
    "9" * 30,
    ",",
    "row",
    "，",
)


def equation(rng: random.Random) -> None:
    """A random expression: a statement or a complaint about it."""
    written = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 14)))
    for reader in (parse_expression, Equation.parse):
        try:
            reader(written)
        except ValueError as error:
            if not str(error):
                raise FoundError(f"no reason given: {written}") from error


def pack(rng: random.Random) -> None:
    """A mutated pack: loaded, or refused with file and line."""
    source = shipped_folder("rules") / "gfoi"
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "mine"
        folder.mkdir()
        victim = rng.choice(("pack.yaml", "review.yaml", "sums.yaml", "structure.yaml"))
        for path in filter(Path.is_file, source.iterdir()):
            said = path.read_text(encoding="utf-8")
            if path.name == victim:
                said = mutate.text(rng, said, 3)
            (folder / path.name).write_text(said, encoding="utf-8", errors="replace")
        _refused(lambda: Linter(Settings(packs=(str(folder),), default_packs=False)))


def grammar(rng: random.Random) -> None:
    """A mutated grammar: compiled, or refused with file and line."""
    source = shipped_folder("grammars")
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        for path in source.glob("*.lark"):
            said = path.read_text(encoding="utf-8")
            if path.name == "gfoi_2021.lark":
                said = mutate.text(rng, said, 3)
            (folder / path.name).write_text(said, encoding="utf-8", errors="replace")
        _refused(lambda: load_form(folder / "gfoi_2021.lark", [folder]))


def _refused(load: Callable[[], object]) -> None:
    try:
        load()
    except GovlintError as error:
        if not str(error):
            raise FoundError("refused without a reason") from error


TARGETS: Mapping[str, Callable[[random.Random], None]] = {
    "text": text,
    "html": html,
    "docx": docx,
    "pdf": pdf,
    "tokens": tokens,
    "number": number,
    "equation": equation,
    "pack": pack,
    "grammar": grammar,
}
