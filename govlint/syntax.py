"""The parser: tokens to a tree, on the form's LALR table, repaired at least cost.

Duty: accept every sequence of tokens and say what had to be inserted or left out. May not know any label.

Stacks are shared and numbered, and each step of the table is remembered, so that parsing a report that
keeps to its form is a walk through a dictionary. Where the walk ends, the stretch between two
headings is repaired by a search over (token, stack): shifting is free, inserting what the form
expects and leaving out what it does not each have a cost (Dijkstra; the idea of CPCT+ by Diekmann and Tratt,
"Don't Panic! Better, Fewer, Syntax Errors for LR Parsers", 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from govlint.grammar import CELLS, END, PROSE, Form, kind_of
from govlint.lexicon import Reading
from govlint.tokens import LABEL, Token

INSERT = {"HEADING": 150, "ROW": 100, CELLS: 15, "COLUMN": 2, "GROUP": 2, "NOTE": 1, "CAPTION": 30}
"""Costs of inserting what is missing, in hundredths of one row."""
DELETE = {"HEADING": 151, "ROW": 101, CELLS: 60, "COLUMN": 2, "GROUP": 2, "NOTE": 1, "CAPTION": 30, PROSE: 3}
"""Costs of leaving out what the form does not expect."""
MOST_NODES = 40_000
"""Nodes that the search for one repair may look at; beyond it everything is left out and said so."""


class Edit(NamedTuple):
    """One step of a parse: a terminal with the token that stands for it, or with none, or a token left out.

    `terminal` is empty for a token that was left out; `token` is None for what was inserted.
    """

    terminal: str
    token: Token | None
    reading: Reading | None = None
    moved: bool = False
    """Printed elsewhere than where the form has it."""


@dataclass(slots=True)
class Tree:
    """A rule of the form with what stands for its symbols: trees, and edits for terminals.

    Tokens left out are kept where they stood, as edits with an empty terminal.
    """

    production: int
    children: list[Tree | Edit]


class Parser:
    """The LALR automaton of one form, with its steps remembered."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._stacks: list[tuple[int, int]] = [(form.start, -1)]
        self._ids: dict[tuple[int, int], int] = {(form.start, -1): 0}
        self._steps: dict[tuple[int, str], tuple[int, tuple[int, ...]] | None] = {}
        self._expected: dict[int, tuple[tuple[str, int], ...]] = {}

    def _push(self, state: int, parent: int) -> int:
        found = self._ids.get((state, parent))
        if found is None:
            found = self._ids[state, parent] = len(self._stacks)
            self._stacks.append((state, parent))
        return found

    def step(self, stack: int, terminal: str) -> tuple[int, tuple[int, ...]] | None:
        """The stack after shifting `terminal` and the productions reduced before; None where it cannot stand."""
        key = (stack, terminal)
        if key not in self._steps:
            self._steps[key] = self._advance(stack, terminal)
        return self._steps[key]

    def _advance(self, stack: int, terminal: str) -> tuple[int, tuple[int, ...]] | None:
        reduced: list[int] = []
        states, productions = self.form.states, self.form.productions
        while True:
            state, _ = self._stacks[stack]
            if terminal == END and state == self.form.accept:
                return stack, tuple(reduced)
            action = states[state].get(terminal)
            if action is None:
                return None
            if action >= 0:
                return self._push(action, stack), tuple(reduced)
            production = productions[-1 - action]
            reduced.append(-1 - action)
            for _ in production.symbols:
                stack = self._stacks[stack][1]
            stack = self._push(states[self._stacks[stack][0]][production.origin], stack)

    def expected(self, stack: int) -> tuple[tuple[str, int], ...]:
        """What the form allows next and may be inserted, with the stack after it; prose is never needed."""
        if stack not in self._expected:
            state = self._stacks[stack][0]
            self._expected[stack] = tuple(
                (terminal, step[0])
                for terminal in sorted(self.form.states[state])
                if kind_of(terminal) in INSERT and (step := self.step(stack, terminal))
            )
        return self._expected[stack]

    def forget(self) -> None:
        """Drop what was remembered when hostile input has made it large."""
        if len(self._stacks) > 10 * MOST_NODES:
            self.__init__(self.form)  # type: ignore[misc]


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
    for sync in [*_syncs(tokens), len(tokens)]:
        goal = tokens[sync].readings[0].terminal if sync < len(tokens) else END
        part = tokens[at:sync]
        done = _walk(part, parser, stack, goal) or _search(part, parser, stack, goal, MOST_NODES)
        if done is None:
            bounded = True
            done = _give_up(part, parser, stack, goal)
        edits.extend(done[1])
        stack = done[0]
        if sync < len(tokens):
            edits.append(Edit(goal, tokens[sync], tokens[sync].readings[0]))
            stack = _require(parser.step(stack, goal))[0]
        at = sync + 1
    tree = _build(_pair(edits), parser)
    parser.forget()
    return Parse(tree, bounded)


