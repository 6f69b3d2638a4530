"""Repairs: what has to be inserted or left out so that tokens keep to the form, at least cost.

Duty: the search over (token, stack). May not know any label.

Shifting is free, inserting what the form expects and leaving out what it does not each have a cost (Dijkstra;
the idea of CPCT+ by Diekmann and Tratt, "Don't Panic! Better, Fewer, Syntax Errors for LR Parsers", 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from govlint.automaton import DELETE, Edit, Parser
from govlint.grammar import PROSE, kind_of
from govlint.lexicon import Reading
from govlint.named import NamedTuple
from govlint.tokens import LABEL, Token

Done = tuple[int, list[Edit]]
"""The stack at the end, and the edits that lead to it."""


class _Choices(NamedTuple):
    """What a token may be taken for, at what cost each, and the cost of leaving it out."""

    token: Token
    shifts: tuple[tuple[str, Reading | None, int], ...]
    removal: int


class _Link(NamedTuple):
    """The last edit of a path, unmade, and the path before it."""

    terminal: str
    token: Token | None
    reading: Reading | None
    before: _Link | None


Move = tuple[int, int, int, _Link]
"""The cost in all, the token and the stack then reached, the path."""


def search(tokens: Sequence[Token], parser: Parser, stack: int, goal: str, most: int | None) -> Done | None:
    """The cheapest repair; None where it would take more than `most` nodes to find."""
    choices = [_choices(token) for token in tokens]
    last = len(tokens)
    heap: list[tuple[int, int, int, int, _Link | None]] = [(0, 0, 0, stack, None)]
    best: dict[tuple[int, int], int] = {}
    seen: set[tuple[int, int]] = set()
    order = 0
    while heap:
        cost, _, at, here, link = heappop(heap)
        if (at, here) in seen:
            continue
        if at == last and parser.step(here, goal) is not None:
            parser.searched += len(seen)
            return here, _unwind(link)
        seen.add((at, here))
        if most is not None and len(seen) > most:
            break
        for total, then, after, path in _moves(choices, cost, at, here, link, parser, goal):
            known = best.get((then, after))
            # Of equal ones the first found is the first taken, so that a later one need not wait.
            if known is None or total < known:
                best[then, after] = total
                order += 1
                heappush(heap, (total, order, then, after, path))
    parser.searched += len(seen)
    return None


def _moves(  # noqa: PLR0913, PLR0917 - a node of the search and what it stands in
    choices: Sequence[_Choices], cost: int, at: int, here: int, link: _Link | None, parser: Parser, goal: str
) -> list[Move]:
    moves: list[Move] = []
    if at < len(choices):
        token, shifts, removal = choices[at]
        for terminal, reading, extra in shifts:
            step = parser.step(here, terminal)
            if step is not None:
                moves.append((cost + extra, at + 1, step[0], _Link(terminal, token, reading, link)))
        moves.append((cost + removal, at + 1, here, _Link("", token, None, link)))
    for terminal, after, extra in parser.expected(here):
        if terminal != goal:
            moves.append((cost + extra, at, after, _Link(terminal, None, None, link)))
    return moves


def _choices(token: Token) -> _Choices:
    if token.kind != LABEL:
        return _Choices(token, ((token.kind, None, 0),), DELETE[token.kind])
    found: list[tuple[str, Reading | None, int]] = [(r.terminal, r, r.cost) for r in token.readings]
    if all(reading.cost for reading in token.readings):
        # A label that is not printed as the form prints it may be a sentence after all.
        return _Choices(token, (*found, (PROSE, None, 0)), DELETE[PROSE])
    return _Choices(token, tuple(found), min(DELETE[kind_of(r.terminal)] for r in token.readings))


def _unwind(link: _Link | None) -> list[Edit]:
    edits: list[Edit] = []
    while link is not None:
        edits.append(Edit(link.terminal, link.token, link.reading))
        link = link.before
    edits.reverse()
    return edits


def give_up(tokens: Sequence[Token], parser: Parser, stack: int, goal: str) -> Done:
    """Leave every token out and insert what the form wants; pairing then finds the rows again."""
    done = search((), parser, stack, goal, None)
    if done is None:
        raise AssertionError("the form cannot be completed")
    return done[0], [*(Edit("", token) for token in tokens), *done[1]]
