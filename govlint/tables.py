"""Parse tables: Lark's grammar loader and LALR construction, behind one door.

Duty: turn grammar text into a `Form`. May not be imported by anything but `compiled.py`; nothing else touches
what Lark keeps private (hence the pinned range of versions).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lark import Token
from lark.common import ParserConf
from lark.exceptions import LarkError, UnexpectedInput
from lark.grammar import NonTerminal, Rule, Symbol, Terminal
from lark.load_grammar import load_grammar
from lark.parsers.lalr_analysis import LALR_Analyzer, Shift

from govlint.errors import Fault, GrammarError
from govlint.grammar import CELLS, LABEL_KINDS, Form, Production, Productions, Run, kind_of
from govlint.patterns import lazy
from govlint.signs import signs_of

# Lark says nothing of its types here, and some of what it says elsewhere is of another form of the table.
_LOAD: Any = load_grammar
_YEARS = lazy(r"(\d{1,4})-(\d{1,4})", re.ASCII)


def compile_form(path: Path, folders: Iterable[Path]) -> Form:
    """The form that a grammar file describes; its id is the file's name with `-` for `_`.

    Raises:
        GrammarError: with file, line and column where the grammar cannot be used.
    """
    try:
        grammar, rules = _loaded(path, folders)
        productions = _collapse([_plain(rule) for rule in rules])
        states, start, accept = _table(productions)
        texts = {_name(name): _literals(tree) for name, (tree, _) in grammar.term_defs if tree is not None}
        facts = {n[:-5].lower(): texts[n][0] for n in texts if n.endswith("_FACT")}
        signs = {name: signs_of(pattern) for name, pattern in facts.items()}
        years = _years(texts.get("REPORT_YEARS", ("0-9999",))[0])
    except UnexpectedInput as error:
        raise GrammarError((Fault(path.as_posix(), error.line, error.column, str(error)),)) from error
    except (LarkError, ValueError, OSError, re.error) as error:
        # An import of a file that is not there is Lark's OSError.
        raise GrammarError((Fault(path.as_posix(), 1, 1, str(error)),)) from error
    rules_of = Productions(productions)
    sections = tuple(dict.fromkeys(rules_of.sections()))
    return Form(
        id=path.stem.replace("_", "-"),
        labels={name: alternatives for name, alternatives in texts.items() if kind_of(name) in LABEL_KINDS},
        productions=productions,
        states=states,
        start=start,
        accept=accept,
        rows={section: dict(rules_of.rows(section)) for section in sections},
        sections=sections,
        table_names={n[:-6].lower(): texts[n][0] for n in texts if n.endswith("_TABLE")},
        years=years,
        facts=facts,
        signs=signs,
        base=texts.get("BASE_FORM", ("",))[0],
    )


def _loaded(path: Path, folders: Iterable[Path]) -> tuple[Any, Any]:
    """The grammar, with its rules as Lark gives them.

    Raises:
        ValueError: where Lark gives up on what it did not expect anybody to write; its own errors, else.
    """
    try:
        grammar, _ = _LOAD(
            path.read_text(encoding="utf-8"), str(path), [str(folder) for folder in folders], True
        )
        return grammar, grammar.compile(["start"], "*")[1]
    except (AssertionError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"Lark cannot read it ({str(error) or type(error).__name__})") from error


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text)
    if found is None:
        raise ValueError(f"REPORT_YEARS must be like 2019-2020, not {text!r}")
    return int(found[1]), int(found[2])


def _name(symbol: str) -> str:
    """A symbol without the prefix that Lark gives to what a grammar imports."""
    symbol = str(symbol)
    if symbol.startswith("__"):
        return symbol
    plain = symbol.rpartition("__")[2]
    return f"_{plain}" if symbol.startswith("_") and not plain.startswith("_") else plain


def _plain(rule: Rule) -> Production:
    symbols = tuple(_name(symbol.name) for symbol in rule.expansion)
    return Production(_name(rule.origin.name), symbols)


def _literals(tree: Any) -> tuple[str, ...]:
    """The strings and patterns of a terminal, in the order written; a pattern's flags stand before it."""
    tokens = tree.scan_values(lambda token: isinstance(token, Token) and token.type in ("STRING", "REGEXP"))
    return tuple(_literal(str(token)) for token in tokens)


def _literal(token: str) -> str:
    end = token.rindex(token[0])
    flags = token[end + 1 :] if token[0] == "/" else ""
    return f"(?{flags}){token[1:end]}" if flags else token[1:end]


def _collapse(rules: list[Production]) -> tuple[Production, ...]:
    """The rules with each run of cells as one symbol, the rules that hold nothing but cells left out."""
    pure: dict[str, Run] = {}
    while True:
        found = {rule.origin: _cells(rule, pure) for rule in rules if rule.origin not in pure}
        new = {origin: keys for origin, keys in found.items() if keys is not None}
        if not new:
            break
        pure.update(new)
    return tuple(dict.fromkeys(_fold_cells(rule, pure) for rule in rules if rule.origin not in pure))


def _cells(rule: Production, pure: dict[str, Run]) -> Run | None:
    keys: list[tuple[str, ...]] = []
    for symbol in rule.symbols:
        inner = _symbol_cells(symbol, pure)
        if inner is None:
            return None
        keys.extend(inner)
    return tuple(keys) or None


def _symbol_cells(symbol: str, pure: dict[str, Run]) -> Run | None:
    if symbol.endswith("_CELL"):
        return ((symbol[:-5].lower(),),)
    inner = pure.get(symbol)
    if inner is None or symbol.startswith("_"):
        return inner
    return tuple((symbol, *path) for path in inner)


def _fold_cells(rule: Production, pure: dict[str, Run]) -> Production:
    symbols: list[str] = []
    keys: list[list[tuple[str, ...]]] = []
    for symbol in rule.symbols:
        inner = _symbol_cells(symbol, pure)
        if inner is None:
            symbols.append(symbol)
            continue
        if not symbols or symbols[-1] != CELLS:
            symbols.append(CELLS)
            keys.append([])
        keys[-1].extend(inner)
    return Production(rule.origin, tuple(symbols), tuple(tuple(run) for run in keys))


def _table(productions: tuple[Production, ...]) -> tuple[tuple[dict[str, int], ...], int, int]:
    """The LALR table over the productions: states, the start state and the accepting state."""
    names = {production.origin for production in productions}
    rules = [_rule(production, names, index) for index, production in enumerate(productions)]
    analyzer: Any = LALR_Analyzer(ParserConf(rules, {}, ["start"]), strict=False)
    analyzer.compute_lalr()
    table = analyzer.parse_table
    number = {(rule.origin.name, tuple(s.name for s in rule.expansion)): i for i, rule in enumerate(rules)}
    states = tuple(
        {symbol: _action(action, arg, number) for symbol, (action, arg) in table.states[index].items()}
        for index in range(len(table.states))
    )
    return states, table.start_states["start"], table.end_states["start"]


def _rule(production: Production, names: set[str], order: int) -> Rule:
    symbols: list[Symbol] = [
        NonTerminal(symbol) if symbol in names else Terminal(symbol) for symbol in production.symbols
    ]
    return Rule(NonTerminal(production.origin), symbols, order)


def _action(action: Any, arg: Any, number: dict[tuple[str, tuple[str, ...]], int]) -> int:
    if action is Shift:
        return int(arg)
    return -1 - number[(arg.origin.name, tuple(symbol.name for symbol in arg.expansion))]