def _syncs(tokens: Sequence[Token]) -> list[int]:
    """Tokens that are headings beyond doubt; the search never looks past one."""
    return [
        index
        for index, token in enumerate(tokens)
        if token.readings and token.readings[0].cost == 0 and kind_of(token.readings[0].terminal) == "HEADING"
    ]


def _require(step: tuple[int, tuple[int, ...]] | None) -> tuple[int, tuple[int, ...]]:
    if step is None:
        raise AssertionError("a repair ended where its goal cannot stand")
    return step


Done = tuple[int, list[Edit]]


def _walk(tokens: Sequence[Token], parser: Parser, stack: int, goal: str) -> Done | None:
    """The parse of tokens that keep to the form; None at the first that does not."""
    edits: list[Edit] = []
    for token in tokens:
        if token.kind != LABEL:
            step = parser.step(stack, token.kind)
            if step is None:
                return None
            edits.append(Edit(token.kind, token))
            stack = step[0]
            continue
        for reading in token.readings:
            step = parser.step(stack, reading.terminal) if reading.cost == 0 else None
            if step is not None:
                edits.append(Edit(reading.terminal, token, reading))
                stack = step[0]
                break
        else:
            return None
    return (stack, edits) if parser.step(stack, goal) is not None else None


class _Link(NamedTuple):
    edit: Edit
    before: _Link | None


def _search(
    tokens: Sequence[Token], parser: Parser, stack: int, goal: str, most: int | None = None
) -> Done | None:
    """The cheapest repair; None where it would take more than `most` nodes to find."""
    heap: list[tuple[int, int, int, int, _Link | None]] = [(0, 0, 0, stack, None)]
    seen: set[tuple[int, int]] = set()
    order = 0
    last = len(tokens)
    while heap:
        cost, _, at, here, link = heappop(heap)
        if (at, here) in seen:
            continue
        if at == last and parser.step(here, goal) is not None:
            return here, _unwind(link)
        seen.add((at, here))
        if most is not None and len(seen) > most:
            return None
        for extra, then, stack_after, edit in _moves(tokens, at, here, parser, goal):
            if (then, stack_after) not in seen:
                order += 1
                heappush(heap, (cost + extra, order, then, stack_after, _Link(edit, link)))
    return None


def _moves(
    tokens: Sequence[Token], at: int, here: int, parser: Parser, goal: str
) -> list[tuple[int, int, int, Edit]]:
    moves: list[tuple[int, int, int, Edit]] = []
    if at < len(tokens):
        token = tokens[at]
        for terminal, reading, cost in _readings(token):
            step = parser.step(here, terminal)
            if step is not None:
                moves.append((cost, at + 1, step[0], Edit(terminal, token, reading)))
        moves.append((_removal(token), at + 1, here, Edit("", token)))
    for terminal, after in parser.expected(here):
        if terminal != goal:
            moves.append((INSERT[kind_of(terminal)], at, after, Edit(terminal, None)))
    return moves


def _readings(token: Token) -> list[tuple[str, Reading | None, int]]:
    if token.kind != LABEL:
        return [(token.kind, None, 0)]
    found: list[tuple[str, Reading | None, int]] = [(r.terminal, r, r.cost) for r in token.readings]
    if all(cost for _, _, cost in found):
        # A label that is not printed as the form prints it may be a sentence after all.
        found.append((PROSE, None, 0))
    return found


