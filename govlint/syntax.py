"""The parser: tokens to a tree, on the form's LALR table, repaired at least cost.

Duty: accept every sequence of tokens and say what had to be inserted or left out. May not know any label.

Where the walk through the automaton ends, the stretch between two headings is repaired.
"""

from __future__ import annotations

from collections.abc import Sequence

from govlint.automaton import DELETE, INSERT, Edit, Parser, Tree, build
from govlint.grammar import END, kind_of
from govlint.lexicon import Reading
from govlint.named import NamedTuple
from govlint.pairing import pair
from govlint.repair import Done, give_up, search
from govlint.tokens import LABEL, Token

MOST_NODES = 40_000
"""Nodes that the search for one repair may look at; beyond it everything is left out and said so."""


_MOST_TOKENS = 400
"""A stretch of more tokens is no form's, and its repair is not remembered."""
_Repair = tuple[int, list[tuple[str, int, Reading | None]], bool]


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
        done = _walk(part, parser, stack, goal)
        if done is None:
            done, given_up = _repaired(part, parser, stack, goal)
            bounded |= given_up
        edits.extend(done[1])
        stack = done[0]
        if sync < len(tokens):
            edits.append(Edit(goal, tokens[sync], tokens[sync].readings[0]))
            stack = parser.required(stack, goal)[0]
        at = sync + 1
    tree = build(pair(edits), parser)
    parser.forget()
    return Parse(tree, bounded)


def _repaired(tokens: Sequence[Token], parser: Parser, stack: int, goal: str) -> tuple[Done, bool]:
    """The least repair, and whether it was given up for a greater one; one made before is not searched again.

    What the repair of a stretch is depends on what its tokens may be, not on what they print, and a layout that
    departs from the form departs alike in every report.
    """
    key = MOST_NODES, stack, goal, tuple([(token.kind, token.readings) for token in tokens])
    known: _Repair | None = parser.repairs.get(key)
    if known is not None:
        after, steps, given_up = known
        edits = [Edit(terminal, None if at < 0 else tokens[at], reading) for terminal, at, reading in steps]
        return (after, edits), given_up
    done = search(tokens, parser, stack, goal, MOST_NODES)
    given_up = done is None
    if done is None:
        done = give_up(tokens, parser, stack, goal)
    if len(tokens) <= _MOST_TOKENS:
        at = {id(token): index for index, token in enumerate(tokens)}
        found = [(edit.terminal, at[id(edit.token)] if edit.token else -1, edit.reading) for edit in done[1]]
        parser.repairs[key] = done[0], found, given_up
    return done, given_up


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
