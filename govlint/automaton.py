"""The automaton: a form's LALR table with its steps remembered, and the trees that it makes.

Duty: advance a stack by one terminal, replay a complete parse into a tree. May not know readings, nor repair.

Stacks are shared and numbered, and each step of the table is remembered, so that parsing a report that keeps to
its form is a walk through a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govlint.grammar import CELLS, END, PROSE, Form, kind_of
from govlint.lexicon import Reading
from govlint.named import NamedTuple
from govlint.records import dataclass
from govlint.tokens import Token

INSERT = {"HEADING": 150, "ROW": 100, CELLS: 15, "COLUMN": 2, "GROUP": 2, "NOTE": 1, "CAPTION": 30}
"""Costs of inserting what is missing, in hundredths of one row."""
DELETE = {"HEADING": 151, "ROW": 101, CELLS: 60, "COLUMN": 2, "GROUP": 2, "NOTE": 1, "CAPTION": 30, PROSE: 3}
"""Costs of leaving out what the form does not expect."""
MOST_REPAIRS = 500
MOST_STACKS = 400_000
"""Beyond so many, what hostile input has made the automaton remember is dropped."""

Step = tuple[int, tuple[int, ...]]
"""The stack after a terminal, and the productions reduced before it."""


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
    """The LALR automaton of one form, with its steps remembered; `computed` counts those that were not."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.computed = 0
        self.searched = 0
        """Nodes that the repairs of the last parse looked at."""
        self.repairs: dict[Any, Any] = {}
        """Repairs by what was repaired; `syntax.py` fills it."""
        self._stacks: list[tuple[int, int]] = [(form.start, -1)]
        self._ids: dict[tuple[int, int], int] = {(form.start, -1): 0}
        self._steps: dict[tuple[int, str], Step | None] = {}
        self._expected: dict[int, tuple[tuple[str, int, int], ...]] = {}

    def _push(self, state: int, parent: int) -> int:
        found = self._ids.get((state, parent))
        if found is None:
            found = self._ids[state, parent] = len(self._stacks)
            self._stacks.append((state, parent))
        return found

    def step(self, stack: int, terminal: str) -> Step | None:
        """The stack after `terminal` and the productions reduced before; None where it cannot stand."""
        key = (stack, terminal)
        try:
            return self._steps[key]
        except KeyError:
            self.computed += 1
            found = self._steps[key] = self._advance(stack, terminal)
            return found

    def _advance(self, stack: int, terminal: str) -> Step | None:
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

    def required(self, stack: int, terminal: str) -> Step:
        """The step for a terminal that is known to be able to stand."""
        step = self.step(stack, terminal)
        if step is None:
            raise AssertionError("a repair ended where its goal cannot stand")
        return step

    def expected(self, stack: int) -> tuple[tuple[str, int, int], ...]:
        """What the form allows next and may be inserted: the terminal, the stack after it, its cost."""
        found = self._expected.get(stack)
        if found is None:
            # Prose is never needed: it is in no table of costs.
            found = self._expected[stack] = tuple(
                (terminal, step[0], INSERT[kind_of(terminal)])
                for terminal in sorted(self.form.states[self._stacks[stack][0]])
                if kind_of(terminal) in INSERT and (step := self.step(stack, terminal))
            )
        return found

    def forget(self) -> None:
        """Drop what was remembered when hostile input has made it large."""
        if len(self.repairs) > MOST_REPAIRS:
            self.repairs.clear()
        if len(self._stacks) > MOST_STACKS:
            self.__init__(self.form)  # type: ignore[misc]


def build(edits: Sequence[Edit], parser: Parser) -> Tree:
    """The tree of a complete parse, by replaying its steps."""
    stack = 0
    values: list[Tree | Edit] = []
    for edit in edits:
        if edit.terminal:
            stack, reduced = parser.required(stack, edit.terminal)
            for production in reduced:
                _reduce(values, production, parser.form)
        values.append(edit)
    for production in parser.required(stack, END)[1]:
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
    end = len(values)
    while end > start and _left_out(values[end - 1]):
        end -= 1
    values[start:] = [Tree(production, values[start:end]), *values[end:]]


def _left_out(value: Tree | Edit) -> bool:
    return isinstance(value, Edit) and not value.terminal