def _removal(token: Token) -> int:
    if token.kind != LABEL:
        return DELETE[token.kind]
    if all(reading.cost for reading in token.readings):
        return DELETE[PROSE]
    return min(DELETE[kind_of(reading.terminal)] for reading in token.readings)


def _unwind(link: _Link | None) -> list[Edit]:
    edits: list[Edit] = []
    while link is not None:
        edits.append(link.edit)
        link = link.before
    edits.reverse()
    return edits


def _give_up(tokens: Sequence[Token], parser: Parser, stack: int, goal: str) -> Done:
    """Leave every token out and insert what the form wants; pairing then finds the rows again."""
    done = _search((), parser, stack, goal)
    if done is None:
        raise AssertionError("the form cannot be completed")
    return done[0], [*(Edit("", token) for token in tokens), *done[1]]


def _pair(edits: list[Edit]) -> list[Edit]:
    """Put what was left out into the places where the same was inserted: it had moved."""
    spare: dict[str, list[int]] = {}
    for index, edit in enumerate(edits):
        if not edit.terminal and edit.token is not None:
            for reading in edit.token.readings:
                spare.setdefault(reading.terminal, []).append(index)
    used: set[int] = set()
    paired = list(edits)
    for index, edit in enumerate(edits):
        if edit.token is not None or edit.terminal == CELLS:
            continue
        found = next((i for i in spare.get(edit.terminal, ()) if i not in used and _sure(edits, i)), None)
        if found is None:
            continue
        used.add(found)
        token = edits[found].token
        if token is None:
            raise AssertionError("only tokens are spare")
        reading = next(r for r in token.readings if r.terminal == edit.terminal)
        passed = []
        if kind_of(edit.terminal) == "ROW":
            passed = [
                i for i in range(index, found) if edits[i].token and kind_of(edits[i].terminal) == "ROW"
            ]
        if len(passed) == 1:
            # Two neighbours have changed places: the one that now stands too high has moved.
            paired[passed[0]] = paired[passed[0]]._replace(moved=True)
        paired[index] = Edit(edit.terminal, token, reading, moved=len(passed) != 1)
        follows = found + 1
        wanted = index + 1 < len(edits) and edits[index + 1] == Edit(CELLS, None)
        if wanted and follows < len(edits) and not edits[follows].terminal:
            cells = edits[follows].token
            if cells is not None and cells.kind == CELLS:
                paired[index + 1] = Edit(CELLS, cells)
                used.add(follows)
    return [edit for index, edit in enumerate(paired) if index not in used]


def _sure(edits: list[Edit], index: int) -> bool:
    """Whether a label left out can be taken for a row: it is nothing else, or counts follow it."""
    token = edits[index].token
    kinds = {kind_of(reading.terminal) for reading in token.readings} if token else set()
    if "ROW" not in kinds or kinds == {"ROW"}:
        return True
    following = edits[index + 1].token if index + 1 < len(edits) else None
    return following is not None and following.kind == CELLS


def _build(edits: list[Edit], parser: Parser) -> Tree:
    """The tree of a complete parse, by replaying its steps."""
    stack = 0
    values: list[Tree | Edit] = []
    for edit in edits:
        if not edit.terminal:
            values.append(edit)
            continue
        stack, reduced = _require(parser.step(stack, edit.terminal))
        for production in reduced:
            _reduce(values, production, parser.form)
        values.append(edit)
    _, reduced = _require(parser.step(stack, END))
    for production in reduced:
        _reduce(values, production, parser.form)
    return Tree(-1, values)


def _reduce(values: list[Tree | Edit], production: int, form: Form) -> None:
    """Replace the values of a production's symbols, and what was left out between them, by its tree."""
    wanted = len(form.productions[production].symbols)
    start = len(values)
    while wanted:
        start -= 1
        value = values[start]
        if isinstance(value, Tree) or value.terminal:
            wanted -= 1
    children = values[start:]
    tail: list[Tree | Edit] = []
    while children and isinstance(children[-1], Edit) and not children[-1].terminal:
        tail.insert(0, children.pop())
    values[start:] = [Tree(production, children), *tail]
