"""Targets: what is smaller than a file. Tokens, printed counts, expressions, names of nodes, patterns, prose."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import PurePosixPath, PureWindowsPath

import reports
from parsing import document, recogniser

from benchmarks.fuzz import mutate
from benchmarks.fuzz.target import FoundError, Target
from govlint import globs, numbers
from govlint.config import globs as config_globs
from govlint.config.model import Glob
from govlint.equations import Equation
from govlint.expressions import parse as parse_expression
from govlint.lexer import tokenize
from govlint.outline import order_sections, settle
from govlint.packs.patterns import compile_pattern
from govlint.selectors import node_kind, problem
from govlint.syntax import MOST_NODES, parse
from govlint.tokens import Token

MOST_TOKENS = 200
_WORDS = (
    "received", "total", "a.b", "sum(", "(", ")", "+", "-", "*", "=", "<=", ">", "and", "or", "not", "if", "then", "0",
    "1.5", "9" * 30, ",", "row", "，", "((((((((", "not not not", "2*", "!=", "\n", "\0", "²", "a" * 70, "1e5", ".5",
)  # fmt: skip
_NAMES = (
    "requests",
    "review",
    "rows",
    "columns",
    "cells",
    "tables",
    "report",
    "paragraphs",
    "series",
    "set",
    "total",
    "refused",
    "x",
)
_GLOB = (
    "*",
    "**",
    "?",
    "/",
    "[",
    "]",
    "!",
    "^",
    "-",
    "\\",
    "a",
    "b",
    "z",
    "报告",
    ".",
    "[:alpha:]",
    "[a-z]",
    "[z-a]",
    " ",
    "#",
    "{",
    "&&",
    "||",
    "~~",
)
_PATTERN = (
    "(",
    ")",
    "[",
    "]",
    "+",
    "*",
    "?",
    "{2,}",
    "{1,3}",
    "|",
    ".",
    "\\d",
    "\\",
    "^",
    "$",
    "件",
    "a",
    "(?:",
    "(?=",
    "(?P<n>",
    "\\1",
    "(?i)",
)


def _tokens_of(seed: int) -> list[Token]:
    kit = recogniser().kits[seed % 2 + 1]
    form = ("gfoi-2019", "gfoi-2021")[seed % 2]
    printed = reports.write(
        reports.make(seed, form=form, profile="small"), reports.LAYOUTS[seed % len(reports.LAYOUTS)]
    ).text
    return list(settle(tokenize(document(printed), kit.lexicon)))


@cache
def _pool() -> tuple[Token, ...]:
    """Tokens of reports of the latest form."""
    return tuple(token for seed in range(1, 9, 2) for token in _tokens_of(seed))


def _make_tokens(rng: random.Random) -> bytes:
    """Two bytes a token: mostly few, now and then a stretch of a report with some out of place."""
    if rng.random() < 0.05:
        start = rng.randrange(len(_pool()))
        picked = list(range(start, start + rng.randrange(MOST_TOKENS)))
        for _ in range(rng.randrange(12)):
            if picked:
                picked[rng.randrange(len(picked))] = rng.randrange(len(_pool()))
    else:
        picked = [rng.randrange(len(_pool())) for _ in range(min(int(rng.expovariate(0.25)), 60))]
    return b"".join((one % len(_pool())).to_bytes(2, "big") for one in picked)


def _feed_tokens(data: bytes) -> None:
    """A sequence of tokens gets a tree within the bound of the search."""
    kit = recogniser().kits[-1]
    pool = _pool()
    numbers_ = [
        int.from_bytes(data[i : i + 2], "big") for i in range(0, min(len(data), 2 * MOST_TOKENS) - 1, 2)
    ]
    ordered = order_sections([pool[n % len(pool)] for n in numbers_], kit.form, free=False).tokens
    kit.parser.searched = 0
    tree, _ = parse(ordered, kit.parser)
    if tree is None:
        raise FoundError("no tree")
    if kit.parser.searched > (len(numbers_) + 1) * MOST_NODES:
        raise FoundError(f"{kit.parser.searched} nodes for {len(numbers_)} tokens")


def _make_number(rng: random.Random) -> bytes:
    alphabet = mutate.MARKS + "万元件OoIl¥$￥．，－²٣१"
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, 80))).encode("utf-8", "surrogatepass")


def _feed_number(data: bytes) -> None:
    """A printed count: a number or a reason, and never both missing."""
    printed = data.decode("utf-8", "replace")
    read = numbers.read(printed)
    if (read.count is None) == (read.state.name == "COUNT"):
        raise FoundError(repr(printed))
    if read.count is not None:
        format(read.count, "f")


def _make_equation(rng: random.Random) -> bytes:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 30))).encode()


def _feed_equation(data: bytes) -> None:
    written = data.decode("utf-8", "replace")
    for reader in (parse_expression, Equation.parse):
        _explained(lambda reader=reader: reader(written), written)


def _explained(read: object, written: str) -> None:
    try:
        read()  # type: ignore[operator]
    except ValueError as error:
        if not str(error):
            raise FoundError(f"no reason given: {written}") from error


def _make_selector(rng: random.Random) -> bytes:
    return "".join(
        rng.choice((*_NAMES, ".", ".", "_", "9", "X", " ", "款")) for _ in range(rng.randint(1, 8))
    ).encode()


def _feed_selector(data: bytes) -> None:
    written = data.decode("utf-8", "replace")
    forms = [kit.form for kit in recogniser().kits]
    wrong = problem(written, forms)
    if wrong is None:
        node_kind(written)
    elif not wrong:
        raise FoundError(f"no reason given: {written}")


def _make_glob(rng: random.Random) -> bytes:
    pattern = "".join(rng.choice(_GLOB) for _ in range(rng.randint(1, 20)))
    path = "/".join(
        "".join(rng.choice("aabz报.-") for _ in range(rng.randint(1, 30))) for _ in range(rng.randint(1, 6))
    )
    return f"{pattern}\n{path}".encode()


def _feed_glob(data: bytes) -> None:
    """Patterns of configuration and of `.gitignore`: they match or they do not, in a bounded time."""
    written, _, path = data.decode("utf-8", "replace").partition("\n")
    path = path.replace("\0", "").strip("/")
    globs.decide(globs.patterns(written.encode()), path.encode(), is_folder=False)
    for folder in (PurePosixPath("/r"), PureWindowsPath("C:/r")):
        glob = Glob(folder, written)
        if config_globs.is_pattern(glob):
            config_globs.matches(str(folder / path), [glob])


def _make_pattern(rng: random.Random) -> bytes:
    return "".join(rng.choice(_PATTERN) for _ in range(rng.randint(1, 12))).encode()


def _feed_pattern(data: bytes) -> None:
    """A pattern that a pack may have does not run without end on what is hostile to it."""
    try:
        pattern = compile_pattern(data.decode("utf-8", "replace"))
    except ValueError as error:
        if not str(error):
            raise FoundError("no reason given") from error
        return
    for hostile in ("a" * 30 + "!", "1" * 30 + "x", "件" * 30):
        assert isinstance(pattern, re.Pattern)
        pattern.search(hostile)


TARGETS = {
    "tokens": Target(_make_tokens, _feed_tokens),
    "number": Target(_make_number, _feed_number),
    "equation": Target(_make_equation, _feed_equation),
    "selector": Target(_make_selector, _feed_selector),
    "glob": Target(_make_glob, _feed_glob),
    "pattern": Target(_make_pattern, _feed_pattern),
}
