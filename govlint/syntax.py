"""The parser: tokens to a tree, on the form's LALR table, repaired at least cost.

Duty: accept every sequence of tokens and say what had to be inserted or left out. May not know any label.

Where the walk through the automaton ends, the stretch between two headings is repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govlint.automaton import DELETE, INSERT, Edit, Parser, Tree, build
from govlint.grammar import END, kind_of
from govlint.pairing import pair
from govlint.repair import Done, give_up, search
from govlint.tokens import LABEL, Token

MOST_NODES = 40_000
"""Nodes that the search for one repair may look at; beyond it everything is left out and said so."""


class Parse(NamedTuple):
    """A tree, and whether some stretch was too far from the form to be repaired step by step."""

    tree: Tree
    bounded: bool


def parse(tokens: Sequence[Token], parser: Parser) -> Parse:
    """The tree of the tokens; every token is in it."""
    edits: list[Edit] = []
    stack = 0
    bounded = False
    at = 0
    parser.searched = 0
    for sync in [*_syncs(tokens), len(tokens)]:
        goal = tokens[sync].readings[0].terminal if sync < len(tokens) else END
        part = tokens[at:sync]
        done = _walk(part, parser, stack, goal) or search(part, parser, stack, goal, MOST_NODES)
        if done is None:
            bounded = True
            done = give_up(part, parser, stack, goal)
        edits.extend(done[1])
        stack = done[0]
        if sync < len(tokens):
            edits.append(Edit(goal, tokens[sync], tokens[sync].readings[0]))
            stack = parser.required(stack, goal)[0]
        at = sync + 1
    tree = build(pair(edits), parser)
    parser.forget()
    return Parse(tree, bounded)


def _syncs(tokens: Sequence[Token]) -> list[int]:
    """Tokens that are headings beyond doubt; the search never looks past one."""
    return [
        index
        for index, token in enumerate(tokens)
        if token.readings and token.readings[0].cost == 0 and kind_of(token.readings[0].terminal) == "HEADING"
    ]


def _walk(tokens: Sequence[Token], parser: Parser, stack: int, goal: str) -> Done | None:
    """The parse of tokens that keep to the form; None at the first that does not."""
    edits: list[Edit] = []
    for token in tokens:
        edit = _fitting(token, parser, stack)
        if edit is None:
            return None
        edits.append(edit)
        stack = parser.required(stack, edit.terminal)[0]
    return (stack, edits) if parser.step(stack, goal) is not None else None


def _fitting(token: Token, parser: Parser, stack: int) -> Edit | None:
    """What a token is where the form has it."""
    if token.kind != LABEL:
        return Edit(token.kind, token) if parser.step(stack, token.kind) is not None else None
    for reading in token.readings:
        if reading.cost == 0 and parser.step(stack, reading.terminal) is not None:
            return Edit(reading.terminal, token, reading)
    return None


__all__ = ["DELETE", "INSERT", "MOST_NODES", "Edit", "Parse", "Parser", "Tree", "parse"]
